"""One or a few series through time, with their margins. Pure layout in whole units; templates/_trend.html draws it.

A viewBox 340 wide: text of 15 stays above 13 pixels on a telephone 360 pixels wide. A figure stands at its point where
it touches nothing else; the table beside it holds them all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kern.grafiek_lijn import (
    LETTER,
    MEESTE,
    Lijn,
    Meetpunt,
    Reeks,
    Vlak,
    aan_de_as,
    bij_het_punt,
    in_woorden,
    schaal_van,
    straal_van,
    teken_lijn,
    tekens_van,
    tekst_breed,
)

BREED = 340
HOOG = 236
TOP = 40  # the highest line: a figure fits above it
BODEM = 200
RAND = 22  # right of the last point: half a year's label
LUCHT = 4  # between two texts
STAPPEN = 4  # horizontal lines above zero, at most
STAP_LAAG = 2  # down, from one point to the next in the same place: half of it, as they step to both sides
Plek = tuple[int, int, int, int]  # left, right, top, foot


@dataclass(frozen=True, slots=True)
class Bijschrift:
    """A text, centred on `x` with its foot on `y`."""

    tekst: str
    x: int
    y: int

    @property
    def breed(self) -> int:
        return tekst_breed(self.tekst)

    @property
    def links(self) -> int:
        return self.x - self.breed // 2

    @property
    def top(self) -> int:
        return self.y - LETTER

    @property
    def plek(self) -> Plek:
        return self.links, self.links + self.breed, self.top, self.y

    def raakt(self, plekken: Iterable[Plek]) -> bool:
        """Would it come nearer to one of these than texts may stand?"""
        links, rechts, top, bodem = self.plek
        return any(
            ander_links < rechts + LUCHT
            and ander_rechts > links - LUCHT
            and ander_top < bodem + LUCHT
            and ander_bodem > top - LUCHT
            for ander_links, ander_rechts, ander_top, ander_bodem in plekken
        )


@dataclass(frozen=True, slots=True)
class Streep:
    """A horizontal line with its figure left of it."""

    tekst: str
    y: int


@dataclass(frozen=True, slots=True)
class Trend:
    """`eenheid` stands above the chart, unless every figure says it."""

    sleutel: str
    titel: str
    beschrijving: str
    eenheid: str
    links: int
    lijnen: tuple[Lijn, ...]
    strepen: tuple[Streep, ...]
    jaren: tuple[Bijschrift, ...]
    cijfers: tuple[Bijschrift, ...]
    deels: tuple[str, ...]  # which points do not tell of all, in words
    tekens: frozenset[str]

    breed = BREED
    hoog = HOOG
    bodem = BODEM
    rechts = BREED - RAND + 6
    sjabloon = "_trend.html"


def trend(sleutel: str, *, titel: str, eenheid: str, reeksen: Sequence[Reeks]) -> Trend | None:
    """One line per series of at most `MEESTE`; all of one source and one unit. None when nothing was measured."""
    if len(reeksen) > MEESTE:
        raise ValueError(f"Hoogstens {MEESTE} reeksen in een grafiek, niet {len(reeksen)}")
    schaal = schaal_van(reeksen, STAPPEN)
    if schaal is None:
        return None
    assen = [aan_de_as(streep, eenheid) for streep in schaal.strepen]
    links = max(map(tekst_breed, assen)) + 8
    rechts = BREED - RAND
    vlak = Vlak(links + RAND, rechts, TOP, BODEM, schaal, straal_van(reeksen, rechts - links - RAND))
    opzij = _opzij(reeksen, vlak)
    lijnen = tuple(
        teken_lijn(reeks, replace(vlak, opzij=stappen), nummer)
        for nummer, (reeks, stappen) in enumerate(zip(reeksen, opzij, strict=True))
    )
    return Trend(
        sleutel=sleutel,
        titel=titel,
        beschrijving=" ".join(in_woorden(reeks, eenheid) for reeks in reeksen),
        eenheid="" if eenheid == "%" else eenheid,
        links=links,
        lijnen=lijnen,
        strepen=tuple(Streep(tekst, vlak.hoogte(streep)) for tekst, streep in zip(assen, schaal.strepen, strict=True)),
        jaren=tuple(_jaren(reeksen, vlak)),
        cijfers=tuple(_cijfers(reeksen, vlak, links, eenheid, lijnen)),
        deels=tuple(
            f"{reeks.naam} in {punt.periode}: {punt.bij}" for reeks in reeksen for punt in reeks.gemeten if punt.bij
        ),
        tekens=tekens_van(lijnen),
    )


def _opzij(reeksen: Sequence[Reeks], vlak: Vlak) -> list[dict[str, tuple[int, int]]]:
    """Per series which of its points step aside: those in one place stand beside each other, so that each is seen."""
    op_plek: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    for nummer, reeks in enumerate(reeksen):
        for punt in reeks.gemeten:
            if punt.waarde is not None:
                op_plek[vlak.plek(punt, punt.waarde)].append((nummer, punt.periode))
    opzij: list[dict[str, tuple[int, int]]] = [{} for _ in reeksen]
    for punten in (punten for punten in op_plek.values() if len(punten) > 1):
        breed = min(vlak.straal, (RAND - vlak.straal) // (len(punten) - 1))
        for stap, (nummer, periode) in zip(range(1 - len(punten), len(punten), 2), punten, strict=True):
            opzij[nummer][periode] = stap * breed, stap * STAP_LAAG
    return opzij


def _jaren(reeksen: Sequence[Reeks], vlak: Vlak) -> Iterator[Bijschrift]:
    """The periods below the chart: the last, the first, and of the others those that still fit."""
    periodes = {punt.periode: punt for reeks in reeksen for punt in reeks.gemeten}
    op_tijd = sorted(periodes.values(), key=lambda punt: (punt.midden, punt.van))
    gezet: list[Bijschrift] = []
    for punt in _uiteinden_eerst(op_tijd):
        x = vlak.schaal.x(punt.midden, vlak.links, vlak.rechts)
        half = tekst_breed(punt.periode) // 2 + 1
        tekst = Bijschrift(punt.periode, min(max(x, half), BREED - half), BODEM + LETTER + 8)
        if not tekst.raakt(ander.plek for ander in gezet):
            gezet.append(tekst)
            yield tekst


def _cijfers(
    reeksen: Sequence[Reeks], vlak: Vlak, links: int, eenheid: str, lijnen: Sequence[Lijn]
) -> Iterator[Bijschrift]:
    """The figures at their points: above or below, never over a point, another figure, the axis or the unit."""
    straal = vlak.straal
    vast = [(x - straal, x + straal, y - straal, y + straal) for lijn in lijnen for x, y in lijn.plekken]
    vast.append((0, tekst_breed(eenheid), 0, LETTER + LUCHT))
    punten = _belangrijkste_eerst(reeksen)
    samen = Counter((punt.midden, punt.waarde) for punt in punten)
    teksten = [
        (punt, bij_het_punt(replace(punt, bij=""), eenheid), (samen[punt.midden, punt.waarde] - 1) * STAP_LAAG)
        for punt in punten
    ]
    teksten += [(punt, punt.bij, LETTER + LUCHT) for punt in punten if punt.bij]
    gezegd = set()
    for punt, tekst, verder in teksten:
        zelfde = punt.midden, punt.waarde, tekst
        if zelfde in gezegd:
            continue
        past = _eerste_vrije(_mogelijk(punt, tekst, vlak, links, verder), vast)
        if past is None:
            continue
        gezegd.add(zelfde)
        vast.append(past.plek)
        yield past


def _eerste_vrije(mogelijk: Iterable[Bijschrift], vast: Iterable[Plek]) -> Bijschrift | None:
    """All of them stand on one x: what is not in that column is in the way of none."""
    binnen = [een for een in mogelijk if een.top > 0 and een.y < BODEM]
    if not binnen:
        return None
    links, rechts, _, _ = binnen[0].plek
    kolom = [plek for plek in vast if plek[0] < rechts + LUCHT and plek[1] > links - LUCHT]
    return next((een for een in binnen if not een.raakt(kolom)), None)


def _mogelijk(punt: Meetpunt, tekst: str, vlak: Vlak, links: int, verder: int) -> Iterator[Bijschrift]:
    """Where words of a point may stand, the best place first; at most `verder` away from it."""
    if punt.waarde is None:
        return
    x, y = vlak.plek(punt, punt.waarde)
    half = tekst_breed(tekst) // 2 + 1
    for ver in range(0, verder + 1, STAP_LAAG):
        for voet in (y - ver - vlak.straal - LUCHT, y + ver + vlak.straal + LETTER + LUCHT):
            yield Bijschrift(tekst, min(max(x, links + half), BREED - half), voet)


def _belangrijkste_eerst(reeksen: Sequence[Reeks]) -> list[Meetpunt]:
    """The last of each series, of what something is to be said, the first, and then the others from new to old."""
    per_reeks = [_uiteinden_eerst(reeks.gemeten) for reeks in reeksen]
    laatste = [punt for punten in per_reeks for punt in punten[:1]]
    eerste = [punt for punten in per_reeks for punt in punten[1:2]]
    midden = sorted((punt for punten in per_reeks for punt in punten[2:]), key=lambda punt: -punt.midden)
    return [
        *laatste,
        *(punt for punt in midden if punt.is_open),
        *eerste,
        *(punt for punt in midden if not punt.is_open),
    ]


def _uiteinden_eerst(punten: Iterable[Meetpunt]) -> list[Meetpunt]:
    """The last, the first, and the others from old to new."""
    op_tijd = list(punten)
    return [*op_tijd[-1:], *op_tijd[:-1]]
