"""What one may read of accountability: tables, with their plan and their years."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from organisaties.models import Lidmaatschap
from organisaties.toegang import RAAD
from subsidies.models import Aanvraag
from subsidies.selectors import zichtbaar_voor
from verantwoording.models import Deelverslag, Verantwoording
from verantwoording.plantoegang import zichtbare_plannen
from verantwoording.toegang import zichtbare_verantwoordingen

PER_BLADZIJDE = 10
STATUS = {
    Verantwoording.Stand.OPEN: "bezig",
    Verantwoording.Stand.INGEDIEND: "klaar",
    Verantwoording.Stand.AFGEROND: "klaar",
}


@dataclass(frozen=True, slots=True)
class Jaarregel:
    """The account of one year: its state, and how many participants handed in their part."""

    jaar: int
    stand: Verantwoording.Stand
    uiterlijk: datetime.date
    delen: int
    binnen: int
    eigen: str  # the state of one's own part; empty without one
    eigen_open: bool
    route: str  # where this membership reads it

    @property
    def te_laat(self) -> bool:
        return self.stand == Verantwoording.Stand.OPEN and self.uiterlijk < timezone.localdate()

    @property
    def status(self) -> str:
        return "let-op" if self.te_laat or self.eigen_open else STATUS[self.stand]

    @property
    def tekst(self) -> str:
        """The state in words, as its badge carries it."""
        if self.eigen_open:
            return f"Uw deel: {self.eigen}"
        naam = "te laat" if self.te_laat else self.stand.label
        return naam.capitalize()


@dataclass(frozen=True, slots=True)
class Tafelregel:
    """One application that is accounted on."""

    kenmerk: str
    naam: str
    waarvoor: str
    periode: str
    fictief: bool
    met_plan: bool
    jaren: Sequence[Jaarregel]


def tafelregels(lid: Lidmaatschap, bladzijde: str | None) -> tuple[list[Tafelregel], Page[Any]]:
    """One page, the newest period first: four queries."""
    verantwoordingen, plannen = zichtbare_verantwoordingen(lid), zichtbare_plannen(lid)
    aanvragen: QuerySet[Any] = (
        (Aanvraag.objects.all() if lid.rol in RAAD else zichtbaar_voor(lid))
        .filter(Exists(plannen.filter(pk=OuterRef("pk"))) | Exists(verantwoordingen.filter(aanvraag=OuterRef("pk"))))
        .select_related("regeling", "uitvraag", "tafel__thema", "penvoerder")
        .order_by("-eerste_jaar", "tafel__thema__volgorde", "-pk")
    )
    vel = Paginator(aanvragen, PER_BLADZIJDE).get_page(bladzijde)
    ids = [rij.pk for rij in vel.object_list]
    met_plan = set(plannen.filter(pk__in=ids).values_list("pk", flat=True))
    eigen = Deelverslag.objects.filter(verantwoording=OuterRef("pk"), deel__organisatie=lid.organisatie_id)
    jaren: dict[int, list[Jaarregel]] = defaultdict(list)
    rijen = verantwoordingen.filter(aanvraag__in=ids).annotate(
        aantal=Count("delen"),
        binnen=Count("delen", filter=~Q(delen__stand=Deelverslag.Stand.OPEN)),
        eigen=Subquery(eigen.values("stand")[:1]),
    )
    for rij in rijen.order_by("jaar"):
        eigen_stand = Deelverslag.Stand(rij.eigen) if rij.eigen else None
        jaren[rij.aanvraag_id].append(
            Jaarregel(
                jaar=rij.jaar,
                stand=Verantwoording.Stand(rij.stand),
                uiterlijk=rij.uiterlijk,
                delen=rij.aantal,
                binnen=rij.binnen,
                eigen=eigen_stand.label if eigen_stand else "",
                eigen_open=eigen_stand in (Deelverslag.Stand.OPEN, Deelverslag.Stand.VRAAG),
                route=f"verantwoording:{'raad' if lid.rol in RAAD else 'jaar'}",
            )
        )
    return [
        Tafelregel(
            kenmerk=rij.kenmerk,
            naam=rij.naam,
            waarvoor=rij.uitvraag.naam if rij.uitvraag else rij.regeling.naam,
            periode=rij.periode,
            fictief=rij.penvoerder.fictief,
            met_plan=rij.pk in met_plan,
            jaren=jaren[rij.pk],
        )
        for rij in vel.object_list
    ], vel
