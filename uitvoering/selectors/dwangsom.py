"""What is owed of a penalty, and what was paid of it (Awb 4:17, 4:87)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import DateField, ExpressionWrapper, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from kern.geld import NUL
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from uitvoering.models import Bezwaarbesluit, Dwangsombesluit, Dwangsombetaling, Dwangsomdeel

BETALEN_BINNEN = datetime.timedelta(weeks=6)  # Awb 4:87 lid 1


@dataclass(frozen=True, slots=True)
class Dwangsomrij:
    """The share of one applicant as it stands. `kenmerk` is that of its letter, `teken` that of its state."""

    id: int
    organisatie: str
    kenmerk: str
    bedrag: Decimal
    open: Decimal
    uiterlijk: datetime.date
    betalingen: Sequence[Dwangsombetaling]
    mag_betalen: bool
    eigen: bool

    @property
    def teken(self) -> str:
        return "bezig" if self.open else "klaar" if self.bedrag else "rust"

    @property
    def stand(self) -> str:
        return "Te betalen" if self.open else "Betaald" if self.bedrag else "Niets te betalen"


def met_stand(delen: QuerySet[Dwangsomdeel]) -> QuerySet[Dwangsomdeel]:
    """With `recht`, what is owed after any objection, `open`, what of that was not paid yet, and `uiterlijk`."""
    na_bezwaar = Bezwaarbesluit.objects.filter(bezwaar__dwangsomdeel=OuterRef("pk"), bedrag__isnull=False)
    laatste = na_bezwaar.order_by("-pk")
    betaald = (
        Dwangsombetaling.objects.filter(deel=OuterRef("pk"))
        .order_by()
        .values("deel")
        .annotate(som=Sum("bedrag"))
        .values("som")
    )
    return delen.annotate(
        recht=Coalesce(Subquery(laatste.values("bedrag")[:1]), F("bedrag")),
        open=F("recht") - Coalesce(Subquery(betaald), NUL),
        uiterlijk=ExpressionWrapper(
            Coalesce(Subquery(laatste.values("brief__verzenddatum")[:1]), F("brief__verzenddatum")) + BETALEN_BINNEN,
            DateField(),
        ),
    )


def open_dwangsommen() -> QuerySet[Dwangsomdeel]:
    """The shares that finance still has to pay."""
    return met_stand(Dwangsomdeel.objects.all()).filter(GreaterThan(F("open"), NUL))


def recht_van(deel: Dwangsomdeel) -> Decimal:
    """What is owed for this share now."""
    return _recht(met_stand(Dwangsomdeel.objects.filter(pk=deel.pk)).get())


def rest_van(deel: Dwangsomdeel) -> Decimal:
    """What the other applicants get of the same penalty."""
    delen = met_stand(Dwangsomdeel.objects.filter(besluit=deel.besluit_id).exclude(pk=deel.pk))
    return sum((_recht(ander) for ander in delen), NUL)


def dwangsomrijen(besluit: Dwangsombesluit, lid: Lidmaatschap) -> list[Dwangsomrij]:
    """Every share of one decision with what was paid: two queries."""
    delen = met_stand(besluit.delen.select_related("organisatie", "brief")).prefetch_related("betalingen")
    return [
        Dwangsomrij(
            id=deel.pk,
            organisatie=deel.organisatie.naam,
            kenmerk=deel.brief.kenmerk,
            bedrag=_recht(deel),
            open=vars(deel)["open"],
            uiterlijk=_dag(vars(deel)["uiterlijk"]),
            betalingen=list(deel.betalingen.all()),
            mag_betalen=lid.rol == Rol.FINANCIEEL and vars(deel)["open"] > 0,
            eigen=lid.is_gemeente or deel.organisatie_id == lid.organisatie_id,
        )
        for deel in delen.order_by("id")
    ]


def _recht(deel: Dwangsomdeel) -> Decimal:
    recht: Decimal = vars(deel)["recht"]
    return recht


def _dag(dag: datetime.date) -> datetime.date:
    return dag.date() if isinstance(dag, datetime.datetime) else dag
