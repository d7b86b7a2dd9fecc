"""The case as the municipality sees it: the clock, the judgement, the proposal and the decision."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from kern.fouten import DomeinFout
from kern.views import antwoord, doe, gelukt, invoer, toon_fout
from organisaties.toegang import GEMEENTE, LidRequest, Rol, met_rol
from subsidies.forms.beoordelen import BeoordelingForm, BesluitForm, VoorstelForm
from subsidies.models import Aanvraag, Beoordeling, Voorstelbedrag
from subsidies.selectors import beschikkingen_van, laad_dossier, laad_zaak
from subsidies.selectors.dossier import laad_vragen
from subsidies.selectors.opmerkingen import was_bij_de_tafel
from subsidies.services import beoordelen, besluiten
from subsidies.toegang import Erbij, haal_aanvraag
from thematafels.models import Criterium


@require_safe
@met_rol(*GEMEENTE)
def zaak_detail(request: LidRequest, kenmerk: str) -> HttpResponse:
    lid = request.lidmaatschap
    aanvraag = _haal_zaak(request, kenmerk, **was_bij_de_tafel(lid.gebruiker_id))
    zaak, stand = laad_zaak(aanvraag), aanvraag.stand
    is_beoordelaar = lid.rol == Rol.BELEIDSMEDEWERKER
    context = {
        "zaak": zaak,
        "aanvraag": zaak.aanvraag,
        "loopt": stand not in (Aanvraag.Stand.BESLOTEN, Aanvraag.Stand.INGETROKKEN),
        "is_beoordelaar": is_beoordelaar,
        "mag_beoordelen": is_beoordelaar and stand == Aanvraag.Stand.IN_BEHANDELING,
        "mag_besluiten": lid.rol == Rol.BESLUITNEMER and stand == Aanvraag.Stand.VOORGESTELD,
    }
    return render(request, "subsidies/zaak_detail.html", context)


@require_safe
@met_rol(*GEMEENTE)
def zaak_beschikkingen(request: LidRequest, kenmerk: str) -> HttpResponse:
    """The letters of a decided case, to refresh that part of the page until all are made."""
    aanvraag = _haal_zaak(request, kenmerk)
    context = {"aanvraag": aanvraag, "beschikkingen": beschikkingen_van(aanvraag)}
    return render(request, "subsidies/_beschikkingen.html", context)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def zaak_oppakken(request: LidRequest, kenmerk: str) -> HttpResponse:
    return _zet_stap(request, kenmerk, beoordelen.neem_in_behandeling, "De aanvraag is in behandeling.")


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def zaak_voorleggen(request: LidRequest, kenmerk: str) -> HttpResponse:
    return _zet_stap(request, kenmerk, beoordelen.leg_voorstel_voor, "Het voorstel ligt klaar voor besluit.")


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def zaak_heropenen(request: LidRequest, kenmerk: str) -> HttpResponse:
    return _zet_stap(request, kenmerk, beoordelen.heropen, "Het voorstel is terug. U kunt het aanpassen.")


@met_rol(Rol.BELEIDSMEDEWERKER)
def beoordeling_wijzig(request: LidRequest, kenmerk: str, code: str) -> HttpResponse:
    """Judge one criterion, beside what the table wrote on it."""
    aanvraag = _haal_zaak(request, kenmerk)
    criterium = get_object_or_404(Criterium, uitvraag=aanvraag.uitvraag_id, code=code)
    nu = Beoordeling.objects.filter(aanvraag=aanvraag, criterium=criterium).first()
    form = BeoordelingForm(invoer(request), instance=nu)

    def beoordeel() -> None:
        beoordelen.beoordeel(
            aanvraag_id=aanvraag.pk, criterium_id=criterium.pk, door=request.lidmaatschap, **form.cleaned_data
        )

    if gelukt(form, beoordeel):
        messages.success(request, f"Het oordeel over '{criterium}' is bewaard.")
        return redirect("subsidies:zaak_detail", kenmerk)
    tekst = aanvraag.antwoorden.filter(criterium=criterium).first()
    antwoorden = laad_vragen(aanvraag) if tekst is None else []
    context = {"aanvraag": aanvraag, "criterium": criterium, "tekst": tekst, "antwoorden": antwoorden}
    return antwoord(request, "subsidies/beoordeling_wijzig.html", context, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def voorstel_wijzig(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """Propose the amounts of one participant; the page opens with what was asked."""
    dossier = laad_dossier(_haal_zaak(request, kenmerk))
    deel = next((deel for deel in dossier.delen if deel.pk == deel_id), None)
    if deel is None:
        raise Http404
    rijen = Voorstelbedrag.objects.filter(voorstel__deel=deel.pk).select_related("voorstel")
    bedragen = deel.gevraagd | {rij.jaar: rij.bedrag for rij in rijen}
    initial: dict[str, Any] = {f"jaar_{jaar}": bedrag for jaar, bedrag in bedragen.items()}
    if rijen:
        voorstel = rijen[0].voorstel
        initial |= {"motivering": voorstel.motivering, "verplichting": voorstel.verplichting}
    form = VoorstelForm(invoer(request), initial=initial, deel=deel)

    def stel_voor() -> None:
        beoordelen.stel_bedragen_voor(
            deel_id=deel.pk,
            bedragen=form.bedragen,
            motivering=form.cleaned_data["motivering"],
            verplichting=form.cleaned_data["verplichting"],
            door=request.lidmaatschap,
        )

    if gelukt(form, stel_voor):
        messages.success(request, f"Het voorstel voor {deel.organisatie} is bewaard.")
        return redirect("subsidies:zaak_detail", kenmerk)
    context = {"aanvraag": dossier.aanvraag, "dossier": dossier, "deel": deel}
    return antwoord(request, "subsidies/voorstel_wijzig.html", context, form=form)


@met_rol(Rol.BESLUITNEMER)
def besluit_nemen(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Read the proposal once more, then decide. A second click lands on the case that was decided."""
    aanvraag = _haal_zaak(request, kenmerk)
    if aanvraag.stand != Aanvraag.Stand.VOORGESTELD:
        messages.info(request, f"Deze aanvraag is {aanvraag.get_stand_display()}: er is nu niets te besluiten.")
        return redirect("subsidies:zaak_detail", kenmerk)
    form = BesluitForm(invoer(request))
    if request.method == "POST" and form.is_valid():
        try:
            besluit = besluiten.neem_besluit(
                aanvraag_id=aanvraag.pk, motivering=form.cleaned_data["motivering"], door=request.lidmaatschap
            )
        except DomeinFout as fout:
            if fout.code.startswith("verloop."):
                messages.info(request, fout.bericht)
                return redirect("subsidies:zaak_detail", kenmerk)
            toon_fout(form, fout)
        else:
            aantal = besluit.beschikkingen.count()
            messages.success(request, f"Het besluit is genomen. {aantal} beschikkingen worden gemaakt.")
            return redirect("subsidies:zaak_detail", kenmerk)
    return antwoord(
        request, "subsidies/besluit_nemen.html", {"zaak": laad_zaak(aanvraag), "aanvraag": aanvraag}, form=form
    )


def _haal_zaak(request: LidRequest, kenmerk: str, **erbij: Erbij) -> Aanvraag:
    """A case begins when the application is submitted: before that there is none."""
    aanvraag = haal_aanvraag(request.lidmaatschap, kenmerk, **erbij)
    if aanvraag.ontvangen_op is None:
        raise Http404
    return aanvraag


def _zet_stap(request: LidRequest, kenmerk: str, stap: Callable[..., Aanvraag], melding: str) -> HttpResponse:
    aanvraag = _haal_zaak(request, kenmerk)
    doe(request, lambda: stap(aanvraag_id=aanvraag.pk, door=request.lidmaatschap), melding)
    return redirect("subsidies:zaak_detail", kenmerk)
