"""Objections: the list, one of them, making one, and what who objects can still do."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kern.bestanden import download
from kern.fouten import DomeinFout
from kern.views import antwoord, doe, gelukt, invoer
from organisaties.toegang import GEMEENTE, PARTNER, LidRequest, Rol, met_rol
from subsidies.models import Beschikking
from uitvoering.bestreden import Bestreden
from uitvoering.bezwaarklok import klok_van
from uitvoering.bezwaartoegang import haal_bestreden, haal_bezwaar, mogelijke_bezwaarmakers
from uitvoering.forms.bezwaar import AanvulForm, BezwaarForm, PostBezwaarForm, StukForm
from uitvoering.models import Bezwaar
from uitvoering.selectors.bezwaar import LOPEND, bezwaar_rijen, laad_beeld, zichtbare_bezwaren
from uitvoering.services import bezwaar as services
from uitvoering.views.bezwaar_stappen import mogelijke_stappen

INBRENGERS = (Rol.BELEIDSMEDEWERKER, Rol.TEKENBEVOEGDE)


@require_safe
@met_rol(*GEMEENTE, *PARTNER)
def bezwaren(request: LidRequest) -> HttpResponse:
    """What runs, or all; with the last day to decide and whose turn it is."""
    alles = "alles" in request.GET
    rijen = zichtbare_bezwaren(request.lidmaatschap)
    tabel, bladzijde = bezwaar_rijen(rijen if alles else rijen.filter(stand__in=LOPEND), request.GET.get("bladzijde"))
    context = {"rijen": tabel, "bladzijde": bladzijde, "alles": alles, "ziet_alles": request.lidmaatschap.is_gemeente}
    return render(request, "uitvoering/bezwaar_lijst.html", context)


@require_safe
@met_rol(*GEMEENTE, *PARTNER)
def bezwaar(request: LidRequest, kenmerk: str) -> HttpResponse:
    lid = request.lidmaatschap
    gevonden = haal_bezwaar(lid, kenmerk)
    mag_inbrengen = lid.rol in INBRENGERS and gevonden.loopt
    beeld = laad_beeld(gevonden, gemeente=lid.is_gemeente)
    context = {
        "beeld": beeld,
        "bezwaar": gevonden,
        "aanvraag": beeld.tegen.aanvraag,
        "stukken": gevonden.stukken.select_related("bestand"),
        "is_gemeente": lid.is_gemeente,
        "stappen": mogelijke_stappen(gevonden, lid),
        "mag_inbrengen": mag_inbrengen,
        "mag_aanvullen": mag_inbrengen and not gevonden.gronden,
        "mag_besluiten": lid.rol in (Rol.BESLUITNEMER, Rol.COLLEGE) and gevonden.stand == Bezwaar.Stand.VOORGELEGD,
    }
    return render(request, "uitvoering/bezwaar_detail.html", context)


@met_rol(*INBRENGERS)
def bezwaar_maken(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Object to a decision; an officer enters here what came by post or mail."""
    lid = request.lidmaatschap
    tegen = haal_bestreden(lid, kenmerk)
    form = (
        PostBezwaarForm(invoer(request), request.FILES or None, organisaties=mogelijke_bezwaarmakers(tegen))
        if lid.is_gemeente
        else BezwaarForm(invoer(request), request.FILES or None)
    )
    gemaakt: list[Bezwaar] = []

    def maak() -> None:
        gemaakt.append(services.maak_bezwaar(besluitkenmerk=tegen.kenmerk, door=lid, **form.gegevens))

    if gelukt(form, maak):
        messages.success(request, f"Het bezwaar is vastgelegd onder kenmerk {gemaakt[0].kenmerk}.")
        return redirect("uitvoering:bezwaar", gemaakt[0].kenmerk)
    context = {"tegen": tegen, "is_beslissing": _is_beslissing(tegen), "is_gemeente": lid.is_gemeente}
    return antwoord(request, "uitvoering/bezwaar_maken.html", context, form=form)


def _is_beslissing(tegen: Bestreden) -> bool:
    """A decision on an objection: against that there is only the court (Awb 8:1)."""
    return isinstance(tegen.rij, Beschikking) and tegen.rij.soort == Beschikking.Soort.BEZWAAR


@met_rol(*INBRENGERS)
def bezwaar_aanvullen(request: LidRequest, kenmerk: str) -> HttpResponse:
    lid = request.lidmaatschap
    gevonden = haal_bezwaar(lid, kenmerk)
    form = AanvulForm(invoer(request))
    if gelukt(form, lambda: services.vul_aan(bezwaar_id=gevonden.pk, door=lid, **form.cleaned_data)):
        messages.success(request, "De gronden zijn toegevoegd.")
        return redirect("uitvoering:bezwaar", kenmerk)
    context = {"bezwaar": gevonden, "klok": klok_van(gevonden), "titel": "Gronden aanvullen"}
    return antwoord(request, "uitvoering/bezwaar_stap.html", context, form=form)


@met_rol(*INBRENGERS)
def bezwaar_stukken(request: LidRequest, kenmerk: str) -> HttpResponse:
    lid = request.lidmaatschap
    gevonden = haal_bezwaar(lid, kenmerk)
    form = StukForm(invoer(request), request.FILES or None)
    if gelukt(form, lambda: services.voeg_stuk_toe(bezwaar_id=gevonden.pk, door=lid, **form.cleaned_data)):
        messages.success(request, "Het bestand is toegevoegd.")
        return redirect("uitvoering:bezwaar", kenmerk)
    context = {"bezwaar": gevonden, "titel": "Een bestand toevoegen"}
    return antwoord(request, "uitvoering/bezwaar_stap.html", context, form=form)


@require_safe
@met_rol(*GEMEENTE, *PARTNER)
def bezwaar_stuk(request: LidRequest, kenmerk: str, stuk_id: int) -> HttpResponse:
    gevonden = haal_bezwaar(request.lidmaatschap, kenmerk)
    stuk = gevonden.stukken.select_related("bestand").filter(pk=stuk_id).first()
    if stuk is None:
        raise Http404
    try:
        return download(stuk.bestand)
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
        return redirect("uitvoering:bezwaar", kenmerk)


@require_POST
@met_rol(*INBRENGERS)
def bezwaar_intrekken(request: LidRequest, kenmerk: str) -> HttpResponse:
    gevonden = haal_bezwaar(request.lidmaatschap, kenmerk)
    doe(
        request,
        lambda: services.trek_in(bezwaar_id=gevonden.pk, door=request.lidmaatschap),
        "Het bezwaar is ingetrokken.",
    )
    return redirect("uitvoering:bezwaar", kenmerk)
