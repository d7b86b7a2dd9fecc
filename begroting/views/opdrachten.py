"""Commitments that no decision on a grant makes: purchases, own costs, and the trajectories under a purchase."""

from django.http import HttpResponse
from django.urls import reverse

from begroting.forms.opdracht import BetalingForm, BijstellingForm, OpdrachtForm, TrajectForm
from begroting.selectors import ruimte
from begroting.selectors.doel import gereserveerd
from begroting.services import trajecten
from begroting.services.betalen import boek_betalingen
from begroting.services.verplichten import leg_verplichting_vast, verplicht_reeks
from begroting.toegang import BEHEREN, RESERVEREN, haal_bestedingsdoel, haal_opdracht, haal_traject
from begroting.views.formulier import formulierpagina
from kern.geld import als_euro
from kern.views import invoer
from organisaties.toegang import LidRequest, met_rol


def _adres(verplichting_id: int) -> str:
    return reverse("begroting:verplichting_detail", args=[verplichting_id])


@met_rol()
def leg_opdracht_vast(request: LidRequest, pk: int) -> HttpResponse:
    doel = haal_bestedingsdoel(request.lidmaatschap, pk, BEHEREN)
    form = OpdrachtForm(invoer(request), doel=doel, gereserveerd=gereserveerd(doel.pk))
    return formulierpagina(
        request,
        form,
        lambda: leg_verplichting_vast(
            boekstuk_kenmerk=form.cleaned_data["kenmerk"],
            datum=form.cleaned_data["datum"],
            omschrijving=form.cleaned_data["omschrijving"],
            regel=form.regel(),
            door=request.lidmaatschap,
        ),
        titel=f"Opdracht of eigen kosten voor {doel.naam} {doel.budgetjaar.jaar}",
        inleiding=f"Er is nog {als_euro(ruimte(doel.pk))} vrij, buiten wat is gereserveerd.",
        melding="De verplichting is vastgelegd.",
        terug=reverse("begroting:doel_detail", args=[doel.pk]),
        budget=doel.budgetjaar.budget,
    )


@met_rol()
def stel_bij(request: LidRequest, pk: int) -> HttpResponse:
    opdracht = haal_opdracht(request.lidmaatschap, pk, BEHEREN)
    form = BijstellingForm(invoer(request))
    return formulierpagina(
        request,
        form,
        lambda: verplicht_reeks(
            boekstuk_kenmerk=form.cleaned_data["kenmerk"],
            datum=form.cleaned_data["datum"],
            omschrijving=form.cleaned_data["omschrijving"],
            regels=[],
            bijstellingen={opdracht.pk: form.cleaned_data["bedrag"]},
            door=request.lidmaatschap,
        ),
        titel=f"Stel {opdracht.kenmerk} bij",
        inleiding=f"Vastgelegd is {als_euro(opdracht.stand.verplicht)}, betaald {als_euro(opdracht.stand.betaald)}.",
        melding="De bijstelling is geboekt.",
        terug=_adres(opdracht.pk),
        budget=opdracht.bestedingsdoel.budgetjaar.budget,
    )


@met_rol()
def boek_betaling(request: LidRequest, pk: int) -> HttpResponse:
    opdracht = haal_opdracht(request.lidmaatschap, pk, BEHEREN)
    form = BetalingForm(invoer(request))
    return formulierpagina(
        request,
        form,
        lambda: boek_betalingen(
            boekstuk_kenmerk=form.cleaned_data["kenmerk"],
            datum=form.cleaned_data["datum"],
            omschrijving=form.cleaned_data["omschrijving"],
            door=request.lidmaatschap,
            **form.betaling(opdracht.pk),
        ),
        titel=f"Boek een betaling van {opdracht.kenmerk}",
        inleiding=f"Vastgelegd is {als_euro(opdracht.stand.verplicht)}, betaald {als_euro(opdracht.stand.betaald)}.",
        melding="De betaling is geboekt.",
        terug=_adres(opdracht.pk),
        budget=opdracht.bestedingsdoel.budgetjaar.budget,
    )


@met_rol()
def voeg_traject_toe(request: LidRequest, pk: int) -> HttpResponse:
    opdracht = haal_opdracht(request.lidmaatschap, pk, RESERVEREN)
    form = TrajectForm(invoer(request))
    return formulierpagina(
        request,
        form,
        lambda: trajecten.voeg_traject_toe(verplichting_id=opdracht.pk, door=request.lidmaatschap, **form.traject()),
        titel=f"Voeg een traject toe aan {opdracht.kenmerk}",
        melding="Het traject is toegevoegd.",
        terug=_adres(opdracht.pk),
        budget=opdracht.bestedingsdoel.budgetjaar.budget,
    )


@met_rol()
def wijzig_traject(request: LidRequest, pk: int) -> HttpResponse:
    traject = haal_traject(request.lidmaatschap, pk, RESERVEREN)
    opdracht = traject.verplichting
    form = TrajectForm(
        invoer(request), initial={"omschrijving": traject.omschrijving, "organisatie": traject.organisatie_id}
    )
    return formulierpagina(
        request,
        form,
        lambda: trajecten.wijzig_traject(traject_id=traject.pk, door=request.lidmaatschap, **form.traject()),
        titel=f"Wijzig traject {traject.volgnummer} van {opdracht.kenmerk}",
        melding="Het traject is gewijzigd.",
        terug=_adres(opdracht.pk),
        budget=opdracht.bestedingsdoel.budgetjaar.budget,
    )
