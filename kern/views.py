"""What every view does the same."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from kern.fouten import DomeinFout

ONVERWERKBAAR = 422


def toon_fout(form: BaseForm, fout: DomeinFout) -> None:
    """Put the refusal of a service on the form: at its field when it names one the form has, else above it."""
    form.add_error(fout.veld if fout.veld in form.fields else None, fout.bericht)


def invoer(request: HttpRequest) -> QueryDict | None:
    """What was posted, for a form: None on any other method. An empty POST is a POST too, and is refused as one."""
    return request.POST if request.method == "POST" else None


def gelukt(form: BaseForm, daad: Callable[[], object]) -> bool:
    """Do the act when the form was sent and is right; a refusal of the service lands on the form."""
    if not form.is_valid():
        return False
    try:
        daad()
    except DomeinFout as fout:
        toon_fout(form, fout)
        return False
    return True


def doe(request: HttpRequest, daad: Callable[[], object], melding: str) -> None:
    """Do an act that asks for nothing but a button; the next page tells that it was done, or why it was refused."""
    try:
        daad()
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
    else:
        messages.success(request, melding)


def antwoord(
    request: HttpRequest, template: str, context: dict[str, Any] | None = None, *, form: BaseForm | None = None
) -> HttpResponse:
    """Render a page; with a refused form the status is 422, and what was typed stands there still."""
    status = ONVERWERKBAAR if form is not None and form.is_bound and form.errors else 200
    return render(request, template, {"form": form} | (context or {}), status=status)


def zet_waarde(form: BaseForm, veld: str, waarde: object) -> None:
    """Replace one posted value before a refused form is shown again, such as the version that was read."""
    data = cast("QueryDict", form.data).copy()
    data[form.add_prefix(veld)] = str(waarde)
    form.data = data
