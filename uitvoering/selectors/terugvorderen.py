"""Reading reclaims: what may still be reclaimed, what is open, and what is late."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from brieven.models import Brief
from kern.geld import NUL
from kern.onthouden import onthoud
from kern.selectors import vrije_dagen
from kern.termijnen.stappen import amsterdam_dag
from kern.termijnen.verlenging import termijn
from regelingen.parameters import Parameters
from subsidies.models import Beschikkingsbedrag, Subsidie, Subsidiejaar
from subsidies.selectors.standen import Jaarstand, jaarstanden_van
from uitvoering.models import Terugontvangst, Terugvordering, Terugvorderingsjaar
from uitvoering.models.terugvordering import Wijze
from uitvoering.regels.terugbetalen import Schema, achterstand, betaalschema, betaaltermijn
from uitvoering.selectors.betaalbaar import bij_de_bank

PER_BLADZIJDE = 60


def te_veel_betaald(standen: dict[int, Jaarstand], subsidie_id: int) -> dict[int, Decimal]:
    """Per year what was paid beyond the entitlement and not reclaimed before: one query."""
    loopt = {
        rij["jaar"]: rij["bedrag"] - (rij["ontvangen"] or NUL)
        for rij in Terugvorderingsjaar.objects.filter(
            subsidiejaar__subsidie=subsidie_id, terugvordering__vervallen_met=None
        )
        .order_by()
        .values(jaar=F("subsidiejaar__jaar"))
        .annotate(bedrag=Sum("bedrag"), ontvangen=Sum(_ontvangen_in_een_jaar()))
    }
    return {
        jaar: max(NUL, stand.te_veel_betaald - loopt.get(jaar, NUL))
        for jaar, stand in standen.items()
        if stand.te_veel_betaald
    }


def vastgesteld_op(subsidie_id: int) -> dict[int, datetime.date]:
    """The first day on which each year was settled: from then on five years run (Awb 4:57 lid 4). One query."""
    rijen = (
        Beschikkingsbedrag.objects.filter(beschikking__deel__subsidie=subsidie_id, vastgesteld__isnull=False)
        .order_by("-id")
        .values_list("jaar", "beschikking__besluit__genomen_op")
    )
    return {jaar: amsterdam_dag(moment) for jaar, moment in rijen}


@dataclass(frozen=True, slots=True)
class Terugvorderrij:
    """One reclaim as it stands today."""

    terugvordering: Terugvordering
    uiterlijk: datetime.date
    ontvangen: Decimal
    schema: Schema
    achter: Decimal

    @property
    def openstaand(self) -> Decimal:
        return NUL if self.terugvordering.vervallen_met_id else self.terugvordering.bedrag - self.ontvangen

    @property
    def toestand(self) -> tuple[str, str]:
        """As a shape and in words."""
        if self.terugvordering.vervallen_met_id:
            return "rust", "Herroepen na bezwaar"
        if not self.openstaand:
            return "klaar", "Betaald"
        if self.achter and self.terugvordering.aanmaning_uiterlijk:
            return "fout", "Aangemaand"
        if self.achter:
            return "fout", "Te laat"
        return "bezig", "Loopt"


def met_ontvangen(terugvorderingen: QuerySet[Terugvordering]) -> QuerySet[Any]:
    """With what was received on each, as `ontvangen`, and the day on the letter that holds, as `verzenddatum`."""
    brief = Brief.objects.geldend().filter(kenmerk=OuterRef("beschikking__kenmerk"))
    som = (
        Terugontvangst.objects.filter(terugvorderingsjaar__terugvordering=OuterRef("pk"))
        .order_by()
        .values("terugvorderingsjaar__terugvordering")
        .annotate(som=Sum("bedrag"))
        .values("som")
    )
    return terugvorderingen.annotate(
        ontvangen=Coalesce(Subquery(som), NUL),
        verzenddatum=Coalesce(Subquery(brief.values("verzenddatum")[:1]), F("beschikking__brief__verzenddatum")),
    ).select_related("beschikking__besluit", "beschikking__brief", "subsidie__ontvanger", "subsidie__deel__aanvraag")


def als_rij(terugvordering: Any) -> Terugvorderrij:
    """From a row of `met_ontvangen`. What is revoked or kept from later payments is never late."""
    uiterlijk = _uiterlijk(terugvordering)
    schema: Schema = (
        []
        if terugvordering.wijze == Wijze.VERREKENEN or terugvordering.vervallen_met_id
        else betaalschema(terugvordering.bedrag, uiterlijk, terugvordering.termijnen)
    )
    return Terugvorderrij(
        terugvordering=terugvordering,
        uiterlijk=uiterlijk,
        ontvangen=terugvordering.ontvangen,
        schema=schema,
        achter=achterstand(schema, terugvordering.ontvangen, timezone.localdate()),
    )


def _uiterlijk(terugvordering: Any) -> datetime.date:
    """The last day to pay: it moves with a letter that left later than it was written (Awb 4:87). Then one query."""
    dag: datetime.date = terugvordering.uiterlijk
    if terugvordering.verzenddatum == terugvordering.beschikking.brief.verzenddatum:
        return dag
    duur = betaaltermijn(Parameters.uit_dict(terugvordering.beschikking.besluit.parameters))
    return termijn(terugvordering.verzenddatum, duur, vrije_dagen()).laatste_dag


def terugvorderrijen(bladzijde: str | None) -> tuple[list[Terugvorderrij], Page[Any]]:
    """What is not yet received, the oldest first: three queries at most."""
    open_ = (
        met_ontvangen(Terugvordering.objects.filter(vervallen_met=None))
        .filter(ontvangen__lt=F("bedrag"))
        .order_by("uiterlijk", "id")
    )
    vel = Paginator(open_, PER_BLADZIJDE).get_page(bladzijde)
    with onthoud():
        return [als_rij(rij) for rij in vel], vel


@dataclass(frozen=True, slots=True)
class Verrekenplek:
    """A year of the same recipient that still has money coming."""

    subsidiejaar_id: int
    kenmerk: str
    jaar: int
    ruimte: Decimal


def verrekenplekken(terugvordering: Terugvordering) -> list[Verrekenplek]:
    """Years for the same activities, of the same recipient and regeling (Awb 4:57 lid 3): five queries."""
    jaren = list(
        Subsidiejaar.objects.filter(
            volgorde=1,
            subsidie__ontvanger=terugvordering.subsidie.ontvanger_id,
            subsidie__deel__aanvraag__regeling=terugvordering.subsidie.deel.aanvraag.regeling_id,
        )
        .exclude(Q(subsidie__stand=Subsidie.Stand.INGETROKKEN) | Q(terugvorderingen__terugvordering=terugvordering))
        .select_related("subsidie")
        .order_by("jaar", "id")
    )
    ruimte = verrekenruimte(jaren)
    return [
        Verrekenplek(jaar.pk, jaar.subsidie.kenmerk, jaar.jaar, ruimte[jaar.pk]) for jaar in jaren if ruimte[jaar.pk]
    ]


def verrekenruimte(jaren: Iterable[Subsidiejaar]) -> dict[int, Decimal]:
    """What each year still has coming, without what the bank has an order for already."""
    jaren = list(jaren)
    standen = jaarstanden_van({jaar.subsidie_id for jaar in jaren})
    onderweg = bij_de_bank({jaar.subsidie_id for jaar in jaren})
    return {
        jaar.pk: max(NUL, stand.recht - stand.betaald - onderweg.get(jaar.subsidie_id, {}).get(jaar.jaar, NUL))
        for jaar in jaren
        for stand in [standen[jaar.subsidie_id][jaar.jaar]]
    }


def _ontvangen_in_een_jaar() -> Subquery:
    som = (
        Terugontvangst.objects.filter(terugvorderingsjaar=OuterRef("pk"))
        .order_by()
        .values("terugvorderingsjaar")
        .annotate(som=Sum("bedrag"))
        .values("som")
    )
    return Subquery(som)
