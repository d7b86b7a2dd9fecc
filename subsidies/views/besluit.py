"""Deciding on a case: what kind of decision, every letter beforehand, and then the decision."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from brieven.pdf.maken import naar_html
from brieven.snapshots import Snapshot
from brieven.voorbeeld import voorbeeld_antwoord
from kern.fouten import DomeinFout
from kern.onthouden import onthoud
from kern.views import antwoord, doe, gelukt, invoer, toon_fout
from organisaties.toegang import GEMEENTE, LidRequest, Rol, met_rol
from regelingen.selectors import parameters_op, weigeringsgronden_op
from subsidies.forms.besluit import BesluitForm, BesluitsoortForm, VrijstellingForm
from subsidies.models import Aanvraag, Deelvoorstel, Plafondvrijstelling
from subsidies.selectors import beschikkingen_van, laad_dossier
from subsidies.selectors.voorgesteld import (
    Voorgesteld,
    adviezen_bij,
    laad_voorgesteld,
    voorbeeldbrief,
    waarschuwingen,
)
from subsidies.services import besluiten, plafond
from subsidies.services.voorstelbesluit import kies_besluitsoort
from subsidies.toegang import haal_deel, haal_zaak
from subsidies.toekenning import Toekenning


@require_safe
@met_rol(*GEMEENTE)
def zaak_beschikkingen(request: LidRequest, kenmerk: str) -> HttpResponse:
    """The letters of a decided case, to refresh that part of the page until all are made."""
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    context = {"aanvraag": aanvraag, "beschikkingen": beschikkingen_van(aanvraag)}
    return render(request, "subsidies/_beschikkingen.html", context)


@met_rol(Rol.BELEIDSMEDEWERKER)
def voorstel_besluit(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """On which grounds less is proposed for one participant, and whether a small amount is settled at once."""
    deel = haal_deel(request.lidmaatschap, kenmerk, deel_id)
    aanvraag, vandaag = deel.aanvraag, timezone.localdate()
    if aanvraag.ontvangen_op is None:
        raise Http404
    voorstel = Deelvoorstel.objects.filter(deel=deel).prefetch_related("bedragen", "gronden").first()
    gekozen = {rij.grond_id: rij.motivering for rij in voorstel.gronden.all()} if voorstel else {}
    drempel = parameters_op(aanvraag.regeling, vandaag).drempel_directe_vaststelling
    initial: dict[str, Any] = {f"grond_{pk}": True for pk in gekozen}
    initial |= {f"motivering_{pk}": tekst for pk, tekst in gekozen.items()}
    initial["meteen_vaststellen"] = bool(voorstel and voorstel.meteen_vaststellen)
    form = BesluitsoortForm(
        invoer(request),
        initial=initial,
        gronden=weigeringsgronden_op(aanvraag.regeling_id, vandaag),
        mag_direct=voorstel is not None and 0 < sum(rij.bedrag for rij in voorstel.bedragen.all()) <= drempel,
    )

    def kies() -> None:
        kies_besluitsoort(
            deel_id=deel.pk,
            meteen_vaststellen=form.meteen_vaststellen,
            gronden=form.gekozen,
            door=request.lidmaatschap,
        )

    if gelukt(form, kies):
        messages.success(request, f"Het soort besluit voor {deel.organisatie} is bewaard.")
        return redirect("subsidies:zaak_detail", kenmerk)
    context = {"aanvraag": aanvraag, "deel": deel, "voorstel": voorstel, "drempel": drempel}
    return antwoord(request, "subsidies/voorstel_besluit.html", context, form=form)


@require_safe
@met_rol(*GEMEENTE)
def besluit_voorbeeld(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Every letter that this decision would send, with what is still empty in it."""
    voorgesteld = _haal_voorgesteld(request, kenmerk)
    mist = waarschuwingen(voorgesteld)
    context = {
        "aanvraag": voorgesteld.aanvraag,
        "voorgesteld": voorgesteld,
        "rijen": [(rij, mist[rij.deel.pk]) for rij in voorgesteld.toekenningen],
    }
    return render(request, "subsidies/besluit_voorbeeld.html", context)


@require_safe
@met_rol(*GEMEENTE)
def besluit_voorbeeldbrief(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """The letter of one recipient on the screen."""
    voorgesteld, toekenning, snapshot = _haal_brief(request, kenmerk, deel_id)
    romp = naar_html(snapshot).partition("</h1>")[2].rpartition("</body>")[0].replace("</main>", "")
    context = {
        "aanvraag": voorgesteld.aanvraag,
        "deel": toekenning.deel,
        "kop": snapshot.kop,
        "mist": waarschuwingen(voorgesteld)[deel_id],
        "brief": mark_safe(romp),  # noqa: S308  # our own template escaped all that was typed
    }
    return render(request, "subsidies/besluit_voorbeeldbrief.html", context)


@require_safe
@met_rol(*GEMEENTE)
def besluit_voorbeeld_pdf(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """The same as the PDF it would be, with CONCEPT on every page."""
    *_, snapshot = _haal_brief(request, kenmerk, deel_id)
    try:
        return voorbeeld_antwoord(snapshot)
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
        return redirect("subsidies:besluit_voorbeeld", kenmerk)


@met_rol(Rol.BESLUITNEMER, Rol.FINANCIEEL)
def vrijstelling_geven(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Let a grant that runs on go over the ceiling, with the reason (Awb 4:51 lid 2)."""
    voorgesteld = _haal_voorgesteld(request, kenmerk)
    form = VrijstellingForm(
        invoer(request),
        delen=[(rij.deel.pk, rij.deel.organisatie) for rij in voorgesteld.toekenningen],
        jaren=voorgesteld.dossier.jaren,
    )

    def geef() -> None:
        data = dict(form.cleaned_data)
        plafond.geef_vrijstelling(deel_id=data.pop("deel"), door=request.lidmaatschap, **data)

    if gelukt(form, geef):
        messages.success(request, "De vrijstelling is gegeven. Bij het besluit wordt geboekt wat nodig is.")
        return redirect("subsidies:vrijstelling_geven", kenmerk)
    gegeven = Plafondvrijstelling.objects.filter(deel__aanvraag=voorgesteld.aanvraag, vervallen_op=None)
    context = {
        "aanvraag": voorgesteld.aanvraag,
        "voorgesteld": voorgesteld,
        "gegeven": gegeven.select_related("deel__organisatie", "door__gebruiker"),
    }
    return antwoord(request, "subsidies/vrijstelling_geven.html", context, form=form)


@require_POST
@met_rol(Rol.BESLUITNEMER, Rol.FINANCIEEL)
def vrijstelling_intrekken(request: LidRequest, kenmerk: str, vrijstelling_id: int) -> HttpResponse:
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    if not Plafondvrijstelling.objects.filter(pk=vrijstelling_id, deel__aanvraag=aanvraag).exists():
        raise Http404
    doe(
        request,
        lambda: plafond.trek_vrijstelling_in(vrijstelling_id=vrijstelling_id, door=request.lidmaatschap),
        "De vrijstelling is ingetrokken.",
    )
    return redirect("subsidies:vrijstelling_geven", kenmerk)


@met_rol(Rol.BESLUITNEMER)
def besluit_nemen(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Read the proposal once more, then decide. A second click lands on the case that was decided."""
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    if aanvraag.stand != Aanvraag.Stand.VOORGESTELD:
        messages.info(request, f"Deze aanvraag is {aanvraag.get_stand_display()}: er is nu niets te besluiten.")
        return redirect("subsidies:zaak_detail", kenmerk)
    voorgesteld = laad_voorgesteld(laad_dossier(aanvraag))
    form = BesluitForm(invoer(request), adviezen=adviezen_bij(voorgesteld))
    if request.method == "POST" and form.is_valid():
        try:
            besluit = besluiten.neem_besluit(
                aanvraag_id=aanvraag.pk,
                motivering=form.cleaned_data["motivering"],
                redenen=form.redenen,
                door=request.lidmaatschap,
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
    context = {"aanvraag": aanvraag, "voorgesteld": voorgesteld}
    return antwoord(request, "subsidies/besluit_nemen.html", context, form=form)


def _haal_voorgesteld(request: LidRequest, kenmerk: str) -> Voorgesteld:
    return laad_voorgesteld(laad_dossier(haal_zaak(request.lidmaatschap, kenmerk)))


def _haal_brief(request: LidRequest, kenmerk: str, deel_id: int) -> tuple[Voorgesteld, Toekenning, Snapshot]:
    """Http404 for a part that is not to be decided on, or for which nothing is proposed yet."""
    with onthoud():
        voorgesteld = _haal_voorgesteld(request, kenmerk)
        toekenning = voorgesteld.toekenning(deel_id)
        if toekenning is None:
            raise Http404
        return voorgesteld, toekenning, voorbeeldbrief(voorgesteld, toekenning, request.lidmaatschap)
