"""The files with an application: the list with a way to add one, having one, and removing one."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from kern.bestanden import download
from kern.fouten import DomeinFout, GeenRecht
from kern.views import antwoord, doe, gelukt, invoer
from organisaties.models import Lidmaatschap
from organisaties.toegang import LidRequest, met_rol
from subsidies.forms.bijlage import BijlageForm
from subsidies.models import Aanvraag, Aanvraagdeel
from subsidies.selectors import zichtbaar_voor
from subsidies.selectors.bijlagen import bijlagen_voor
from subsidies.services.bijlage import MAX_PER_DEEL, verwijder_bijlage, voeg_bijlage_toe
from subsidies.toegang import LEZERS, eis_mag_bijvoegen, haal_aanvraag, haal_bijlage


@met_rol(*LEZERS)
def bijlagen(request: LidRequest, kenmerk: str) -> HttpResponse:
    lid = request.lidmaatschap
    aanvraag = haal_aanvraag(lid, kenmerk)
    concept = aanvraag.stand == Aanvraag.Stand.CONCEPT
    plekken = _plekken(lid, aanvraag) if concept else []
    if request.method == "POST" and not plekken:
        raise GeenRecht(
            "Bijlagen voegen de schrijvers van de aanvraag toe, zolang zij een concept is.", code="bijlage.niet_hier"
        )
    form = BijlageForm(
        invoer(request),
        request.FILES or None,
        plekken=plekken,
        op_papier=aanvraag.ingevoerd_door_id is not None,
    )
    if gelukt(form, lambda: voeg_bijlage_toe(aanvraag_id=aanvraag.pk, door=lid, **form.gegevens)):
        messages.success(request, "Het bestand is toegevoegd.")
        return redirect("subsidies:bijlagen", kenmerk)
    context = {
        "aanvraag": aanvraag,
        "concept": concept,
        "rijen": [
            (bijlage, bijlage.deel in plekken)
            for bijlage in bijlagen_voor(lid, zichtbaar_voor(lid).filter(pk=aanvraag.pk))
        ],
        "mag_toevoegen": bool(plekken),
        "max_per_deel": MAX_PER_DEEL,
    }
    return antwoord(request, "subsidies/bijlagen.html", context, form=form)


@require_safe
@met_rol(*LEZERS)
def bijlage_download(request: LidRequest, kenmerk: str, bijlage_id: int) -> HttpResponse:
    """While it is still checked for viruses, or was refused, the list says so."""
    bijlage = haal_bijlage(request.lidmaatschap, kenmerk, bijlage_id)
    try:
        return download(bijlage.bestand)
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
        return redirect("subsidies:bijlagen", kenmerk)


@require_POST
@met_rol(*LEZERS)
def bijlage_verwijder(request: LidRequest, kenmerk: str, bijlage_id: int) -> HttpResponse:
    bijlage = haal_bijlage(request.lidmaatschap, kenmerk, bijlage_id)
    if bijlage.deel is not None:
        bijlage.deel.aanvraag = bijlage.aanvraag
    eis_mag_bijvoegen(request.lidmaatschap, bijlage.aanvraag, bijlage.deel)
    doe(
        request,
        lambda: verwijder_bijlage(bijlage_id=bijlage.pk, door=request.lidmaatschap),
        f"{bijlage.bestand.naam} is verwijderd.",
    )
    return redirect("subsidies:bijlagen", kenmerk)


def _plekken(lid: Lidmaatschap, aanvraag: Aanvraag) -> list[Aanvraagdeel | None]:
    """Where this person may add files: its own part first, None for the whole of the application."""
    delen = list(aanvraag.delen.filter(stand=Aanvraagdeel.Stand.ACTIEF).select_related("organisatie"))
    for deel in delen:
        deel.aanvraag = aanvraag
    plekken: list[Aanvraagdeel | None] = [*delen, *([] if aanvraag.zelfstandig and len(delen) == 1 else [None])]
    if aanvraag.ingevoerd_door_id is not None:
        plekken = [None, *delen]
    return [plek for plek in plekken if _mag(lid, aanvraag, plek)]


def _mag(lid: Lidmaatschap, aanvraag: Aanvraag, plek: Aanvraagdeel | None) -> bool:
    try:
        eis_mag_bijvoegen(lid, aanvraag, plek)
    except GeenRecht:
        return False
    return True
