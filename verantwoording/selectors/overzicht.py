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


@dataclass(frozen=True, slots=True)
class Jaarregel:
    """The account of one year: its state, and how many participants handed in their part."""

    jaar: int
    stand: Verantwoording.Stand
    uiterlijk: datetime.date
    delen: int
    binnen: int
    toestand: tuple[str, str]
    route: str  # where this membership reads it, or does what is to be done


def samenstand(verantwoording: Verantwoording, lid: Lidmaatschap) -> tuple[str, str]:
    """The joint account for the mark on a page: its colour, and in words what it waits for as this reader sees it."""
    match verantwoording.stand:
        case Verantwoording.Stand.OPEN if verantwoording.uiterlijk < timezone.localdate():
            return "let-op", "Te laat"
        case Verantwoording.Stand.OPEN:
            return "bezig", "In de maak"
        case Verantwoording.Stand.INGEDIEND if lid.is_gemeente:
            return "let-op", "Te beoordelen"
        case Verantwoording.Stand.INGEDIEND if lid.rol not in RAAD:
            return "klaar", "Ingediend, de gemeente beoordeelt"
    return "klaar", Verantwoording.Stand(verantwoording.stand).label.capitalize()


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
        jaren[rij.aanvraag_id].append(
            Jaarregel(
                jaar=rij.jaar,
                stand=Verantwoording.Stand(rij.stand),
                uiterlijk=rij.uiterlijk,
                delen=rij.aantal,
                binnen=rij.binnen,
                toestand=_eigen_eerst(rij.eigen) or samenstand(rij, lid),
                route=_route(rij, lid),
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


def _eigen_eerst(eigen: str | None) -> tuple[str, str] | None:
    """What this reader has to do in its own part."""
    if eigen in (Deelverslag.Stand.OPEN, Deelverslag.Stand.VRAAG):
        return "let-op", f"Uw deel: {Deelverslag.Stand(eigen).label}"
    return None


def _route(verantwoording: Verantwoording, lid: Lidmaatschap) -> str:
    if lid.rol in RAAD:
        return "verantwoording:raad"
    te_beoordelen = lid.is_gemeente and verantwoording.stand == Verantwoording.Stand.INGEDIEND
    return "verantwoording:beoordelen" if te_beoordelen else "verantwoording:jaar"
