from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kern.taal import telwoord
from organisaties.toegang import GEMEENTE, ONAFHANKELIJK, PARTNER, LidRequest, met_rol
from overzichten.regels.indeling import Keuze, Werklijst
from overzichten.selectors.werklijst import werkregels

PER_BLADZIJDE = 60


@require_safe
@met_rol(*GEMEENTE, *PARTNER, *ONAFHANKELIJK)
def werklijst(request: LidRequest) -> HttpResponse:
    """What is open, whose turn it is and how many days are left."""
    keuze = Keuze(**{veld: request.GET.get(veld, "") for veld in ("zoek", "regeling", "thema", "wie")})
    lijst = Werklijst(werkregels(request.lidmaatschap), keuze)
    bladzijde = Paginator(lijst.regels, PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    context = {
        "lijst": lijst,
        "keuze": keuze,
        "bladzijde": bladzijde,
        "blokken": lijst.blokken(bladzijde.object_list),
        "inleiding": _inleiding(lijst.aan_zet, len(lijst.deze_week)),
        "titel": "Werklijst" if request.lidmaatschap.is_gemeente else "Mijn werk",
        "fictief": any(regel.fictief for regel in bladzijde.object_list),
    }
    return render(request, "overzichten/werklijst.html", context)


def _inleiding(aan_zet: int, deze_week: int) -> str:
    """One sentence on what waits, and one on where to begin."""
    if not aan_zet:
        return "Er wacht niets op u."
    wacht = f"{telwoord(aan_zet).capitalize()} {'zaak wacht' if aan_zet == 1 else 'zaken wachten'} op u."
    if not deze_week or aan_zet == 1:
        return wacht
    begin = "degene die deze week af moet" if deze_week == 1 else f"de {telwoord(deze_week)} die deze week af moeten"
    return f"{wacht} Begin met {begin}."
