"""How the worklist is arranged: filtered, counted per who is next, and cut into three groups. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import models

from overzichten.regels.aan_zet import Wie
from overzichten.werkregel import Werkregel

WEEK = 7


class Groep(models.TextChoices):
    """In the order in which they stand on the page."""

    DEZE_WEEK = "deze-week", "Deze week doen"
    DAARNA = "daarna", "Daarna"
    WACHT = "wacht", "Wacht op een ander"


UITLEG = {
    Groep.DEZE_WEEK: "u bent aan zet",
    Groep.DAARNA: "u bent aan zet",
    Groep.WACHT: "u hoeft nu niets te doen",
}

_VOLGORDE = {groep: nummer for nummer, groep in enumerate(Groep)}
_ZONDER_DAG = 10_000


@dataclass(frozen=True, slots=True)
class Keuze:
    """What somebody asked to see; empty means everything."""

    zoek: str = ""
    regeling: str = ""
    thema: str = ""
    wie: str = ""

    def past(self, regel: Werkregel) -> bool:
        """Everything but `wie`: the tabs count what is left after searching."""
        return (
            self.zoek.strip().casefold() in f"{regel.naam} {regel.onder} {regel.namens}".casefold()
            and self.regeling in {"", regel.regeling}
            and self.thema in {"", regel.thema}
        )


@dataclass(frozen=True, slots=True)
class Tab:
    naam: str
    wie: str
    aantal: int
    gekozen: bool


@dataclass(frozen=True, slots=True)
class Blok:
    """The rows of one group on one page; `aantal` counts the whole group."""

    groep: Groep
    aantal: int
    regels: Sequence[Werkregel]

    @property
    def uitleg(self) -> str:
        return UITLEG[self.groep]


def groep_van(regel: Werkregel) -> Groep:
    if not regel.van_u:
        return Groep.WACHT
    return Groep.DEZE_WEEK if regel.dagen is not None and regel.dagen <= WEEK else Groep.DAARNA


def _sleutel(regel: Werkregel) -> tuple[int, int, str]:
    """By group, then the first day first; what has no last day comes after what has."""
    dagen = _ZONDER_DAG if regel.dagen is None else regel.dagen
    return _VOLGORDE[groep_van(regel)], dagen, regel.naam


class Werklijst:
    """The worklist of one membership, as it was asked for."""

    def __init__(self, alle: Iterable[Werkregel], keuze: Keuze) -> None:
        self.alle = list(alle)
        self.keuze = keuze
        self.gevonden = [regel for regel in self.alle if keuze.past(regel)]
        self.regels = sorted((regel for regel in self.gevonden if keuze.wie in {"", regel.wie}), key=_sleutel)

    @cached_property
    def aan_zet(self) -> int:
        return sum(regel.van_u for regel in self.alle)

    @cached_property
    def deze_week(self) -> list[Werkregel]:
        return [regel for regel in self.alle if groep_van(regel) is Groep.DEZE_WEEK]

    @cached_property
    def te_laat(self) -> int:
        return sum(regel.is_te_laat for regel in self.deze_week)

    @cached_property
    def wacht(self) -> int:
        return len(self.alle) - self.aan_zet

    @cached_property
    def regelingen(self) -> list[str]:
        """The schemes that occur, to choose from."""
        return sorted({regel.regeling for regel in self.alle} - {""})

    @cached_property
    def themas(self) -> list[str]:
        return sorted({regel.thema for regel in self.alle} - {""})

    @cached_property
    def tabs(self) -> list[Tab]:
        """Everything, then whoever is next somewhere, the reader first."""
        aantallen = Counter(regel.wie for regel in self.gevonden)
        keuze = self.keuze.wie
        per_wie = [
            Tab("U bent aan zet" if wie is Wie.U else str(wie.label), wie, aantallen[wie], wie == keuze)
            for wie in Wie
            if aantallen[wie] or wie == keuze
        ]
        return [Tab("Alles", "", len(self.gevonden), not keuze), *per_wie]

    def blokken(self, regels: Iterable[Werkregel]) -> list[Blok]:
        """The groups of one page of `self.regels`."""
        totaal = Counter(groep_van(regel) for regel in self.regels)
        hier = list(regels)
        blokken = [Blok(groep, totaal[groep], [r for r in hier if groep_van(r) is groep]) for groep in Groep]
        return [blok for blok in blokken if blok.regels]
