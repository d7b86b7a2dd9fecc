"""Submitting, the receipt with its copy, what came on paper, and withdrawing."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.bestanden import download
from kern.fouten import DomeinFout
from kern.views import antwoord, gelukt, invoer, toon_fout
from organisaties.toegang import GEMEENTE, ONAFHANKELIJK, PARTNER, LidRequest, Rol, met_rol
from subsidies.forms.indienen import DeelnemerForm, IndienForm, IntrekForm, PapierForm, PapierIndienForm
from subsidies.kopie import ingediend_dossier
from subsidies.models import Aanvraag, Indiening
from subsidies.onderdelen.kladden import kladden_open
from subsidies.regels.volledigheid import ontbreekt
from subsidies.selectors import laad_dossier
from subsidies.services import indienen, papier
from subsidies.services.slot import tijdigheid_nu
from subsidies.toegang import haal_aanvraag, haal_met_pen
from thematafels.toegang import haal_tafel

TE_LAAT = Indiening.Tijdigheid.TE_LAAT


@met_rol(*PARTNER)
def aanvraag_indienen(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Check the answers, then submit. A second click lands on the receipt of the first."""
    aanvraag = haal_met_pen(request.lidmaatschap, kenmerk)
    if aanvraag.stand != Aanvraag.Stand.CONCEPT:
        messages.info(request, "Deze aanvraag is al ingediend.")
        return redirect("subsidies:ingediend", kenmerk)
    tijdig = tijdigheid_nu(aanvraag, timezone.now())
    form = IndienForm(invoer(request), te_laat=tijdig.soort == TE_LAAT)
    if request.method == "POST" and form.is_valid():
        try:
            indienen.dien_in(
                aanvraag_id=aanvraag.pk,
                toelichting=form.cleaned_data.get("toelichting", ""),
                door=request.lidmaatschap,
            )
        except DomeinFout as fout:
            if fout.code == "aanvraag.geen_concept":
                return redirect("subsidies:ingediend", kenmerk)
            toon_fout(form, fout)
        else:
            return redirect("subsidies:ingediend", kenmerk)
    dossier = laad_dossier(aanvraag)
    if dossier.is_kort and aanvraag.penvoerder_id == request.lidmaatschap.organisatie_id:
        return redirect("subsidies:kort_controle", kenmerk)
    context = {
        "aanvraag": aanvraag,
        "dossier": dossier,
        "mist": [gemis for gemis in ontbreekt(dossier) if gemis.blokkeert],
        "kladden": kladden_open(aanvraag),
        "tijdig": tijdig,
        "te_laat": tijdig.soort == TE_LAAT,
    }
    return antwoord(request, "subsidies/aanvraag_indienen.html", context, form=form)


@require_safe
@met_rol(*GEMEENTE, *PARTNER, *ONAFHANKELIJK)
def ingediend(request: LidRequest, kenmerk: str) -> HttpResponse:
    """The receipt: when it was received, the hash, and exactly what was submitted."""
    aanvraag = haal_aanvraag(request.lidmaatschap, kenmerk)
    indiening = _indiening(aanvraag)
    context = {
        "aanvraag": aanvraag,
        "indiening": indiening,
        "kopie": getattr(indiening, "kopie", None),
        "dossier": ingediend_dossier(aanvraag, indiening),
        "mag_brief": request.lidmaatschap.is_gemeente or request.lidmaatschap.organisatie_id == aanvraag.penvoerder_id,
    }
    return render(request, "subsidies/ingediend.html", context)


@require_safe
@met_rol(*GEMEENTE, *PARTNER, *ONAFHANKELIJK)
def ingediend_pdf(request: LidRequest, kenmerk: str) -> HttpResponse:
    """The same as a PDF; while it is being made, the page says so."""
    aanvraag = haal_aanvraag(request.lidmaatschap, kenmerk)
    kopie = getattr(_indiening(aanvraag), "kopie", None)
    try:
        if kopie is not None:
            return download(kopie.bestand)
        messages.info(request, "De pdf wordt gemaakt. Probeer het over een minuut opnieuw.")
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
    return redirect("subsidies:ingediend", kenmerk)


@met_rol(Rol.BELEIDSMEDEWERKER)
def papier_nieuw(request: LidRequest, uitvraag: str, thema: str) -> HttpResponse:
    """An application that came on paper: who applies."""
    tafel = haal_tafel(request.lidmaatschap, uitvraag, thema)
    form = PapierForm(invoer(request))
    begonnen: list[Aanvraag] = []

    def begin() -> None:
        penvoerder = form.cleaned_data["penvoerder"]
        begonnen.append(papier.begin_papier(tafel_id=tafel.pk, penvoerder_id=penvoerder.pk, door=request.lidmaatschap))

    if gelukt(form, begin):
        messages.success(request, "Voer in wat op papier staat, en voeg een scan toe bij de bijlagen.")
        return redirect("subsidies:aanvraag_detail", begonnen[0].kenmerk)
    return antwoord(request, "subsidies/papier_nieuw.html", {"tafel": tafel}, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def papier_deelnemer(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Another organisation that stands on the paper."""
    aanvraag = haal_aanvraag(request.lidmaatschap, kenmerk)
    form = DeelnemerForm(invoer(request))

    def voeg_toe() -> None:
        organisatie = form.cleaned_data["organisatie"]
        papier.voeg_deelnemer_toe(aanvraag_id=aanvraag.pk, organisatie_id=organisatie.pk, door=request.lidmaatschap)

    if gelukt(form, voeg_toe):
        messages.success(request, f"{form.cleaned_data['organisatie']} staat nu in de aanvraag.")
        return redirect("subsidies:aanvraag_detail", kenmerk)
    return antwoord(request, "subsidies/papier_deelnemer.html", {"aanvraag": aanvraag}, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def papier_indienen(request: LidRequest, kenmerk: str) -> HttpResponse:
    aanvraag = haal_aanvraag(request.lidmaatschap, kenmerk)
    form = PapierIndienForm(invoer(request))

    def leg_vast() -> None:
        indienen.dien_papier_in(
            aanvraag_id=aanvraag.pk,
            ontvangen_op=form.cleaned_data["ontvangen_op"],
            toelichting=form.cleaned_data["toelichting"],
            door=request.lidmaatschap,
        )

    if gelukt(form, leg_vast):
        return redirect("subsidies:ingediend", kenmerk)
    dossier = laad_dossier(aanvraag)
    context = {"aanvraag": aanvraag, "dossier": dossier, "mist": ontbreekt(dossier)}
    return antwoord(request, "subsidies/papier_indienen.html", context, form=form)


@met_rol(*PARTNER, Rol.BELEIDSMEDEWERKER)
def aanvraag_intrekken(request: LidRequest, kenmerk: str) -> HttpResponse:
    aanvraag = haal_met_pen(request.lidmaatschap, kenmerk)
    form = IntrekForm(invoer(request))
    if gelukt(form, lambda: indienen.trek_in(aanvraag_id=aanvraag.pk, door=request.lidmaatschap)):
        messages.success(request, "De aanvraag is ingetrokken.")
        return redirect("subsidies:aanvraag_lijst")
    return antwoord(request, "subsidies/aanvraag_intrekken.html", {"aanvraag": aanvraag}, form=form)


def _indiening(aanvraag: Aanvraag) -> Indiening:
    indiening = (
        Indiening.objects.filter(aanvraag=aanvraag)
        .select_related("kopie__bestand", "ontvangstbevestiging", "door__gebruiker", "door__organisatie")
        .first()
    )
    if indiening is None:
        raise Http404
    return indiening
