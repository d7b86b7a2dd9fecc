"""The check of a PDF. Pure."""

import re

from kern.bestanden.insluitsels import VULLING, keur_alleenstaand
from kern.bestanden.weigering import ALS_PDF, beschadigd, samengesteld, weiger

BEGIN, EIND = b"%PDF-", b"%%EOF"
ACTIEF = ("JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles")


def _naam(woord: str) -> str:
    """A PDF name may write any letter as its number: /J#61vaScript is /JavaScript."""
    return "".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in woord)


DOET_IETS = re.compile(f"/(?:{'|'.join(_naam(woord) for woord in ACTIEF)})(?![A-Za-z0-9#])".encode())


def keur_pdf(inhoud: bytes) -> None:
    """Refuse what is not only a PDF, and a PDF that runs something or carries another file.

    A plain scan of the bytes. It does not see what stands in a compressed object stream, or in a PDF whose contents
    are encrypted; viewers ask before they run such a thing, the download is never opened in our pages, and the virus
    scan does unpack.
    """
    if not inhoud.startswith(BEGIN):
        raise samengesteld()
    romp, eind, rest = inhoud.rpartition(EIND)
    if not eind:
        raise beschadigd()
    if rest.strip(VULLING):
        raise samengesteld()
    keur_alleenstaand(inhoud)
    if DOET_IETS.search(romp):
        raise weiger("actief", f"In deze pdf zit een script of een ander bestand. {ALS_PDF}")
