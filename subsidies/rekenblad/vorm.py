"""The shape of a budget as a spreadsheet: its columns and its kinds."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from subsidies.models import Begrotingspost

SOORT, OMSCHRIJVING = "Soort", "Omschrijving"
BLAD, BLAD_TOTALEN, BLAD_UITLEG = "Begroting", "Totalen", "Uitleg"
LANGSTE_OMSCHRIJVING = 150


@dataclass(frozen=True, slots=True)
class Vreemd:
    """A cell that holds neither text nor a number; `wat` says what it does hold, in a sentence for the reader."""

    wat: str


Cel = str | Decimal | Vreemd | None


@dataclass(frozen=True, slots=True)
class Rij:
    """One row as it stands in the sheet or in what was pasted; `nummer` is what the reader sees beside it."""

    nummer: int
    cellen: Sequence[Cel]

    def __getitem__(self, kolom: int) -> Cel:
        return self.cellen[kolom] if kolom < len(self.cellen) else None


def kolomkoppen(jaren: Sequence[int]) -> list[str]:
    return [SOORT, OMSCHRIJVING, *map(str, jaren)]


def kolomletter(kolom: int) -> str:
    """`A` for the first column, as a spreadsheet names it."""
    letters = ""
    kolom += 1
    while kolom:
        kolom, rest = divmod(kolom - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def soort_van(tekst: str) -> str | None:
    """The kind that this names, by its label or its code; None when there is none."""
    return _SOORTEN.get(" ".join(tekst.split()).casefold())


_SOORTEN = {naam.casefold(): waarde for waarde, label in Begrotingspost.Soort.choices for naam in (waarde, str(label))}
