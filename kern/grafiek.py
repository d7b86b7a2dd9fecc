"""Where every stroke of a bar chart stands. Pure arithmetic in whole units; templates/_staafdiagram.html draws it.

The units fit a viewBox 340 wide, so that text of 15 stays above 13 pixels on a telephone 360 pixels wide.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kern.geld import NUL, als_bedrag

BREED = 340
BALK_HOOG = 16
REGEL_HOOG = 19
KOP_HOOG = 26
TUSSEN = 17
NAAM_TEKENS = 30  # of a name that shares its line with an amount
KLEINSTE = 3  # any money at all can be seen
SPLEET = 2  # between two parts of one bar


@dataclass(frozen=True)
class Staaf:
    """One purpose: what has a recipient, what has only a purpose, and what is left."""

    naam: str
    verleend: Decimal
    gereserveerd: Decimal
    vrij: Decimal = NUL

    @property
    def samen(self) -> Decimal:
        return self.verleend + self.gereserveerd + self.vrij

    @property
    def lang(self) -> Decimal:
        """What the bar shows: what was promised before the council gave it has no free part to take off."""
        return self.verleend + self.gereserveerd + max(self.vrij, NUL)


@dataclass(frozen=True)
class Vlak:
    """A part of a bar. `soort` is verleend, gereserveerd or vrij; each is drawn in a way of its own."""

    soort: str
    x: int
    breed: int


@dataclass(frozen=True)
class Tekstregel:
    tekst: str
    y: int


@dataclass(frozen=True)
class Rij:
    """A purpose as it is drawn: its name (one or more lines), its amount, its bar."""

    naam: tuple[Tekstregel, ...]
    bedrag: Tekstregel
    balk_y: int
    vlakken: tuple[Vlak, ...]


@dataclass(frozen=True)
class Staafdiagram:
    """A chart of one budget year. `sleutel` makes its ids unique on the page."""

    sleutel: str
    kop: str
    titel: str
    beschrijving: str
    beschikbaar: str
    hoog: int
    rijen: tuple[Rij, ...]

    breed = BREED
    balk_hoog = BALK_HOOG
    sjabloon = "_staafdiagram.html"


def staafdiagram(sleutel: str, *, kop: str, titel: str, beschikbaar: Decimal, staven: Sequence[Staaf]) -> Staafdiagram:
    """Lay out one bar per purpose. The full width is what is available, or the longest bar when that is more."""
    schaal = max(beschikbaar, *(staaf.lang for staaf in staven)) if staven else beschikbaar
    rijen, y = [], KOP_HOOG
    for staaf in staven:
        rij, y = _rij(staaf, schaal, y)
        rijen.append(rij)
    return Staafdiagram(
        sleutel=sleutel,
        kop=kop,
        titel=titel,
        beschrijving=_beschrijving(beschikbaar, staven),
        beschikbaar=als_bedrag(beschikbaar, 0),
        hoog=max(y - TUSSEN, KOP_HOOG) + 1,
        rijen=tuple(rijen),
    )


def _rij(staaf: Staaf, schaal: Decimal, y: int) -> tuple[Rij, int]:
    """The row that starts at `y`, and where the next one starts."""
    naam = []
    for regel in textwrap.wrap(staaf.naam, NAAM_TEKENS) or [""]:
        y += REGEL_HOOG
        naam.append(Tekstregel(regel, y))
    balk_y = y + 7
    rij = Rij(tuple(naam), Tekstregel(als_bedrag(staaf.samen, 0), y), balk_y, _vlakken(staaf, schaal))
    return rij, balk_y + BALK_HOOG + TUSSEN


def _vlakken(staaf: Staaf, schaal: Decimal) -> tuple[Vlak, ...]:
    """The parts of a bar that hold money; each leaves room for those after it to be seen."""
    bedragen = (("verleend", staaf.verleend), ("gereserveerd", staaf.gereserveerd), ("vrij", staaf.vrij))
    delen = [(soort, bedrag) for soort, bedrag in bedragen if bedrag > 0]
    vlakken, x = [], 0
    for hierna, (soort, bedrag) in zip(reversed(range(len(delen))), delen, strict=True):
        gewenst = int((bedrag * BREED / schaal).to_integral_value(ROUND_HALF_UP))
        breed = min(max(gewenst, KLEINSTE), BREED - x - hierna * (SPLEET + KLEINSTE))
        vlakken.append(Vlak(soort, x, breed))
        x += breed + SPLEET
    return tuple(vlakken)


def _beschrijving(beschikbaar: Decimal, staven: Sequence[Staaf]) -> str:
    """The chart in words, for whoever does not see it."""
    per_doel = "; ".join(
        f"{staaf.naam}: {als_bedrag(staaf.verleend, 0)} verleend, {als_bedrag(staaf.gereserveerd, 0)} gereserveerd, "
        f"{als_bedrag(staaf.vrij, 0)} vrij"
        for staaf in staven
    )
    verleend = als_bedrag(sum((staaf.verleend for staaf in staven), NUL), 0)
    gereserveerd = als_bedrag(sum((staaf.gereserveerd for staaf in staven), NUL), 0)
    return f"Van {als_bedrag(beschikbaar, 0)} euro is {verleend} verleend en {gereserveerd} gereserveerd. {per_doel}."
