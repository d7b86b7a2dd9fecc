"""What stands under one purpose: its commitments with their trajectories, its reservations and its ceilings."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from begroting.grootboek import EFFECTEN, Soort
from begroting.models import Boeking, JuridischeVorm, Plafondpublicatie, Traject, Verplichting
from begroting.selectors.standen import op_peildatum
from kern.geld import NUL, als_euro

PER_BLADZIJDE = 25


@dataclass(frozen=True)
class Reservering:
    """What is reserved now, in euro: for a case (`voor_zaak`, its kenmerk) or, when that is empty, for the purpose."""

    voor_zaak: str
    bedrag: Decimal
    aantal: int

    def __str__(self) -> str:
        waarvoor = f"zaak {self.voor_zaak}" if self.voor_zaak else "het doel"
        return f"Voor {waarvoor}: {als_euro(self.bedrag)}" + (f", {self.aantal} stuks" if self.aantal else "")

    def deel(self, bedrag: Decimal, aantal: int) -> tuple[Decimal, int | None]:
        """What a commitment of `bedrag` for `aantal` activities takes from here: never more than there is."""
        return min(bedrag, self.bedrag), min(aantal, self.aantal) or None


@dataclass(frozen=True)
class VerplichtingRij:
    """One commitment as an officer reads it, in euro."""

    id: int
    kenmerk: str
    ontvanger: str
    vorm: JuridischeVorm
    jaar_van_activiteit: int
    omschrijving: str
    aantal: int
    trajecten: int
    verplicht: Decimal
    betaald: Decimal


@dataclass(frozen=True)
class TrajectRij:
    id: int
    volgnummer: int
    organisatie: str
    omschrijving: str


@dataclass(frozen=True)
class PlafondRij:
    """One published ceiling; `van_kracht` for the newest that was not booked back."""

    bedrag: Decimal
    verdeelwijze: str
    gepubliceerd_op: datetime.date
    vindplaats: str
    kenmerk: str
    omschrijving: str
    door: str
    teruggedraaid: bool
    van_kracht: bool


def gereserveerd(bestedingsdoel_id: int, per: datetime.date | None = None) -> list[Reservering]:
    """What is reserved now (or was on a day) at a purpose, that for the purpose itself first (one query)."""
    bedragen: dict[str, Decimal] = defaultdict(lambda: NUL)
    aantallen: dict[str, int] = defaultdict(int)
    for zaak, soort, bedrag, aantal in (
        Boeking.objects.filter(
            _tot(per), bestedingsdoel=bestedingsdoel_id, soort__in=[Soort.RESERVERING, Soort.VRIJGAVE]
        )
        .order_by("voor_zaak")
        .values_list("voor_zaak", "soort")
        .annotate(som=Sum("bedrag"), telling=Sum("aantal", default=0))
    ):
        teken = EFFECTEN[Soort(soort)].teken
        bedragen[zaak] += teken * bedrag
        aantallen[zaak] += teken * aantal
    return [Reservering(zaak, bedrag, max(aantallen[zaak], 0)) for zaak, bedrag in bedragen.items() if bedrag]


def verplichtingen_van(
    bestedingsdoel_id: int, bladzijde: str | int = 1, per: datetime.date | None = None
) -> tuple[Page[Verplichting], list[VerplichtingRij]]:
    """One page of the commitments of a purpose, the newest first (two queries; three as they stood on a day)."""
    rijen = _verplichtingen().filter(bestedingsdoel=bestedingsdoel_id)
    if per is not None:
        rijen = rijen.filter(stand__sinds__lte=per)
    deel = Paginator(rijen, PER_BLADZIJDE).get_page(bladzijde)
    return deel, [_rij(rij) for rij in op_peildatum(deel, per)]


def verplichting(verplichting_id: int, per: datetime.date | None = None) -> VerplichtingRij:
    """One query; two as it stood on a day."""
    [rij] = op_peildatum(_verplichtingen().filter(pk=verplichting_id), per)
    return _rij(rij)


def _verplichtingen() -> QuerySet[Verplichting, Any]:
    trajecten = Traject.objects.filter(verplichting=OuterRef("pk")).order_by().values("verplichting")
    return (
        Verplichting.objects.select_related("ontvanger", "stand")
        .annotate(aantal_trajecten=Coalesce(Subquery(trajecten.values(aantal=Count("pk"))), 0))
        .order_by("-id")
    )


def _rij(rij: Any) -> VerplichtingRij:
    return VerplichtingRij(
        id=rij.pk,
        kenmerk=rij.kenmerk,
        ontvanger=rij.ontvanger.naam if rij.ontvanger else "",
        vorm=JuridischeVorm(rij.juridische_vorm),
        jaar_van_activiteit=rij.jaar_van_activiteit,
        omschrijving=rij.omschrijving,
        aantal=rij.stand.aantal_verleend,
        trajecten=rij.aantal_trajecten,
        verplicht=rij.stand.verplicht,
        betaald=rij.stand.betaald,
    )


def trajecten_van(verplichting_id: int) -> list[TrajectRij]:
    return [
        TrajectRij(
            traject.pk,
            traject.volgnummer,
            traject.organisatie.naam if traject.organisatie else "",
            traject.omschrijving,
        )
        for traject in Traject.objects.filter(verplichting=verplichting_id).select_related("organisatie")
    ]


def plafonds_van(bestedingsdoel_id: int, per: datetime.date | None = None) -> list[PlafondRij]:
    """Every ceiling that was published for a purpose, up to the day `per`, the newest first (one query)."""
    rijen = (
        Plafondpublicatie.objects.filter(_tot(per), bestedingsdoel=bestedingsdoel_id)
        .select_related("boekstuk__door__gebruiker", "boekstuk__correctie")
        .order_by("-id")
    )
    terug = {rij.pk for rij in rijen if _teruggedraaid(rij, per)}
    geldig = max((rij.pk for rij in rijen if rij.pk not in terug), default=None)
    return [_plafond_rij(rij, teruggedraaid=rij.pk in terug, van_kracht=rij.pk == geldig) for rij in rijen]


def _plafond_rij(rij: Plafondpublicatie, *, teruggedraaid: bool, van_kracht: bool) -> PlafondRij:
    boekstuk = rij.boekstuk
    return PlafondRij(
        bedrag=rij.bedrag,
        verdeelwijze=rij.verdeelwijze,
        gepubliceerd_op=rij.gepubliceerd_op,
        vindplaats=rij.vindplaats,
        kenmerk=boekstuk.kenmerk if boekstuk else "",
        omschrijving=boekstuk.omschrijving if boekstuk else "",
        door=boekstuk.door.gebruiker.naam if boekstuk and boekstuk.door else "",
        teruggedraaid=teruggedraaid,
        van_kracht=van_kracht,
    )


def _teruggedraaid(rij: Plafondpublicatie, per: datetime.date | None) -> bool:
    correctie = getattr(rij.boekstuk, "correctie", None)  # absent while nobody booked it back
    return correctie is not None and (per is None or correctie.datum <= per)


def _tot(per: datetime.date | None) -> Q:
    """What was booked by that day; without a day all of it."""
    return Q() if per is None else Q(boekstuk__datum__lte=per)
