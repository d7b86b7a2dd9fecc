"""Who may sign in the name of an organisation (Awb 2:1): give it, print and sign it, put it in, withdraw it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.views import antwoord, gelukt, invoer
from organisaties import selectors
from organisaties.forms import IntrekForm, MachtigingForm, MachtigingsdocumentForm
from organisaties.models import Machtiging
from organisaties.regels.mag_machtigen import eis_mag_machtigen, mag_machtigen
from organisaties.services.machtigen import machtig, plaats_machtigingsdocument, trek_machtiging_in
from organisaties.toegang import (
    LidRequest,
    haal_machtiging,
    haal_machtiging_met_document,
    haal_organisatie,
    haal_te_wijzigen_machtiging,
    met_rol,
)
from organisaties.views.bestand import geef_bestand


@require_safe
@met_rol()
def machtigingen(request: LidRequest, pk: int) -> HttpResponse:
    organisatie, vandaag = haal_organisatie(request.lidmaatschap, pk), timezone.localdate()
    return antwoord(
        request,
        "organisaties/machtiging_lijst.html",
        {
            "organisatie": organisatie,
            "gegeven": selectors.gegeven_machtigingen(organisatie, vandaag),
            "ontvangen": selectors.ontvangen_machtigingen(organisatie, vandaag),
            "mag_machtigen": mag_machtigen(request.lidmaatschap, pk),
        },
    )


@met_rol()
def machtiging_nieuw(request: LidRequest, pk: int) -> HttpResponse:
    lid = request.lidmaatschap
    organisatie = haal_organisatie(lid, pk)
    eis_mag_machtigen(lid, pk)
    form = MachtigingForm(invoer(request), request.FILES or None, met_bestand=lid.is_gemeente)
    gemaakt: list[Machtiging] = []

    def daad() -> None:
        gegevens = form.cleaned_data | {"bij_id": form.cleaned_data["bij"].pk}
        del gegevens["bij"]
        gemaakt.append(machtig(organisatie_id=pk, door=lid, **gegevens))

    if gelukt(form, daad):
        messages.success(request, "De machtiging ligt vast. Zij geldt zodra het getekende formulier is gecontroleerd.")
        return redirect("organisaties:machtiging_formulier", gemaakt[0].pk)
    return antwoord(request, "organisaties/machtiging_nieuw.html", {"organisatie": organisatie}, form=form)


@require_safe
@met_rol()
def machtiging_formulier(request: LidRequest, pk: int) -> HttpResponse:
    """The machtiging as it stands; on paper the form to sign."""
    machtiging = haal_machtiging(request.lidmaatschap, pk)
    stand = machtiging.stand_op(timezone.localdate())
    return antwoord(
        request,
        "organisaties/machtiging_formulier.html",
        {
            "machtiging": machtiging,
            "stand": stand,
            "mag_wijzigen": mag_machtigen(request.lidmaatschap, machtiging.organisatie_id),
            "open": stand not in {Machtiging.Stand.INGETROKKEN, Machtiging.Stand.VOORBIJ},
            "vraagt_document": stand in {Machtiging.Stand.ZONDER_DOCUMENT, Machtiging.Stand.GEWEIGERD},
        },
    )


@met_rol()
def machtiging_document(request: LidRequest, pk: int) -> HttpResponse:
    machtiging = haal_te_wijzigen_machtiging(request.lidmaatschap, pk)
    form = MachtigingsdocumentForm(invoer(request), request.FILES or None)
    if gelukt(
        form, lambda: plaats_machtigingsdocument(machtiging_id=pk, door=request.lidmaatschap, **form.cleaned_data)
    ):
        messages.success(request, "Het formulier is ontvangen. De machtiging geldt zodra het is gecontroleerd.")
        return redirect("organisaties:machtiging_formulier", pk)
    return antwoord(request, "organisaties/machtiging_document.html", {"machtiging": machtiging}, form=form)


@met_rol()
def machtiging_intrekken(request: LidRequest, pk: int) -> HttpResponse:
    machtiging = haal_te_wijzigen_machtiging(request.lidmaatschap, pk)
    form = IntrekForm(invoer(request))
    if gelukt(form, lambda: trek_machtiging_in(machtiging_id=pk, door=request.lidmaatschap)):
        messages.success(request, "De machtiging is ingetrokken.")
        return redirect("organisaties:machtigingen", machtiging.organisatie_id)
    return antwoord(request, "organisaties/machtiging_intrekken.html", {"machtiging": machtiging}, form=form)


@require_safe
@met_rol()
def machtiging_download(request: LidRequest, pk: int) -> HttpResponse:
    machtiging = haal_machtiging_met_document(request.lidmaatschap, pk)
    return geef_bestand(request, machtiging.document, redirect("organisaties:machtiging_formulier", pk))
