"""The largest bookings of a period."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Abs
from django.urls import reverse

from begroting.grootboek import EFFECTEN, Soort
from begroting.models import Boeking
from begroting.models.boeking import jaar_van
from kern.bladeren import Eerste
from kern.cijfertabel import Cijfertabel, Rij, datum, geld, tekst
from kern.peil import Peil
from overzichten.geldpagina import Blok, Schakel
from overzichten.overzichtsblad import Overzichtsblad

PER_BLADZIJDE = 25
MEER = f"Alleen de {Eerste.HOOGSTENS} grootste. Kies een kortere periode om de andere te zien."


@dataclass(frozen=True, slots=True)
class Keuze:
    """Which bookings: of a period (by the day of their boekstuk), of one kind or all, of one budget or all."""

    van: datetime.date
    tot: datetime.date
    soort: str = ""
    budget_id: int | None = None


def bewegingenblad(keuze: Keuze | None, peil: Peil) -> Overzichtsblad:
    """Without a choice (the form was wrong) only the question. Two queries."""
    return Overzichtsblad(
        kop="Grootste boekingen",
        kruimels=(
            Schakel("Begroting", peil.adres(reverse("begroting:budget_lijst"))),
            Schakel("Grootste boekingen", "", hier=True),
        ),
        inleiding="De boekingen van een periode, het grootste bedrag eerst.",
        blokken=(_blok(keuze, peil),) if keuze else (),
    )


def _blok(keuze: Keuze, peil: Peil) -> Blok:
    bladen = Eerste(_grootste(keuze), PER_BLADZIJDE)
    blad = bladen.get_page(peil.blad)
    boekingen: QuerySet[Any] = (
        Boeking.objects.filter(pk__in=list(blad))
        .select_related("boekstuk", "budgetjaar__budget", "onder__budgetjaar", "verplichting__ontvanger")
        .order_by(Abs("bedrag").desc(), "-id")
    )
    tabel = Cijfertabel(
        code="boekingen",
        titel="Boekingen, bedragen in euro",
        kolommen=(tekst("Boeking"), datum("Datum"), tekst("Waar"), tekst("Ontvanger"), geld("Bedrag")),
        rijen=tuple(_rij(boeking, peil) for boeking in boekingen),
        per=peil.dag,
        adres=reverse("overzichten:bewegingen"),
        noten=(MEER,) if bladen.is_meer else (),
    )
    kop = f"Van {keuze.van:%d-%m-%Y} tot en met {keuze.tot:%d-%m-%Y}"
    return Blok(kop, tabel, bladzijde=blad, leeg="In deze periode is zo niets geboekt.")


def _grootste(keuze: Keuze) -> QuerySet[Any, Any]:
    """The ids, so that only a page of them is looked up. Within one year the index of that year is walked."""
    rijen = Boeking.objects.filter(_welke(keuze))
    if keuze.van.year == keuze.tot.year:
        rijen = rijen.alias(jaar=jaar_van("datum")).filter(jaar=keuze.van.year)
    return rijen.order_by(Abs("bedrag").desc(), "-id").values_list("pk", flat=True)


def _welke(keuze: Keuze) -> Q:
    welke = Q(datum__range=(keuze.van, keuze.tot))
    if keuze.soort:
        welke &= Q(soort=keuze.soort)
    if keuze.budget_id is not None:
        welke &= Q(onder__budgetjaar__budget=keuze.budget_id) | Q(budgetjaar__budget=keuze.budget_id)
    return welke


def _rij(boeking: Any, peil: Peil) -> Rij:
    soort = Soort(boeking.soort)
    ontvanger = boeking.verplichting.ontvanger if boeking.verplichting else None
    waar, url = _plaats(boeking)
    return Rij(
        (
            soort.label.capitalize(),
            boeking.boekstuk.datum,
            waar,
            ontvanger.naam if ontvanger else None,
            EFFECTEN[soort].teken * boeking.bedrag,
        ),
        peil.adres(url),
        f"{boeking.boekstuk.kenmerk} · {boeking.boekstuk.omschrijving}",
    )


def _plaats(boeking: Any) -> tuple[str, str]:
    """Its name, and the page where it stands among its neighbours."""
    doel = boeking.onder
    if boeking.verplichting:
        url = reverse("begroting:verplichting_detail", args=[boeking.verplichting_id])
        return f"{doel.naam} {doel.budgetjaar.jaar}", url
    if doel:
        return f"{doel.naam} {doel.budgetjaar.jaar}", reverse("begroting:doel_detail", args=[doel.pk])
    return str(boeking.budgetjaar), reverse("begroting:budgetjaar_detail", args=[boeking.budgetjaar_id])
