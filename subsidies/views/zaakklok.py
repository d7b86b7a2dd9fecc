"""What moves the clock of a case: postponing, standing still, supplementing, and not treating a part."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kern.views import antwoord, doe, gelukt, invoer
from organisaties.toegang import GEMEENTE, PARTNER, LidRequest, Rol, met_rol
from regelingen.selectors import parameters_op
from subsidies.forms.zaak import (
    AanvullingForm,
    AanvulverzoekForm,
    BuitenBehandelingForm,
    HervatForm,
    OpschortingForm,
    VerdagingForm,
)
from subsidies.klok import zaakklok
from subsidies.models import Aanvraag, Aanvraagdeel, Aanvulling, Termijnopschorting
from subsidies.services import aanvullen, termijnen
from subsidies.services.buiten_behandeling import stel_buiten_behandeling
from subsidies.toegang import haal_aanvulling, haal_zaak


@met_rol(Rol.BELEIDSMEDEWERKER)
def verdagen(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Tell the participants that the decision comes later (Awb 4:14)."""
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    form = VerdagingForm(invoer(request))

    def verdaag() -> None:
        termijnen.verdaag(aanvraag_id=aanvraag.pk, door=request.lidmaatschap, **form.cleaned_data)

    if gelukt(form, verdaag):
        messages.success(request, "Het besluit is verdaagd. De brieven gaan vandaag de deur uit.")
        return redirect("subsidies:zaak_detail", kenmerk)
    context = {"aanvraag": aanvraag, "klok": zaakklok(aanvraag).geheel}
    return antwoord(request, "subsidies/verdagen.html", context, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def opschorten(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Let the term stand still on another ground (Awb 4:15 lid 2)."""
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    delen = aanvraag.delen.filter(stand=Aanvraagdeel.Stand.ACTIEF).values_list("pk", "organisatie__naam")
    form = OpschortingForm(invoer(request), delen=list(delen), initial={"van": timezone.localdate()})

    def schort_op() -> None:
        schoon = dict(form.cleaned_data)
        del schoon["deel"]
        schoon["grond"] = Termijnopschorting.Reden(schoon["grond"])
        termijnen.schort_op(aanvraag_id=aanvraag.pk, deel_id=form.deel_id, door=request.lidmaatschap, **schoon)

    if gelukt(form, schort_op):
        messages.success(request, "De klok staat stil in deze periode.")
        return redirect("subsidies:zaak_detail", kenmerk)
    lopend = aanvraag.opschortingen.filter(tot_en_met=None).select_related("deel__organisatie")
    return antwoord(request, "subsidies/opschorten.html", {"aanvraag": aanvraag, "lopend": lopend}, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def hervatten(request: LidRequest, kenmerk: str, opschorting_id: int) -> HttpResponse:
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    opschorting = get_object_or_404(Termijnopschorting, pk=opschorting_id, aanvraag=aanvraag)
    form = HervatForm(invoer(request), initial={"tot_en_met": timezone.localdate()})

    def hervat() -> None:
        termijnen.hervat(opschorting_id=opschorting.pk, door=request.lidmaatschap, **form.cleaned_data)

    if gelukt(form, hervat):
        messages.success(request, "De klok loopt weer.")
        return redirect("subsidies:zaak_detail", kenmerk)
    context = {"aanvraag": aanvraag, "opschorting": opschorting}
    return antwoord(request, "subsidies/hervatten.html", context, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def aanvulling_vragen(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """Ask one participant to supplement its part (Awb 4:5)."""
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    deel = _deel(aanvraag, deel_id)
    dagen = parameters_op(aanvraag.regeling, timezone.localdate()).aanvulling_dagen
    form = AanvulverzoekForm(invoer(request), initial={"dagen": dagen})

    def vraag() -> None:
        aanvullen.vraag_aanvulling(deel_id=deel.pk, door=request.lidmaatschap, **form.cleaned_data)

    if gelukt(form, vraag):
        messages.success(request, f"{deel.organisatie} krijgt vandaag een brief. De klok van dit deel staat stil.")
        return redirect("subsidies:zaak_detail", kenmerk)
    return antwoord(request, "subsidies/aanvulling_vragen.html", {"aanvraag": aanvraag, "deel": deel}, form=form)


@met_rol(*GEMEENTE, *PARTNER)
def aanvulling(request: LidRequest, kenmerk: str, aanvulling_id: int) -> HttpResponse:
    """What was asked of a participant, and its answer: to give by itself, or to record by an officer."""
    lid = request.lidmaatschap
    verzoek = haal_aanvulling(lid, kenmerk, aanvulling_id)
    form = AanvullingForm(invoer(request), request.FILES or None, van_gemeente=lid.is_gemeente)

    def vul_aan() -> None:
        aanvullen.vul_aan(aanvulling_id=verzoek.pk, door=lid, **form.gegevens)

    if gelukt(form, vul_aan):
        messages.success(request, "De aanvulling is binnen. De klok van dit deel loopt weer.")
        return redirect("subsidies:aanvulling", kenmerk, verzoek.pk)
    aanvraag = verzoek.deel.aanvraag
    context = {"aanvraag": aanvraag, "verzoek": verzoek, "open": verzoek.stand == Aanvulling.Stand.GEVRAAGD}
    return antwoord(request, "subsidies/aanvulling.html", context, form=form)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def aanvulling_sluiten(request: LidRequest, kenmerk: str, aanvulling_id: int) -> HttpResponse:
    verzoek = haal_aanvulling(request.lidmaatschap, kenmerk, aanvulling_id)
    doe(
        request,
        lambda: aanvullen.sluit_af(aanvulling_id=verzoek.pk, door=request.lidmaatschap),
        "U gaat verder met wat er ligt. De klok van dit deel loopt weer.",
    )
    return redirect("subsidies:zaak_detail", kenmerk)


@met_rol(Rol.BESLUITNEMER)
def buiten_behandeling(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """Decide not to treat a part that was not supplemented (Awb 4:5)."""
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    deel = _deel(aanvraag, deel_id)
    form = BuitenBehandelingForm(invoer(request))

    def besluit() -> None:
        stel_buiten_behandeling(deel_id=deel.pk, motivering=form.cleaned_data["motivering"], door=request.lidmaatschap)

    if gelukt(form, besluit):
        messages.success(request, f"Het deel van {deel.organisatie} wordt niet behandeld. De brief wordt gemaakt.")
        return redirect("subsidies:zaak_detail", kenmerk)
    context = {"aanvraag": aanvraag, "deel": deel, "verzoek": deel.aanvullingen.order_by("-id").first()}
    return antwoord(request, "subsidies/buiten_behandeling.html", context, form=form)


def _deel(aanvraag: Aanvraag, deel_id: int) -> Aanvraagdeel:
    deel = aanvraag.delen.select_related("organisatie").filter(pk=deel_id).first()
    if deel is None:
        raise Http404
    return deel
