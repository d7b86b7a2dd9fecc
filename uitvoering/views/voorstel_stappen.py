"""The steps of a proposal: hearing the recipient, offering it, and deciding."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kern.fouten import DomeinFout, GeenRecht
from kern.views import antwoord, doe, gelukt, invoer, toon_fout
from organisaties.toegang import LidRequest, Rol, met_rol
from uitvoering.forms.voorstel import BesluitForm, ReactieForm, TermijnForm, ZienswijzeForm
from uitvoering.models import Vervolgvoorstel
from uitvoering.selectors.voorstel import laad_regel, laad_voorstel
from uitvoering.services import besluiten, voorbereiden
from uitvoering.soorten import SOORTEN
from uitvoering.toegang import LEZERS, haal_regel, haal_voorstel

Stand = Vervolgvoorstel.Stand


@met_rol(Rol.BELEIDSMEDEWERKER)
def zienswijze_vragen(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Tell every recipient by letter what we intend, and until when they can say what they think of it."""
    voorstel = haal_voorstel(request.lidmaatschap, kenmerk)
    form = TermijnForm(invoer(request))

    def vraag() -> None:
        voorbereiden.vraag_zienswijze(
            voorstel_id=voorstel.pk, uiterlijk=form.cleaned_data["uiterlijk"], door=request.lidmaatschap
        )

    if gelukt(form, vraag):
        messages.success(request, "Elke ontvanger krijgt vandaag een brief met ons voornemen.")
        return redirect("uitvoering:voorstel", kenmerk)
    return antwoord(request, "uitvoering/zienswijze_vragen.html", {"voorstel": voorstel}, form=form)


@met_rol(*LEZERS)
def zienswijze(request: LidRequest, kenmerk: str, regel_id: int) -> HttpResponse:
    """What we intend for one recipient, and its view: written by who signs there, or noted by an officer."""
    lid = request.lidmaatschap
    regel = haal_regel(lid, kenmerk, regel_id)
    eigen = lid.organisatie_id == regel.subsidie.ontvanger_id
    mag = regel.voorstel.stand == Stand.ZIENSWIJZE and (
        (eigen and lid.rol == Rol.TEKENBEVOEGDE) or lid.rol == Rol.BELEIDSMEDEWERKER
    )
    if request.method == "POST" and not mag:
        raise GeenRecht(
            "Een zienswijze geeft een tekenbevoegde van de ontvanger, zolang de termijn loopt.",
            code="vervolg.zienswijze_niet_hier",
        )
    form = ZienswijzeForm(invoer(request), initial={"zienswijze": regel.zienswijze}) if mag else None

    def geef() -> None:
        tekst = form.cleaned_data["zienswijze"] if form else ""
        voorbereiden.geef_zienswijze(regel_id=regel.pk, tekst=tekst, door=lid)

    if form is not None and gelukt(form, geef):
        messages.success(request, "De zienswijze is vastgelegd. Wij wegen haar mee in ons besluit.")
        return redirect("uitvoering:zienswijze", kenmerk, regel_id)
    context = {"regel": regel, "voorstel": regel.voorstel, "subsidie": regel.subsidie, "beeld": laad_regel(regel)}
    context |= {
        "soort": SOORTEN[regel.voorstel.soort],
        "toont_plan": lid.is_gemeente or regel.voorstel.stand == Stand.ZIENSWIJZE,
    }
    return antwoord(request, "uitvoering/zienswijze.html", context | {"eigen": eigen}, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def reactie(request: LidRequest, kenmerk: str, regel_id: int) -> HttpResponse:
    """What we do with a view."""
    regel = haal_regel(request.lidmaatschap, kenmerk, regel_id)
    form = ReactieForm(invoer(request), initial={"reactie": regel.reactie})

    def reageer() -> None:
        voorbereiden.reageer(regel_id=regel.pk, tekst=form.cleaned_data["reactie"], door=request.lidmaatschap)

    if gelukt(form, reageer):
        messages.success(request, "Onze reactie is bewaard.")
        return redirect("uitvoering:voorstel", kenmerk)
    context = {"regel": regel, "voorstel": regel.voorstel, "subsidie": regel.subsidie}
    return antwoord(request, "uitvoering/zienswijze_reactie.html", context, form=form)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def voorleggen(request: LidRequest, kenmerk: str) -> HttpResponse:
    return _zet_stap(request, kenmerk, voorbereiden.leg_voor, "Het voorstel ligt klaar voor besluit.")


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER, Rol.BESLUITNEMER)
def terugnemen(request: LidRequest, kenmerk: str) -> HttpResponse:
    return _zet_stap(request, kenmerk, voorbereiden.neem_terug, "Het voorstel is terug in voorbereiding.")


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def intrekken(request: LidRequest, kenmerk: str) -> HttpResponse:
    return _zet_stap(request, kenmerk, voorbereiden.trek_in, "Het voorstel is ingetrokken. Er is niets besloten.")


@met_rol(Rol.BESLUITNEMER, Rol.COLLEGE)
def besluit(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Read the proposal once more, then decide. A second click lands on the proposal that was decided."""
    lid = request.lidmaatschap
    voorstel = haal_voorstel(lid, kenmerk)
    if voorstel.stand != Stand.VOORGELEGD:
        messages.info(request, f"Dit voorstel is {voorstel.get_stand_display()}: er is nu niets te besluiten.")
        return redirect("uitvoering:voorstel", kenmerk)
    form = BesluitForm(invoer(request), lid=lid, kenmerk=voorstel.kenmerk, college=lid.rol == Rol.COLLEGE)
    if request.method == "POST" and form.is_valid():
        try:
            besluiten.besluit(voorstel_id=voorstel.pk, door=lid, collegebesluit_id=form.collegebesluit_id)
        except DomeinFout as fout:
            if fout.code.startswith("verloop."):
                messages.info(request, fout.bericht)
                return redirect("uitvoering:voorstel", kenmerk)
            toon_fout(form, fout)
        else:
            messages.success(request, "Het besluit is genomen. Elke ontvanger krijgt vandaag de brief.")
            return redirect("uitvoering:voorstel", kenmerk)
    context = {"voorstel": voorstel, "beeld": laad_voorstel(voorstel)}
    return antwoord(request, "uitvoering/voorstel_besluit.html", context, form=form)


def _zet_stap(request: LidRequest, kenmerk: str, stap: Callable[..., Vervolgvoorstel], melding: str) -> HttpResponse:
    voorstel = haal_voorstel(request.lidmaatschap, kenmerk)
    doe(request, lambda: stap(voorstel_id=voorstel.pk, door=request.lidmaatschap), melding)
    return redirect("uitvoering:voorstel", kenmerk)
