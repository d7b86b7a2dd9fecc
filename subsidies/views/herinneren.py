"""Who keeps the draft waiting, and one button to remind them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from kern.fouten import DomeinFout
from kern.taal import opsomming
from organisaties.toegang import LidRequest, met_rol
from subsidies.models import Aanvraag
from subsidies.selectors import laad_dossier
from subsidies.selectors.aan_zet import aan_zet
from subsidies.services import herinneren as services
from subsidies.toegang import LEZERS, haal_aanvraag, leidt_tafel


@met_rol(*LEZERS)
def herinneren(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Everybody at the table sees whose turn it is; who may, reminds them with one POST."""
    lid = request.lidmaatschap
    aanvraag = haal_aanvraag(lid, kenmerk)
    if request.method == "POST":
        return _herinner(request, aanvraag)
    dossier = laad_dossier(aanvraag)
    rijen = aan_zet(dossier)
    context = {
        "aanvraag": aanvraag,
        "dossier": dossier,
        "rijen": rijen,
        "concept": aanvraag.stand == Aanvraag.Stand.CONCEPT,
        "te_herinneren": [rij.deel for rij in rijen if rij.wordt_herinnerd],
        "mag_herinneren": services.mag_herinneren(lid, aanvraag, leidt=leidt_tafel(lid, aanvraag)),
    }
    return render(request, "subsidies/herinneren.html", context)


def _herinner(request: LidRequest, aanvraag: Aanvraag) -> HttpResponse:
    try:
        herinnering = services.herinner(aanvraag_id=aanvraag.pk, door=request.lidmaatschap)
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
    else:
        messages.success(request, f"Herinnerd: {opsomming(herinnering.bereikt)}.")
        if herinnering.vandaag_al:
            messages.info(request, f"Vandaag al herinnerd: {opsomming(herinnering.vandaag_al)}.")
        if herinnering.onbereikbaar:
            messages.warning(
                request, f"Hier is niemand die een bericht kan krijgen: {opsomming(herinnering.onbereikbaar)}."
            )
    return redirect("subsidies:herinneren", aanvraag.kenmerk)
