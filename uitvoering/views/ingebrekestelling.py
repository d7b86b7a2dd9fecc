"""Notices of default: entering one, the counter, the decision on the penalty; and the file of a case."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from brieven.voorbeeld import pdf_antwoord
from kern.fouten import DomeinFout
from kern.geld import als_euro
from kern.termijnen.stappen import datum
from kern.views import antwoord, gelukt, invoer
from organisaties.toegang import GEMEENTE, PARTNER, LidRequest, Rol, met_rol
from subsidies.toegang import haal_aanvraag, haal_zaak
from uitvoering.bestreden import in_zaak
from uitvoering.bezwaartoegang import betrokkenen, haal_ingebrekestelling
from uitvoering.dwangsomklok import aanvragers, per_dag, teller
from uitvoering.forms.bezwaar import DwangsombetalingForm, DwangsomForm, GeenDwangsomForm, LaatForm, PostLaatForm
from uitvoering.models import Bezwaar, Ingebrekestelling
from uitvoering.selectors.bezwaar import zichtbare_bezwaren
from uitvoering.selectors.dwangsom import dwangsomrijen
from uitvoering.services import dossier as dossiers
from uitvoering.services import ingebrekestelling as services
from uitvoering.services.dwangsombetaling import betaal_dwangsom

INBRENGERS = (Rol.BELEIDSMEDEWERKER, Rol.TEKENBEVOEGDE)


@met_rol(*INBRENGERS)
def ingebrekestelling_nieuw(request: LidRequest, kenmerk: str) -> HttpResponse:
    """On the application, or with `?bezwaar=` on one objection in it."""
    lid = request.lidmaatschap
    aanvraag = haal_aanvraag(lid, kenmerk)
    bezwaar = _bezwaar(request, aanvraag.pk)
    form = (
        PostLaatForm(invoer(request), organisaties=betrokkenen(aanvraag, aanvraag.tafel_id))
        if lid.is_gemeente
        else LaatForm(invoer(request))
    )
    gemaakt: list[Ingebrekestelling] = []

    def stel() -> None:
        gemaakt.append(
            services.stel_in_gebreke(
                aanvraag_id=aanvraag.pk, bezwaar_id=bezwaar.pk if bezwaar else None, door=lid, **form.gegevens
            )
        )

    if gelukt(form, stel):
        messages.success(request, f"De ingebrekestelling is vastgelegd onder kenmerk {gemaakt[0].kenmerk}.")
        return redirect("uitvoering:ingebrekestelling", gemaakt[0].kenmerk)
    context = {"aanvraag": aanvraag, "bezwaar": bezwaar, "is_gemeente": lid.is_gemeente}
    return antwoord(request, "uitvoering/ingebrekestelling_nieuw.html", context, form=form)


@require_safe
@met_rol(*GEMEENTE, *PARTNER)
def ingebrekestelling(request: LidRequest, kenmerk: str) -> HttpResponse:
    """What is owed today, how it was computed, and day by day."""
    lid = request.lidmaatschap
    gesteld = haal_ingebrekestelling(lid, kenmerk)
    stand = teller(gesteld)
    besluit = getattr(gesteld, "besluit", None)
    context = {
        "gesteld": gesteld,
        "aanvraag": gesteld.aanvraag,
        "stand": stand,
        "dagen": per_dag(stand),
        "verdeling": list(zip(aanvragers(gesteld), stand.per_aanvrager, strict=False)),
        "besluit": besluit,
        "rijen": dwangsomrijen(besluit, lid) if besluit else [],
        "is_gemeente": lid.is_gemeente,
        "mag_oordelen": lid.rol == Rol.BELEIDSMEDEWERKER and besluit is None,
        "mag_besluiten": lid.rol == Rol.BESLUITNEMER and besluit is None and services.is_gestopt(gesteld, stand),
    }
    return render(request, "uitvoering/ingebrekestelling_detail.html", context)


@met_rol(Rol.BELEIDSMEDEWERKER)
def ingebrekestelling_geen(request: LidRequest, kenmerk: str) -> HttpResponse:
    gesteld = haal_ingebrekestelling(request.lidmaatschap, kenmerk)
    initial = {"grond": gesteld.geen, "toelichting": gesteld.geen_toelichting}
    form = GeenDwangsomForm(invoer(request), initial=initial)

    def oordeel() -> None:
        services.oordeel_geen_dwangsom(ingebrekestelling_id=gesteld.pk, door=request.lidmaatschap, **form.cleaned_data)

    if gelukt(form, oordeel):
        messages.success(request, "Uw oordeel is vastgelegd.")
        return redirect("uitvoering:ingebrekestelling", kenmerk)
    context = {"gesteld": gesteld, "titel": "Geen dwangsom?", "uitleg": "Awb 4:17 lid 6"}
    return antwoord(request, "uitvoering/ingebrekestelling_stap.html", context, form=form)


@met_rol(Rol.BESLUITNEMER)
def dwangsom_besluit(request: LidRequest, kenmerk: str) -> HttpResponse:
    gesteld = haal_ingebrekestelling(request.lidmaatschap, kenmerk)
    form = DwangsomForm(invoer(request))

    def besluit() -> None:
        services.besluit_over_dwangsom(ingebrekestelling_id=gesteld.pk, door=request.lidmaatschap, **form.cleaned_data)

    if gelukt(form, besluit):
        messages.success(request, "Het besluit over de dwangsom is genomen. De brieven worden gemaakt.")
        return redirect("uitvoering:ingebrekestelling", kenmerk)
    stand = teller(gesteld)
    context = {
        "gesteld": gesteld,
        "titel": "Besluit over de dwangsom",
        "uitleg": "Elke aanvrager krijgt een brief met zijn deel (Awb 4:17 lid 7 en 4:18).",
        "klok": stand,
    }
    return antwoord(request, "uitvoering/ingebrekestelling_stap.html", context, form=form)


@met_rol(Rol.FINANCIEEL)
def dwangsom_betalen(request: LidRequest, kenmerk: str, pk: int) -> HttpResponse:
    """Record that the share of one applicant was paid."""
    gesteld = haal_ingebrekestelling(request.lidmaatschap, kenmerk)
    rijen = dwangsomrijen(gesteld.besluit, request.lidmaatschap) if hasattr(gesteld, "besluit") else []
    rij = next((rij for rij in rijen if rij.id == pk), None)
    if rij is None:
        raise Http404
    form = DwangsombetalingForm(invoer(request))

    def betaal() -> None:
        betaal_dwangsom(deel_id=pk, door=request.lidmaatschap, **form.cleaned_data)

    if gelukt(form, betaal):
        messages.success(request, f"De betaling aan {rij.organisatie} is vastgelegd.")
        return redirect("uitvoering:ingebrekestelling", kenmerk)
    context = {
        "gesteld": gesteld,
        "titel": f"Dwangsom van {rij.organisatie} betaald",
        "uitleg": f"Open staat {als_euro(rij.open)}, te betalen uiterlijk op {datum(rij.uiterlijk)} (Awb 4:87).",
    }
    return antwoord(request, "uitvoering/ingebrekestelling_stap.html", context, form=form)


@require_safe
@met_rol(*GEMEENTE)
def dossier_pdf(request: LidRequest, kenmerk: str) -> HttpResponse:
    """All documents of the case as one PDF with an inventory (Awb 7:4, 8:42)."""
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    try:
        inhoud = dossiers.maak_dossier(aanvraag=aanvraag, door=request.lidmaatschap)
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
        return redirect("subsidies:zaak_detail", kenmerk)
    return pdf_antwoord(inhoud, f"dossier-{kenmerk}", opslaan=True)


def _bezwaar(request: LidRequest, aanvraag_id: int) -> Bezwaar | None:
    gezocht = request.GET.get("bezwaar", "")
    bezwaren = zichtbare_bezwaren(request.lidmaatschap).filter(in_zaak(aanvraag_id))
    return bezwaren.filter(kenmerk=gezocht).first() if gezocht else None
