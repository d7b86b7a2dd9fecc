"""Measurements through time as lines: what a trend and its small brothers share. Pure layout in whole units.

A line never says more than was measured: it is dotted over years without a measurement, it stops where the source
gives no figure, and a figure that the source calls no more than "more than" or "about" is an open point.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import pairwise

from kern.getal import als_getal, als_maat
from kern.grafiek_tijd import kort

LETTER = 15
TEKEN_BREED = Decimal("8.4")  # of one character in a letter of 15
STIP, STIPJE = 6, 3  # from the middle of a point to its edge: where there is room, and where there is not
NUL = Decimal(0)

_LANG = Decimal(100_000)  # from here on a number on the axis is shortened
_STAPPEN = tuple(map(Decimal, (1, 2, 5, 10)))
_BESCHREVEN = 6  # so many measurements are all told in words

# Each line has a colour and a shape of point of its own: colour never tells alone.
_VORMEN = (
    ("#0b4d57", "M{l} {y}A{s} {s} 0 1 1 {r} {y}A{s} {s} 0 1 1 {l} {y}Z"),
    ("#a3470f", "M{l} {b}H{r}V{o}H{l}Z"),
    ("#5a4a9c", "M{x} {b}L{r} {y}L{x} {o}L{l} {y}Z"),
    ("#3f6b1f", "M{x} {b}L{r} {o}H{l}Z"),
    ("#8a1f4b", "M{l} {b}H{r}L{x} {o}Z"),
)
MEESTE = len(_VORMEN)


@dataclass(frozen=True, slots=True)
class Meetpunt:
    """One measurement. `periode` is a year (`2016`) or years together (`2016-2018`); no `waarde`: withdrawn.

    `teken` is the word of the source before the figure: meer dan, ongeveer, ruim, minder dan. `bij` says after it of
    what it does not tell.
    """

    periode: str
    waarde: Decimal | None
    teken: str = ""
    ondergrens: Decimal | None = None
    bovengrens: Decimal | None = None
    bij: str = ""

    @property
    def van(self) -> int:
        return int(self.periode[:4])

    @property
    def tot(self) -> int:
        return int(self.periode[-4:])

    @property
    def midden(self) -> int:
        """Where it stands in time, in half years."""
        return self.van + self.tot

    @property
    def is_open(self) -> bool:
        """Something is to be said of its figure."""
        return bool(self.teken or self.bij)

    @property
    def marge(self) -> tuple[Decimal, Decimal] | None:
        if self.waarde is None or self.ondergrens is None or self.bovengrens is None:
            return None
        return self.ondergrens, self.bovengrens

    def tekst(self, eenheid: str) -> str:
        return ", ".join(filter(None, (als_maat(self.waarde, eenheid, self.teken), self.bij)))


@dataclass(frozen=True, slots=True)
class Reeks:
    """What one source measured of one thing in one place."""

    naam: str
    punten: Sequence[Meetpunt]

    @property
    def gemeten(self) -> list[Meetpunt]:
        """The points with a figure, in order of time."""
        return [punt for punt in self.op_tijd if punt.waarde is not None]

    @property
    def op_tijd(self) -> list[Meetpunt]:
        return sorted(self.punten, key=lambda punt: (punt.midden, punt.van))


@dataclass(frozen=True, slots=True)
class Lijn:
    """A series as it is drawn: seven outlines in one colour, empty where there is nothing to draw.

    `voorbeeld` is its point for a legend of 22 by 14, `plekken` where its points stand.
    """

    naam: str
    kleur: str
    band: str  # the margin along a stretch that was measured without a gap
    marges: str  # the margin at each point
    vast: str
    stippel: str  # over years in which nothing was measured
    punten: str
    open: str  # of figures that are not exact
    deels: str  # of figures that do not tell of all
    voorbeeld: str
    plekken: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Schaal:
    """Which years and figures a plane holds: `strepen` are the round figures at its horizontal lines."""

    van: int  # half years
    tot: int
    strepen: tuple[Decimal, ...]

    def x(self, midden: int, links: int, rechts: int) -> int:
        """One moment alone stands in the middle."""
        if self.van == self.tot:
            return (links + rechts) // 2
        return links + _heel(Decimal((midden - self.van) * (rechts - links)) / (self.tot - self.van))

    def y(self, waarde: Decimal, top: int, bodem: int) -> int:
        laag, hoog = self.strepen[0], self.strepen[-1]
        return bodem - _heel((waarde - laag) * (bodem - top) / (hoog - laag))


@dataclass(frozen=True, slots=True)
class Vlak:
    """The rectangle in which lines are drawn, with points of this size.

    `opzij`: how far a point of this period steps aside for those of other series in its place, across and down.
    """

    links: int
    rechts: int
    top: int
    bodem: int
    schaal: Schaal
    straal: int = STIP
    opzij: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def plek(self, punt: Meetpunt, waarde: Decimal) -> tuple[int, int]:
        dx, dy = self.opzij.get(punt.periode, (0, 0))
        return self.schaal.x(punt.midden, self.links, self.rechts) + dx, min(self.hoogte(waarde) + dy, self.bodem)

    def hoogte(self, waarde: Decimal) -> int:
        return self.schaal.y(waarde, self.top, self.bodem)


def schaal_van(reeksen: Iterable[Reeks], meeste: int = 4) -> Schaal | None:
    """One scale for all: zero is always on it, so that no change looks larger than it is. None without figures."""
    punten = [punt for reeks in reeksen for punt in reeks.gemeten]
    if not punten:
        return None
    waarden = [grens for punt in punten for grens in (punt.waarde, *(punt.marge or ())) if grens is not None]
    middens = [punt.midden for punt in punten]
    return Schaal(min(middens), max(middens), ronde_strepen(min(NUL, *waarden), max(NUL, *waarden), meeste))


def ronde_strepen(laag: Decimal, hoog: Decimal, meeste: int) -> tuple[Decimal, ...]:
    """Round figures from below `laag` to above `hoog` with zero among them; at most `meeste` steps on either side."""
    grootste = max(hoog, -laag) or Decimal(1)
    tien = Decimal(1).scaleb((grootste / meeste).adjusted())
    stap = next(stap * tien for stap in _STAPPEN if stap * tien * meeste >= grootste)
    onder, boven = -_naar_boven(-laag / stap), _naar_boven(hoog / stap)
    return tuple(stap * nummer for nummer in range(onder, max(boven, onder + 1) + 1))


def straal_van(reeksen: Iterable[Reeks], breed: int) -> int:
    """Points are small where they would touch each other."""
    meeste = max((len(reeks.gemeten) for reeks in reeksen), default=0)
    return STIP if meeste * 4 * STIP <= breed else STIPJE


def teken_lijn(reeks: Reeks, vlak: Vlak, nummer: int = 0) -> Lijn:
    """Draw one series; `nummer` chooses its colour and the shape of its points."""
    kleur, vorm = _VORMEN[nummer]
    plekken = [(punt, vlak.plek(punt, punt.waarde)) for punt in reeks.gemeten if punt.waarde is not None]
    vormen = [(punt, _vorm(vorm, *plek, vlak.straal)) for punt, plek in plekken]
    return Lijn(
        naam=reeks.naam,
        kleur=kleur,
        band="".join(_banden(reeks, vlak)),
        marges="".join(
            f"M{x} {vlak.hoogte(punt.marge[0])}V{vlak.hoogte(punt.marge[1])}" for punt, (x, _) in plekken if punt.marge
        ),
        vast=_verbonden(reeks, vlak, ver=False),
        stippel=_verbonden(reeks, vlak, ver=True),
        punten="".join(vorm for punt, vorm in vormen if not punt.is_open),
        open="".join(vorm for punt, vorm in vormen if punt.teken),
        deels="".join(vorm for punt, vorm in vormen if punt.bij and not punt.teken),
        voorbeeld=_vorm(vorm, 11, 7, STIP),
        plekken=tuple(plek for _, plek in plekken),
    )


def tekens_van(lijnen: Iterable[Lijn]) -> frozenset[str]:
    """Which signs a legend has to explain."""
    alle = list(lijnen)
    tekens = ("marges", "open", "deels", "stippel")
    return frozenset(teken for teken in tekens if any(getattr(lijn, teken) for lijn in alle))


def aan_de_as(waarde: Decimal, eenheid: str) -> str:
    """`20%`, `12.500`, `1,0 mln`: short enough to stand beside a chart."""
    getal = als_getal(waarde) if abs(waarde) < _LANG else kort(waarde)
    return f"{getal}%" if eenheid == "%" else getal


def bij_het_punt(punt: Meetpunt, eenheid: str) -> str:
    """The figure with its sign; of the units only percent is short enough to be said again at every point."""
    return punt.tekst("%" if eenheid == "%" else "")


def in_woorden(reeks: Reeks, eenheid: str) -> str:
    """A series for whoever does not see it: all of a short one, else where it began, ended and lay between."""
    gemeten = reeks.gemeten
    if not gemeten:
        return f"{reeks.naam}: geen cijfer."
    if len(gemeten) <= _BESCHREVEN:
        zinnen = [f"{reeks.naam}: {', '.join(_punt_in_woorden(punt, eenheid) for punt in gemeten)}."]
    else:
        waarden = [punt.waarde for punt in gemeten if punt.waarde is not None]
        tussen = f"{als_maat(min(waarden), eenheid)} en {als_maat(max(waarden), eenheid)}"
        van_tot = f"{_punt_in_woorden(gemeten[0], eenheid)} tot {_punt_in_woorden(gemeten[-1], eenheid)}"
        zinnen = [f"{reeks.naam}: {van_tot}, {len(gemeten)} metingen tussen {tussen}."]
    zinnen += [
        f"Tussen {eerst.periode} en {dan.periode} niet gemeten."
        for eerst, dan in pairwise(gemeten)
        if _ver(eerst, dan)
    ]
    return " ".join(zinnen)


@lru_cache(maxsize=1_000)  # where a label fits is asked of every label beside every other
def tekst_breed(tekst: str) -> int:
    return int(len(tekst) * TEKEN_BREED) + 1


def _punt_in_woorden(punt: Meetpunt, eenheid: str) -> str:
    marge = punt.marge
    tussen = f" (marge {als_maat(marge[0], eenheid)} tot {als_maat(marge[1], eenheid)})" if marge else ""
    return f"{punt.tekst(eenheid)} in {punt.periode}{tussen}"


def _ver(eerst: Meetpunt, dan: Meetpunt) -> bool:
    """At least a whole year between them was not measured."""
    return dan.van - eerst.tot > 1


def _verbonden(reeks: Reeks, vlak: Vlak, *, ver: bool) -> str:
    """From each measurement to the next that is as far; a figure that the source withdrew leaves a gap."""
    pad, vorige = [], None
    for eerst, dan in pairwise(reeks.op_tijd):
        if eerst.waarde is None or dan.waarde is None or _ver(eerst, dan) != ver:
            continue
        van, naar = vlak.plek(eerst, eerst.waarde), vlak.plek(dan, dan.waarde)
        begin = "" if eerst is vorige else f"M{van[0]} {van[1]}"
        pad.append(f"{begin}L{naar[0]} {naar[1]}")
        vorige = dan
    return "".join(pad)


def _banden(reeks: Reeks, vlak: Vlak) -> Iterable[str]:
    """The margin as a strip, along every stretch that was measured without a gap."""
    stretch: list[Meetpunt] = []
    for punt in reeks.op_tijd:
        if stretch and (punt.marge is None or _ver(stretch[-1], punt)):
            yield from _band(stretch, vlak)
            stretch = []
        if punt.marge is not None:
            stretch.append(punt)
    yield from _band(stretch, vlak)


def _band(stretch: Sequence[Meetpunt], vlak: Vlak) -> Iterable[str]:
    if len(stretch) < 2:
        return
    marges = [(punt, punt.marge) for punt in stretch if punt.marge is not None]
    heen = [vlak.plek(punt, boven) for punt, (_, boven) in marges]
    terug = [vlak.plek(punt, onder) for punt, (onder, _) in reversed(marges)]
    yield f"M{'L'.join(f'{x} {y}' for x, y in (*heen, *terug))}Z"


def _vorm(vorm: str, x: int, y: int, straal: int) -> str:
    return vorm.format(x=x, y=y, s=straal, l=x - straal, r=x + straal, b=y - straal, o=y + straal)


def _heel(getal: Decimal) -> int:
    return int(getal.to_integral_value(ROUND_HALF_UP))


def _naar_boven(getal: Decimal) -> int:
    return int(getal.to_integral_value(ROUND_CEILING))
