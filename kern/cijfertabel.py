"""One table of figures: what a page of the council shows, and what leaves as a file. Pure.

Whoever makes a table says what kind each column is, how the figures stand by which day, what the words mean, and at
which address the same table can be found again.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.formats import date_format

from kern.geld import als_bedrag
from kern.getal import als_getal
from kern.peil import op_dag

LEEG = "–"

Waarde = Decimal | int | str | datetime.date | None


class Kolomsoort(StrEnum):
    GELD = "geld"  # Decimal, euro
    GETAL = "getal"  # int, or a year
    DEEL = "deel"  # Decimal, percent with one decimal
    MAAT = "maat"  # Decimal, in the unit that another column names, with the decimals it has
    TEKST = "tekst"
    DATUM = "datum"


@dataclass(frozen=True, slots=True)
class Begrip:
    """What a word above a column means, and where that is written."""

    term: str
    betekenis: str
    bron: str


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column; money unless said otherwise."""

    naam: str
    soort: Kolomsoort = Kolomsoort.GELD

    @property
    def is_tekst(self) -> bool:
        return self.soort in {Kolomsoort.TEKST, Kolomsoort.DATUM}

    def toon(self, waarde: Waarde) -> str:
        """As a page writes it: cents only when there are any, nothing is a dash."""
        if waarde is None or waarde == "":
            return LEEG
        if self.soort is Kolomsoort.MAAT:
            return als_getal(Decimal(str(waarde)))
        if isinstance(waarde, Decimal):
            heel = self.soort is Kolomsoort.GELD and waarde == waarde.to_integral_value()
            return als_bedrag(waarde, 0 if heel else 1 if self.soort is Kolomsoort.DEEL else 2)
        return date_format(waarde, "j b Y") if isinstance(waarde, datetime.date) else str(waarde)


@dataclass(frozen=True, slots=True)
class Rij:
    """One line: a value per column, None where there is none.

    The first names the line, `onder` is said below it, and `url` is where the figures are explained.
    """

    waarden: tuple[Waarde, ...]
    url: str = ""
    onder: str = ""

    @property
    def naam(self) -> str:
        return str(self.waarden[0])


@dataclass(frozen=True, slots=True)
class Cijfertabel:
    """`code` is unique on its page and names the file. `per`: by which day the figures stand; `op`: of a table that is
    worked out ahead, the moment at which that was done."""

    code: str
    titel: str
    kolommen: tuple[Kolom, ...]
    rijen: tuple[Rij, ...]
    per: datetime.date
    adres: str
    totaal: Rij | None = None
    begrippen: tuple[Begrip, ...] = ()
    noten: tuple[str, ...] = ()
    op: datetime.datetime | None = None

    @property
    def vast_adres(self) -> str:
        """Where this table can be found as it stood on its day. What is worked out ahead is kept of now only."""
        return self.adres if self.op else op_dag(self.adres, self.per)

    def __post_init__(self) -> None:
        for rij in (*self.rijen, *([self.totaal] if self.totaal else [])):
            if len(rij.waarden) != len(self.kolommen):
                raise ValueError(f"Tabel {self.code}: {len(rij.waarden)} waarden in {len(self.kolommen)} kolommen")

    @property
    def cellen(self) -> Sequence[tuple[Rij, Sequence[tuple[Kolom, str]]]]:
        """Per line: the line, and what stands behind its name, each with its column."""
        return [(rij, self._achter(rij)) for rij in self.rijen]

    @property
    def totaalcellen(self) -> Sequence[tuple[Kolom, str]]:
        """What has no total stays empty."""
        if self.totaal is None:
            return []
        waarden = self.totaal.waarden[1:]
        paren = zip(self._achter(self.totaal), waarden, strict=True)
        return [(kolom, "" if waarde is None else tekst) for (kolom, tekst), waarde in paren]

    def _achter(self, rij: Rij) -> Sequence[tuple[Kolom, str]]:
        paren = zip(self.kolommen[1:], rij.waarden[1:], strict=True)
        return [(kolom, kolom.toon(waarde)) for kolom, waarde in paren]


def tekst(naam: str) -> Kolom:
    return Kolom(naam, Kolomsoort.TEKST)


def geld(naam: str) -> Kolom:
    return Kolom(naam, Kolomsoort.GELD)


def getal(naam: str) -> Kolom:
    return Kolom(naam, Kolomsoort.GETAL)


def deel(naam: str) -> Kolom:
    return Kolom(naam, Kolomsoort.DEEL)


def maat(naam: str) -> Kolom:
    return Kolom(naam, Kolomsoort.MAAT)


def datum(naam: str) -> Kolom:
    return Kolom(naam, Kolomsoort.DATUM)
