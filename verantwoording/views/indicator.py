"""The figures of the city: the list of them, one of them, and its file."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kern.uitvoer.bestand import geef_tabel
from kern.views import antwoord
from organisaties.toegang import LidRequest, met_rol
from verantwoording.cijfertoegang import LEZERS, haal_indicator
from verantwoording.forms.indicator import VergelijkForm, ZoekIndicatorForm
from verantwoording.regels.bijdrage import BIJDRAGE
from verantwoording.selectors.indicatorbestand import indicatortabel
from verantwoording.selectors.indicatoren import indicator_rijen, kies_indicatoren, themanamen
from verantwoording.selectors.indicatorpagina import Keuze, indicatorpagina
from verantwoording.selectors.maatschappelijk import Plek, plekken

PER_BLADZIJDE = 20
MEESTE_VAKJES = 30  # municipalities to tick without searching


@require_safe
@met_rol(*LEZERS)
def indicatoren(request: LidRequest) -> HttpResponse:
    """`zoek` and `thema` narrow the list down."""
    form = ZoekIndicatorForm(request.GET)
    keuze = form.cleaned_data if form.is_valid() else {"zoek": "", "thema": ""}
    gekozen = kies_indicatoren(request.lidmaatschap, **keuze)
    bladzijde = Paginator(gekozen, PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    context = {
        "bladzijde": bladzijde,
        "rijen": indicator_rijen(list(bladzijde)),
        "themas": themanamen(request.lidmaatschap),
        "keuze": keuze,
    }
    return antwoord(request, "verantwoording/indicatoren.html", context, form=form)


@require_safe
@met_rol(*LEZERS)
def indicator(request: LidRequest, code: str) -> HttpResponse:
    """`gebied`, `met` (municipalities), `soort` of area: what to show; `bladzijde` and `herzien` leaf through it."""
    gezocht = haal_indicator(code)
    gemeten = plekken(gezocht.pk)
    form = VergelijkForm([plek for plek in gemeten if not plek.eigen], request.GET)
    met = tuple(form.cleaned_data["met"]) if form.is_valid() else ()
    keuze = Keuze(
        gebied=request.GET.get("gebied", ""),
        met=met,
        soort=request.GET.get("soort", ""),
        bladzijde=request.GET.get("bladzijde", ""),
        herzien=request.GET.get("herzien", ""),
    )
    pagina = indicatorpagina(gezocht, gemeten, keuze, request.lidmaatschap)
    gevraagd = set(request.GET.getlist("met"))
    context = {
        "pagina": pagina,
        "vakjes": vakjes(pagina.anderen, gevraagd, request.GET.get("zoek", "")),
        "gevraagd": gevraagd,
        "veel": len(pagina.anderen) > MEESTE_VAKJES,
        "bron": gezocht.bron,
        "richting": gezocht.get_richting_display(),
        "bijdrage": BIJDRAGE,
    }
    return antwoord(request, "verantwoording/indicator.html", context, form=form)


@require_safe
@met_rol(*LEZERS)
def indicator_bestand(request: LidRequest, code: str, vorm: str) -> HttpResponse:
    """All of it, with every revision, as CSV, ODS or XLSX."""
    return geef_tabel(indicatortabel(haal_indicator(code), timezone.localdate()), vorm)


def vakjes(anderen: tuple[Plek, ...], gevraagd: set[str], zoek: str) -> list[Plek]:
    """What to tick: what was chosen, and what the search finds of the rest, the first of them."""
    gekozen = [plek for plek in anderen if plek.code in gevraagd]
    gevonden = [plek for plek in anderen if plek not in gekozen and zoek.strip().casefold() in plek.naam.casefold()]
    return [*gekozen, *gevonden[:MEESTE_VAKJES]]
