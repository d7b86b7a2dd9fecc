"""The people of an organisation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.views import antwoord, gelukt, invoer
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
    form = UitnodigingForm(invoer(request), organisatie=organisatie)
    if gelukt(form, lambda: nodig_uit(organisatie_id=pk, door=request.lidmaatschap, **form.cleaned_data)):
        messages.success(request, "De uitnodiging gaat binnen enkele minuten weg.")
        return redirect("organisaties:leden", pk)
    return antwoord(request, "organisaties/uitnodiging_nieuw.html", {"organisatie": organisatie}, form=form)


@met_rol()
def lidmaatschap_beeindigen(request: LidRequest, pk: int) -> HttpResponse:
    lidmaatschap = haal_lidmaatschap(request.lidmaatschap, pk)
    form = BeeindigForm(invoer(request))
    if gelukt(form, lambda: beeindig_lidmaatschap(lidmaatschap_id=pk, door=request.lidmaatschap, **form.cleaned_data)):
        messages.success(request, "Het lidmaatschap is beëindigd.")
        return redirect("organisaties:leden", lidmaatschap.organisatie_id)
    return antwoord(request, "organisaties/lidmaatschap_beeindigen.html", {"lidmaatschap": lidmaatschap}, form=form)
