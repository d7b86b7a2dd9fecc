"""How one thing leads to another: rows of boxes with an arrow between them. Pure layout in whole units.

Boxes that several rows share stand once, beside those rows. Wide, the columns stand beside each other; on a
telephone they stand below each other (a viewBox 340 wide: text of 15 stays above 13 pixels at 360). A gap is a box
with a broken border, and says so. Of more rows than one takes in, each group is a drawing of its own, to unfold.
templates/_ketenbeeld.html draws it, templates/_ketenlijst.html writes it out.
"""

import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

BREED = 1160
SMAL = 340
PIJL = 28  # between two boxes beside each other
PIJL_SMAL = 26  # and below each other
RAND = 11  # inside a box
LETTER = 16
REGEL = 20
BOVEN = 6  # above the first line
TUSSEN = 16  # between two rows
TUSSEN_GROEPEN = 30
TEKEN = 7.9  # the width of a letter, a little wide
PUNT = "• "
KLEINSTE = 1  # from the edge, so that a border is drawn whole
OVERZIENBAAR = 8  # rows in one drawing

GAT = "gat"
BEGIN = "begin"
EIND = "eind"
GEWOON = "gewoon"


class Uitslag(NamedTuple):
    """What came of it, in words; `soort` gives its own mark: ja, nee or onbekend."""

    soort: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Vak:
    """A box: what kind of thing it holds, and its names. `gat`: something is missing here; `mist` says what, where the
    names do not."""

    soort: str
    namen: tuple[str, ...]
    gat: bool = False
    uitslag: Uitslag | None = None
    mist: str = ""

    @property
    def woorden(self) -> str:
        """Its names, and what is missing."""
        return ": ".join(filter(None, ("; ".join(self.namen), self.mist)))

    @property
    def zin(self) -> str:
        """The box in words."""
        return f"{self.woorden} ({self.uitslag.tekst})" if self.uitslag else self.woorden


@dataclass(frozen=True, slots=True)
class Groep:
    """Rows (`paden`) that each lead, through their own boxes, to the same boxes (`samen`)."""

    paden: tuple[tuple[Vak, ...], ...]
    samen: tuple[Vak, ...]

    @property
    def naam(self) -> str:
        """What its rows lead to first."""
        return self.samen[0].woorden

    @property
    def telling(self) -> str:
        """`4 activiteiten, 2 keer doel gehaald, 1 gat`: what one finds in it."""
        eerste = [pad[0] for pad in self.paden if pad[0].mist or not pad[0].gat]
        aantal = f"{len(eerste)} {self.paden[0][0].soort.lower()}{'' if len(eerste) == 1 else 'en'}"
        uitslagen = Counter(vak.uitslag for vak in eerste if vak.uitslag)
        gaten = sum(vak.gat for rij in (*self.paden, self.samen) for vak in rij)
        return ", ".join(
            [
                aantal,
                *(f"{keer} keer {uitslag.tekst}" for uitslag, keer in sorted(uitslagen.items())),
                *([f"{gaten} {'gat' if gaten == 1 else 'gaten'}"] if gaten else []),
            ]
        )


@dataclass(frozen=True, slots=True)
class Regel:
    tekst: str
    y: int


@dataclass(frozen=True, slots=True)
class Blok:
    """A box as it is drawn. `vorm` is begin, gewoon, eind or gat."""

    vorm: str
    x: int
    y: int
    breed: int
    hoog: int
    soort: Regel
    regels: tuple[Regel, ...]
    mist: tuple[Regel, ...]  # what is missing, below the names
    uitslag: Regel | None
    teken: str  # of the result: ja, nee or onbekend

    @property
    def tekst_x(self) -> int:
        return self.x + RAND

    @property
    def uitslag_x(self) -> int:
        """Beside its mark."""
        return self.tekst_x + 22

    @property
    def teken_y(self) -> int:
        return self.uitslag.y - 5 if self.uitslag else 0

    @property
    def kleur(self) -> str:
        return {BEGIN: "#ffffff", GAT: "#a3470f"}.get(self.vorm, "#17282b")

    @property
    def kleur_soort(self) -> str:
        """Of the word above the names: a little paler."""
        return {BEGIN: "#ffffff", GAT: "#a3470f"}.get(self.vorm, "#4a5a5d")


@dataclass(frozen=True, slots=True)
class Tekening:
    """One drawing. `sleutel` makes its ids unique on the page."""

    sleutel: str
    titel: str
    beschrijving: str
    breed: int
    hoog: int
    blokken: tuple[Blok, ...]
    pijlen: tuple[str, ...]  # paths

    letter = LETTER


@dataclass(frozen=True, slots=True)
class Ketendeel:
    """Some groups, drawn wide and narrow."""

    liggend: Tekening
    staand: Tekening
    groepen: tuple[Groep, ...]


@dataclass(frozen=True, slots=True)
class Ketenbeeld:
    """A whole chain: in one drawing, or folded into one for each group. The list beside it writes out the groups."""

    delen: tuple[Ketendeel, ...]
    groepen: tuple[Groep, ...]

    @property
    def is_gevouwen(self) -> bool:
        return len(self.delen) > 1

    @property
    def liggend(self) -> Tekening:
        """Of a chain that is not folded."""
        return self.delen[0].liggend


def ketenbeeld(sleutel: str, *, titel: str, groepen: Sequence[Groep], breed: int = BREED) -> Ketenbeeld | None:
    """Draw what leads to what; None when there is nothing. `breed` in units: less makes the text larger on paper."""
    if not groepen:
        return None
    past = sum(len(groep.paden) for groep in groepen) <= OVERZIENBAAR
    stukken = [tuple(groepen)] if past else [(groep,) for groep in groepen]
    delen = (_deel(f"{sleutel}-{plek}", titel, stuk, breed) for plek, stuk in enumerate(stukken, 1))
    return Ketenbeeld(tuple(delen), tuple(groepen))


def _deel(sleutel: str, titel: str, groepen: tuple[Groep, ...], breed: int) -> Ketendeel:
    beschrijving = _beschrijving(groepen)
    return Ketendeel(
        liggend=_liggend(f"{sleutel}-breed", titel, beschrijving, groepen, breed),
        staand=_staand(f"{sleutel}-smal", titel, beschrijving, groepen),
        groepen=groepen,
    )


def _liggend(sleutel: str, titel: str, beschrijving: str, groepen: Sequence[Groep], breed: int) -> Tekening:
    blokken: list[Blok] = []
    pijlen: list[str] = []
    y = KLEINSTE
    for groep in groepen:
        eigen = len(groep.paden[0])
        kolommen = eigen + len(groep.samen)
        vak_breed = (breed - 2 * KLEINSTE - (kolommen - 1) * PIJL) // kolommen
        xs = [KLEINSTE + kolom * (vak_breed + PIJL) for kolom in range(kolommen)]
        begin = y
        for pad, hoog in zip(groep.paden, _rijhoogten(groep, vak_breed), strict=True):
            for kolom, vak in enumerate(pad):
                blokken.append(_blok(vak, xs[kolom], y, vak_breed, hoog, _vorm(vak, eerste=kolom == 0)))
                pijlen.append(_naar_rechts(xs[kolom + 1] - PIJL // 2, y + hoog // 2))
            y += hoog + TUSSEN
        hoog = y - TUSSEN - begin
        for kolom, vak in enumerate(groep.samen, start=eigen):
            blokken.append(_blok(vak, xs[kolom], begin, vak_breed, hoog, _vorm(vak, laatste=kolom == kolommen - 1)))
        pijlen += [_naar_rechts(x - PIJL // 2, begin + hoog // 2) for x in xs[eigen + 1 :]]
        y += TUSSEN_GROEPEN - TUSSEN
    return Tekening(sleutel, titel, beschrijving, breed, y - TUSSEN_GROEPEN + KLEINSTE, tuple(blokken), tuple(pijlen))


def _rijhoogten(groep: Groep, breed: int) -> list[int]:
    """As high as the highest box in each row; the last row grows when the shared boxes need more."""
    hoogten = [max(_hoogte(vak, breed) for vak in pad) for pad in groep.paden]
    samen = sum(hoogten) + (len(hoogten) - 1) * TUSSEN
    hoogten[-1] += max(max(_hoogte(vak, breed) for vak in groep.samen) - samen, 0)
    return hoogten


def _staand(sleutel: str, titel: str, beschrijving: str, groepen: Sequence[Groep]) -> Tekening:
    blokken: list[Blok] = []
    pijlen: list[str] = []
    y, breed = KLEINSTE - TUSSEN_GROEPEN, SMAL - 2 * KLEINSTE
    for groep in groepen:
        y += TUSSEN_GROEPEN - TUSSEN
        rij = [(vak, kolom == 0, False) for pad in groep.paden for kolom, vak in enumerate(pad)]
        rij += [(vak, False, vak is groep.samen[-1]) for vak in groep.samen]
        for vak, eerste, laatste in rij:
            y += TUSSEN if eerste else PIJL_SMAL
            if not eerste:
                pijlen.append(_naar_onder(KLEINSTE + 2 * RAND, y - PIJL_SMAL // 2))
            hoog = _hoogte(vak, breed)
            blokken.append(_blok(vak, KLEINSTE, y, breed, hoog, _vorm(vak, eerste=eerste, laatste=laatste)))
            y += hoog
    return Tekening(sleutel, titel, beschrijving, SMAL, y + KLEINSTE, tuple(blokken), tuple(pijlen))


def _vorm(vak: Vak, *, eerste: bool = False, laatste: bool = False) -> str:
    if vak.gat:
        return GAT
    return BEGIN if eerste else EIND if laatste else GEWOON


def _regels(vak: Vak, breed: int) -> list[str]:
    """The names as lines that fit; of several each has a dot before it, as wide as one letter."""
    if len(vak.namen) == 1:
        return _gebroken(vak.namen[0], breed)
    lijnen = (_gebroken(naam, breed - ceil(TEKEN)) for naam in vak.namen)
    return [regel for eerste, *rest in lijnen for regel in (f"{PUNT}{eerste}", *rest)]


def _gebroken(tekst: str, breed: int) -> list[str]:
    return textwrap.wrap(tekst, max(int((breed - 2 * RAND) / TEKEN), 4))


def _hoogte(vak: Vak, breed: int) -> int:
    regels = 1 + len(_regels(vak, breed)) + len(_gebroken(vak.mist, breed)) + (1 if vak.uitslag else 0)
    return regels * REGEL + 2 * BOVEN + (4 if vak.uitslag else 0)


def _blok(vak: Vak, x: int, y: int, breed: int, hoog: int, vorm: str) -> Blok:
    eerste = y + BOVEN + LETTER
    namen, mist = _regels(vak, breed), _gebroken(vak.mist, breed)
    laatste = eerste + (len(namen) + len(mist) + 1) * REGEL + 4
    return Blok(
        vorm=vorm,
        x=x,
        y=y,
        breed=breed,
        hoog=hoog,
        soort=Regel(vak.soort, eerste),
        regels=_onder_elkaar(namen, eerste + REGEL),
        mist=_onder_elkaar(mist, eerste + (len(namen) + 1) * REGEL),
        uitslag=Regel(vak.uitslag.tekst, laatste) if vak.uitslag else None,
        teken=vak.uitslag.soort if vak.uitslag else "",
    )


def _onder_elkaar(teksten: Sequence[str], y: int) -> tuple[Regel, ...]:
    return tuple(Regel(tekst, y + nummer * REGEL) for nummer, tekst in enumerate(teksten))


def _naar_rechts(x: int, y: int) -> str:
    return f"M{x - 4} {y - 6}l6 6l-6 6"


def _naar_onder(x: int, y: int) -> str:
    return f"M{x - 6} {y - 4}l6 6l6 -6"


def _beschrijving(groepen: Sequence[Groep]) -> str:
    """What one would see, and what is missing; the whole chain stands in the list beside it."""
    soorten = [vak.soort for vak in (*groepen[0].paden[0], *groepen[0].samen)]
    vakken = [vak for groep in groepen for pad in groep.paden for vak in (*pad, *groep.samen)]
    gaten = list(dict.fromkeys(vak.woorden for vak in vakken if vak.gat))
    rijen = sum(len(groep.paden) for groep in groepen)
    mist = f"Gaten: {'. '.join(gaten)}." if gaten else "Er zijn geen gaten."
    van_naar = " naar ".join(soort.lower() for soort in soorten)
    return (
        f"Van {van_naar}, in {rijen} {'rij' if rijen == 1 else 'rijen'}. {mist} De lijst zegt hetzelfde als het beeld."
    )
