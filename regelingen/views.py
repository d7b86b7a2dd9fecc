"""Schemes and what holds when. Everybody of the municipality reads them, the functioneel beheerder sets them."""

import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from kern.toegang import GEMEENTE, LidRequest, Rol, met_rol
from kern.views import antwoord, gelukt, invoer
from regelingen import selectors
from regelingen.forms import ParameterForm
from regelingen.models import Regeling
from regelingen.services.stel_parameter_in import stel_parameter_in


@require_safe
@met_rol(*GEMEENTE)
def lijst(request: LidRequest) -> HttpResponse:
    return antwoord(request, "regelingen/regeling_lijst.html", {"regelingen": list(Regeling.objects.all())})


@require_safe
@met_rol(*GEMEENTE)
def detail(request: LidRequest, code: str) -> HttpResponse:
    """What holds on the day asked for (`?op=2026-01-01`), today when that is no day."""
    regeling = get_object_or_404(Regeling, code=code)
    op = _dag(request.GET.get("op", ""))
    return antwoord(
        request,
        "regelingen/regeling_detail.html",
        {
            "regeling": regeling,
            "op": op,
            "groepen": selectors.parameters_per_groep(regeling, op),
            "ingangsdatums": selectors.ingangsdatums(regeling),
            "mag_instellen": request.lidmaatschap.rol == Rol.BEHEERDER,
        },
    )


@met_rol(Rol.BEHEERDER)
def parameter_nieuw(request: LidRequest, code: str) -> HttpResponse:
    regeling = get_object_or_404(Regeling, code=code)
    form = ParameterForm(invoer(request))
    if gelukt(
        form, lambda: stel_parameter_in(regeling_id=regeling.pk, door=request.lidmaatschap, **form.cleaned_data)
    ):
        messages.success(request, "De waarde is ingesteld. Wat eerder gold, blijft staan.")
        return redirect("regelingen:detail", code)
    return antwoord(request, "regelingen/parameter_nieuw.html", {"regeling": regeling}, form=form)


def _dag(tekst: str) -> datetime.date:
    try:
        return parse_date(tekst) or timezone.localdate()
    except ValueError:
        return timezone.localdate()
