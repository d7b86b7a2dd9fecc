"""Who is on a case: asking colleagues, declaring to have no interest, and the second reader."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kern.views import antwoord, doe, gelukt, invoer
from organisaties.models import Lidmaatschap
from organisaties.toegang import LidRequest, Rol, met_rol
from subsidies.forms.zaak import AdviesForm, BelangForm, ParaafForm, ToewijzingForm, VerklaringForm
from subsidies.models import Aanvraagdeel, Advies, Toewijzing
from subsidies.selectors import laad_zaak
from subsidies.services import toewijzen, tweede_lezer
from subsidies.services.adviseren import geef_advies
from subsidies.toegang import haal_zaak


@met_rol(Rol.BELEIDSMEDEWERKER)
def zaak_team(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Who is on the case, and asking somebody onto it."""
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    leden = Lidmaatschap.objects.geldig_op(timezone.localdate()).filter(rol=Rol.BELEIDSMEDEWERKER)
    namen = list(leden.order_by("gebruiker__naam").values_list("pk", "gebruiker__naam"))
    form = ToewijzingForm(invoer(request), collegas=namen)

    def wijs_toe() -> None:
        toewijzen.wijs_toe(
            aanvraag_id=aanvraag.pk,
            lidmaatschap_id=form.cleaned_data["wie"],
            rol=Toewijzing.Rol(form.cleaned_data["rol"]),
            door=request.lidmaatschap,
        )

    if gelukt(form, wijs_toe):
        messages.success(request, "Gevraagd. Deze collega verklaart eerst geen belang te hebben.")
        return redirect("subsidies:zaak_team", kenmerk)
    team = aanvraag.toewijzingen.select_related("gebruiker", "toegewezen_door__gebruiker")
    return antwoord(request, "subsidies/zaak_team.html", {"aanvraag": aanvraag, "team": team}, form=form)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def toewijzing_ontheffen(request: LidRequest, kenmerk: str, toewijzing_id: int) -> HttpResponse:
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    toewijzing = get_object_or_404(Toewijzing, pk=toewijzing_id, aanvraag=aanvraag)
    doe(
        request,
        lambda: toewijzen.onthef(toewijzing_id=toewijzing.pk, reden="", door=request.lidmaatschap),
        "Deze collega is van de zaak.",
    )
    return redirect("subsidies:zaak_team", kenmerk)


@met_rol(Rol.BELEIDSMEDEWERKER)
def zaak_verklaren(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Join the case one was asked for, with the declaration to have no interest."""
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    form = VerklaringForm(invoer(request))

    def verklaar() -> None:
        toewijzen.verklaar_geen_belang(aanvraag_id=aanvraag.pk, door=request.lidmaatschap)

    if gelukt(form, verklaar):
        messages.success(request, "U doet mee aan deze zaak.")
        return redirect("subsidies:zaak_detail", kenmerk)
    return antwoord(request, "subsidies/zaak_verklaren.html", {"aanvraag": aanvraag}, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def zaak_belang(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Report an interest: one is out of the case for good."""
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    form = BelangForm(invoer(request))

    def meld() -> None:
        toewijzen.meld_belang(aanvraag_id=aanvraag.pk, reden=form.cleaned_data["reden"], door=request.lidmaatschap)

    if gelukt(form, meld):
        messages.success(request, "Uw belang is gemeld. U doet niet meer mee aan deze zaak.")
        return redirect("subsidies:zaak_detail", kenmerk)
    return antwoord(request, "subsidies/zaak_belang.html", {"aanvraag": aanvraag}, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def paraaf(request: LidRequest, kenmerk: str) -> HttpResponse:
    """The second reader reads the whole proposal, and approves it or returns it (`uitkomst` of the button)."""
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    form = ParaafForm(invoer(request))
    terug = request.POST.get("uitkomst") == "terug"

    def lees() -> None:
        daad = tweede_lezer.geef_terug if terug else tweede_lezer.parafeer
        daad(aanvraag_id=aanvraag.pk, opmerkingen=form.cleaned_data["opmerkingen"], door=request.lidmaatschap)

    if gelukt(form, lees):
        messages.success(
            request, "Het voorstel is terug bij de beoordelaars." if terug else "Uw paraaf staat eronder."
        )
        return redirect("subsidies:zaak_detail", kenmerk)
    zaak = laad_zaak(aanvraag)
    return antwoord(request, "subsidies/paraaf.html", {"aanvraag": zaak.aanvraag, "zaak": zaak}, form=form)


@met_rol(Rol.BELEIDSMEDEWERKER)
def advies_nieuw(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Record an advice, of the assessors or from outside."""
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    delen = aanvraag.delen.filter(stand=Aanvraagdeel.Stand.ACTIEF).values_list("pk", "organisatie__naam")
    form = AdviesForm(invoer(request), delen=list(delen))

    def adviseer() -> None:
        schoon = form.cleaned_data
        geef_advies(
            aanvraag_id=aanvraag.pk,
            deel_id=form.deel_id,
            strekking=Advies.Strekking(schoon["strekking"]),
            tekst=schoon["tekst"],
            afzender=schoon["afzender"],
            datum=schoon["datum"],
            door=request.lidmaatschap,
        )

    if gelukt(form, adviseer):
        messages.success(request, "Het advies is bewaard.")
        return redirect("subsidies:zaak_detail", kenmerk)
    return antwoord(request, "subsidies/advies_nieuw.html", {"aanvraag": aanvraag}, form=form)
