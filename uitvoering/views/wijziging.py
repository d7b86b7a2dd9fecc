"""Requests to change a grant: the list, asking, advising and deciding per part."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kern.termijnen.stappen import amsterdam_dag
from kern.views import antwoord, doe, gelukt, invoer
from organisaties.toegang import GEMEENTE, LidRequest, Rol, met_rol
from uitvoering.forms.wijziging import AdviesForm, BeslisForm, WijzigingForm
from uitvoering.models import Vervolgvoorstel, Wijzigingsonderdeel, Wijzigingsverzoek
from uitvoering.selectors.wijziging import beslistermijn, onderdelen_van, verzoek_rijen
from uitvoering.services import wijzigingsverzoek as services
from uitvoering.toegang import LEZERS, haal_eigen_subsidie, haal_onderdeel, haal_verzoek

Advies, Stand = Wijzigingsonderdeel.Advies, Wijzigingsonderdeel.Stand


@require_safe
@met_rol(*GEMEENTE)
def wijzigingen(request: LidRequest) -> HttpResponse:
    """Requests with something to decide, the first last day on top."""
    rijen, bladzijde = verzoek_rijen(request.GET.get("bladzijde"))
    return render(request, "uitvoering/wijziging_lijst.html", {"rijen": rijen, "bladzijde": bladzijde})


@met_rol(Rol.TEKENBEVOEGDE)
def wijziging_nieuw(request: LidRequest, kenmerk: str) -> HttpResponse:
    subsidie = haal_eigen_subsidie(request.lidmaatschap, kenmerk)
    form = WijzigingForm(invoer(request), jaren=subsidie.deel.aanvraag.jaren)
    gemaakt: list[Wijzigingsverzoek] = []

    def dien_in() -> None:
        gemaakt.append(
            services.dien_in(
                subsidie_id=subsidie.pk,
                toelichting=form.cleaned_data["toelichting"],
                onderdelen=form.onderdelen,
                door=request.lidmaatschap,
            )
        )

    if gelukt(form, dien_in):
        messages.success(
            request, "Uw verzoek is ingediend. U krijgt een ontvangstbevestiging, en over elk onderdeel een besluit."
        )
        return redirect("uitvoering:wijziging", gemaakt[0].kenmerk)
    return antwoord(request, "uitvoering/wijziging_nieuw.html", {"subsidie": subsidie}, form=form)


@require_safe
@met_rol(*LEZERS)
def wijziging(request: LidRequest, kenmerk: str) -> HttpResponse:
    """A request with what was decided on each part, and what this person may do next. A partner sees no advice."""
    lid = request.lidmaatschap
    verzoek = haal_verzoek(lid, kenmerk)
    context = {
        "verzoek": verzoek,
        "subsidie": verzoek.subsidie,
        "onderdelen": onderdelen_van(verzoek),
        "klok": beslistermijn(verzoek.subsidie, amsterdam_dag(verzoek.ingediend_op))
        if verzoek.stand == Wijzigingsverzoek.Stand.INGEDIEND
        else None,
        "adviseert": lid.rol == Rol.BELEIDSMEDEWERKER,
        "beslist": lid.rol in (Rol.BESLUITNEMER, Rol.COLLEGE),
        "mag_intrekken": verzoek.stand == Wijzigingsverzoek.Stand.INGEDIEND
        and lid.rol == Rol.TEKENBEVOEGDE
        and lid.organisatie_id == verzoek.subsidie.ontvanger_id,
    }
    return render(request, "uitvoering/wijziging_detail.html", context)


@require_POST
@met_rol(Rol.TEKENBEVOEGDE)
def wijziging_intrekken(request: LidRequest, kenmerk: str) -> HttpResponse:
    verzoek = haal_verzoek(request.lidmaatschap, kenmerk)
    doe(
        request,
        lambda: services.trek_in(verzoek_id=verzoek.pk, door=request.lidmaatschap),
        "Uw verzoek is ingetrokken.",
    )
    return redirect("uitvoering:wijziging", kenmerk)


@met_rol(Rol.BELEIDSMEDEWERKER)
def wijziging_advies(request: LidRequest, kenmerk: str, onderdeel_id: int) -> HttpResponse:
    onderdeel = haal_onderdeel(request.lidmaatschap, kenmerk, onderdeel_id)
    form = AdviesForm(invoer(request), initial={"advies": onderdeel.advies, "motivering": onderdeel.motivering})

    def adviseer() -> None:
        services.adviseer(onderdeel_id=onderdeel.pk, door=request.lidmaatschap, **form.cleaned_data)

    if gelukt(form, adviseer):
        messages.success(request, "Het advies is bewaard.")
        return redirect("uitvoering:wijziging", kenmerk)
    return antwoord(request, "uitvoering/wijziging_advies.html", _context(onderdeel), form=form)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def wijziging_bijstelling(request: LidRequest, kenmerk: str, onderdeel_id: int) -> HttpResponse:
    """From a part with an amount to the proposal that grants it."""
    onderdeel = haal_onderdeel(request.lidmaatschap, kenmerk, onderdeel_id)
    gemaakt: list[Vervolgvoorstel] = []
    doe(
        request,
        lambda: gemaakt.append(services.stel_bijstelling_voor(onderdeel_id=onderdeel.pk, door=request.lidmaatschap)),
        "Het voorstel is gemaakt. Lees het na en leg het voor.",
    )
    return (
        redirect("uitvoering:voorstel", gemaakt[0].kenmerk) if gemaakt else redirect("uitvoering:wijziging", kenmerk)
    )


@met_rol(Rol.BESLUITNEMER, Rol.COLLEGE)
def wijziging_besluit(request: LidRequest, kenmerk: str, onderdeel_id: int) -> HttpResponse:
    lid = request.lidmaatschap
    onderdeel = haal_onderdeel(lid, kenmerk, onderdeel_id)
    form = BeslisForm(
        invoer(request),
        initial={"uitkomst": onderdeel.advies, "motivering": onderdeel.motivering},
        lid=lid,
        kenmerk=onderdeel.kenmerk,
        college=lid.rol == Rol.COLLEGE,
    )

    def beslis() -> None:
        services.beslis(onderdeel_id=onderdeel.pk, door=lid, **form.invoer)

    if gelukt(form, beslis):
        messages.success(request, "Het besluit is genomen. De ontvanger krijgt vandaag de brief.")
        return redirect("uitvoering:wijziging", kenmerk)
    return antwoord(request, "uitvoering/wijziging_besluit.html", _context(onderdeel), form=form)


def _context(onderdeel: Wijzigingsonderdeel) -> dict[str, Any]:
    return {"onderdeel": onderdeel, "verzoek": onderdeel.verzoek, "subsidie": onderdeel.verzoek.subsidie}
