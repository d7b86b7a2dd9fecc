"""The report of one activity: written on a page that saves by itself, read by everybody else."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kern.fouten import DomeinFout
from kern.views import doe, toon_fout
from organisaties.toegang import LidRequest, met_rol
from subsidies.onderdelen.blad import open_blad
from subsidies.services.versies import VersieConflict
from subsidies.toegang import LEZERS
from verantwoording.forms.verslag import LABELS, VerslagForm
from verantwoording.models import Verhaal
from verantwoording.onderdelen import VERSLAG
from verantwoording.selectors.cijfers import cijfers_van
from verantwoording.selectors.deelverslag import mist_aan, volgende_erbij
from verantwoording.selectors.inhoud import TEKSTEN, inhoud_van, pagina_erbij
from verantwoording.services.overnemen import neem_over
from verantwoording.services.verslag import bewaar_verslag
from verantwoording.toegang import (
    SCHRIJFROLLEN,
    haal_activiteitverslag,
    haal_eigen_activiteitverslag,
    haalt_verhaal_weg,
)


@met_rol(*LEZERS)
def activiteit(request: LidRequest, kenmerk: str, verslag_id: int) -> HttpResponse:
    """One activity. Who writes there gets the form while it is open, all others what was written."""
    lid = request.lidmaatschap
    haal = haal_eigen_activiteitverslag if request.method == "POST" else haal_activiteitverslag
    verslag: Any = haal(lid, kenmerk, verslag_id, **pagina_erbij(), **volgende_erbij())
    alle = cijfers_van(filter(None, [verslag.pk, verslag.vorig_id]))
    context = {
        "verslag": verslag,
        "deelverslag": verslag.deelverslag,
        "verantwoording": verslag.deelverslag.verantwoording,
        "aanvraag": VERSLAG.aanvraag(verslag),
        "afspraak": verslag.afspraak,
        "cijfers": alle[verslag.pk],
        "verhalen": Verhaal.objects.filter(verslag=verslag).select_related("stadsdeel"),
        "mag_schrijven": VERSLAG.schrijft(lid, verslag),
    }
    if request.method != "POST" and not context["mag_schrijven"]:
        context["teksten"] = [(LABELS[naam], getattr(verslag, naam)) for naam in TEKSTEN]
        context["haalt_weg"] = haalt_verhaal_weg(lid, verslag.deelverslag)
        return render(request, "verantwoording/activiteit_lees.html", context)
    vorig = alle.get(verslag.vorig_id, [])
    return _schrijf(request, verslag, context, vorig)


def _schrijf(request: LidRequest, verslag: Any, context: dict[str, Any], vorig: list[Any]) -> HttpResponse:
    blad = open_blad(request, VERSLAG, verslag)
    form = VerslagForm(blad.invoer, verslag=verslag, cijfers=context["cijfers"])
    if blad.is_post and form.is_valid() and blad.versie.is_valid():
        try:
            bewaar_verslag(
                verslag_id=verslag.pk, inhoud=form.inhoud, door=request.lidmaatschap, **blad.versie.cleaned_data
            )
        except VersieConflict:
            return blad.toon_conflict()
        except DomeinFout as fout:
            blad.code = fout.code
            toon_fout(form, fout)
        else:
            messages.success(request, f"Het verslag van ‘{verslag.afspraak.naam}’ is bewaard.")
            return _verder(request, context["aanvraag"].kenmerk, verslag)
    blokken = form.blokken(vorig, met_principes=bool(verslag.principes))
    nu = inhoud_van(verslag)
    context |= {
        "blokken": blokken,
        "mist": mist_aan(verslag, verslag.principes, context["cijfers"]),
        "kan_overnemen": verslag.vorig_id and any(not nu[naam].strip() for naam in TEKSTEN) and not blad.klad,
    }
    return blad.toon("verantwoording/activiteit.html", context, form=form)


def _verder(request: LidRequest, kenmerk: str, verslag: Any) -> HttpResponse:
    """Where the button that saved leads to: a story, the next activity (after the last the whole), or this page."""
    match request.POST.get("verhaal", ""):
        case "nieuw":
            return redirect("verantwoording:verhaal_nieuw", kenmerk, verslag.pk)
        case str() as verhaal if verhaal.isdecimal():
            return redirect("verantwoording:verhaal", kenmerk, int(verhaal))
    if "verder" not in request.POST:
        return redirect("verantwoording:activiteit", kenmerk, verslag.pk)
    if verslag.volgende_id is None:
        return redirect("verantwoording:deelverslag", kenmerk, verslag.deelverslag_id)
    return redirect("verantwoording:activiteit", kenmerk, verslag.volgende_id)


@require_POST
@met_rol(*SCHRIJFROLLEN)
def overnemen(request: LidRequest, kenmerk: str, verslag_id: int) -> HttpResponse:
    """The texts of a year before, as a draft of who asked for it."""
    haal_eigen_activiteitverslag(request.lidmaatschap, kenmerk, verslag_id)
    doe(
        request,
        lambda: neem_over(kenmerk=kenmerk, verslag_id=verslag_id, door=request.lidmaatschap),
        "De teksten staan hieronder als klad. Lees ze na, pas ze aan en klik op Bewaar.",
    )
    return redirect("verantwoording:activiteit", kenmerk, verslag_id)
