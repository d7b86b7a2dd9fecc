from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from organisaties.models import Lidmaatschap
from organisaties.toegang import GEMEENTE, ONAFHANKELIJK, PARTNER, RAAD, Rol

# The first page of each role. Whoever has no role yet sees their own data.
STARTPAGINA = dict.fromkeys((*GEMEENTE, *PARTNER, *ONAFHANKELIJK), "overzichten:werklijst") | dict.fromkeys(
    RAAD, "overzichten:geld"
)
ZONDER_ROL = "organisaties:mijn_gegevens"


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    lid: Lidmaatschap | None = getattr(request, "lidmaatschap", None)
    return redirect(STARTPAGINA.get(Rol(lid.rol), ZONDER_ROL) if lid else ZONDER_ROL)
