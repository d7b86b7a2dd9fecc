"""The own part of one participant: its activities with what still misses, and submitting it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from kern.fouten import DomeinFout
from kern.views import ONVERWERKBAAR, antwoord, gelukt, invoer
from organisaties.models import Lidmaatschap
from organisaties.toegang import LidRequest, met_rol
from subsidies.toegang import LEZERS
from verantwoording.forms.papier import PapierForm
from verantwoording.forms.verslag import LABELS
from verantwoording.models import Bevinding, Deelverslag
from verantwoording.selectors.deelverslag import ingediend_erbij, opnieuw_ingediend, stand_van
from verantwoording.selectors.inhoud import TEKSTEN
from verantwoording.services.indienen import dien_in, dien_papier_in
from verantwoording.services.verslag import OPEN
from verantwoording.toegang import (
    SCHRIJFROLLEN,
    haal_deelverslag,
    haal_in_te_dienen_deelverslag,
    is_eigen,
    schrijft,
    tekent,
    voert_in,
)


@require_safe
@met_rol(*LEZERS)
def deelverslag(request: LidRequest, kenmerk: str, deelverslag_id: int) -> HttpResponse:
    """Activity by activity what was written, and for who writes it what still misses."""
    verslag = haal_deelverslag(request.lidmaatschap, kenmerk, deelverslag_id, **ingediend_erbij())
    context = _context(request.lidmaatschap, verslag) | {
        "vragen": Bevinding.objects.filter(
            deelverslag=verslag, soort=Bevinding.Soort.VRAAG, antwoord_op=None
        ).select_related("verslag__afspraak"),
        "opnieuw_op": opnieuw_ingediend(verslag),
    }
    return render(request, "verantwoording/deelverslag.html", context)


@met_rol(*SCHRIJFROLLEN)
def deelverslag_indienen(request: LidRequest, kenmerk: str, deelverslag_id: int) -> HttpResponse:
    """By a signatory: one look at everything, one button. What misses is listed with the way to it."""
    lid = request.lidmaatschap
    verslag = haal_in_te_dienen_deelverslag(lid, kenmerk, deelverslag_id)
    if voert_in(lid, verslag.verantwoording.aanvraag):
        return _van_papier(request, verslag)
    fout = ""
    if request.method == "POST":
        try:
            dien_in(deelverslag_id=verslag.pk, door=lid)
        except DomeinFout as geweigerd:
            fout = geweigerd.bericht
        else:
            messages.success(request, f"Het verslag over {verslag.verantwoording.jaar} is ingediend.")
            return redirect("verantwoording:deelverslag", kenmerk, deelverslag_id)
    context = _nakijken(lid, verslag) | {"fout": fout}
    return render(request, "verantwoording/deelverslag_indienen.html", context, status=ONVERWERKBAAR if fout else 200)


def _van_papier(request: LidRequest, verslag: Deelverslag) -> HttpResponse:
    """By the officer who entered what came on paper: with the moment on which it came."""
    form = PapierForm(invoer(request))

    def leg_vast() -> None:
        dien_papier_in(
            deelverslag_id=verslag.pk, ontvangen_op=form.cleaned_data["ontvangen_op"], door=request.lidmaatschap
        )

    if gelukt(form, leg_vast):
        messages.success(request, f"Het verslag over {verslag.verantwoording.jaar} is vastgelegd.")
        return redirect("verantwoording:deelverslag", verslag.verantwoording.aanvraag.kenmerk, verslag.pk)
    return antwoord(
        request, "verantwoording/deelverslag_indienen.html", _nakijken(request.lidmaatschap, verslag), form=form
    )


def _nakijken(lid: Lidmaatschap, verslag: Deelverslag) -> dict[str, Any]:
    """With each activity its texts, to read once more."""
    context = _context(lid, verslag)
    teksten = [
        [(LABELS[naam], getattr(activiteit.verslag, naam)) for naam in TEKSTEN]
        for activiteit in context["stand"].activiteiten
    ]
    return context | {"activiteiten": list(zip(context["stand"].activiteiten, teksten, strict=True))}


def _context(lid: Lidmaatschap, verslag: Deelverslag) -> dict[str, Any]:
    open_ = verslag.stand in OPEN
    op_papier, eigen = voert_in(lid, verslag.verantwoording.aanvraag), is_eigen(lid, verslag)
    return {
        "deelverslag": verslag,
        "verantwoording": verslag.verantwoording,
        "aanvraag": verslag.verantwoording.aanvraag,
        "stand": stand_van(verslag),
        "op_papier": op_papier,
        "mag_schrijven": open_ and schrijft(lid, verslag),
        "mag_indienen": open_ and (op_papier or tekent(lid, verslag)),
        "is_eigen": eigen,
        "mag_bevindingen": lid.is_gemeente or eigen,
    }
