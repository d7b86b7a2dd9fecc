"""The step every form page of this room takes."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from begroting.models import Budget
from kern.forms import Formulier
from kern.views import antwoord, gelukt
from organisaties.toegang import LidRequest


def formulierpagina(
    request: LidRequest,
    form: Formulier,
    daad: Callable[[], object],
    *,
    titel: str,
    melding: str,
    terug: str,
    inleiding: str = "",
    budget: Budget | None = None,
) -> HttpResponse:
    """Show the form; when it is sent and right, do the act and go to `terug`. A refusal lands on the form."""
    if gelukt(form, daad):
        messages.success(request, melding)
        return redirect(terug)
    context = {"titel": titel, "inleiding": inleiding, "budget": budget, "terug": terug}
    return antwoord(request, "begroting/formulier.html", context, form=form)
