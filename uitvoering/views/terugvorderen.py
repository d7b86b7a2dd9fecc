"""Reclaims: the list of finance, one reclaim, and what happens to it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kern.views import antwoord, doe, gelukt, invoer
from organisaties.toegang import GEMEENTE, LidRequest, Rol, met_rol
from subsidies.selectors.standen import jaarstanden
from uitvoering.forms.terugvorderen import OntvangForm, TerugvorderForm, VerrekenForm
from uitvoering.models import Terugontvangst, Terugvordering, Vervolgvoorstel
from uitvoering.models.terugvordering import Wijze
from uitvoering.selectors.terugvorderen import (
    als_rij,
    met_ontvangen,
    te_veel_betaald,
    terugvorderrijen,
    verrekenplekken,
)
from uitvoering.services import terugvorderen
from uitvoering.toegang import LEZERS, haal_subsidie


@require_safe
@met_rol(*GEMEENTE)
def terugvorderingen(request: LidRequest) -> HttpResponse:
    """What is not yet received, the oldest first."""
    rijen, bladzijde = terugvorderrijen(request.GET.get("bladzijde"))
    return render(request, "uitvoering/terugvordering_lijst.html", {"rijen": rijen, "bladzijde": bladzijde})


@met_rol(Rol.BELEIDSMEDEWERKER)
def terugvordering_voorstellen(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Propose a reclaim on one grant: a decision of its own, beside the settlement."""
    subsidie = haal_subsidie(request.lidmaatschap, kenmerk)
    standen = jaarstanden(subsidie)
    te_veel = te_veel_betaald(standen, subsidie.pk)
    vastgesteld = [jaar for jaar, stand in standen.items() if stand.vastgesteld is not None]
    form = TerugvorderForm(invoer(request), te_veel=te_veel, vastgesteld=vastgesteld)
    gemaakt: list[Vervolgvoorstel] = []

    def stel_voor() -> None:
        gemaakt.append(
            terugvorderen.stel_terugvordering_voor(subsidie_id=subsidie.pk, door=request.lidmaatschap, **form.invoer)
        )

    if gelukt(form, stel_voor):
        messages.success(request, "Het voorstel is bewaard. Lees het na en bekijk de brief.")
        return redirect("uitvoering:voorstel", gemaakt[0].kenmerk)
    context = {"subsidie": subsidie, "te_veel": te_veel}
    return antwoord(request, "uitvoering/terugvordering_voorstellen.html", context, form=form)


@require_safe
@met_rol(*LEZERS)
def terugvordering(request: LidRequest, kenmerk: str, pk: int) -> HttpResponse:
    """One reclaim, with what came back on it."""
    gevonden = _haal(request, kenmerk, pk)
    rij, financieel = als_rij(gevonden), request.lidmaatschap.rol == Rol.FINANCIEEL
    context = {
        "subsidie": gevonden.subsidie,
        "terugvordering": gevonden,
        "rij": rij,
        "ontvangsten": Terugontvangst.objects.filter(terugvorderingsjaar__terugvordering=gevonden).select_related(
            "terugvorderingsjaar__subsidiejaar", "verrekend_met"
        ),
        "mag_ontvangen": financieel and rij.openstaand,
        "mag_verrekenen": financieel and rij.openstaand and gevonden.wijze == Wijze.VERREKENEN,
        "mag_aanmanen": financieel and rij.achter and gevonden.aanmaning_id is None,
    }
    return render(request, "uitvoering/terugvordering.html", context)


@met_rol(Rol.FINANCIEEL)
def terugvordering_ontvangen(request: LidRequest, kenmerk: str, pk: int) -> HttpResponse:
    gevonden = _haal(request, kenmerk, pk)
    form = OntvangForm(invoer(request))

    def boek() -> None:
        terugvorderen.ontvang(terugvordering_id=gevonden.pk, door=request.lidmaatschap, **form.cleaned_data)

    if gelukt(form, boek):
        messages.success(request, "De ontvangst is geboekt.")
        return redirect("uitvoering:terugvordering", kenmerk, pk)
    context = _context(gevonden) | {
        "kop": "Terugontvangst boeken",
        "uitleg": "Wij boeken eerst op het oudste jaar. Wat vrijvalt, gaat terug naar het budget.",
    }
    return antwoord(request, "uitvoering/terugvordering_formulier.html", context, form=form)


@met_rol(Rol.FINANCIEEL)
def terugvordering_verrekenen(request: LidRequest, kenmerk: str, pk: int) -> HttpResponse:
    gevonden = _haal(request, kenmerk, pk)
    form = VerrekenForm(invoer(request), plekken=verrekenplekken(gevonden))

    def verreken() -> None:
        terugvorderen.verreken(
            terugvordering_id=gevonden.pk,
            subsidiejaar_id=form.cleaned_data["met"],
            bedrag=form.cleaned_data["bedrag"],
            door=request.lidmaatschap,
        )

    if gelukt(form, verreken):
        messages.success(request, "Het bedrag is verrekend. De volgende betalingen zijn opnieuw berekend.")
        return redirect("uitvoering:terugvordering", kenmerk, pk)
    context = _context(gevonden) | {
        "kop": "Verrekenen",
        "uitleg": "Er gaat geen geld over en weer: wij betalen in het gekozen jaar dit bedrag minder.",
    }
    return antwoord(request, "uitvoering/terugvordering_formulier.html", context, form=form)


@require_POST
@met_rol(Rol.FINANCIEEL)
def terugvordering_aanmanen(request: LidRequest, kenmerk: str, pk: int) -> HttpResponse:
    gevonden = _haal(request, kenmerk, pk)
    doe(
        request,
        lambda: terugvorderen.maan_aan(terugvordering_id=gevonden.pk, door=request.lidmaatschap),
        "De aanmaning is onderweg.",
    )
    return redirect("uitvoering:terugvordering", kenmerk, pk)


def _haal(request: LidRequest, kenmerk: str, pk: int) -> Any:
    """One reclaim with what was received. Raises Http404 for who may not know of the grant."""
    subsidie = haal_subsidie(request.lidmaatschap, kenmerk)
    gevonden = met_ontvangen(Terugvordering.objects.filter(pk=pk, subsidie=subsidie)).first()
    if gevonden is None:
        raise Http404
    gevonden.subsidie = subsidie
    return gevonden


def _context(gevonden: Terugvordering) -> dict[str, Any]:
    return {"subsidie": gevonden.subsidie, "terugvordering": gevonden}
