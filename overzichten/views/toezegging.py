"""The promises as a file; the page with their list stands in thematafels."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.uitvoer.bestand import geef_tabel
from organisaties.toegang import LidRequest, met_rol
from overzichten.selectors.toezegging import toezeggingen


@require_safe
@met_rol()
def toezeggingen_bestand(request: LidRequest, vorm: str) -> HttpResponse:
    """`stand` and `aan` narrow it down as on the page."""
    tabel = toezeggingen(
        request.lidmaatschap,
        stand=request.GET.get("stand", ""),
        aan=request.GET.get("aan", ""),
        vandaag=timezone.localdate(),
    )
    return geef_tabel(tabel, vorm)
