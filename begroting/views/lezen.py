"""What officers read: the budgets, one budget per year and purpose, and the ledger of one purpose."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from begroting import selectors
from begroting.toegang import BEHEREN, RESERVEREN, ZIEN, haal_bestedingsdoel, haal_budget
from kern.views import antwoord
from organisaties.toegang import LidRequest, met_rol


@require_safe
@met_rol(*ZIEN)
def budget_lijst(request: LidRequest) -> HttpResponse:
    context = {"budgetten": selectors.budgetten(), "mag_beheren": request.lidmaatschap.rol in BEHEREN}
    return antwoord(request, "begroting/budget_lijst.html", context)


@require_safe
@met_rol()
def budget_detail(request: LidRequest, pk: int) -> HttpResponse:
    budget = haal_budget(request.lidmaatschap, pk)
    context = {
        "budget": budget,
        "jaren": [jaar for rij in selectors.overzicht(budget.pk) for jaar in rij.jaren],
        "mag_beheren": request.lidmaatschap.rol in BEHEREN,
    }
    return antwoord(request, "begroting/budget_detail.html", context)


@require_safe
@met_rol()
def doel_detail(request: LidRequest, pk: int) -> HttpResponse:
    doel = haal_bestedingsdoel(request.lidmaatschap, pk)
    bladzijde, boekingen = selectors.boekingen_van(doel.pk, request.GET.get("bladzijde", 1))
    context = {
        "doel": doel,
        "stand": doel.stand,
        "boekingen": boekingen,
        "bladzijde": bladzijde,
        "mag_beheren": request.lidmaatschap.rol in BEHEREN,
        "mag_reserveren": request.lidmaatschap.rol in RESERVEREN,
    }
    return antwoord(request, "begroting/doel_detail.html", context)
