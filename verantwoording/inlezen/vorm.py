"""What a reader needs to be told, and what it gives back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from subsidies.rekenblad.vorm import Cel, Rij, Vreemd, kolomletter
from verantwoording.inlezen.getallen import NEDERLANDS, Schrijfwijze


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
    """What stands in a cell, as text: a number from a spreadsheet as the digits it has."""
    if isinstance(cel, str):
        return cel.strip()
    if isinstance(cel, Vreemd):
        return cel.wat
    return f"{cel.normalize():f}" if isinstance(cel, Decimal) else ""


def kolom_van(plek: int, kop: str) -> str:
    return f"{kolomletter(plek)} ({kort(kop)})" if kop else kolomletter(plek)


def kort(tekst: str, lengte: int = 40) -> str:
    return tekst if len(tekst) <= lengte else f"{tekst[: lengte - 1]}…"


def is_leeg(rij: Rij) -> bool:
    return not any(tekst_van(cel) for cel in rij.cellen)
