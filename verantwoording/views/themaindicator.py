"""Which figures of the city belong to a theme: for officers."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kern.views import antwoord, doe, gelukt, invoer
from organisaties.toegang import GEMEENTE, LidRequest, Rol, eis_rol, met_rol
from verantwoording.forms.themaindicator import ThemaindicatorForm
from verantwoording.models import Themaindicator
from verantwoording.plantoegang import haal_thema
from verantwoording.selectors.themaindicatoren import indicatorgroepen
from verantwoording.services import themaindicator as services


@met_rol(*GEMEENTE)
def themaindicatoren(request: LidRequest, kenmerk: str, code: str) -> HttpResponse:
    """The whole municipality reads it; a beleidsmedewerker adds."""
    thema = haal_thema(kenmerk, code)
    if request.method == "POST":
        eis_rol(request.lidmaatschap, Rol.BELEIDSMEDEWERKER)
    form = ThemaindicatorForm(invoer(request), thema=thema)

    def voeg_toe() -> None:
        subdoel = form.cleaned_data["subdoel"]
        services.voeg_toe(
            thema_id=thema.pk,
            subdoel_id=subdoel.pk if subdoel else None,
            indicator_id=form.cleaned_data["indicator"].pk,
            door=request.lidmaatschap,
        )

    if gelukt(form, voeg_toe):
        messages.success(request, "De indicator staat erbij.")
        return redirect("verantwoording:themaindicatoren", kenmerk, code)
    context = {
        "thema": thema,
        "groepen": indicatorgroepen(thema),
        "mag_wijzigen": request.lidmaatschap.rol == Rol.BELEIDSMEDEWERKER,
    }
    return antwoord(request, "verantwoording/themaindicatoren.html", context, form=form)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def themaindicator_verwijder(request: LidRequest, kenmerk: str, code: str, pk: int) -> HttpResponse:
    thema = haal_thema(kenmerk, code)
    if not Themaindicator.objects.filter(pk=pk, thema=thema).exists():
        raise Http404
    doe(
        request,
        lambda: services.verwijder(themaindicator_id=pk, door=request.lidmaatschap),
        "De indicator hoort niet meer bij dit thema.",
    )
    return redirect("verantwoording:themaindicatoren", kenmerk, code)
