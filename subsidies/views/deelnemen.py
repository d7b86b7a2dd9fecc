"""Leaving the application, handing over the pen, and going on without who left the table."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from kern.views import antwoord, gelukt, invoer
from organisaties.toegang import LidRequest, Rol, met_rol
from subsidies.forms.deelnemen import PenvoerderForm, UitstapForm, ZonderDeelForm
from subsidies.services import deelnemen
from subsidies.toegang import haal_aanvraag, haal_deel, haal_eigen_deel


@met_rol(Rol.TEKENBEVOEGDE)
def penvoerder_kiezen(request: LidRequest, kenmerk: str) -> HttpResponse:
    aanvraag = haal_aanvraag(request.lidmaatschap, kenmerk)
    form = PenvoerderForm(invoer(request), aanvraag=aanvraag)

    def kies() -> None:
        nieuw = form.cleaned_data["organisatie"]
        deelnemen.kies_penvoerder(aanvraag_id=aanvraag.pk, organisatie_id=nieuw.pk, door=request.lidmaatschap)

    if gelukt(form, kies):
        nieuw = form.cleaned_data["organisatie"]
        messages.success(request, f"{nieuw} is nu penvoerder. Iedereen geeft opnieuw akkoord.")
        return redirect("subsidies:aanvraag_detail", kenmerk)
    return antwoord(request, "subsidies/penvoerder_kiezen.html", {"aanvraag": aanvraag}, form=form)


@met_rol(Rol.TEKENBEVOEGDE)
def uitstappen(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    deel = haal_eigen_deel(request.lidmaatschap, kenmerk, deel_id)
    form = UitstapForm(invoer(request))

    def stap_uit() -> None:
        deelnemen.stap_uit(deel_id=deel.pk, reden=form.cleaned_data["reden"], door=request.lidmaatschap)

    if gelukt(form, stap_uit):
        messages.success(request, f"{deel.organisatie} doet niet meer mee. Uw deel is bewaard.")
        return redirect("subsidies:akkoorden", kenmerk)
    return antwoord(request, "subsidies/uitstappen.html", {"deel": deel, "aanvraag": deel.aanvraag}, form=form)


@met_rol(Rol.TEKENBEVOEGDE, Rol.BELEIDSMEDEWERKER)
def van_tafel(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """Go on without a participant that withdrew from the table."""
    deel = haal_deel(request.lidmaatschap, kenmerk, deel_id)
    form = ZonderDeelForm(invoer(request), deel=deel)

    def haal_weg() -> None:
        deelnemen.haal_van_tafel(deel_id=deel.pk, door=request.lidmaatschap, nieuwe_penvoerder_id=form.opvolger)

    if gelukt(form, haal_weg):
        messages.success(request, f"{deel.organisatie} doet niet meer mee. Iedereen geeft opnieuw akkoord.")
        return redirect("subsidies:akkoorden", kenmerk)
    return antwoord(
        request, "subsidies/uitneming_van_tafel.html", {"deel": deel, "aanvraag": deel.aanvraag}, form=form
    )
