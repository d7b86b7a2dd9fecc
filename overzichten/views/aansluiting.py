from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from begroting.models import Aansluiting
from kern.views import antwoord
from organisaties.toegang import LidRequest, Rol, met_rol


@require_safe
@met_rol(Rol.FINANCIEEL)
def aansluiting(request: LidRequest, pk: int) -> HttpResponse:
    """What one check of the figures found."""
    return antwoord(request, "overzichten/aansluiting.html", {"controle": get_object_or_404(Aansluiting, pk=pk)})
