"""Own parts that are late, for who decides what follows."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisaties.toegang import GEMEENTE, LidRequest, Rol, met_rol
from verantwoording.selectors.te_laat import laatrijen


@require_safe
@met_rol(*GEMEENTE)
def te_laat(request: LidRequest) -> HttpResponse:
    """With what was done about each; once the last term is over, the way to suspension and settlement."""
    rijen, bladzijde = laatrijen(request.GET.get("bladzijde"))
    context = {
        "rijen": rijen,
        "bladzijde": bladzijde,
        "mag_voorstellen": request.lidmaatschap.rol == Rol.BELEIDSMEDEWERKER,
    }
    return render(request, "verantwoording/te_laat.html", context)
