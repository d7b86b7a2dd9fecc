"""What officers read: the budgets, one budget per year and purpose, one purpose, and one commitment.

Each page by the day of today or an earlier one (`per`); who looks back changes nothing.
"""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from begroting import selectors
from begroting.forms.peil import PeilForm
from begroting.models import JuridischeVorm
from begroting.selectors.budget import afgesloten_jaren, is_afgesloten, per_doel, per_jaar, tel_op, wijzigingen_van
from begroting.selectors.doel import gereserveerd, plafonds_van, trajecten_van, verplichting, verplichtingen_van
from begroting.selectors.standen import op_peildatum
from begroting.toegang import (
    BEHEREN,
    RESERVEREN,
    ZIEN,
    haal_bestedingsdoel,
    haal_budget,
    haal_budgetjaar,
    haal_verplichting,
)
from kern.peil import Peil
from kern.views import antwoord
from organisaties.toegang import LidRequest, Rol, met_rol

JAREN_PER_BLADZIJDE = 3  # the newest first; a budget opens at the year we are in


@require_safe
@met_rol(*ZIEN)
def budget_lijst(request: LidRequest) -> HttpResponse:
    form = PeilForm(request.GET)
    peil = form.peil()
    budgetten = selectors.budgetten(peil.toen)
    context = {
        "peil": peil,
        "budgetten": budgetten,
        "per_jaar": per_jaar(budgetten),
        "mag_beheren": _mag(request, peil, BEHEREN),
    }
    return antwoord(request, "begroting/budget_lijst.html", context, form=form)


@require_safe
@met_rol()
def budget_detail(request: LidRequest, pk: int) -> HttpResponse:
    budget = haal_budget(request.lidmaatschap, pk)
    form = PeilForm(request.GET)
    peil = form.peil()
    jaren = [jaar for rij in selectors.overzicht(budget.pk, per=peil.toen) for jaar in rij.jaren]
    nog_te_komen = sum(jaar.jaar > peil.dag.year for jaar in jaren[1:])
    gevraagd = request.GET.get("bladzijde") or nog_te_komen // JAREN_PER_BLADZIJDE + 1
    bladzijde = Paginator(jaren[::-1], JAREN_PER_BLADZIJDE).get_page(gevraagd)
    context = {
        "peil": peil,
        "budget": budget,
        "jaren": bladzijde.object_list[::-1],
        "bladzijde": bladzijde,
        "dicht": afgesloten_jaren(peil.toen),
        "per_doel": per_doel(jaren),
        "niet_verdeeld": tel_op(jaar.rest for jaar in jaren),
        "samen": tel_op(jaar.bedragen for jaar in jaren),
        "wijzigingen": wijzigingen_van(budget),
        "mag_beheren": _mag(request, peil, BEHEREN),
    }
    return antwoord(request, "begroting/budget_detail.html", context, form=form)


@require_safe
@met_rol()
def budgetjaar_detail(request: LidRequest, pk: int) -> HttpResponse:
    jaar = haal_budgetjaar(request.lidmaatschap, pk)
    form = PeilForm(request.GET)
    peil = form.peil()
    bladzijde, boekingen = selectors.boekingen_van_budgetjaar(jaar.pk, peil.blad or 1, peil.toen)
    context = {
        "peil": peil,
        "jaar": jaar,
        "boekingen": boekingen,
        "bladzijde": bladzijde,
        "mag_beheren": jaar.pk not in afgesloten_jaren() and _mag(request, peil, BEHEREN),
    }
    return antwoord(request, "begroting/budgetjaar_detail.html", context, form=form)


@require_safe
@met_rol()
def doel_detail(request: LidRequest, pk: int) -> HttpResponse:
    gevonden = haal_bestedingsdoel(request.lidmaatschap, pk)
    form = PeilForm(request.GET)
    peil = form.peil()
    [doel] = op_peildatum([gevonden], peil.toen)
    bladzijde, boekingen = selectors.boekingen_van(doel.pk, peil.blad or 1, peil.toen)
    blad_verplichtingen, verplichtingen = verplichtingen_van(doel.pk, request.GET.get("verplichtingen", 1), peil.toen)
    open_jaar = not is_afgesloten(doel.budgetjaar, peil.toen)
    context = {
        "peil": peil,
        "doel": doel,
        "stand": doel.stand,
        "reserveringen": gereserveerd(doel.pk, peil.toen),
        "plafonds": plafonds_van(doel.pk, peil.toen),
        "verplichtingen": verplichtingen,
        "blad_verplichtingen": blad_verplichtingen,
        "boekingen": boekingen,
        "bladzijde": bladzijde,
        "open_jaar": open_jaar,
        "mag_beheren": open_jaar and _mag(request, peil, BEHEREN),
        "mag_reserveren": open_jaar and _mag(request, peil, RESERVEREN),
    }
    return antwoord(request, "begroting/doel_detail.html", context, form=form)


@require_safe
@met_rol()
def verplichting_detail(request: LidRequest, pk: int) -> HttpResponse:
    gevonden = haal_verplichting(request.lidmaatschap, pk)
    form = PeilForm(request.GET)
    peil = form.peil()
    bladzijde, boekingen = selectors.boekingen_van_verplichting(gevonden.pk, peil.blad or 1, peil.toen)
    zonder_subsidie = gevonden.juridische_vorm != JuridischeVorm.SUBSIDIE
    context = {
        "peil": peil,
        "doel": gevonden.bestedingsdoel,
        "rij": verplichting(gevonden.pk, peil.toen),
        "trajecten": trajecten_van(gevonden.pk),
        "boekingen": boekingen,
        "bladzijde": bladzijde,
        "is_opdracht": gevonden.juridische_vorm == JuridischeVorm.OPDRACHT,
        "mag_boeken": zonder_subsidie and _mag(request, peil, BEHEREN),
        "mag_trajecten": _mag(request, peil, RESERVEREN),
    }
    return antwoord(request, "begroting/verplichting_detail.html", context, form=form)


def _mag(request: LidRequest, peil: Peil, rollen: tuple[Rol, ...]) -> bool:
    return peil.toen is None and request.lidmaatschap.rol in rollen
