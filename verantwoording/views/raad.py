"""What the council reads: one account, the years of a theme, and what worked and what did not."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kern.views import antwoord
from organisaties.toegang import LidRequest, met_rol
from thematafels.export import als_csv
from verantwoording.forms.zoeken import ZoekForm
from verantwoording.selectors import zoeken as selectors
from verantwoording.selectors.dekking import dekking_van
from verantwoording.selectors.raad import raadsbeeld, stuk_erbij
from verantwoording.selectors.terugblik import terugblik as laad_terugblik
from verantwoording.toegang import LEZERS, VOOR_DE_RAAD, haal_verantwoording


@require_safe
@met_rol(*LEZERS)
def raad(request: LidRequest, kenmerk: str, jaar: int) -> HttpResponse:
    """Only what was submitted, for everybody. `activiteit` shows one alone, `bladzijde` leafs through all of them."""
    verantwoording = haal_verantwoording(request.lidmaatschap, kenmerk, jaar, **stuk_erbij())
    if verantwoording.stand not in VOOR_DE_RAAD:
        raise Http404
    gekozen = request.GET.get("activiteit", "")
    een = int(gekozen) if gekozen.isdecimal() and len(gekozen) < 19 else None
    context = {
        "verantwoording": verantwoording,
        "aanvraag": verantwoording.aanvraag,
        "blad": raadsbeeld(verantwoording, request.GET.get("bladzijde"), een),
        "een": een,
        "dekking": dekking_van(request.lidmaatschap, verantwoording.aanvraag, jaar),
    }
    return render(request, "verantwoording/raad.html", context)


@require_safe
@met_rol(*LEZERS)
def terugblik(request: LidRequest) -> HttpResponse:
    """`thema` chooses whose years, `bladzijde` leafs through them."""
    keuze = request.GET.get("thema", ""), request.GET.get("bladzijde")
    context = {"blik": laad_terugblik(request.lidmaatschap, *keuze)}
    return render(request, "verantwoording/terugblik.html", context)


@require_safe
@met_rol(*LEZERS)
def zoeken(request: LidRequest) -> HttpResponse:
    form = ZoekForm(request.GET, keuzes=selectors.keuzes(request.lidmaatschap))
    vraag = form.vraag
    gevonden = selectors.zoek(request.lidmaatschap, vraag, request.GET.get("bladzijde"))
    context = {"gevonden": gevonden, "bladzijde": gevonden.bladzijde, "vraag": vraag}
    return antwoord(request, "verantwoording/zoeken.html", context, form=form)


@require_safe
@met_rol(*LEZERS)
def zoeken_csv(request: LidRequest) -> StreamingHttpResponse:
    """All that the page found, as a file."""
    form = ZoekForm(request.GET, keuzes=selectors.keuzes(request.lidmaatschap))
    rijen = selectors.uitvoer_rijen(request.lidmaatschap, form.vraag)
    return als_csv("wat-werkte.csv", selectors.KOPPEN, rijen)
