"""Who may decide what for the college."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.views import antwoord, gelukt, invoer
from organisaties import selectors
from organisaties.forms import MandaatForm
from organisaties.models import SoortBesluit
from organisaties.services.geef_mandaat import geef_mandaat
from organisaties.toegang import GEMEENTE, LidRequest, Rol, met_rol


@require_safe
@met_rol(*GEMEENTE)
def mandaten(request: LidRequest) -> HttpResponse:
    return antwoord(
        request,
        "organisaties/mandaat_lijst.html",
        {
            "mandaten": selectors.mandaten(timezone.localdate()),
            "mag_geven": request.lidmaatschap.rol == Rol.BEHEERDER,
        },
    )


@met_rol(Rol.BEHEERDER)
def mandaat_nieuw(request: LidRequest) -> HttpResponse:
    form = MandaatForm(invoer(request))

    def geef() -> None:
        gegevens = form.cleaned_data
        geef_mandaat(
            lidmaatschap_id=gegevens["lidmaatschap"].pk,
            soort_besluit=SoortBesluit(gegevens["soort_besluit"]),
            maximum=gegevens["maximum"],
            van=gegevens["van"],
            tot=gegevens["tot"],
            grondslag=gegevens["grondslag"],
            door=request.lidmaatschap,
        )

    if gelukt(form, geef):
        messages.success(request, "Het mandaat is vastgelegd.")
        return redirect("organisaties:mandaten")
    return antwoord(request, "organisaties/mandaat_nieuw.html", form=form)
