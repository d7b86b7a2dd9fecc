"""What was agreed beside what was reached, a bar each. Pure layout in whole units: templates/_doelstaven.html draws.

The units fit a viewBox 300 wide, so that text of 15 stays above 13 pixels in a card on a telephone 360 pixels wide.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kern.getal import als_maat

BREED = 300
BALK_HOOG = 16
REGEL_HOOG = 19
TUSSEN = 16
TEKENS, TEKENS_GEWOON = 35, 42  # of a line of bold text, and of other text
KLEINSTE = 3  # anything at all can be seen
NUL = Decimal(0)
UITKOMST = {True: ": gehaald", False: ": niet gehaald", None: ""}


@dataclass(frozen=True, slots=True)
class Doelstaaf:
    """`doel` or `gemeten` is None where nothing was agreed or measured: that is not zero. `lager`: less is better.

    `gehaald` says whether the target was reached; None says nothing of it.
    """

    naam: str
    doel: Decimal | None
    gemeten: Decimal | None
    eenheid: str
    lager: bool = False
    gehaald: bool | None = None

    @property
    def tekst(self) -> str:
        if self.doel is None:
            streven = "geen doel afgesproken"
        else:
            streven = f"doel {'hoogstens ' if self.lager else ''}{als_maat(self.doel, self.eenheid)}"
        gemeten = "niet gemeten" if self.gemeten is None else als_maat(self.gemeten, self.eenheid)
        return f"{gemeten}, {streven}{UITKOMST[self.gehaald]}"

    @property
    def grootste(self) -> Decimal:
        return max(self.doel or NUL, self.gemeten or NUL)


@dataclass(frozen=True, slots=True)
class Tekstregel:
    tekst: str
    y: int


@dataclass(frozen=True, slots=True)
class Rij:
    """A bar as it is drawn: `gemeten` units long, None when not measured; `doel` is where its target stands."""

    naam: tuple[Tekstregel, ...]
    balk_y: int
    gemeten: int | None
    doel: int | None
    uitkomst: tuple[Tekstregel, ...]


@dataclass(frozen=True, slots=True)
class Doelstaven:
    sleutel: str
    titel: str
    beschrijving: str
    hoog: int
    rijen: tuple[Rij, ...]

    breed = BREED
    balk_hoog = BALK_HOOG
    sjabloon = "_doelstaven.html"


def doelstaven(
    sleutel: str, *, titel: str, staven: Sequence[Doelstaaf], schaal: Decimal | None = None
) -> Doelstaven | None:
    """One bar each, on its own scale; `schaal`: on this one, see `gedeelde_schaal`."""
    if not staven:
        return None
    rijen = tuple(_rijen(staven, schaal))
    zinnen = " ".join(f"{staaf.naam}: {staaf.tekst}." for staaf in staven)
    return Doelstaven(sleutel, titel, zinnen, rijen[-1].uitkomst[-1].y + 5, rijen)


def gedeelde_schaal(staven: Iterable[Doelstaaf]) -> Decimal:
    """What the longest bar stands for, when all are to be compared: only bars of one unit may be."""
    return max((staaf.grootste for staaf in staven), default=NUL)


def _rijen(staven: Sequence[Doelstaaf], schaal: Decimal | None) -> Iterator[Rij]:
    y = 0
    for staaf in staven:
        naam = _regels(staaf.naam, y)
        balk_y = naam[-1].y + 7
        uitkomst = _regels(staaf.tekst, balk_y + BALK_HOOG + 2, TEKENS_GEWOON)
        vol = staaf.grootste if schaal is None else schaal
        yield Rij(naam, balk_y, _lengte(staaf.gemeten, vol), _lengte(staaf.doel, vol), uitkomst)
        y = uitkomst[-1].y + TUSSEN


def _regels(tekst: str, y: int, tekens: int = TEKENS) -> tuple[Tekstregel, ...]:
    regels = textwrap.wrap(tekst, tekens) or [""]
    return tuple(Tekstregel(regel, y + REGEL_HOOG * nummer) for nummer, regel in enumerate(regels, 1))


def _lengte(waarde: Decimal | None, vol: Decimal) -> int | None:
    """Zero and less has no length; anything above it can be seen."""
    if waarde is None:
        return None
    if waarde <= NUL:
        return 0
    return max(KLEINSTE, int((waarde * BREED / vol).to_integral_value(ROUND_HALF_UP)))
