"""Choosing from which budget a table is paid."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from kern.fouten import DomeinFout
from kern.views import antwoord, invoer
from organisaties.toegang import LidRequest, Rol, met_rol
from subsidies.forms.dekking import DekkingForm
from subsidies.models import Jaardekking
from subsidies.services.dekking import kies_dekking
from thematafels.toegang import haal_tafel


@met_rol(Rol.BELEIDSMEDEWERKER, Rol.FINANCIEEL)
def dekking_kiezen(request: LidRequest, uitvraag: str, thema: str) -> HttpResponse:
    """Each year is an act of its own: one that is refused shows why at its field, the others are kept."""
    tafel = haal_tafel(request.lidmaatschap, uitvraag, thema)
    nu = {f"jaar_{rij.jaar}": rij.bestedingsdoel_id for rij in Jaardekking.objects.filter(tafel=tafel)}
    form = DekkingForm(invoer(request), initial=nu, jaren=tafel.uitvraag.jaren)
    if request.method == "POST" and form.is_valid():
        for naam in form.changed_data:
            try:
                kies_dekking(
                    tafel_id=tafel.pk,
                    jaar=int(naam.removeprefix("jaar_")),
                    bestedingsdoel_id=form.cleaned_data[naam],
                    door=request.lidmaatschap,
                )
            except DomeinFout as fout:
                form.add_error(naam, fout.bericht)
        if form.is_valid():
            messages.success(request, "De dekking is bewaard.")
            return redirect("thematafels:tafel_detail", uitvraag, thema)
    return antwoord(request, "subsidies/dekking_kiezen.html", {"tafel": tafel}, form=form)
