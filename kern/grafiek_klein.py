"""The same small chart per area, all on one scale: to compare at a glance. Pure; templates/_klein.html draws it.

Two beside each other on a viewBox 340 wide, so that text of 15 stays above 13 pixels on a telephone 360 pixels wide.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kern.grafiek_lijn import (
    LETTER,
    Lijn,
    Reeks,
    Schaal,
    Vlak,
    aan_de_as,
    bij_het_punt,
    in_woorden,
    schaal_van,
    straal_van,
    teken_lijn,
    tekens_van,
)
from kern.grafiek_tijd import kort

BREED = 340
KOLOM = 160
TUSSEN = 20
REGEL = 19
PLAAT = 70  # how high the lines may go
TEKENS = 18  # of a name or a figure: what fits in a column
ONDER = 22  # between two rows
STIPRUIMTE = 8


@dataclass(frozen=True, slots=True)
class Tekstregel:
    tekst: str
    y: int


@dataclass(frozen=True, slots=True)
class Paneel:
    """One area: its name, its last figure and its line. `lijn` is None where nothing was measured."""

    x: int
    naam: tuple[Tekstregel, ...]
    cijfer: Tekstregel
    lijn: Lijn | None
    top: int
    bodem: int

    @property
    def rechts(self) -> int:
        return self.x + KOLOM

    @property
    def jaar_y(self) -> int:
        return self.bodem + LETTER + 6


@dataclass(frozen=True, slots=True)
class KleineGrafieken:
    """`van` and `tot` are the years below each chart, `onder` and `boven` the figures that each goes from and to."""

    sleutel: str
    titel: str
    beschrijving: str
    hoog: int
    panelen: tuple[Paneel, ...]
    van: str
    tot: str
    onder: str
    boven: str
    tekens: frozenset[str]

    breed = BREED
    sjabloon = "_klein.html"


def kleine_grafieken(sleutel: str, *, titel: str, eenheid: str, reeksen: Sequence[Reeks]) -> KleineGrafieken | None:
    """One chart per series, all of one source and one unit. None when nothing was measured anywhere."""
    schaal = schaal_van(reeksen)
    if schaal is None:
        return None
    panelen = tuple(_panelen(reeksen, eenheid, schaal))
    return KleineGrafieken(
        sleutel=sleutel,
        titel=titel,
        beschrijving=" ".join(in_woorden(reeks, eenheid) for reeks in reeksen),
        hoog=panelen[-1].jaar_y + 5,
        panelen=panelen,
        van=str(schaal.van // 2),
        tot="" if schaal.van == schaal.tot else str((schaal.tot + 1) // 2),
        onder=aan_de_as(schaal.strepen[0], eenheid),
        boven=aan_de_as(schaal.strepen[-1], eenheid),
        tekens=tekens_van(paneel.lijn for paneel in panelen if paneel.lijn),
    )


def _panelen(reeksen: Sequence[Reeks], eenheid: str, schaal: Schaal) -> Iterator[Paneel]:
    namen = [textwrap.wrap(reeks.naam, TEKENS) or [""] for reeks in reeksen]
    y = 0
    for eerste in range(0, len(reeksen), 2):
        naam_hoog = max(len(naam) for naam in namen[eerste : eerste + 2]) * REGEL
        top = y + naam_hoog + REGEL + STIPRUIMTE
        for kolom, (reeks, naam) in enumerate(
            zip(reeksen[eerste : eerste + 2], namen[eerste : eerste + 2], strict=True)
        ):
            x = kolom * (KOLOM + TUSSEN)
            bodem = top + PLAAT
            vlak = Vlak(x + STIPRUIMTE, x + KOLOM - STIPRUIMTE, top, bodem, schaal, straal_van([reeks], KOLOM))
            yield Paneel(
                x=x,
                naam=tuple(Tekstregel(regel, y + REGEL * nummer) for nummer, regel in enumerate(naam, 1)),
                cijfer=Tekstregel(_laatste(reeks, eenheid), y + naam_hoog + REGEL),
                lijn=teken_lijn(reeks, vlak) if reeks.gemeten else None,
                top=top,
                bodem=bodem,
            )
        y = top + PLAAT + LETTER + 6 + ONDER


def _laatste(reeks: Reeks, eenheid: str) -> str:
    """The last figure, shortened when it would leave its column."""
    if not reeks.gemeten:
        return "geen cijfer"
    punt = reeks.gemeten[-1]
    tekst = bij_het_punt(punt, eenheid)
    if punt.waarde is not None and len(tekst) > TEKENS:
        return f"{punt.teken} {kort(punt.waarde)}".strip()
    return tekst
