"""What a participant agreed to count in one year, by the names that stand in a sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from verantwoording.regels.cijfers import Cel, Cijfer
from verantwoording.regels.plek import GEHEEL, Plek

Sleutel = tuple[int, int, Plek]  # the report of an activity, the indicator, the place


@dataclass(frozen=True, slots=True)
class Activiteit:
    """One activity, with its numbers as they stand in version `versie` of its report."""

    verslag_id: int
    versie: int
    nummer: int
    naam: str
    cijfers: Sequence[Cijfer]

    @property
    def titel(self) -> str:
        return f"{self.nummer}. {self.naam}"

    def indicatornaam(self, cijfer: Cijfer) -> str:
        """With its level, where another one of this activity has the same name."""
        dubbel = sum(een.naam == cijfer.naam for een in self.cijfers) > 1
        return f"{cijfer.naam} ({cijfer.niveau.kort})" if dubbel else cijfer.naam


@dataclass(frozen=True, slots=True)
class Celstand:
    """One number of the plan: where it belongs, its target, and what stands there now."""

    activiteit: Activiteit
    cijfer: Cijfer
    cel: Cel

    @property
    def sleutel(self) -> Sleutel:
        return self.activiteit.verslag_id, self.cijfer.meetafspraak_id, self.cel.sleutel

    @property
    def indicator(self) -> str:
        return self.activiteit.indicatornaam(self.cijfer)


@dataclass(frozen=True, slots=True)
class Meetplan:
    """`groepen` and `delen` are all that a number may be about, by key."""

    activiteiten: Sequence[Activiteit]
    groepen: Mapping[int, str]
    delen: Mapping[int, str]

    @property
    def cellen(self) -> list[Celstand]:
        """Every number that was agreed on or counted: of each indicator the whole first."""
        return [
            Celstand(activiteit, cijfer, cel)
            for activiteit in self.activiteiten
            for cijfer in activiteit.cijfers
            for cel in (_geheel(cijfer), *cijfer.cellen)
        ]

    def cel(self, groep: int | None, deel: int | None, waarde: Decimal | None = None) -> Cel:
        """One place with its names."""
        return Cel(groep, deel, self.groepen.get(groep or 0, ""), self.delen.get(deel or 0, ""), waarde=waarde)


def _geheel(cijfer: Cijfer) -> Cel:
    return Cel(*GEHEEL, richting=cijfer.richting, doel=cijfer.doel, waarde=cijfer.geteld)
