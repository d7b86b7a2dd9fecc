"""Progress talks: which grants had none this year, and what a talk is about."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from subsidies.models import Deelvoorstel, Subsidie, Voorzieningjaar
from uitvoering.models import Betaaltermijn, Gesprek

PER_BLADZIJDE = 60
GEVOERD = (Gesprek.Stand.GEHOUDEN, Gesprek.Stand.BIJ_PARTNER, Gesprek.Stand.VASTGESTELD)


@dataclass(frozen=True, slots=True)
class Gespreksregel:
    """A grant that had no talk this year; `gepland` is the day of one to come, `vorige` of the last one."""

    kenmerk: str
    ontvanger: str
    fictief: bool
    waarvoor: str
    gepland: datetime.date | None
    vorige: datetime.date | None


@dataclass(frozen=True, slots=True)
class Doel:
    """What one voorziening wanted to reach, by year; None where nothing was said."""

    naam: str
    bereik: Mapping[int, int | None]


def zonder_gesprek(jaar: int) -> QuerySet[Subsidie]:
    """The running grants of that year without a talk that was held in it."""
    gevoerd = Gesprek.objects.filter(subsidie=OuterRef("pk"), datum__year=jaar, stand__in=GEVOERD)
    return Subsidie.objects.filter(
        ~Exists(gevoerd),
        stand=Subsidie.Stand.LOPEND,
        deel__aanvraag__eerste_jaar__lte=jaar,
        deel__aanvraag__laatste_jaar__gte=jaar,
    )


def zonder_gesprek_rijen(jaar: int, bladzijde: str | None) -> tuple[list[Gespreksregel], Page[Any]]:
    """One page, by name: two queries."""
    subsidies: QuerySet[Any] = (
        zonder_gesprek(jaar)
        .select_related("ontvanger", "deel__aanvraag__regeling", "deel__aanvraag__tafel__thema")
        .annotate(
            gepland=Max("gesprekken__datum", filter=Q(gesprekken__stand=Gesprek.Stand.GEPLAND)),
            vorige=Max("gesprekken__datum", filter=Q(gesprekken__stand__in=GEVOERD)),
        )
        .order_by("ontvanger__sorteersleutel", "pk")
    )
    vel = Paginator(subsidies, PER_BLADZIJDE).get_page(bladzijde)
    return [
        Gespreksregel(
            kenmerk=rij.kenmerk,
            ontvanger=rij.ontvanger.naam,
            fictief=rij.ontvanger.fictief,
            waarvoor=rij.deel.aanvraag.waarvoor,
            gepland=rij.gepland,
            vorige=rij.vorige,
        )
        for rij in vel.object_list
    ], vel


def doelen_van(subsidie: Subsidie) -> list[Doel]:
    """The wanted reach per voorziening and year: one query."""
    rijen = (
        Voorzieningjaar.objects.filter(voorziening__deel=subsidie.deel_id)
        .order_by("voorziening_id", "jaar")
        .values_list("voorziening_id", "voorziening__naam", "jaar", "bereik")
    )
    per_voorziening: dict[int, tuple[str, dict[int, int | None]]] = {}
    for pk, naam, jaar, bereik in rijen:
        per_voorziening.setdefault(pk, (naam, {}))[1][jaar] = bereik
    return [Doel(naam, bereik) for naam, bereik in per_voorziening.values()]


def termijnen_van(subsidie: Subsidie) -> Sequence[Betaaltermijn]:
    """The instalments in order: one query."""
    return list(Betaaltermijn.objects.filter(subsidie=subsidie).order_by("jaar", "volgnummer"))


def verplichting_van(subsidie: Subsidie) -> str:
    """The extra obligation of the first decision (Awb 4:38): one query."""
    voorstel = Deelvoorstel.objects.filter(deel=subsidie.deel_id).first()
    return voorstel.verplichting if voorstel else ""


def vorig_gesprek(subsidie: Subsidie) -> Gesprek | None:
    """The last report that was agreed."""
    return Gesprek.objects.filter(subsidie=subsidie, stand=Gesprek.Stand.VASTGESTELD).order_by("-datum", "-id").first()
