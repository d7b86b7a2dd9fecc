"""The money for the council: one way down from all budgets to one case. Every page is made of the same parts."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from begroting.forms.peil import PeilForm
from begroting.toegang import ZIEN
from kern.cijfertabel import Cijfertabel
from kern.uitvoer.bestand import geef_tabel
from kern.views import antwoord
from organisaties.toegang import RAAD, LidRequest, met_rol
from overzichten.geldpagina import Geldpagina
from overzichten.selectors.geld import alle_budgetten, een_budget, een_jaar
from overzichten.selectors.geld_doel import een_doel
from overzichten.selectors.geld_ontvanger import een_ontvanger
from overzichten.selectors.geld_zaak import een_zaak
from overzichten.selectors.raadsvraag import vragen_bij
from overzichten.views.raadsvraag import kies_cijfer

LEZERS = (*RAAD, *ZIEN)


@require_safe
@met_rol(*LEZERS)
def geld(request: LidRequest) -> HttpResponse:
    """All budgets; `jaar` chooses the year."""
    jaar = request.GET.get("jaar", "")
    if jaar and not (jaar.isdecimal() and len(jaar) == len("2019")):
        raise Http404
    form = PeilForm(request.GET)
    return _toon(request, form, alle_budgetten(form.peil(), int(jaar) if jaar else None))


@require_safe
@met_rol(*LEZERS)
def budget(request: LidRequest, budget: str) -> HttpResponse:
    form = PeilForm(request.GET)
    return _toon(request, form, een_budget(budget, form.peil()))


@require_safe
@met_rol(*LEZERS)
def jaar(request: LidRequest, budget: str, jaar: int) -> HttpResponse:
    form = PeilForm(request.GET)
    return _toon(request, form, een_jaar(budget, jaar, form.peil()))


@require_safe
@met_rol(*LEZERS)
def doel(request: LidRequest, budget: str, jaar: int, doel: str) -> HttpResponse:
    form = PeilForm(request.GET)
    return _toon(request, form, een_doel(budget, jaar, doel, form.peil()))


@require_safe
@met_rol(*LEZERS)
def verplichting(request: LidRequest, budget: str, jaar: int, doel: str, kenmerk: str) -> HttpResponse:
    form = PeilForm(request.GET)
    return _toon(request, form, een_zaak(budget, jaar, doel, kenmerk, form.peil()))


@require_safe
@met_rol(*LEZERS)
def ontvanger(request: LidRequest, pk: int) -> HttpResponse:
    form = PeilForm(request.GET)
    return _toon(request, form, een_ontvanger(pk, form.peil()))


def _toon(request: LidRequest, form: PeilForm, pagina: Geldpagina | None) -> HttpResponse:
    """The page; `als` asks for one of its tables as a file, `vraag` for the one that a question is about."""
    if pagina is not None and form.is_valid():
        if "als" in request.GET:
            return geef_tabel(_tabel(pagina, request.GET.get("tabel", "")), request.GET["als"])
        if "vraag" in request.GET and request.lidmaatschap.rol in RAAD:
            return kies_cijfer(request, pagina, _tabel(pagina, request.GET["vraag"]))
    context = {
        "pagina": pagina,
        "vragen": vragen_bij(request.lidmaatschap, pagina.adres) if pagina else [],
        "ziet_cijfers": True,
        "mag_vragen": request.lidmaatschap.rol in RAAD,
    }
    return antwoord(request, "overzichten/geld.html", context, form=form)


def _tabel(pagina: Geldpagina, code: str) -> Cijfertabel:
    try:
        return pagina.tabel(code)
    except KeyError as fout:
        raise Http404 from fout
