"""The list of grants: for officers all of them with filters, for a partner its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from kern.geld import NUL
from organisaties.models import Lidmaatschap
from subsidies.models import Beschikking, Beschikkingsbedrag, Subsidie, Subsidiejaar
from subsidies.selectors.standen import bekend
from thematafels.models import Thema
from uitvoering.selectors.subsidie import STATUS
from uitvoering.toegang import zichtbare_subsidies

PER_BLADZIJDE = 60


@dataclass(frozen=True, slots=True)
class Subsidierij:
    """One grant in a list, amounts over all its years in euro."""

    kenmerk: str
    ontvanger: str
    fictief: bool
    waarvoor: str
    periode: str
    stand: str
    stand_naam: str
    verleend: Decimal
    betaald: Decimal

    @property
    def status(self) -> str:
        """The shape of its status badge."""
        return STATUS[self.stand]


@dataclass(frozen=True, slots=True)
class Keuzes:
    """What the list can be narrowed to."""

    jaren: Sequence[int]
    themas: Sequence[tuple[int, str]]


def subsidie_rijen(
    lid: Lidmaatschap, gekozen: dict[str, Any], bladzijde: str | None
) -> tuple[list[Subsidierij], Page[Any]]:
    """One page of rows, the newest first: two queries."""
    subsidies = _gefilterd(zichtbare_subsidies(lid), gekozen)
    welke = Q() if lid.is_gemeente else Q(beschikking__in=bekend(Beschikking.objects.all()))  # Awb 3:40
    verleend = (
        Beschikkingsbedrag.objects.filter(welke, beschikking__deel=OuterRef("deel"))
        .order_by()
        .values("beschikking__deel")
        .annotate(som=Sum("verleend"))
        .values("som")
    )
    betaald = (
        Subsidiejaar.objects.filter(subsidie=OuterRef("pk"))
        .order_by()
        .values("subsidie")
        .annotate(som=Sum("verplichting__stand__betaald"))
        .values("som")
    )
    rijen: QuerySet[Any] = (
        subsidies.select_related("ontvanger", "deel__aanvraag__regeling", "deel__aanvraag__tafel__thema")
        .annotate(verleend=Coalesce(Subquery(verleend), NUL), betaald=Coalesce(Subquery(betaald), NUL))
        .order_by("-id")
    )
    vel = Paginator(rijen, PER_BLADZIJDE).get_page(bladzijde)
    return [_rij(subsidie) for subsidie in vel.object_list], vel


def keuzes() -> Keuzes:
    """The years and the themes that have grants: two queries."""
    themas = (
        Thema.objects.filter(tafel__aanvragen__delen__subsidie__isnull=False)
        .order_by("-uitvraag__eerste_jaar", "naam")
        .values_list("pk", "naam", "uitvraag__naam")
        .distinct()
    )
    jaren = Subsidiejaar.objects.order_by("-jaar").values_list("jaar", flat=True).distinct()
    return Keuzes(list(jaren), [(pk, f"{naam} ({uitvraag})") for pk, naam, uitvraag in themas])


def _gefilterd(subsidies: QuerySet[Subsidie], gekozen: dict[str, Any]) -> QuerySet[Subsidie]:
    if gekozen.get("jaar"):
        subsidies = subsidies.filter(
            deel__aanvraag__eerste_jaar__lte=gekozen["jaar"], deel__aanvraag__laatste_jaar__gte=gekozen["jaar"]
        )
    if gekozen.get("thema"):
        subsidies = subsidies.filter(deel__aanvraag__tafel__thema=gekozen["thema"])
    if gekozen.get("stand"):
        subsidies = subsidies.filter(stand=gekozen["stand"])
    if gekozen.get("zoek"):
        subsidies = subsidies.filter(ontvanger__naam__icontains=gekozen["zoek"])
    return subsidies


def _rij(subsidie: Any) -> Subsidierij:
    aanvraag = subsidie.deel.aanvraag
    return Subsidierij(
        kenmerk=subsidie.kenmerk,
        ontvanger=subsidie.ontvanger.naam,
        fictief=subsidie.ontvanger.fictief,
        waarvoor=aanvraag.waarvoor,
        periode=aanvraag.periode,
        stand=subsidie.stand,
        stand_naam=subsidie.get_stand_display(),
        verleend=subsidie.verleend,
        betaald=subsidie.betaald,
    )
