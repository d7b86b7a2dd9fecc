"""Handling an objection: every step is one line of a table, drawn on one page; and deciding."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from brieven.voorbeeld import voorbeeld_antwoord
from kern.forms import Formulier
from kern.fouten import DomeinFout
from kern.views import antwoord, gelukt, invoer
from organisaties.models import Lidmaatschap
from organisaties.toegang import GEMEENTE, LidRequest, Rol, met_rol
from uitvoering.bezwaarbrieven import beslissing_brief
from uitvoering.bezwaarklok import klok_van
from uitvoering.bezwaartoegang import haal_bezwaar
from uitvoering.forms.bezwaar import (
    AdviesForm,
    AfzienForm,
    BevestigForm,
    BezwaarbesluitForm,
    GrondenVragenForm,
    HoorForm,
    UitkomstForm,
    UitstelForm,
    VerschoonbaarForm,
    ZittingForm,
)
from uitvoering.models import Bezwaar
from uitvoering.selectors.bezwaar import huidige_bedragen, laad_beeld
from uitvoering.selectors.dwangsom import recht_van
from uitvoering.services import bezwaar as services
from uitvoering.services import bezwaarbehandeling, bezwaarbesluit
from uitvoering.services.bezwaarbuitenzaak import gevolg_buiten_zaak

Stand = Bezwaar.Stand


@dataclass(frozen=True, kw_only=True)
class Stap:
    """`kan` says whether it makes sense now; the service decides. Without `form` it is a button with `uitleg`."""

    titel: str
    daad: Callable[..., object]
    melding: str
    kan: Callable[[Bezwaar], bool]
    uitleg: str = ""
    form: type[Formulier] | None = None


def _bezig(bezwaar: Bezwaar) -> bool:
    return bezwaar.stand == Stand.IN_BEHANDELING


def _te_horen(bezwaar: Bezwaar) -> bool:
    return _bezig(bezwaar) and bezwaar.gehoord_op is None and not bezwaar.afzien


STAPPEN = {
    "oppakken": Stap(
        titel="Neem in behandeling",
        daad=services.pak_op,
        melding="U behandelt dit bezwaar.",
        kan=lambda b: b.stand in (Stand.ONTVANGEN, Stand.IN_BEHANDELING),
        uitleg="Dit kan alleen wie het bestreden besluit niet voorbereidde of nam (Awb 7:5 en 10:3).",
    ),
    "gronden": Stap(
        titel="Vraag om de gronden",
        daad=services.vraag_gronden,
        melding="De brief met het verzoek gaat vandaag weg. De termijn staat stil.",
        kan=lambda b: _bezig(b) and not b.gronden and b.verzuim_gevraagd_op is None,
        uitleg="De organisatie krijgt een brief. Zolang wij wachten, staat onze termijn stil (Awb 6:6 en 7:10 lid 2).",
        form=GrondenVragenForm,
    ),
    "verschoonbaar": Stap(
        titel="Oordeel over te laat",
        daad=bezwaarbehandeling.beoordeel_verschoonbaar,
        melding="Uw oordeel is vastgelegd.",
        kan=lambda b: _bezig(b) and not klok_van(b).op_tijd.op_tijd,
        uitleg="Te laat met een goede reden telt als op tijd (Awb 6:11).",
        form=VerschoonbaarForm,
    ),
    "commissie": Stap(
        titel="Vraag de adviescommissie",
        daad=bezwaarbehandeling.schakel_commissie_in,
        melding="De commissie is gevraagd. De organisatie krijgt bericht.",
        kan=lambda b: _bezig(b) and not b.met_commissie,
        uitleg="De termijn wordt twaalf weken in plaats van zes. De organisatie krijgt bericht (Awb 7:13).",
    ),
    "uitnodigen": Stap(
        titel="Nodig uit voor een hoorzitting",
        daad=bezwaarbehandeling.nodig_uit,
        melding="De uitnodigingen gaan vandaag weg.",
        kan=_te_horen,
        uitleg="Wie bezwaar maakt en wie het besluit kreeg, krijgen een brief (Awb 7:2).",
        form=ZittingForm,
    ),
    "verslag": Stap(
        titel="Leg het horen vast",
        daad=bezwaarbehandeling.leg_horen_vast,
        melding="Het verslag is vastgelegd.",
        kan=_te_horen,
        form=HoorForm,
    ),
    "afzien": Stap(
        titel="Zie af van horen",
        daad=bezwaarbehandeling.zie_af,
        melding="Vastgelegd waarom er niet is gehoord.",
        kan=_te_horen,
        form=AfzienForm,
    ),
    "advies": Stap(
        titel="Leg het advies vast",
        daad=bezwaarbehandeling.leg_advies_vast,
        melding="Het advies is vastgelegd.",
        kan=lambda b: _bezig(b) and b.met_commissie,
        form=AdviesForm,
    ),
    "verdagen": Stap(
        titel="Verdaag de beslissing",
        daad=bezwaarbehandeling.verdaag,
        melding="De beslissing is zes weken verdaagd. De organisatie krijgt bericht.",
        kan=lambda b: _bezig(b) and b.verdaagd_op is None,
        uitleg="Dit kan één keer, voordat de termijn voorbij is (Awb 7:10 lid 3).",
    ),
    "uitstel": Stap(
        titel="Leg verder uitstel vast",
        daad=bezwaarbehandeling.stel_uit,
        melding="Het uitstel is vastgelegd.",
        kan=_bezig,
        uitleg="Alleen als alle betrokkenen daarmee instemden (Awb 7:10 lid 4).",
        form=UitstelForm,
    ),
    "voorleggen": Stap(
        titel="Leg voor aan een besluitnemer",
        daad=bezwaarbehandeling.leg_voor,
        melding="Het voorstel ligt klaar voor besluit.",
        kan=lambda b: _bezig(b) and bool(b.uitkomst),
        uitleg="Iemand die dit bezwaar niet behandelde, beslist.",
    ),
}


def mogelijke_stappen(bezwaar: Bezwaar, lid: Lidmaatschap) -> list[tuple[str, Stap]]:
    """The steps an officer can take now, by their code. Who does not handle it can only take it over."""
    if lid.rol != Rol.BELEIDSMEDEWERKER:
        return []
    eigen = bezwaar.behandelaar is not None and bezwaar.behandelaar.gebruiker_id == lid.gebruiker_id
    return [(code, stap) for code, stap in STAPPEN.items() if (code == "oppakken") != eigen and stap.kan(bezwaar)]


@met_rol(Rol.BELEIDSMEDEWERKER)
def bezwaar_stap(request: LidRequest, kenmerk: str, stap: str) -> HttpResponse:
    """One step: what it means, its form, and the act."""
    deze = STAPPEN.get(stap)
    if deze is None:
        raise Http404
    bezwaar = haal_bezwaar(request.lidmaatschap, kenmerk)
    form = deze.form(invoer(request)) if deze.form else BevestigForm(invoer(request), knop=deze.titel)
    if gelukt(form, lambda: deze.daad(bezwaar_id=bezwaar.pk, door=request.lidmaatschap, **form.cleaned_data)):
        messages.success(request, deze.melding)
        return redirect("uitvoering:bezwaar", kenmerk)
    context = {"bezwaar": bezwaar, "titel": deze.titel, "uitleg": deze.uitleg, "klok": klok_van(bezwaar)}
    return antwoord(request, "uitvoering/bezwaar_stap.html", context, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def bezwaar_uitkomst(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Propose the outcome; the page opens with what was proposed before, or with what holds now."""
    bezwaar = haal_bezwaar(request.lidmaatschap, kenmerk)
    nu = huidige_bedragen(bezwaar)
    voorstel = {rij.jaar: rij.wordt for rij in bezwaar.bedragen.all()}
    velden = ("uitkomst", "niet_ontvankelijk", "motivering", "advies_gevolgd", "advies_reden", "kosten")
    initial: dict[str, Any] = {naam: getattr(bezwaar, naam) for naam in velden}
    beschikking, deel = bezwaar.beschikking, bezwaar.dwangsomdeel
    form = UitkomstForm(
        invoer(request),
        initial=initial,
        jaren=sorted({*beschikking.besluit.aanvraag.jaren, *nu}) if beschikking else [],
        nu={**nu, **voorstel},
        dwangsom=(bezwaar.dwangsom_wordt or recht_van(deel)) if deel else None,
    )

    def stel_voor() -> None:
        bezwaarbehandeling.stel_uitkomst_voor(
            bezwaar_id=bezwaar.pk, velden=form.velden, wordt=form.wordt, door=request.lidmaatschap
        )

    if gelukt(form, stel_voor):
        messages.success(request, "Het voorstel is bewaard.")
        return redirect("uitvoering:bezwaar", kenmerk)
    context = {"bezwaar": bezwaar, "titel": "Uitkomst voorstellen"}
    return antwoord(request, "uitvoering/bezwaar_stap.html", context, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER, Rol.BESLUITNEMER)
def bezwaar_terug(request: LidRequest, kenmerk: str) -> HttpResponse:
    bezwaar = haal_bezwaar(request.lidmaatschap, kenmerk)
    form = BevestigForm(invoer(request), knop="Terug in voorbereiding")
    if gelukt(form, lambda: bezwaarbehandeling.neem_terug(bezwaar_id=bezwaar.pk, door=request.lidmaatschap)):
        messages.success(request, "Het bezwaar is terug in voorbereiding.")
        return redirect("uitvoering:bezwaar", kenmerk)
    context = {"bezwaar": bezwaar, "titel": "Terug in voorbereiding"}
    return antwoord(request, "uitvoering/bezwaar_stap.html", context, form=form)


@met_rol(Rol.BESLUITNEMER, Rol.COLLEGE)
def bezwaar_besluit(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Read it once more, then decide. A second click lands on the objection that was decided."""
    bezwaar = haal_bezwaar(request.lidmaatschap, kenmerk)
    if bezwaar.stand != Stand.VOORGELEGD:
        messages.info(request, f"Dit bezwaar is {bezwaar.get_stand_display()}: er is nu niets te beslissen.")
        return redirect("uitvoering:bezwaar", kenmerk)
    lid = request.lidmaatschap
    form = BezwaarbesluitForm(invoer(request), lid=lid, kenmerk=bezwaar.kenmerk, college=lid.rol == Rol.COLLEGE)

    def beslis() -> None:
        bezwaarbesluit.beslis(bezwaar_id=bezwaar.pk, door=lid, collegebesluit_id=form.collegebesluit_id)

    if gelukt(form, beslis):
        messages.success(request, "De beslissing op bezwaar is genomen. De brief wordt gemaakt.")
        return redirect("uitvoering:bezwaar", kenmerk)
    context = {"bezwaar": bezwaar, "beeld": laad_beeld(bezwaar, gemeente=True)}
    return antwoord(request, "uitvoering/bezwaar_besluit.html", context, form=form)


@require_safe
@met_rol(*GEMEENTE)
def bezwaar_brief(request: LidRequest, kenmerk: str) -> HttpResponse:
    """The letter as it would be sent to who objects, with CONCEPT on it; the table of amounts comes with the act."""
    bezwaar = haal_bezwaar(request.lidmaatschap, kenmerk)
    if not bezwaar.uitkomst:
        messages.info(request, "Stel eerst een uitkomst voor.")
        return redirect("uitvoering:bezwaar", kenmerk)
    try:
        gevolg = gevolg_buiten_zaak(bezwaar)
        brief = beslissing_brief(bezwaar, bezwaar.organisatie, bezwaar.kenmerk, None, gevolg=gevolg, concept=True)
        return voorbeeld_antwoord(brief)
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
        return redirect("uitvoering:bezwaar", kenmerk)
