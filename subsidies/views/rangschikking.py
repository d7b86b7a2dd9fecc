"""The order in which applications share a ceiling."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisaties.toegang import GEMEENTE, LidRequest, met_rol
from subsidies.selectors.rangschikking import laad_rangschikking
from thematafels.toegang import haal_tafel


@require_safe
@met_rol(*GEMEENTE)
def rangschikking(request: LidRequest, uitvraag: str, thema: str) -> HttpResponse:
    tafel = haal_tafel(request.lidmaatschap, uitvraag, thema)
    return render(request, "subsidies/rangschikking.html", {"tafel": tafel, "lijst": laad_rangschikking(tafel)})
