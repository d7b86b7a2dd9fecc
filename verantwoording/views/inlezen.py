"""Imports of figures: the list, offering a file, what it would do, and how far it is."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from kern.views import antwoord, doe, gelukt, invoer
from organisaties.toegang import GEMEENTE, LidRequest, Rol, eis_rol, met_rol
from thematafels.export import als_csv
from verantwoording.forms.inlezen import BevestigForm, InlezingForm, begin_van
from verantwoording.models import Inlezing
from verantwoording.selectors import inlezen as selectors
from verantwoording.services import inlezen as services

PER_BLADZIJDE = 50
GETOOND = 50
Stand = Inlezing.Stand
ANDERS = {Stand.PROEF, Stand.MISLUKT, Stand.VERWORPEN}  # offered again with other choices
LANGSTE_NUMMER = 10


@require_safe
@met_rol(*GEMEENTE)
def inlezingen(request: LidRequest) -> HttpResponse:
    bladzijde = Paginator(selectors.inlezingen(), PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    context = {
        "bladzijde": bladzijde,
        "rijen": [(rij, selectors.TEKEN[Stand(rij.stand)]) for rij in bladzijde],
        "mag_inlezen": request.lidmaatschap.rol == Rol.BELEIDSMEDEWERKER,
    }
    return antwoord(request, "verantwoording/inlezingen.html", context)


@met_rol(Rol.BELEIDSMEDEWERKER)
def inlezing_nieuw(request: LidRequest) -> HttpResponse:
    form = InlezingForm(invoer(request), request.FILES or None, initial=_eerdere_keuzes(request))
    gemaakt: list[Inlezing] = []
    if gelukt(form, lambda: gemaakt.append(services.bied_aan(aanbod=form.aanbod, door=request.lidmaatschap))):
        return redirect("verantwoording:inlezing", gemaakt[0].pk)
    return antwoord(request, "verantwoording/inlezing_nieuw.html", form=form)


def _eerdere_keuzes(request: LidRequest) -> dict[str, Any]:
    """What was filled in for an earlier file (`van`), to offer it again otherwise."""
    van = request.GET.get("van", "")
    rij = Inlezing.objects.filter(pk=van).first() if van.isdecimal() and len(van) < LANGSTE_NUMMER else None
    return begin_van(rij.vorm, rij.keuzes) if rij else {}


@met_rol(*GEMEENTE)
def inlezing(request: LidRequest, pk: int) -> HttpResponse:
    """What the file would do, or did; POST confirms it."""
    if request.method == "POST":
        eis_rol(request.lidmaatschap, Rol.BELEIDSMEDEWERKER)
    rij = get_object_or_404(Inlezing.objects.select_related("bestand", "door__gebruiker"), pk=pk)
    form = BevestigForm(invoer(request), herzien=rij.herzien, initial={"gezien": rij.vingerafdruk})
    if gelukt(form, lambda: services.bevestig(inlezing_id=pk, door=request.lidmaatschap, **form.waarden)):
        messages.success(request, "De cijfers worden ingelezen.")
        return redirect("verantwoording:inlezing", pk)
    mag = request.lidmaatschap.rol == Rol.BELEIDSMEDEWERKER
    context = {
        "inlezing": rij,
        "teken": selectors.TEKEN[Stand(rij.stand)],
        "fouten": rij.fouten[:GETOOND],
        "herzieningen": list(selectors.veranderingen(rij.herzieningen[:GETOOND])),
        "voorbeelden": list(selectors.veranderingen(rij.voorbeelden)) if rij.stand == Stand.PROEF else [],
        "mag_andere_keuzes": mag and rij.stand in ANDERS,
        "mag_inlezen": mag and rij.stand == Stand.PROEF and bool(rij.nieuw or rij.herzien),
        "mag_opnieuw": mag and rij.VERLOOP.mag(rij.stand, Stand.AANGEBODEN),
        "mag_weg": mag and rij.VERLOOP.mag(rij.stand, Stand.VERWORPEN),
    }
    return antwoord(request, "verantwoording/inlezing.html", context, form=form)


@require_safe
@met_rol(*GEMEENTE)
def inlezing_voortgang(request: LidRequest, pk: int) -> HttpResponse:
    """Only how far it is: asked for again while a worker is at it; after that the page shows the outcome."""
    rij = get_object_or_404(selectors.inlezingen(), pk=pk)
    deel = render(request, "verantwoording/_inlezing_voortgang.html", {"inlezing": rij})
    if not rij.onderweg:
        deel["HX-Refresh"] = "true"
    return deel


@require_safe
@met_rol(*GEMEENTE)
def inlezing_fouten(request: LidRequest, pk: int) -> StreamingHttpResponse:
    rij = get_object_or_404(Inlezing, pk=pk)
    cellen = ((str(nummer), kolom, tekst) for nummer, kolom, tekst in rij.fouten)
    return als_csv(f"inlezing-{pk}-fouten.csv", ("rij", "kolom", "fout"), cellen)


@require_safe
@met_rol(*GEMEENTE)
def inlezing_herzieningen(request: LidRequest, pk: int) -> StreamingHttpResponse:
    rij = get_object_or_404(Inlezing, pk=pk)
    cellen = (
        (str(regel.rij), regel.indicator, regel.bron, regel.gebied, regel.periode, regel.oud, regel.nieuw)
        for regel in selectors.veranderingen(rij.herzieningen)
    )
    koppen = ("rij", "indicator", "bron", "gebied", "periode", "was", "wordt")
    return als_csv(f"inlezing-{pk}-herzieningen.csv", koppen, cellen)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def inlezing_opnieuw(request: LidRequest, pk: int) -> HttpResponse:
    rij = get_object_or_404(Inlezing, pk=pk)
    doe(
        request,
        lambda: services.bekijk_opnieuw(inlezing_id=rij.pk, door=request.lidmaatschap),
        "Wij kijken opnieuw naar dit bestand.",
    )
    return redirect("verantwoording:inlezing", pk)


@require_POST
@met_rol(Rol.BELEIDSMEDEWERKER)
def inlezing_verwerpen(request: LidRequest, pk: int) -> HttpResponse:
    rij = get_object_or_404(Inlezing, pk=pk)
    doe(
        request,
        lambda: services.verwerp(inlezing_id=rij.pk, door=request.lidmaatschap),
        "Dit bestand wordt niet ingelezen.",
    )
    return redirect("verantwoording:inlezingen")
