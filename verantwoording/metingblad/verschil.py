"""What numbers from a sheet change against what was saved, one by one."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kern.canoniek import sha256_van
from kern.celtekst import schone_tekst
from kern.getal import als_getal
from verantwoording.metingblad.plan import Celstand, Meetplan, Sleutel


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One number before and after; without `oud` it was not there."""

    stand: Celstand
    nieuw: Decimal

    @property
    def oud(self) -> Decimal | None:
        return self.stand.cel.waarde

    @property
    def soort(self) -> str:
        """erbij, anders or gelijk."""
        if self.oud is None:
            return "erbij"
        return "gelijk" if self.oud == self.nieuw else "anders"

    @property
    def reden_weg(self) -> str:
        """Why it was not measured, which one no longer says."""
        return self.stand.cijfer.reden


@dataclass(frozen=True, slots=True)
class Verschil:
    """`hash` is over exactly what is shown: who confirms, confirms that."""

    wijzigingen: Sequence[Wijziging]
    gelijk: int

    @property
    def hash(self) -> str:
        return sha256_van(
            [
                [*map(str, wijziging.stand.sleutel), str(wijziging.oud), str(wijziging.nieuw)]
                for wijziging in self.wijzigingen
            ]
        )

    @property
    def activiteiten(self) -> dict[int, int]:
        """The reports that change, each with the version that was compared."""
        return {
            wijziging.stand.activiteit.verslag_id: wijziging.stand.activiteit.versie for wijziging in self.wijzigingen
        }

    def van(self, verslag_id: int) -> dict[tuple[int, tuple[int | None, int | None]], Decimal]:
        """What to put in one report, by indicator and place."""
        return {
            wijziging.stand.sleutel[1:]: wijziging.nieuw
            for wijziging in self.wijzigingen
            if wijziging.stand.activiteit.verslag_id == verslag_id
        }


def vergelijk(plan: Meetplan, waarden: Mapping[Sleutel, Decimal]) -> Verschil:
    """In the order of the plan, what nobody agreed on after what was."""
    alle = [Wijziging(stand, waarden[stand.sleutel]) for stand in _standen(plan, waarden)]
    anders = [wijziging for wijziging in alle if wijziging.soort != "gelijk"]
    return Verschil(anders, len(alle) - len(anders))


def als_tekst(plan: Meetplan, waarden: Mapping[Sleutel, Decimal]) -> str:
    """The numbers as a block of cells that `lezen` reads back."""
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter="\t", lineterminator="\n")
    schrijver.writerows(
        [
            *map(schone_tekst, (stand.activiteit.titel, stand.indicator, stand.cel.doelgroep, stand.cel.stadsdeel)),
            als_getal(waarden[stand.sleutel]),
        ]
        for stand in _standen(plan, waarden)
    )
    return uit.getvalue()


def _standen(plan: Meetplan, waarden: Mapping[Sleutel, Decimal]) -> list[Celstand]:
    standen = {stand.sleutel: stand for stand in plan.cellen}
    cijfers = {
        (een.verslag_id, cijfer.meetafspraak_id): (een, cijfer) for een in plan.activiteiten for cijfer in een.cijfers
    }
    for verslag_id, meet, plek in waarden:
        standen.setdefault((verslag_id, meet, plek), Celstand(*cijfers[verslag_id, meet], plan.cel(*plek)))
    return [stand for sleutel, stand in standen.items() if sleutel in waarden]
