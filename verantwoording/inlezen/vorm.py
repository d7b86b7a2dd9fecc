"""What a reader needs to be told, and what it gives back."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from subsidies.rekenblad.vorm import Cel, Rij, Vreemd, kolomletter
from verantwoording.inlezen.fout import weiger
from verantwoording.inlezen.getallen import NEDERLANDS, Schrijfwijze
from verantwoording.inlezen.periode import lees_periode

_GENOEMD = 12


@dataclass(frozen=True, slots=True)
class Keuzes:
    """What the file does not say. `kolommen`: the head of a column → the indicator in it, by code or name.

    `indicator`, `periode` and `bron` hold for every figure that does not name its own.
    """

    bron: str = ""
    indicator: str = ""
    periode: str = ""
    kolommen: Mapping[str, str] = field(default_factory=dict)
    schrijfwijze: Schrijfwijze = NEDERLANDS


class Cijfer(NamedTuple):
    """One figure as it stands in the file. `waarde` is None for one that the source withdrew."""

    rij: int
    kolom: str
    indicator: str
    gebied: str
    periode: str
    jaar: int
    waarde: Decimal | None
    teken: str = ""
    procent: bool = False
    bron: str = ""
    ondergrens: Decimal | None = None
    bovengrens: Decimal | None = None
    reden: str = ""
    vindplaats: str = ""


class Fout(NamedTuple):
    """What cannot be read, and where. The rest of the file stays readable."""

    rij: int
    kolom: str
    tekst: str


class Leeg(NamedTuple):
    """A cell in which the source gives no figure. It is not zero, and it changes nothing."""

    rij: int


class Opmerking(NamedTuple):
    """What the reader left aside, in a sentence for who offers the file."""

    tekst: str


Gelezen = Cijfer | Fout | Leeg | Opmerking


def tekst_van(cel: Cel) -> str:
    """What stands in a cell, as text: a number from a spreadsheet as the digits it has.

    Two ways of writing a letter or a space that nobody can tell apart are one.
    """
    if isinstance(cel, str):
        return cel.strip() if cel.isascii() else " ".join(unicodedata.normalize("NFC", cel).split())
    if isinstance(cel, Vreemd):
        return cel.wat
    return f"{cel.normalize():f}" if isinstance(cel, Decimal) else ""


def kolom_van(plek: int, kop: str) -> str:
    return f"{kolomletter(plek)} ({kort(kop)})" if kop else kolomletter(plek)


def kort(tekst: str, lengte: int = 40) -> str:
    return tekst if len(tekst) <= lengte else f"{tekst[: lengte - 1]}…"


def noem(namen: Sequence[str]) -> str:
    rest = len(namen) - _GENOEMD
    genoemd = ", ".join(kort(naam) for naam in namen[:_GENOEMD])
    return f"{genoemd} en nog {rest}" if rest > 0 else genoemd


def eis_zelfde_periode(in_bestand: Iterable[str], gekozen: str) -> None:
    """Who fills in another period than the file has may hold the wrong file: neither of them is right unseen."""
    anders = next((periode for periode in in_bestand if gekozen and lees_periode(periode).tekst != gekozen), "")
    if anders:
        raise weiger(
            "periode",
            f"In het bestand staat de periode {kort(anders)}, en u vulde {gekozen} in. Kies een ander bestand of "
            "laat de periode leeg.",
        )


def is_leeg(rij: Rij) -> bool:
    return not any(tekst_van(cel) for cel in rij.cellen)
