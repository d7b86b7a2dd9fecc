"""What officers found and asked, to read: on the pages of an account, and on that of a grant."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from thematafels.models import Niveau
from verantwoording.models import Bevinding, Deelverslag, Verantwoording

BEVINDING = (
    "pk",
    "soort",
    "verantwoording__jaar",
    "verantwoording__aanvraag__kenmerk",
    "deelverslag",
    "verslag__afspraak__naam",
    "niveau",
    "tekst",
    "op",
    "antwoord",
    "antwoord_op",
)


@dataclass(frozen=True, slots=True)
class Bevindingrij:
    """One finding or question, with its answer. No names: an officer speaks for the municipality."""

    pk: int
    soort: Bevinding.Soort
    jaar: int
    kenmerk: str
    deelverslag_id: int | None
    waarover: str
    tekst: str
    op: datetime.datetime
    antwoord: str
    antwoord_op: datetime.datetime | None

    @property
    def wacht(self) -> bool:
        return self.soort == Bevinding.Soort.VRAAG and self.antwoord_op is None


def bevindingen_over(deel_id: int) -> list[Bevindingrij]:
    """On one participant in all years, the newest first: one query. What is about the whole table is not here."""
    return _rijen(Bevinding.objects.filter(deelverslag__deel=deel_id).order_by("-id"))


def bevindingen_bij(deelverslag: Deelverslag) -> list[Bevindingrij]:
    """On one part, as they were written: one query."""
    return _rijen(Bevinding.objects.filter(deelverslag=deelverslag))


def bevindingen_op_het_geheel(verantwoording: Verantwoording) -> list[Bevindingrij]:
    return _rijen(Bevinding.objects.filter(verantwoording=verantwoording, deelverslag=None))


def _rijen(bevindingen: QuerySet[Bevinding]) -> list[Bevindingrij]:
    return [als_rij(*velden) for velden in bevindingen.values_list(*BEVINDING)]


def als_rij(*velden: Any) -> Bevindingrij:
    """Of the fields of `BEVINDING`."""
    pk, soort, jaar, kenmerk, deelverslag, activiteit, niveau, *rest = velden
    return Bevindingrij(pk, Bevinding.Soort(soort), jaar, kenmerk, deelverslag, _waarover(activiteit, niveau), *rest)


def _waarover(activiteit: str | None, niveau: str) -> str:
    delen = [activiteit, Niveau(niveau).kort.lower() if niveau else ""]
    return ", ".join(filter(None, delen))
