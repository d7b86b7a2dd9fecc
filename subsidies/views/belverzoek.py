"""Asking to be called, and the list of who waits for a call."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kern.views import antwoord, doe, gelukt, invoer
from organisaties.toegang import PARTNER, LidRequest, Rol, met_rol
from regelingen.selectors import parameters_op
from subsidies.forms.belverzoek import BelForm
from subsidies.models import Belverzoek
from subsidies.services.belverzoek import meld_gebeld, vraag_om_bellen
from subsidies.toegang import haal_aanvraag


@met_rol(*PARTNER)
def bel_mij(request: LidRequest, kenmerk: str = "") -> HttpResponse:
    """Somebody who does not manage alone leaves a number. The page says when they are called."""
    lid = request.lidmaatschap
    aanvraag = haal_aanvraag(lid, kenmerk) if kenmerk else None
    wanneer = parameters_op(aanvraag.regeling, timezone.localdate()).bel_mij if aanvraag else ""
    open_verzoek = Belverzoek.objects.filter(door=lid, afgehandeld_op=None).first()
    form = BelForm(invoer(request))

    def vraag() -> None:
        vraag_om_bellen(**form.cleaned_data, aanvraag_id=aanvraag.pk if aanvraag else None, door=lid)

    if gelukt(form, vraag):
        messages.success(request, "Wij bellen u zo snel mogelijk op een werkdag.")
        return redirect("subsidies:bel_mij_over", kenmerk) if kenmerk else redirect("subsidies:bel_mij")
    context = {"aanvraag": aanvraag, "wanneer": wanneer, "open_verzoek": open_verzoek}
    return antwoord(request, "subsidies/belverzoek_nieuw.html", context, form=form)


@require_safe
@met_rol(Rol.BELEIDSMEDEWERKER)
def belverzoeken(request: LidRequest) -> HttpResponse:
    """Who waits for a call, the longest first."""
    rijen = Belverzoek.objects.filter(afgehandeld_op=None).select_related(
        "door__gebruiker", "door__organisatie", "aanvraag"
    )
    return render(request, "subsidies/belverzoek_lijst.html", {"rijen": rijen})


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def belverzoek_gebeld(request: LidRequest, belverzoek_id: int) -> HttpResponse:
    verzoek = get_object_or_404(Belverzoek, pk=belverzoek_id)
    doe(
        request,
        lambda: meld_gebeld(belverzoek_id=verzoek.pk, door=request.lidmaatschap),
        "Het verzoek is afgehandeld.",
    )
    return redirect("subsidies:belverzoeken")
