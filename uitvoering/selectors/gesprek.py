"""Progress talks: which grants had none this year, and what a talk is about."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from subsidies.models import Deelvoorstel, Subsidie, Voorziening, Voorzieningjaar
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


@dataclass(frozen=True, slots=True)
class Aanloop:
    """What a talk looks back on: the wanted reach per voorziening and year, the extra obligation of the first decision
    (Awb 4:38), and the day and agreements of the last report that was agreed."""

    doelen: Sequence[Doel]
    verplichting: str
    vorige: Gesprek | None


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


def laad_aanloop(subsidie: Subsidie) -> Aanloop:
    """One query."""
    bereik = Voorzieningjaar.objects.filter(voorziening=OuterRef("pk")).order_by("jaar")
    doelen = Voorziening.objects.filter(Exists(bereik), deel=OuterRef("deel")).order_by("pk")
    verslagen = Gesprek.objects.filter(subsidie=OuterRef("pk"), stand=Gesprek.Stand.VASTGESTELD)
    rij = Subsidie.objects.values(
        de_doelen=ArraySubquery(
            doelen.values(
                feiten=JSONObject(
                    naam="naam", bereik=ArraySubquery(bereik.values(feiten=JSONObject(jaar="jaar", bereik="bereik")))
                )
            )
        ),
        de_verplichting=Subquery(Deelvoorstel.objects.filter(deel=OuterRef("deel")).values("verplichting")[:1]),
        het_verslag=Subquery(
            verslagen.order_by("-datum", "-id").values(feiten=JSONObject(datum="datum", afspraken="afspraken"))[:1]
        ),
    ).get(pk=subsidie.pk)
    return Aanloop(
        doelen=[
            Doel(feiten["naam"], {een["jaar"]: een["bereik"] for een in feiten["bereik"]})
            for feiten in rij["de_doelen"]
        ],
        verplichting=rij["de_verplichting"] or "",
        vorige=_verslag(rij["het_verslag"]) if rij["het_verslag"] else None,
    )


def _verslag(feiten: Mapping[str, Any]) -> Gesprek:
    return Gesprek(datum=datetime.date.fromisoformat(feiten["datum"]), afspraken=feiten["afspraken"])


def termijnen_van(subsidie: Subsidie) -> Sequence[Betaaltermijn]:
    """The instalments in order: one query."""
    return list(Betaaltermijn.objects.filter(subsidie=subsidie).order_by("jaar", "volgnummer"))
