"""The people of an organisation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.fouten import DomeinFout
from kern.views import antwoord, toon_fout
from organisaties import selectors
from organisaties.forms import BeeindigForm, UitnodigingForm
from organisaties.services.beeindig_lidmaatschap import beeindig_lidmaatschap
from organisaties.services.nodig_uit import nodig_uit
from organisaties.toegang import LidRequest, Recht, haal_lidmaatschap, haal_organisatie, met_rol


@require_safe
@met_rol()
def leden(request: LidRequest, pk: int) -> HttpResponse:
    organisatie = haal_organisatie(request.lidmaatschap, pk, Recht.LEDEN)
    return antwoord(
        request,
        "organisaties/lidmaatschap_lijst.html",
        {
            "organisatie": organisatie,
            "leden": selectors.leden_van(organisatie, timezone.localdate()),
            "uitnodigingen": selectors.open_uitnodigingen(organisatie),
        },
    )


@met_rol()
def uitnodigen(request: LidRequest, pk: int) -> HttpResponse:
    organisatie = haal_organisatie(request.lidmaatschap, pk, Recht.LEDEN)
    form = UitnodigingForm(request.POST or None, organisatie=organisatie)
    if request.method == "POST" and form.is_valid():
        try:
            nodig_uit(
                email=form.cleaned_data["email"],
                organisatie_id=pk,
                rol=form.cleaned_data["rol"],
                door=request.lidmaatschap,
            )
        except DomeinFout as fout:
            toon_fout(form, fout)
        else:
            messages.success(request, "De uitnodiging gaat binnen enkele minuten weg.")
            return redirect("organisaties:leden", pk)
    return antwoord(request, "organisaties/uitnodiging_nieuw.html", {"organisatie": organisatie}, form=form)


@met_rol()
def lidmaatschap_beeindigen(request: LidRequest, pk: int) -> HttpResponse:
    lidmaatschap = haal_lidmaatschap(request.lidmaatschap, pk)
    form = BeeindigForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            beeindig_lidmaatschap(lidmaatschap_id=pk, tot=form.cleaned_data["tot"], door=request.lidmaatschap)
        except DomeinFout as fout:
            toon_fout(form, fout)
        else:
            messages.success(request, "Het lidmaatschap is beëindigd.")
            return redirect("organisaties:leden", lidmaatschap.organisatie_id)
    return antwoord(request, "organisaties/lidmaatschap_beeindigen.html", {"lidmaatschap": lidmaatschap}, form=form)
