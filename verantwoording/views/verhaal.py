"""Stories: adding one, changing it, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from kern.views import antwoord, doe, gelukt, invoer
from organisaties.toegang import LidRequest, met_rol
from verantwoording.forms.verhaal import VerhaalForm
from verantwoording.models import Activiteitverslag
from verantwoording.services.verhalen import neem_verhaal_terug, voeg_verhaal_toe, wijzig_verhaal
from verantwoording.toegang import (
    SCHRIJFROLLEN,
    haal_eigen_activiteitverslag,
    haal_eigen_verhaal,
    haal_terug_te_nemen_verhaal,
)


@met_rol(*SCHRIJFROLLEN)
def verhaal_nieuw(request: LidRequest, kenmerk: str, verslag_id: int) -> HttpResponse:
    verslag = haal_eigen_activiteitverslag(request.lidmaatschap, kenmerk, verslag_id)
    form = VerhaalForm(invoer(request))

    def voeg_toe() -> None:
        voeg_verhaal_toe(verslag_id=verslag.pk, verteld=form.verteld, door=request.lidmaatschap)

    if gelukt(form, voeg_toe):
        messages.success(request, "Het verhaal is toegevoegd.")
        return redirect("verantwoording:activiteit", kenmerk, verslag_id)
    return antwoord(request, "verantwoording/verhaal.html", _context(verslag), form=form)


@met_rol(*SCHRIJFROLLEN)
def verhaal(request: LidRequest, kenmerk: str, verhaal_id: int) -> HttpResponse:
    """To change it; the permission is asked again."""
    gevonden = haal_eigen_verhaal(request.lidmaatschap, kenmerk, verhaal_id)
    velden = {"van": gevonden.van, "tekst": gevonden.tekst, "stadsdeel": gevonden.stadsdeel_id}
    form = VerhaalForm(invoer(request), initial=velden)

    def wijzig() -> None:
        wijzig_verhaal(verhaal_id=gevonden.pk, verteld=form.verteld, door=request.lidmaatschap)

    if gelukt(form, wijzig):
        messages.success(request, "Het verhaal is gewijzigd.")
        return redirect("verantwoording:activiteit", kenmerk, gevonden.verslag_id)
    context = _context(gevonden.verslag) | {"verhaal": gevonden}
    return antwoord(request, "verantwoording/verhaal.html", context, form=form)


@met_rol(*SCHRIJFROLLEN)
def verhaal_weg(request: LidRequest, kenmerk: str, verslag_id: int, verhaal_id: int) -> HttpResponse:
    """The page says what happens, and asks once. Who clicks twice reads that it is gone."""
    lid = request.lidmaatschap
    verslag, gevonden = haal_terug_te_nemen_verhaal(lid, kenmerk, verslag_id, verhaal_id)
    if request.method == "POST":
        doe(
            request,
            lambda: neem_verhaal_terug(verslag_id=verslag.pk, verhaal_id=verhaal_id, door=lid),
            "Het verhaal is weggehaald.",
        )
        return redirect("verantwoording:activiteit", kenmerk, verslag_id)
    if gevonden is None:
        raise Http404
    context = _context(verslag) | {"verhaal": gevonden, "stukken": gevonden.in_stukken.count()}
    return render(request, "verantwoording/verhaal_weg.html", context)


def _context(verslag: Activiteitverslag) -> dict[str, Any]:
    return {
        "verslag": verslag,
        "deelverslag": verslag.deelverslag,
        "verantwoording": verslag.deelverslag.verantwoording,
        "aanvraag": verslag.deelverslag.verantwoording.aanvraag,
    }
