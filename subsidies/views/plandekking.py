"""What the plan covers, where the gaps and overlaps are, and what it costs."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisaties.toegang import LidRequest, met_rol
from subsidies.regels import dekking as regels
from subsidies.regels.overlap import overlappen
from subsidies.selectors import laad_dossier
from subsidies.toegang import LEZERS, haal_aanvraag

HOOGSTENS_OVERLAPPEN = 40


@require_safe
@met_rol(*LEZERS)
def dekking(request: LidRequest, kenmerk: str) -> HttpResponse:
    dossier = laad_dossier(haal_aanvraag(request.lidmaatschap, kenmerk))
    overlap = overlappen(dossier)
    context = {
        "dossier": dossier,
        "aanvraag": dossier.aanvraag,
        "per_organisatie": regels.dekking(dossier),
        "per_doelgroep": regels.doelgroepen_per_stadsdeel(dossier),
        "per_subdoel": regels.subdoelen_per_stadsdeel(dossier),
        "veel": regels.VEEL,
        "opgaven": regels.open_opgaven(dossier),
        "overlappen": overlap[:HOOGSTENS_OVERLAPPEN],
        "overlappen_totaal": len(overlap),
        "delen": [regels.Deelkosten(deel) for deel in dossier.delen],
        "kosten": [
            ("Per stadsdeel", "Stadsdeel", regels.kosten_per_stadsdeel(dossier)),
            ("Per subdoel", "Subdoel", regels.kosten_per_subdoel(dossier)),
        ],
        "kosten_samen": regels.kosten_samen(dossier),
        "aantal": sum(1 for _ in regels.alle_aanbod(dossier)),
        "clientondersteuning": regels.clientondersteuning(dossier),
        "preventie": regels.preventie(dossier),
        "bijdragen": regels.bijdragen_elders(dossier),
    }
    return render(request, "subsidies/dekking.html", context)
