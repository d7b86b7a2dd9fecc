"""Amounts over the years, beside each other. Pure layout in whole units; templates/_tijdlijn.html draws it.

A viewBox 340 wide holds at most so many years that their labels (15 units: above 13 pixels at 360) do not touch; of
a longer row the last ones are drawn, and the table beside it shows them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kern.geld import NUL, als_bedrag

BREED = 340
HOOG = 180
BODEM = 150  # the line on which the bars stand
TOP = 34  # the highest bar starts here: its amount fits above it
LETTER = 15
MEESTE = 5  # years: 68 units each, wide enough for "99,9 mln"
KLEINSTE = 2
BALK_DEEL = 2  # of a year's width in three that is bar

# From this amount on, the unit it is written in, that unit's word and its decimals.
_EENHEDEN = (
    (Decimal(999_500_000), Decimal(1_000_000_000), " mld", 1),
    (Decimal(99_950_000), Decimal(1_000_000), " mln", 0),
    (Decimal(999_500), Decimal(1_000_000), " mln", 1),
    (Decimal("999.50"), Decimal(1000), " dzd", 0),
    (NUL, Decimal(1), "", 0),
)


@dataclass(frozen=True, slots=True)
class Punt:
    """One year: what was granted of what was available."""

    jaar: int
    verleend: Decimal
    beschikbaar: Decimal


@dataclass(frozen=True, slots=True)
class Kolom:
    """A year as it is drawn: a pale bar for what was available, a dark one before it for what was granted."""

    jaar: int
    midden: int
    x: int
    breed: int
    beschikbaar_hoog: int
    verleend_hoog: int
    bedrag: str

    @property
    def beschikbaar_y(self) -> int:
        return BODEM - self.beschikbaar_hoog

    @property
    def verleend_y(self) -> int:
        return BODEM - self.verleend_hoog

    @property
    def bedrag_y(self) -> int:
        return min(self.beschikbaar_y, self.verleend_y) - 6


@dataclass(frozen=True, slots=True)
class Tijdlijn:
    sleutel: str
    titel: str
    beschrijving: str
    kolommen: tuple[Kolom, ...]

    breed = BREED
    hoog = HOOG
    bodem = BODEM
    jaar_y = BODEM + LETTER + 6
    sjabloon = "_tijdlijn.html"


def tijdlijn(sleutel: str, *, titel: str, punten: Sequence[Punt]) -> Tijdlijn | None:
    """The years in order; of more than `MEESTE` the last. None for fewer than two: that is no line."""
    reeks = sorted(punten, key=lambda punt: punt.jaar)[-MEESTE:]
    if len(reeks) < 2:
        return None
    schaal = max(max(punt.verleend, punt.beschikbaar) for punt in reeks)
    breed = BREED // len(reeks)
    balk = min(breed * BALK_DEEL // 3, 60)
    kolommen = [
        Kolom(
            jaar=punt.jaar,
            midden=(midden := nummer * breed + breed // 2),
            x=midden - balk // 2,
            breed=balk,
            beschikbaar_hoog=_hoogte(punt.beschikbaar, schaal),
            verleend_hoog=_hoogte(punt.verleend, schaal),
            bedrag=kort(punt.verleend),
        )
        for nummer, punt in enumerate(reeks)
    ]
    zinnen = "; ".join(
        f"{punt.jaar}: {als_bedrag(punt.verleend, 0)} verleend van {als_bedrag(punt.beschikbaar, 0)}" for punt in reeks
    )
    return Tijdlijn(sleutel, titel, f"Bedragen in euro. {zinnen}.", tuple(kolommen))


def kort(bedrag: Decimal) -> str:
    """`950`, `44 dzd`, `1,2 mln`: an amount that fits above a bar."""
    eenheid, woord, decimalen = next(
        (eenheid, woord, decimalen) for vanaf, eenheid, woord, decimalen in _EENHEDEN if abs(bedrag) >= vanaf
    )
    return f"{als_bedrag(bedrag / eenheid, decimalen)}{woord}"


def _hoogte(bedrag: Decimal, schaal: Decimal) -> int:
    """Any money at all can be seen."""
    if bedrag <= NUL:
        return 0
    return max(KLEINSTE, int((bedrag * (BODEM - TOP) / schaal).to_integral_value(ROUND_HALF_UP)))
