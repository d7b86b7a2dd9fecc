"""How the money is used: what is likely, what to expect, what if, and the largest bookings."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from begroting.forms.peil import PeilForm
from begroting.selectors import budgetkeuze
from begroting.toegang import ZIEN, haal_budgetjaar
from kern.views import antwoord
from organisaties.toegang import LidRequest, met_rol
from overzichten.forms.benutting import BewegingenForm, WatAlsForm
from overzichten.selectors.benutting import benuttingsblad, budgetjaarblad
from overzichten.selectors.benutting_bewegingen import bewegingenblad
from overzichten.selectors.benutting_wat_als import wat_als_blad

SJABLOON = "overzichten/overzichtsblad.html"


@require_safe
@met_rol(*ZIEN)
def benutting(request: LidRequest) -> HttpResponse:
    """All budgets of one year; `jaar` chooses it."""
    jaar = request.GET.get("jaar", "")
    if jaar and not (jaar.isdecimal() and len(jaar) == len("2019")):
        raise Http404
    form = PeilForm(request.GET)
    blad = benuttingsblad(int(jaar) if jaar else None, form.peil())
    if blad is None:
        raise Http404
    return antwoord(request, SJABLOON, {"blad": blad}, form=form)


@require_safe
@met_rol()
def benutting_jaar(request: LidRequest, pk: int) -> HttpResponse:
    jaar = haal_budgetjaar(request.lidmaatschap, pk)
    form = PeilForm(request.GET)
    return antwoord(request, SJABLOON, {"blad": budgetjaarblad(jaar, form.peil())}, form=form)


@require_safe
@met_rol()
def wat_als(request: LidRequest, pk: int) -> HttpResponse:
    jaar = haal_budgetjaar(request.lidmaatschap, pk)
    form = WatAlsForm(request.GET if "percentage" in request.GET else None)
    keuze = (form.cleaned_data["percentage"], form.cleaned_data["afronding"]) if form.is_valid() else None
    blad = wat_als_blad(jaar, keuze, request.GET.get("bladzijde"), timezone.localdate())
    return antwoord(request, SJABLOON, {"blad": blad, "knop": "Reken door"}, form=form)


@require_safe
@met_rol(*ZIEN)
def bewegingen(request: LidRequest) -> HttpResponse:
    form = BewegingenForm(request.GET.dict(), budgetten=budgetkeuze())
    blad = bewegingenblad(form.keuze(), form.peil())
    return antwoord(request, SJABLOON, {"blad": blad, "knop": "Toon boekingen"}, form=form)
