"""Booking back a boekstuk that was a mistake."""

from django.http import HttpResponse
from django.urls import reverse

from begroting.forms.afsluiten import TerugdraaiForm
from begroting.models import Bestedingsdoel, Boekstuk
from begroting.services import corrigeren
from begroting.toegang import BEHEREN, haal_boekstuk
from begroting.views.formulier import formulierpagina
from kern.views import invoer
from organisaties.toegang import LidRequest, met_rol


@met_rol()
def draai_terug(request: LidRequest, pk: int) -> HttpResponse:
    boekstuk = haal_boekstuk(request.lidmaatschap, pk, BEHEREN)
    form = TerugdraaiForm(invoer(request))
    doel = Bestedingsdoel.objects.filter(boekingen__boekstuk=boekstuk).select_related("budgetjaar__budget").first()
    return formulierpagina(
        request,
        form,
        lambda: corrigeren.draai_terug(boekstuk_id=boekstuk.pk, door=request.lidmaatschap, **form.terugdraaien()),
        titel=f"Draai boekstuk {boekstuk.kenmerk} terug",
        inleiding=_uitleg(boekstuk),
        melding="Het boekstuk is teruggedraaid.",
        terug=reverse("begroting:doel_detail", args=[doel.pk]) if doel else reverse("begroting:budget_lijst"),
        budget=doel.budgetjaar.budget if doel else None,
    )


def _uitleg(boekstuk: Boekstuk) -> str:
    aantal = boekstuk.boekingen.count()
    wat = "de boeking" if aantal == 1 else f"alle {aantal} boekingen"
    return (
        f"U boekt {wat} van {boekstuk.datum:%d-%m-%Y} in één keer terug: {boekstuk.omschrijving.rstrip('.')}. "
        "Beide boekstukken blijven staan."
    )
