"""The case as the municipality sees it: the clock, the judgement, the proposal, and each step of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from kern.views import antwoord, doe, gelukt, invoer
from organisaties.toegang import GEMEENTE, LidRequest, Rol, met_rol
from subsidies.bal import wie_heeft_de_bal
from subsidies.forms.beoordelen import VoorstelForm
from subsidies.forms.zaak import VerklaringForm
from subsidies.models import Aanvraag, Voorstelbedrag
from subsidies.selectors import laad_dossier, laad_zaak
from subsidies.selectors.opmerkingen import was_bij_de_tafel
from subsidies.services import beoordelen
from subsidies.toegang import haal_zaak
from subsidies.zaakbeeld import Zaak

LOPEND = (Aanvraag.Stand.INGEDIEND, Aanvraag.Stand.IN_BEHANDELING, Aanvraag.Stand.VOORGESTELD)


@require_safe
@met_rol(*GEMEENTE)
def zaak_detail(request: LidRequest, kenmerk: str) -> HttpResponse:
    return _toon(request, kenmerk, VerklaringForm())


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def zaak_oppakken(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Take the case up, with the declaration to have no interest in it (Awb 2:4)."""
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    form = VerklaringForm(request.POST)

    def pak_op() -> None:
        beoordelen.neem_in_behandeling(aanvraag_id=aanvraag.pk, door=request.lidmaatschap)

    if gelukt(form, pak_op):
        messages.success(request, "De aanvraag is in behandeling.")
        return redirect("subsidies:zaak_detail", kenmerk)
    return _toon(request, kenmerk, form)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def zaak_voorleggen(request: LidRequest, kenmerk: str) -> HttpResponse:
    return _zet_stap(request, kenmerk, beoordelen.leg_voorstel_voor, "Het voorstel ligt klaar voor besluit.")


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def zaak_heropenen(request: LidRequest, kenmerk: str) -> HttpResponse:
    return _zet_stap(request, kenmerk, beoordelen.heropen, "Het voorstel is terug. U kunt het aanpassen.")


@met_rol(Rol.BELEIDSMEDEWERKER)
def voorstel_wijzig(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """Propose the amounts of one participant; the page opens with what was asked."""
    dossier = laad_dossier(haal_zaak(request.lidmaatschap, kenmerk))
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


def _toon(request: LidRequest, kenmerk: str, form: VerklaringForm) -> HttpResponse:
    lid = request.lidmaatschap
    zaak = laad_zaak(haal_zaak(lid, kenmerk, **was_bij_de_tafel(lid.gebruiker_id)))
    return antwoord(request, "subsidies/zaak_detail.html", _context(zaak, request), form=form)


def _context(zaak: Zaak, request: LidRequest) -> dict[str, Any]:
    """The case, and what this person may do with it now."""
    lid, stand = request.lidmaatschap, zaak.aanvraag.stand
    is_beoordelaar = lid.rol == Rol.BELEIDSMEDEWERKER
    eigen = next((een for een in zaak.team if een.gebruiker_id == lid.gebruiker_id and een.doet_mee), None)
    beoordeelt = is_beoordelaar and eigen is not None and eigen.is_actief and not eigen.is_lezer
    voorgesteld = stand == Aanvraag.Stand.VOORGESTELD
    return {
        "zaak": zaak,
        "aanvraag": zaak.aanvraag,
        "bal": wie_heeft_de_bal(zaak),
        "loopt": stand in LOPEND,
        "eigen": eigen,
        "samen": len(zaak.beoordelaars) > 1,
        "is_beoordelaar": is_beoordelaar,
        "beoordeelt": beoordeelt,
        "mag_beoordelen": beoordeelt and stand == Aanvraag.Stand.IN_BEHANDELING,
        "mag_klok": beoordeelt and stand in LOPEND,
        "mag_paraferen": is_beoordelaar and voorgesteld and eigen is not None and eigen.is_actief and eigen.is_lezer,
        "is_besluitnemer": lid.rol == Rol.BESLUITNEMER,
        "mag_besluiten": lid.rol == Rol.BESLUITNEMER and voorgesteld and not zaak.wacht_op_paraaf,
    }


def _zet_stap(request: LidRequest, kenmerk: str, stap: Callable[..., Aanvraag], melding: str) -> HttpResponse:
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    doe(request, lambda: stap(aanvraag_id=aanvraag.pk, door=request.lidmaatschap), melding)
    return redirect("subsidies:zaak_detail", kenmerk)
