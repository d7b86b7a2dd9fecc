"""A theme with its goals, its table, and who sits there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.views import antwoord, gelukt, invoer
from organisaties.models import Lidmaatschap
from organisaties.toegang import LidRequest, Rol, met_rol
from regelingen.selectors import vragen_op
from thematafels import selectors, services
from thematafels.forms import AanmeldForm, AanstellingForm, BeoordeelForm, RedenFormulier
from thematafels.models import Deelname, Thematafel, Uitvraag
from thematafels.toegang import haal_deelname, haal_tafel, haal_thema


@require_safe
@met_rol()
def thema_detail(request: LidRequest, kenmerk: str, code: str) -> HttpResponse:
    thema = haal_thema(request.lidmaatschap, kenmerk, code)
    context = {
        "thema": thema,
        "uitvraag": thema.uitvraag,
        "overzicht": selectors.thema_overzicht(thema),
        "mag_wijzigen": request.lidmaatschap.rol == Rol.BELEIDSMEDEWERKER
        and thema.uitvraag.stand != Uitvraag.Stand.GESLOTEN,
    }
    return antwoord(request, "thematafels/thema_detail.html", context)


@require_safe
@met_rol()
def tafel_detail(request: LidRequest, kenmerk: str, code: str) -> HttpResponse:
    lid = request.lidmaatschap
    tafel = haal_tafel(lid, kenmerk, code)
    vandaag, regeling = timezone.localdate(), tafel.uitvraag.regeling
    overzicht = selectors.tafel_overzicht(tafel, lid, vandaag)
    context = {
        "tafel": tafel,
        "uitvraag": tafel.uitvraag,
        "regeling": regeling,
        "overzicht": overzicht,
        "vragen": [] if regeling.vraagt_voorzieningen else vragen_op(regeling.pk, vandaag),
        "leidt": any(aanstelling.lidmaatschap_id == lid.pk for aanstelling in overzicht.aanstellingen),
        "mag_wijzigen": lid.rol == Rol.BELEIDSMEDEWERKER,
        "mag_terugtrekken": lid.rol in {Rol.REDACTEUR, Rol.TEKENBEVOEGDE},
        "mag_beginnen": _mag_beginnen(lid, tafel, overzicht.deelnames),
    }
    return antwoord(request, "thematafels/tafel_detail.html", context)


def _mag_beginnen(lid: Lidmaatschap, tafel: Thematafel, eigen: list[Deelname]) -> bool:
    """Whether the button to ask for a seat, or at once for money, belongs on the page; the service decides."""
    return (
        lid.rol in {Rol.REDACTEUR, Rol.TEKENBEVOEGDE}
        and tafel.uitvraag.is_open(timezone.now())
        and all(deelname.stand == Deelname.Stand.TERUGGETROKKEN for deelname in eigen)
    )


@met_rol()
def deelname_aanmelden(request: LidRequest, kenmerk: str, code: str) -> HttpResponse:
    tafel = haal_tafel(request.lidmaatschap, kenmerk, code, "aanmelden")
    form = AanmeldForm(invoer(request))
    if gelukt(
        form,
        lambda: services.meld_aan(
            tafel_id=tafel.pk, motivatie=form.cleaned_data["motivatie"], door=request.lidmaatschap
        ),
    ):
        messages.success(request, "Uw organisatie is aangemeld. U krijgt een brief met het antwoord.")
        return redirect("thematafels:tafel_detail", kenmerk, code)
    context = {"tafel": tafel, "uitvraag": tafel.uitvraag}
    return antwoord(request, "thematafels/deelname_aanmelden.html", context, form=form)


@met_rol()
def deelname_beoordelen(request: LidRequest, kenmerk: str, code: str, pk: int) -> HttpResponse:
    deelname = haal_deelname(request.lidmaatschap, kenmerk, code, pk, "beoordelen")
    form = BeoordeelForm(invoer(request))

    def daad() -> Deelname:
        if form.cleaned_data["oordeel"] == BeoordeelForm.TOELATEN:
            return services.laat_toe(deelname_id=pk, door=request.lidmaatschap)
        return services.wijs_af(deelname_id=pk, reden=form.cleaned_data["reden"], door=request.lidmaatschap)

    if gelukt(form, daad):
        messages.success(request, "Uw oordeel ligt vast. De brief wordt gemaakt.")
        return redirect("thematafels:tafel_detail", kenmerk, code)
    context = {"deelname": deelname, "tafel": deelname.tafel, "uitvraag": deelname.tafel.uitvraag}
    return antwoord(request, "thematafels/deelname_beoordelen.html", context, form=form)


@met_rol()
def deelname_terugtrekken(request: LidRequest, kenmerk: str, code: str, pk: int) -> HttpResponse:
    deelname = haal_deelname(request.lidmaatschap, kenmerk, code, pk, "terugtrekken")
    form = RedenFormulier(
        request.POST if request.method == "POST" else None, met_reden=False, knop="Trek uw organisatie terug"
    )
    if gelukt(form, lambda: services.trek_terug(deelname_id=pk, door=request.lidmaatschap)):
        messages.success(request, "Uw organisatie zit niet meer aan deze tafel.")
        return redirect("thematafels:tafel_detail", kenmerk, code)
    context = {"deelname": deelname, "tafel": deelname.tafel, "uitvraag": deelname.tafel.uitvraag}
    return antwoord(request, "thematafels/deelname_terugtrekken.html", context, form=form)


@met_rol()
def aanstelling_nieuw(request: LidRequest, kenmerk: str, code: str) -> HttpResponse:
    tafel = haal_tafel(request.lidmaatschap, kenmerk, code, "wijzigen")
    form = AanstellingForm(invoer(request), tafel=tafel)
    if gelukt(
        form,
        lambda: services.benoem(
            tafel_id=tafel.pk,
            lidmaatschap_id=form.cleaned_data["lidmaatschap"].pk,
            functie=form.cleaned_data["functie"],
            van=form.cleaned_data["van"],
            tot=form.cleaned_data["tot"],
            door=request.lidmaatschap,
        ),
    ):
        messages.success(request, "De aanstelling ligt vast.")
        return redirect("thematafels:tafel_detail", kenmerk, code)
    context = {"tafel": tafel, "uitvraag": tafel.uitvraag}
    return antwoord(request, "thematafels/aanstelling_nieuw.html", context, form=form)
