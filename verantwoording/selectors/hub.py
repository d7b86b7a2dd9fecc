"""What the page of a grant shows of its accountability: the plan, its years, and what was found of them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from subsidies.models import Aanvraagdeel
from verantwoording.models import Afspraak, Deelverslag
from verantwoording.regels.klok import te_laat
from verantwoording.selectors.bevindingen import BEVINDING, Bevindingrij, als_rij

STATUS = {
    Deelverslag.Stand.OPEN: "bezig",
    Deelverslag.Stand.INGEDIEND: "klaar",
    Deelverslag.Stand.VRAAG: "let-op",
    Deelverslag.Stand.AANVAARD: "klaar",
}


@dataclass(frozen=True, slots=True)
class Jaarverslag:
    """The own part of one year, and what the municipality asked and found, the newest first."""

    jaar: int
    deelverslag_id: int
    stand: Deelverslag.Stand
    uiterlijk: datetime.date
    bevindingen: Sequence[Bevindingrij]

    @property
    def toestand(self) -> tuple[str, str]:
        """For the mark on a page: its colour, and in words."""
        if self.stand == Deelverslag.Stand.OPEN and te_laat(self.uiterlijk, None, timezone.localdate()):
            return "let-op", "Te laat"
        return STATUS[self.stand], self.stand.label.capitalize()


@dataclass(frozen=True, slots=True)
class Deelverantwoording:
    """`kenmerk` is that of the application."""

    kenmerk: str
    met_plan: bool
    jaren: Sequence[Jaarverslag] = field(default=())

    @property
    def bevindingen(self) -> list[Bevindingrij]:
        """Of all years, the newest first."""
        return sorted((een for jaar in self.jaren for een in jaar.bevindingen), key=lambda een: -een.pk)


def deelverantwoording(deel_id: int) -> Deelverantwoording:
    """Of one participant, the newest year first: one query."""
    velden = ("pk", "verantwoording__jaar", "stand", "uiterlijk", *(f"bevindingen__{veld}" for veld in BEVINDING))
    rijen: list[Any] = list(
        Aanvraagdeel.objects.filter(pk=deel_id)
        .order_by("-deelverslagen__verantwoording__jaar", "-deelverslagen__bevindingen__pk")
        .annotate(met_plan=Exists(Afspraak.objects.filter(aanvraag=OuterRef("aanvraag"))))
        .values_list("aanvraag__kenmerk", "met_plan", *(f"deelverslagen__{veld}" for veld in velden))
    )
    kenmerk, met_plan = rijen[0][:2]
    jaren = [
        Jaarverslag(
            jaar=jaar,
            deelverslag_id=pk,
            stand=Deelverslag.Stand(stand),
            uiterlijk=uiterlijk,
            bevindingen=[als_rij(*rij[6:]) for rij in groep if rij[6] is not None],
        )
        for (pk, jaar, stand, uiterlijk), groep in groupby(rijen, key=lambda rij: rij[2:6])
        if pk is not None
    ]
    return Deelverantwoording(kenmerk, met_plan, jaren)
