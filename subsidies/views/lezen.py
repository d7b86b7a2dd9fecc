"""Reading: the list, the overview of one application, and the whole of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisaties.toegang import GEMEENTE, PARTNER, LidRequest, Rol, met_rol
from subsidies.models import Aanvraag, Indiening
from subsidies.regels.dekking import VEEL, dekking
from subsidies.regels.volledigheid import deel_is_klaar
from subsidies.selectors import aanvraag_rijen, laad_dossier, zichtbaar_voor
from subsidies.stappen import gemis_met_plek, stappen
from subsidies.toegang import SCHRIJVERS, haal_aanvraag


@require_safe
@met_rol(*GEMEENTE, *PARTNER)
def aanvraag_lijst(request: LidRequest) -> HttpResponse:
    rijen, bladzijde = aanvraag_rijen(zichtbaar_voor(request.lidmaatschap), request.GET.get("bladzijde"))
    return render(request, "subsidies/aanvraag_lijst.html", {"rijen": rijen, "bladzijde": bladzijde})


@require_safe
@met_rol(*GEMEENTE, *PARTNER)
def aanvraag_detail(request: LidRequest, kenmerk: str) -> HttpResponse:
    """Where the application stands: amounts against the ceiling, akkoorden, coverage, and what is missing."""
    lid = request.lidmaatschap
    dossier = laad_dossier(haal_aanvraag(lid, kenmerk))
    aanvraag = dossier.aanvraag
    eigen = dossier.deel_van(lid.organisatie_id)
    concept = aanvraag.stand == Aanvraag.Stand.CONCEPT
    stappenplan = stappen(dossier, lid) if concept else []
    context = {
        "dossier": dossier,
        "aanvraag": aanvraag,
        "naam": aanvraag.naam,
        "concept": concept,
        "eigen": eigen,
        "is_penvoerder": eigen is not None and eigen.is_penvoerder,
        "mag_schrijven": concept and eigen is not None and lid.rol in SCHRIJVERS,
        "mag_tekenen": lid.rol == Rol.TEKENBEVOEGDE,
        "kan_intrekken": Aanvraag.VERLOOP.mag(aanvraag.stand, Aanvraag.Stand.INGETROKKEN),
        "klaar_per_deel": [(deel, deel_is_klaar(deel)) for deel in dossier.delen],
        "mist": gemis_met_plek(dossier, lid) if concept else [],
        "beantwoord": sum(vraag.beantwoord for vraag in dossier.vragen),
        "stappen": stappenplan,
        "volgende": next((stap for stap in stappenplan if stap.is_te_doen), None),
        "dekking": dekking(dossier),
        "veel": VEEL,
    }
    return render(request, "subsidies/aanvraag_detail.html", context)


@require_safe
@met_rol(*GEMEENTE, *PARTNER)
def aanvraag_lees(request: LidRequest, kenmerk: str) -> HttpResponse:
    """The whole application on one page, to read or print; once submitted with the hash of what was frozen."""
    dossier = laad_dossier(haal_aanvraag(request.lidmaatschap, kenmerk))
    indiening = Indiening.objects.filter(aanvraag=dossier.aanvraag).only("ingediend_op", "sha256").first()
    context = {"dossier": dossier, "aanvraag": dossier.aanvraag, "indiening": indiening}
    return render(request, "subsidies/aanvraag_lees.html", context)
