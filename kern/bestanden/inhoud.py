"""What an uploaded file is, judged by its bytes and never by what the browser says of it. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

import filetype

from kern.bestanden.archief import OLE, ZIP, keur_document
from kern.bestanden.beeld import keur_jpg, keur_png
from kern.bestanden.pdf import keur_pdf
from kern.bestanden.soorten import CSV, JPG, PDF, PNG, SOORTEN, Soorten, in_mb, leesbaar
from kern.bestanden.tekst import is_tekst
from kern.bestanden.weigering import ALS_PDF, weiger

LANGSTE_NAAM = 150

# What stands alone; everything that is a zip is one of our documents or nothing.
KEURING: Mapping[str, Callable[[bytes], None]] = {PDF: keur_pdf, JPG: keur_jpg, PNG: keur_png}


def schone_naam(naam: str) -> str:
    """The last part of the name, without what a screen or a file system could trip over; at most 150 characters.

    Control characters, invisible ones and those that turn the direction of writing go: `rekening<RLO>fdp.exe` shows
    itself as what it is. The extension stays, however long the name was.
    """
    basis = re.split(r"[/\\]", unicodedata.normalize("NFC", naam))[-1]
    zichtbaar = "".join(teken for teken in basis if unicodedata.category(teken)[0] != "C")
    stam, punt, extensie = " ".join(zichtbaar.split()).rstrip(". ").rpartition(".")
    if not punt:
        stam, extensie = extensie, ""
    staart = f"{punt}{extensie}"[:20]
    return (stam.strip(". ")[: LANGSTE_NAAM - len(staart)] or "bestand") + staart


def keur(naam: str, inhoud: bytes, hoogstens: int, soorten: Soorten = SOORTEN) -> str:
    """The media type of a file that may come in. Raises DomeinFout (`bestand.…`, on the field `bestand`).

    `naam` is already clean, `hoogstens` is in bytes. Everything about the file must agree: extension, first bytes and
    build. What the check per kind does not see stands with it (pdf, beeld, archief); for viruses there is the scan.
    """
    if not inhoud:
        raise weiger("leeg", "Dit bestand is leeg.")
    if len(inhoud) > hoogstens:
        raise weiger(
            "te_groot", f"Dit bestand is groter dan {in_mb(hoogstens)}. Maak het kleiner en kies het opnieuw."
        )
    extensie = PurePosixPath(naam).suffix.removeprefix(".").lower()
    verwacht = soorten.get(extensie)
    if verwacht is None:
        raise weiger("soort", f"Dit soort bestand nemen wij niet aan. Kies een {leesbaar(soorten)}.")
    if inhoud.startswith(OLE) and verwacht not in KEURING:
        raise weiger("versleuteld", "Dit bestand heeft een wachtwoord of is van een oude soort. Sla het opnieuw op.")
    past = is_tekst(inhoud) if verwacht == CSV else _soort(inhoud) == verwacht
    if not past:
        raise weiger("inhoud", f"De inhoud van dit bestand past niet bij .{extensie}. {_anders(soorten)}")
    return verwacht


def _anders(soorten: Soorten) -> str:
    return ALS_PDF if PDF in soorten.values() else "Sla het opnieuw op en kies dat bestand."


def _soort(inhoud: bytes) -> str:
    if inhoud.startswith(ZIP):
        return keur_document(inhoud)
    soort: str = filetype.guess_mime(inhoud) or ""
    if keuring := KEURING.get(soort):
        keuring(inhoud)
    return soort
