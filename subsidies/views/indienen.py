"""Submitting and withdrawing, by the penvoerder."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from kern.fouten import DomeinFout
from kern.views import antwoord, gelukt, invoer, toon_fout
from organisaties.toegang import LidRequest, Rol, met_rol
from subsidies.forms import IndienForm, IntrekForm
from subsidies.models import Aanvraag
from subsidies.regels.volledigheid import ontbreekt
from subsidies.selectors import laad_dossier
from subsidies.services import indienen
from subsidies.toegang import haal_aanvraag


@met_rol(Rol.TEKENBEVOEGDE)
def aanvraag_indienen(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Check the answers, then submit. A second click lands on the receipt of the first."""
    aanvraag = haal_aanvraag(request.lidmaatschap, kenmerk)
    if aanvraag.stand != Aanvraag.Stand.CONCEPT:
        messages.info(request, "Deze aanvraag is al ingediend.")
        return redirect("subsidies:aanvraag_detail", kenmerk)
    form = IndienForm(invoer(request))
    if request.method == "POST" and form.is_valid():
        try:
            indienen.dien_in(aanvraag_id=aanvraag.pk, door=request.lidmaatschap)
        except DomeinFout as fout:
            if fout.code == "aanvraag.geen_concept":
                return redirect("subsidies:aanvraag_detail", kenmerk)
            toon_fout(form, fout)
        else:
            messages.success(request, "De aanvraag is ingediend. De ontvangstbevestiging staat bij uw brieven.")
            return redirect("subsidies:aanvraag_detail", kenmerk)
    dossier = laad_dossier(aanvraag)
    context = {
        "aanvraag": aanvraag,
        "dossier": dossier,
        "mist": [gemis for gemis in ontbreekt(dossier) if gemis.blokkeert],
    }
    return antwoord(request, "subsidies/aanvraag_indienen.html", context, form=form)


@met_rol(Rol.TEKENBEVOEGDE)
def aanvraag_intrekken(request: LidRequest, kenmerk: str) -> HttpResponse:
    aanvraag = haal_aanvraag(request.lidmaatschap, kenmerk)
    form = IntrekForm(invoer(request))
    if gelukt(form, lambda: indienen.trek_in(aanvraag_id=aanvraag.pk, door=request.lidmaatschap)):
        messages.success(request, "De aanvraag is ingetrokken.")
        return redirect("subsidies:aanvraag_lijst")
    return antwoord(request, "subsidies/aanvraag_intrekken.html", {"aanvraag": aanvraag}, form=form)
