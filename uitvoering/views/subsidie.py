"""Reading: the list of grants, and one grant whole."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from organisaties.toegang import LidRequest, Rol, met_rol
from subsidies.models import Subsidie
from uitvoering.forms.subsidie import KiesForm
from uitvoering.hub import HUBDELEN
from uitvoering.selectors.lijst import keuzes, subsidie_rijen
from uitvoering.selectors.subsidie import laad_subsidie
from uitvoering.soorten import SOORTEN
from uitvoering.toegang import LEZERS, haal_subsidie


@require_safe
@met_rol(*LEZERS)
def subsidies(request: LidRequest) -> HttpResponse:
    """Officers find any grant; a partner reads its own. A filter that does not exist narrows nothing."""
    lid = request.lidmaatschap
    form = KiesForm(request.GET, keuzes=keuzes()) if lid.is_gemeente else None
    gekozen = form.gekozen if form else {}
    rijen, bladzijde = subsidie_rijen(lid, gekozen, request.GET.get("bladzijde"))
    context = {"rijen": rijen, "bladzijde": bladzijde, "kies": form, "gekozen": gekozen}
    return render(request, "uitvoering/subsidie_lijst.html", context)


@require_safe
@met_rol(*LEZERS)
def subsidie(request: LidRequest, kenmerk: str) -> HttpResponse:
    """The page of one grant: the figures, the decisions, and a section of every subject that has one."""
    lid = request.lidmaatschap
    gevonden = haal_subsidie(lid, kenmerk)
    beleid, tekent = lid.rol == Rol.BELEIDSMEDEWERKER, lid.rol == Rol.TEKENBEVOEGDE
    beeld = laad_subsidie(gevonden, lid)
    standen = {rij.jaar: rij.stand for rij in beeld.jaren}
    context = {
        "beeld": beeld,
        "subsidie": gevonden,
        "aanvraag": gevonden.deel.aanvraag,
        "delen": [(deel, inhoud) for deel in HUBDELEN if (inhoud := deel.laad(lid, gevonden, standen)) is not None],
        "soorten": [soort for soort in SOORTEN.values() if soort.maakbaar] if beleid else [],
        "mag_voorbereiden": beleid,
        "mag_verzoeken": tekent and gevonden.stand == Subsidie.Stand.LOPEND,
    }
    return render(request, "uitvoering/subsidie_detail.html", context)
