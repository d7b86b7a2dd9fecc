"""Where money flows to: from one source, over its purposes, to who receives it. Pure layout in whole units.

Three columns of blocks on a viewBox 340 wide; templates/_stroomdiagram.html draws it. A block is as high as its
money, with a floor so that its two lines of text (15 units: above 13 pixels at 360) always fit beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from kern.geld import NUL, als_bedrag

BREED = 340
BALK = 14  # of a block
LETTER = 15
REGEL = 19
BLOK_HOOG = 2 * REGEL + 4  # at least: a name and an amount
TUSSEN = 8
RAND = 1
HOOGTE = 160  # shared out over the blocks of a column, above their floor
MIDDEN = 113  # where the purposes stand
RECHTS = 226  # where the recipients stand
TEKENS = 11  # of a name beside a block: 94 units wide


@dataclass(frozen=True, slots=True)
class Stroom:
    """Money from one purpose to one recipient."""

    van: str
    naar: str
    bedrag: Decimal


@dataclass(frozen=True, slots=True)
class Blok:
    """A place where money is, with its name (cut off) and amount beside it. `volledig` is the whole name."""

    volledig: str
    naam: str
    bedrag: str
    x: int
    y: int
    hoog: int

    @property
    def tekst_x(self) -> int:
        return self.x + BALK + 5

    @property
    def naam_y(self) -> int:
        return self.y + LETTER

    @property
    def bedrag_y(self) -> int:
        return self.y + LETTER + REGEL


@dataclass(frozen=True, slots=True)
class Band:
    """A strip from the right of one block to the left of another: the points of its outline."""

    pad: str
    links: tuple[int, int]
    rechts: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stroomdiagram:
    sleutel: str
    titel: str
    beschrijving: str
    hoog: int
    kolommen: tuple[tuple[Blok, ...], ...]
    banden: tuple[Band, ...]

    breed = BREED
    balk = BALK
    sjabloon = "_stroomdiagram.html"


def stroomdiagram(sleutel: str, *, titel: str, bron: str, stromen: Sequence[Stroom]) -> Stroomdiagram | None:
    """Lay out what flows; what is nothing or less is left out. None when nothing flows."""
    stromen = [stroom for stroom in stromen if stroom.bedrag > NUL]
    if not stromen:
        return None
    doelen, ontvangers = _per(stromen, "van"), _per(stromen, "naar")
    totaal = sum(doelen.values(), NUL)
    hoog = max(_hoogte(doelen), _hoogte(ontvangers))
    links = _kolom({bron: totaal}, 0, hoog)
    midden, rechts = _kolom(doelen, MIDDEN, hoog), _kolom(ontvangers, RECHTS, hoog)
    banden = [
        *_banden(links, midden, [Stroom(bron, doel, bedrag) for doel, bedrag in doelen.items()]),
        *_banden(midden, rechts, stromen),
    ]
    return Stroomdiagram(
        sleutel=sleutel,
        titel=titel,
        beschrijving=_beschrijving(bron, totaal, stromen),
        hoog=hoog + 2 * RAND,
        kolommen=(tuple(links.values()), tuple(midden.values()), tuple(rechts.values())),
        banden=tuple(banden),
    )


def verdeel_heel(totaal: int, gewichten: Sequence[Decimal]) -> list[int]:
    """Split a whole number in proportion; the parts add up to it exactly (largest remainder)."""
    som = sum(gewichten, NUL)
    ideaal = [totaal * gewicht / som for gewicht in gewichten]
    delen = [int(deel) for deel in ideaal]
    volgorde = sorted(range(len(delen)), key=lambda plek: delen[plek] - ideaal[plek])
    for plek in volgorde[: totaal - sum(delen)]:
        delen[plek] += 1
    return delen


def _per(stromen: Sequence[Stroom], kant: str) -> dict[str, Decimal]:
    """The sum per block, in the order in which the blocks come."""
    sommen: dict[str, Decimal] = {}
    for stroom in stromen:
        naam = getattr(stroom, kant)
        sommen[naam] = sommen.get(naam, NUL) + stroom.bedrag
    return sommen


def _hoogte(sommen: Mapping[str, Decimal]) -> int:
    return HOOGTE + len(sommen) * BLOK_HOOG + (len(sommen) - 1) * TUSSEN


def _kolom(sommen: Mapping[str, Decimal], x: int, hoog: int) -> dict[str, Blok]:
    """Blocks below each other that together fill the height exactly."""
    over = hoog - len(sommen) * BLOK_HOOG - (len(sommen) - 1) * TUSSEN
    blokken, y = {}, RAND
    for (naam, bedrag), extra in zip(sommen.items(), verdeel_heel(over, list(sommen.values())), strict=True):
        kort = naam if len(naam) <= TEKENS else f"{naam[: TEKENS - 1].rstrip()}…"
        blokken[naam] = Blok(naam, kort, als_bedrag(bedrag, 0), x, y, BLOK_HOOG + extra)
        y += BLOK_HOOG + extra + TUSSEN
    return blokken


def _banden(links: Mapping[str, Blok], rechts: Mapping[str, Blok], stromen: Sequence[Stroom]) -> list[Band]:
    """Strips that start and end beside each other: together they are as high as the blocks they leave and reach."""
    uit = _stukken(links, stromen, "van")
    in_ = _stukken(rechts, stromen, "naar")
    banden = []
    for nummer, stroom in enumerate(stromen):
        (x1, x2), van, naar = (links[stroom.van].x + BALK, rechts[stroom.naar].x), uit[nummer], in_[nummer]
        bocht = (x1 + x2) // 2
        banden.append(
            Band(
                pad=f"M{x1} {van[0]}C{bocht} {van[0]} {bocht} {naar[0]} {x2} {naar[0]}"
                f"V{naar[1]}C{bocht} {naar[1]} {bocht} {van[1]} {x1} {van[1]}Z",
                links=van,
                rechts=naar,
            )
        )
    return banden


def _stukken(blokken: Mapping[str, Blok], stromen: Sequence[Stroom], kant: str) -> dict[int, tuple[int, int]]:
    """Of each strip: where it stands on the block at one side, from top to bottom."""
    stukken: dict[int, tuple[int, int]] = {}
    for naam, blok in blokken.items():
        nummers = [nummer for nummer, stroom in enumerate(stromen) if getattr(stroom, kant) == naam]
        y = blok.y
        for nummer, hoog in zip(nummers, verdeel_heel(blok.hoog, [stromen[n].bedrag for n in nummers]), strict=True):
            stukken[nummer] = (y, y + hoog)
            y += hoog
    return stukken


def _beschrijving(bron: str, totaal: Decimal, stromen: Sequence[Stroom]) -> str:
    """The flow in words, for whoever does not see it."""
    zinnen = "; ".join(f"{stroom.van} naar {stroom.naar}: {_euro(stroom.bedrag)}" for stroom in stromen)
    return f"Uit {bron} is {_euro(totaal)} euro verleend. {zinnen}."


def _euro(bedrag: Decimal) -> str:
    return als_bedrag(bedrag.quantize(Decimal(1), ROUND_HALF_UP), 0)
