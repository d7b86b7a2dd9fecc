from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kern.views import antwoord
from organisaties.toegang import GEMEENTE, LidRequest, met_rol
from overzichten.selectors.organisatiebeeld import organisatiebeeld


@require_safe
@met_rol(*GEMEENTE)
def beeld(request: LidRequest, pk: int) -> HttpResponse:
    """All that officers know of one organisation."""
    return antwoord(request, "overzichten/overzichtsblad.html", {"blad": organisatiebeeld(pk, request.lidmaatschap)})
