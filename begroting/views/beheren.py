"""What the financial officer does: open budgets, years and purposes, and book what the council decides."""

from django.http import HttpResponse
from django.urls import reverse

from begroting import selectors
from begroting.forms import (
    BegrotingForm,
    BestedingsdoelForm,
    BudgetForm,
    BudgetjaarForm,
    OverhevelingForm,
    WijzigingForm,
)
from begroting.grootboek import op_doel
from begroting.models import BudgetAard, Budgetjaar
from begroting.services import vaststellen
from begroting.toegang import BEHEREN, haal_bestedingsdoel, haal_budget, haal_budgetjaar
from begroting.views.formulier import formulierpagina
from kern.views import invoer
from organisaties.toegang import LidRequest, met_rol


def _adres(budget_id: int) -> str:
    return reverse("begroting:budget_detail", args=[budget_id])


def _rij(budgetjaar: Budgetjaar) -> selectors.JaarRij:
    [budget] = selectors.overzicht(budgetjaar.budget_id)
    return next(jaar for jaar in budget.jaren if jaar.id == budgetjaar.pk)


@met_rol(*BEHEREN)
def open_budget(request: LidRequest) -> HttpResponse:
    form = BudgetForm(invoer(request))
    return formulierpagina(
        request,
        form,
        lambda: vaststellen.open_budget(
            naam=form.cleaned_data["naam"], aard=BudgetAard(form.cleaned_data["aard"]), door=request.lidmaatschap
        ),
        titel="Nieuw budget",
        melding="Het budget is geopend. Open nu een jaar.",
        terug=reverse("begroting:budget_lijst"),
    )


@met_rol()
def open_budgetjaar(request: LidRequest, pk: int) -> HttpResponse:
    budget = haal_budget(request.lidmaatschap, pk, BEHEREN)
    form = BudgetjaarForm(invoer(request))
    return formulierpagina(
        request,
        form,
        lambda: vaststellen.open_budgetjaar(
            budget_id=budget.pk, jaar=form.cleaned_data["jaar"], door=request.lidmaatschap
        ),
        titel="Open een begrotingsjaar",
        melding="Het jaar is geopend.",
        terug=_adres(budget.pk),
        budget=budget,
    )


@met_rol()
def open_bestedingsdoel(request: LidRequest, pk: int) -> HttpResponse:
    jaar = haal_budgetjaar(request.lidmaatschap, pk, BEHEREN)
    form = BestedingsdoelForm(invoer(request))
    return formulierpagina(
        request,
        form,
        lambda: vaststellen.open_bestedingsdoel(budgetjaar_id=jaar.pk, door=request.lidmaatschap, **form.cleaned_data),
        titel=f"Open een bestedingsdoel in {jaar.jaar}",
        melding="Het bestedingsdoel is geopend.",
        terug=_adres(jaar.budget_id),
        budget=jaar.budget,
    )


@met_rol()
def boek_begroting(request: LidRequest, pk: int) -> HttpResponse:
    jaar = haal_budgetjaar(request.lidmaatschap, pk, BEHEREN)
    form = BegrotingForm(invoer(request), doelen=_rij(jaar).doelen)
    return formulierpagina(
        request,
        form,
        lambda: vaststellen.stel_begroting_vast(
            budgetjaar_id=jaar.pk,
            bedrag=form.cleaned_data["bedrag"],
            verdeling=form.verdeling(),
            door=request.lidmaatschap,
            **form.boekstuk(),
        ),
        titel=f"Begroting van {jaar.jaar}",
        inleiding="Neem over wat de raad heeft vastgesteld. Wat u niet verdeelt, kunt u later overhevelen.",
        melding="De begroting is vastgesteld.",
        terug=_adres(jaar.budget_id),
        budget=jaar.budget,
    )


@met_rol()
def hevel_over(request: LidRequest, pk: int) -> HttpResponse:
    jaar = haal_budgetjaar(request.lidmaatschap, pk, BEHEREN)
    form = OverhevelingForm(invoer(request), jaar=_rij(jaar))
    return formulierpagina(
        request,
        form,
        lambda: vaststellen.hevel_over(
            van=form.plaatsen[form.cleaned_data["van"]],
            naar=form.plaatsen[form.cleaned_data["naar"]],
            bedrag=form.cleaned_data["bedrag"],
            door=request.lidmaatschap,
            **form.boekstuk(),
        ),
        titel=f"Hevel geld over binnen {jaar.jaar}",
        inleiding="Het totaal van het jaar blijft gelijk.",
        melding="Het geld is overgeheveld.",
        terug=_adres(jaar.budget_id),
        budget=jaar.budget,
    )


@met_rol()
def wijzig_begroting(request: LidRequest, pk: int) -> HttpResponse:
    doel = haal_bestedingsdoel(request.lidmaatschap, pk, BEHEREN)
    form = WijzigingForm(invoer(request))
    return formulierpagina(
        request,
        form,
        lambda: vaststellen.wijzig_begroting(
            plaats=op_doel(doel.pk),
            bedrag=form.cleaned_data["bedrag"],
            door=request.lidmaatschap,
            **form.boekstuk(),
        ),
        titel=f"Wijzig de begroting van {doel.naam} {doel.budgetjaar.jaar}",
        inleiding="Alleen als de raad meer of minder geld geeft. Geld tussen doelen verplaatsen heet overhevelen.",
        melding="De wijziging is geboekt.",
        terug=reverse("begroting:doel_detail", args=[doel.pk]),
        budget=doel.budgetjaar.budget,
    )
