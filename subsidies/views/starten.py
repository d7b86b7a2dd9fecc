"""Beginning the application of a table, joining it, or going on alone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from kern.forms import Formulier
from kern.fouten import DomeinFout
from kern.views import antwoord, invoer, toon_fout
from organisaties.toegang import PARTNER, LidRequest, met_rol
from subsidies.models import Aanvraag
from subsidies.selectors import is_toegelaten, zichtbaar_voor
from subsidies.services import deelnemen, starten
from subsidies.toegang import LEZERS, SCHRIJVERS, eis_schrijver, haal_deel
from subsidies.views.kort import begin
from thematafels.toegang import haal_tafel


@met_rol(*LEZERS)
def aanvraag_van_tafel(request: LidRequest, uitvraag: str, thema: str) -> HttpResponse:
    """The one application of a table: its page for who takes part, else the way to begin or join it."""
    lid = request.lidmaatschap
    tafel = haal_tafel(lid, uitvraag, thema)
    if not tafel.uitvraag.regeling.gezamenlijk:
        return begin(request, tafel)
    aanvraag = (
        Aanvraag.objects.filter(tafel=tafel, zelfstandig=False).exclude(stand=Aanvraag.Stand.INGETROKKEN).first()
    )
    deel = aanvraag.delen.filter(organisatie=lid.organisatie_id).first() if aanvraag else None
    toegelaten = is_toegelaten(tafel.pk, lid)
    kan_aansluiten = toegelaten and (deel is None or deel.stand == deel.Stand.UITGESTAPT)
    if aanvraag and not kan_aansluiten and zichtbaar_voor(lid).filter(pk=aanvraag.pk).exists():
        return redirect("subsidies:aanvraag_detail", aanvraag.kenmerk)
    form = Formulier(invoer(request))
    if request.method == "POST" and form.is_valid():
        try:
            if aanvraag:
                deelnemen.sluit_aan(aanvraag_id=aanvraag.pk, door=lid)
            else:
                aanvraag = starten.start_aanvraag(tafel_id=tafel.pk, door=lid)
        except DomeinFout as fout:
            toon_fout(form, fout)
        else:
            messages.success(request, "Vul nu uw eigen deel in.")
            return redirect("subsidies:aanvraag_detail", aanvraag.kenmerk)
    context = {
        "tafel": tafel,
        "aanvraag": aanvraag,
        "deel": deel,
        "mag": toegelaten and lid.rol in SCHRIJVERS,
        "toegelaten": toegelaten,
    }
    return antwoord(request, "subsidies/aanvraag_van_tafel.html", context, form=form)


@require_POST
@met_rol(*PARTNER)
def alleen(request: LidRequest, kenmerk: str, deel_id: int) -> HttpResponse:
    """Who left, or was taken out, goes on alone from a copy of its part."""
    deel = haal_deel(request.lidmaatschap, kenmerk, deel_id)
    eis_schrijver(request.lidmaatschap, deel)
    try:
        aanvraag = starten.begin_alleen(deel_id=deel.pk, door=request.lidmaatschap)
    except DomeinFout as fout:
        messages.error(request, fout.bericht)
        return redirect("subsidies:akkoorden", kenmerk)
    messages.success(request, "Dit is uw eigen aanvraag. Uw deel en de gezamenlijke teksten zijn overgenomen.")
    return redirect("subsidies:aanvraag_detail", aanvraag.kenmerk)
