"""The account of one year: whose part is in, and opening it before the year is over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kern.views import antwoord, gelukt, invoer
from organisaties.toegang import LidRequest, Rol, met_rol
from subsidies.toegang import LEZERS, haal_zaak
from verantwoording.forms.jaar import OpenForm
from verantwoording.models import Deelverslag
from verantwoording.selectors.deelverslag import standen_van
from verantwoording.selectors.overzicht import samenstand
from verantwoording.services.openen import open_verantwoording, te_openen_jaren
from verantwoording.toegang import haal_verantwoording, is_eigen


@require_safe
@met_rol(*LEZERS)
def jaar(request: LidRequest, kenmerk: str, jaar: int) -> HttpResponse:
    """Every participant with the state of its own part, in one list: lateness of one is of that one."""
    lid = request.lidmaatschap
    verantwoording = haal_verantwoording(lid, kenmerk, jaar)
    delen = Deelverslag.objects.filter(verantwoording=verantwoording).select_related(
        "deel__organisatie", "machtiging", "ingediend_door__gebruiker", "ingediend_door__organisatie"
    )
    standen = standen_van(delen.order_by("deel__organisatie__naam"))
    context = {
        "verantwoording": verantwoording,
        "aanvraag": verantwoording.aanvraag,
        "toestand": samenstand(verantwoording, lid),
        "standen": standen,
        "ingediend": sum(stand.deelverslag.stand != Deelverslag.Stand.OPEN for stand in standen),
        "eigen": next((stand for stand in standen if is_eigen(lid, stand.deelverslag)), None),
    }
    return render(request, "verantwoording/jaar.html", context)


@met_rol(Rol.BELEIDSMEDEWERKER)
def openen(request: LidRequest, kenmerk: str) -> HttpResponse:
    """By an officer, for a year that is not over yet: a table that stops halfway accounts on what it did."""
    aanvraag = haal_zaak(request.lidmaatschap, kenmerk)
    form = OpenForm(invoer(request), jaren=te_openen_jaren(aanvraag.pk))

    def doe_open() -> None:
        open_verantwoording(aanvraag_id=aanvraag.pk, door=request.lidmaatschap, **form.cleaned_data)

    if gelukt(form, doe_open):
        messages.success(request, f"De verantwoording over {form.cleaned_data['jaar']} staat klaar.")
        return redirect("verantwoording:jaar", kenmerk, form.cleaned_data["jaar"])
    return antwoord(request, "verantwoording/openen.html", {"aanvraag": aanvraag}, form=form)
