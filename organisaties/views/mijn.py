"""What a person sees of themselves, and for whom they act."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from kern.models import Gebruiker
from kern.views import antwoord
from organisaties import selectors
from organisaties.middleware import SESSIE_SLEUTEL
from organisaties.toegang import LidRequest, met_rol


@require_POST
@met_rol()
def wissel(request: LidRequest) -> HttpResponse:
    """Act for another of one's own active memberships, from the next request on."""
    gekozen = next((lid for lid in request.lidmaatschappen if str(lid.pk) == request.POST.get("lidmaatschap")), None)
    if gekozen is None:
        messages.error(request, "Deze rol hebt u niet (meer).")
    else:
        request.session[SESSIE_SLEUTEL] = gekozen.pk
        messages.success(request, f"U werkt nu als {gekozen.get_rol_display()} van {gekozen.organisatie.naam}.")
    return redirect("overzichten:start")


@require_safe
def mijn_gegevens(request: HttpRequest) -> HttpResponse:
    """Open to everybody who is logged in, also without any membership."""
    gebruiker = cast("Gebruiker", request.user)
    vandaag = timezone.localdate()
    rijen = [(lid, lid.geldt_op(vandaag)) for lid in selectors.mijn_lidmaatschappen(gebruiker)]
    return antwoord(request, "organisaties/mijn_gegevens.html", {"gebruiker": gebruiker, "lidmaatschappen": rijen})


@require_safe
def mijn_export(request: HttpRequest) -> HttpResponse:
    """The same and more, as a file to keep (AVG 15 and 20)."""
    export = JsonResponse(
        selectors.mijn_export(cast("Gebruiker", request.user)), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    export["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    export["Cache-Control"] = "private, no-store"
    return export
