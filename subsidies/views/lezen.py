"""Reading: the list, the overview of one application, and the whole of it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from organisaties.models import Lidmaatschap
from organisaties.toegang import LidRequest, Rol, met_rol
from subsidies.dossier import Dossier
from subsidies.models import Aanvraag, Indiening, Onderdeel
from subsidies.onderdelen.kladden import kladden_van
from subsidies.regels.dekking import dekking
from subsidies.regels.overlap import overlappen
from subsidies.regels.volledigheid import deel_is_klaar
from subsidies.selectors import aanvraag_rijen, laad_dossier, zichtbaar_voor
from subsidies.selectors.aan_zet import wachtende_delen
from subsidies.selectors.bijlagen import met_bijlagen
from subsidies.selectors.na_indienen import na_indienen
from subsidies.selectors.opmerkingen import open_per_onderdeel, over_van
from subsidies.services.herinneren import mag_herinneren
from subsidies.stappen import gemis_per_wie, stappen, te_doen
from subsidies.toegang import LEZERS, SCHRIJVERS, haal_aanvraag
from subsidies.uitvoer.verbanden import verbanden_aan_tafel
from subsidies.views.kort import toon_kort
from subsidies.wegwijzer import wegwijzer


@require_safe
@met_rol(*LEZERS)
def aanvraag_lijst(request: LidRequest) -> HttpResponse:
    rijen, bladzijde = aanvraag_rijen(zichtbaar_voor(request.lidmaatschap), request.GET.get("bladzijde"))
    return render(request, "subsidies/aanvraag_lijst.html", {"rijen": rijen, "bladzijde": bladzijde})


@require_safe
@met_rol(*LEZERS)
def aanvraag_detail(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Where the application stands: amounts against the ceiling, akkoorden, coverage, and what is missing."""
    lid = request.lidmaatschap
    dossier = laad_dossier(haal_aanvraag(lid, kenmerk))
    if dossier.is_kort:
        return toon_kort(request, dossier)
    aanvraag = dossier.aanvraag
    eigen = dossier.deel_van(lid.organisatie_id)
    concept = aanvraag.stand == Aanvraag.Stand.CONCEPT
    stappenplan = stappen(dossier, lid) if concept else []
    opmerkingen = open_per_onderdeel(aanvraag, lid)
    leidt = opmerkingen.spreker.leidt
    context = {
        "dossier": dossier,
        "aanvraag": aanvraag,
        "naam": aanvraag.naam,
        "concept": concept,
        "na_indienen": na_indienen(aanvraag, lid),
        "eigen": eigen,
        "mag_schrijven": concept and _schrijft_teksten(dossier, lid, leidt),
        "wegwijzer": wegwijzer(dossier, lid, opmerkingen=opmerkingen.aantal, leidt=leidt),
        "kladden": kladden_van(aanvraag, lid) if concept else [],
        "klaar_per_deel": [(deel, deel_is_klaar(deel)) for deel in dossier.delen],
        "mist": gemis_per_wie(dossier, lid, leidt=leidt) if concept else [],
        "opmerkingen": opmerkingen,
        "teksten": [
            (vraag, opmerkingen.per_onderdeel[over_van(Onderdeel.ANTWOORD, vraag.pk)]) for vraag in dossier.vragen
        ],
        "mag_herinneren": mag_herinneren(lid, aanvraag, leidt=leidt),
        "te_herinneren": wachtende_delen(dossier),
        "beantwoord": sum(vraag.beantwoord for vraag in dossier.vragen),
        "stappen": stappenplan,
        "volgende": te_doen(stappenplan),
        "verantwoording": [deel for deel in dossier.delen if deel.vraagt_activiteiten or deel.activiteiten],
        "gaten": dekking(dossier).gaten,
        "overlappen": len(overlappen(dossier)),
        "verbanden": verbanden_aan_tafel(dossier, lid, timezone.localdate()),
    }
    return render(request, "subsidies/aanvraag_detail.html", context)


@require_safe
@met_rol(*LEZERS)
def aanvraag_lees(request: LidRequest, kenmerk: str) -> HttpResponse:
    """The whole draft on one page, to read or print. What was submitted is read as it was frozen."""
    aanvraag = haal_aanvraag(request.lidmaatschap, kenmerk)
    if Indiening.objects.filter(aanvraag=aanvraag).exists():
        return redirect("subsidies:ingediend", kenmerk)
    context = {"dossier": met_bijlagen(laad_dossier(aanvraag)), "aanvraag": aanvraag}
    return render(request, "subsidies/aanvraag_lees.html", context)


def _schrijft_teksten(dossier: Dossier, lid: Lidmaatschap, leidt: bool) -> bool:
    """What came on paper is entered by an officer; else participants write, and who leads the table."""
    if dossier.aanvraag.ingevoerd_door_id is not None:
        return lid.rol == Rol.BELEIDSMEDEWERKER
    return leidt or (dossier.deel_van(lid.organisatie_id) is not None and lid.rol in SCHRIJVERS)
