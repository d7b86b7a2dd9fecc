"""The step every form page of this room takes."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from begroting.models import Budget
from kern.forms import Formulier
from kern.fouten import DomeinFout
from kern.views import antwoord, toon_fout
from organisaties.toegang import LidRequest


def formulierpagina(
    request: LidRequest,
    form: Formulier,
    daad: Callable[[], object],
    *,
    titel: str,
    gelukt: str,
    terug: str,
    inleiding: str = "",
    budget: Budget | None = None,
) -> HttpResponse:
    """Show the form; when it is sent and right, do the act and go to `terug`. A refusal lands on the form."""
    if form.is_valid():
        try:
            daad()
        except DomeinFout as fout:
            toon_fout(form, fout)
        else:
            messages.success(request, gelukt)
            return redirect(terug)
    context = {"titel": titel, "inleiding": inleiding, "budget": budget, "terug": terug}
    return antwoord(request, "begroting/formulier.html", context, form=form)
