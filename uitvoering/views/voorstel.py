"""Preparing a later decision: the lists, making, changing and reading a proposal, and its letters."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from brieven.voorbeeld import voorbeeld_antwoord
from kern.fouten import DomeinFout
from kern.views import antwoord, gelukt, invoer
from organisaties.toegang import GEMEENTE, LidRequest, Rol, met_rol
from subsidies.models import Aanvraag, Besluit
from subsidies.selectors.standen import jaarstanden_van
from uitvoering.forms.voorstel import Ontvanger, VoorstelForm, begin_van
from uitvoering.models import Vervolgvoorstel
from uitvoering.selectors.begin import begin_uit
from uitvoering.selectors.opschorting import eerdere_vermoedens
from uitvoering.selectors.voorstel import LIJSTEN, brief_van, laad_regel, laad_voorstel, subsidies_van, voorstel_rijen
from uitvoering.services import voorbereiden
from uitvoering.soorten import SOORTEN, Vervolgsoort
from uitvoering.toegang import haal_regel, haal_subsidie, haal_voorstel

Stand = Vervolgvoorstel.Stand


@require_safe
@met_rol(*GEMEENTE)
def voorstellen(request: LidRequest) -> HttpResponse:
    """What waits for a decision, what is being prepared, and what was decided; who prepares begins with the second."""
    eigen = "in-voorbereiding" if request.lidmaatschap.rol == Rol.BELEIDSMEDEWERKER else "te-besluiten"
    gekozen = request.GET.get("lijst", "")
    lijst = gekozen if gekozen in LIJSTEN else eigen
    rijen, bladzijde = voorstel_rijen(lijst, request.GET.get("bladzijde"))
    context = {
        "rijen": rijen,
        "bladzijde": bladzijde,
        "lijst": lijst,
        "lijsten": [(code, naam) for code, (naam, _) in LIJSTEN.items()],
    }
    return render(request, "uitvoering/voorstel_lijst.html", context)


@met_rol(Rol.BELEIDSMEDEWERKER)
def voorstel_nieuw(request: LidRequest, kenmerk: str, soort: str) -> HttpResponse:
    """Begin a proposal on one grant, or on several of the same application."""
    subsidie = haal_subsidie(request.lidmaatschap, kenmerk)
    deze = _soort(soort)
    aanvraag = subsidie.deel.aanvraag
    initial = begin_uit(request.GET, subsidie) if request.method == "GET" else {}
    form = _form(request, deze, aanvraag, gekozen=subsidie.pk, initial=initial)

    gemaakt: list[Vervolgvoorstel] = []

    def stel_voor() -> None:
        gemaakt.append(
            voorbereiden.stel_voor(aanvraag_id=aanvraag.pk, soort=deze.soort, door=request.lidmaatschap, **form.invoer)
        )

    if gelukt(form, stel_voor):
        messages.success(request, "Het voorstel is bewaard. Lees het na en bekijk de brieven.")
        return redirect("uitvoering:voorstel", gemaakt[0].kenmerk)
    context = {"subsidie": subsidie, "aanvraag": aanvraag, "soort": deze}
    return antwoord(request, "uitvoering/voorstel_wijzig.html", context, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def voorstel_wijzig(request: LidRequest, kenmerk: str) -> HttpResponse:
    voorstel = haal_voorstel(request.lidmaatschap, kenmerk)
    form = _form(request, _soort(voorstel.soort, alle=True), voorstel.aanvraag, initial=begin_van(voorstel))

    def wijzig() -> None:
        voorbereiden.wijzig(voorstel_id=voorstel.pk, door=request.lidmaatschap, **form.invoer)

    if gelukt(form, wijzig):
        messages.success(request, "Het voorstel is gewijzigd.")
        return redirect("uitvoering:voorstel", kenmerk)
    context = {"voorstel": voorstel, "aanvraag": voorstel.aanvraag, "soort": form.soort}
    return antwoord(request, "uitvoering/voorstel_wijzig.html", context, form=form)


@require_safe
@met_rol(*GEMEENTE)
def voorstel(request: LidRequest, kenmerk: str) -> HttpResponse:
    """The proposal with what it changes, what was said of it, and what this person may do next."""
    return toon_voorstel(request, haal_voorstel(request.lidmaatschap, kenmerk))


def toon_voorstel(request: LidRequest, voorstel: Vervolgvoorstel, **formulieren: Any) -> HttpResponse:
    lid, stand = request.lidmaatschap, voorstel.stand
    beeld = laad_voorstel(voorstel)
    bereidt_voor = lid.rol == Rol.BELEIDSMEDEWERKER
    context = {
        "beeld": beeld,
        "voorstel": voorstel,
        "aanvraag": voorstel.aanvraag,
        "loopt": stand in (Stand.CONCEPT, Stand.ZIENSWIJZE, Stand.VOORGELEGD),
        "bereidt_voor": bereidt_voor,
        "mag_wijzigen": bereidt_voor and stand == Stand.CONCEPT,
        "mag_horen": bereidt_voor and stand == Stand.ZIENSWIJZE,
        "mag_voorleggen": bereidt_voor and stand in (Stand.CONCEPT, Stand.ZIENSWIJZE),
        "mag_terug": stand in (Stand.ZIENSWIJZE, Stand.VOORGELEGD)
        and lid.rol in (Rol.BELEIDSMEDEWERKER, Rol.BESLUITNEMER),
        "mag_besluiten": stand == Stand.VOORGELEGD and lid.rol in (Rol.BESLUITNEMER, Rol.COLLEGE),
    }
    return antwoord(request, "uitvoering/voorstel_detail.html", context | formulieren, form=formulieren.get("form"))


@require_safe
@met_rol(*GEMEENTE)
def voorstel_brief(request: LidRequest, kenmerk: str, regel_id: int) -> HttpResponse:
    """The letter to one recipient as it would go out today."""
    regel = haal_regel(request.lidmaatschap, kenmerk, regel_id)
    brief = brief_van(laad_regel(regel), regel.voorstel)
    context = {"regel": regel, "voorstel": regel.voorstel, "subsidie": regel.subsidie, "brief": brief}
    return render(request, "uitvoering/voorstel_brief.html", context)


@require_safe
@met_rol(*GEMEENTE)
def voorstel_brief_pdf(request: LidRequest, kenmerk: str, regel_id: int) -> HttpResponse:
    """The same as a PDF, with CONCEPT on every page."""
    regel = haal_regel(request.lidmaatschap, kenmerk, regel_id)
    try:
        return voorbeeld_antwoord(brief_van(laad_regel(regel), regel.voorstel))
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
        return redirect("uitvoering:voorstel_brief", kenmerk, regel_id)


def _soort(code: str, *, alle: bool = False) -> Vervolgsoort:
    """A kind that can be begun on a page; Http404 for any other."""
    soort = SOORTEN.get(Besluit.Soort(code)) if code in Besluit.Soort.values else None
    if soort is None or not (soort.maakbaar or alle):
        raise Http404
    return soort


def _form(
    request: LidRequest,
    soort: Vervolgsoort,
    aanvraag: Aanvraag,
    *,
    initial: dict[str, Any],
    gekozen: int | None = None,
) -> VoorstelForm:
    subsidies = list(subsidies_van(aanvraag))
    standen = jaarstanden_van(subsidie.pk for subsidie in subsidies)
    ontvangers = [Ontvanger(subsidie, standen[subsidie.pk]) for subsidie in subsidies]
    return VoorstelForm(
        invoer(request),
        initial=initial,
        soort=soort,
        ontvangers=ontvangers,
        vermoedens=eerdere_vermoedens(aanvraag) if soort.vermoeden else (),
        gekozen=gekozen,
    )
