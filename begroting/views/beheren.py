"""What the financial officer does: open budgets, years and purposes, and book what the council decides."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from begroting import selectors
from begroting.forms.begroting import BegrotingForm, OverhevelingForm, PlafondForm, WijzigingForm
from begroting.forms.budget import BestedingsdoelForm, BudgetForm, BudgetjaarForm, BudgetWijzigingForm, GrensForm
from begroting.grootboek import Plaats, op_doel, op_jaar
from begroting.models import Budget, Budgetjaar
from begroting.selectors.budget import open_jaren
from begroting.selectors.grens import grens_van
from begroting.services import grens, plafond, vaststellen
from begroting.toegang import BEHEREN, haal_bestedingsdoel, haal_budget, haal_budgetjaar
from begroting.views.formulier import formulierpagina
from kern.geld import als_bedrag
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
        lambda: vaststellen.open_budget(door=request.lidmaatschap, **form.budget()),
        titel="Nieuw budget",
        melding="Het budget is geopend. Open nu een jaar.",
        terug=reverse("begroting:budget_lijst"),
    )


@met_rol()
def wijzig_budget(request: LidRequest, pk: int) -> HttpResponse:
    budget = haal_budget(request.lidmaatschap, pk, BEHEREN)
    form = BudgetWijzigingForm(invoer(request), budget=budget)
    return formulierpagina(
        request,
        form,
        lambda: vaststellen.wijzig_budget(budget_id=budget.pk, door=request.lidmaatschap, **form.budget()),
        titel="Wijzig de gegevens van dit budget",
        inleiding="De bedragen veranderen hierdoor niet. Wat er stond, blijft te lezen.",
        melding="De gegevens zijn gewijzigd.",
        terug=_adres(budget.pk),
        budget=budget,
    )


@met_rol()
def waarschuwingsgrens(request: LidRequest, pk: int) -> HttpResponse:
    budget = haal_budget(request.lidmaatschap, pk, BEHEREN)
    form = GrensForm(invoer(request))
    nu = als_bedrag(grens_van(budget.pk, timezone.localdate()), 0)
    return formulierpagina(
        request,
        form,
        lambda: grens.stel_grens_in(budget_id=budget.pk, door=request.lidmaatschap, **form.cleaned_data),
        titel="Wanneer krijgt de budgethouder een waarschuwing?",
        inleiding=f"Nu vanaf {nu} procent van een plafond of van het geld voor een doel.",
        melding="Het percentage is ingesteld.",
        terug=_adres(budget.pk),
        budget=budget,
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
    budgetten = selectors.overzicht()
    van = next(rij for budget in budgetten for rij in budget.jaren if rij.id == jaar.pk)
    form = OverhevelingForm(
        invoer(request),
        jaar=van,
        naar=open_jaren(budgetten, eerst=jaar.pk),
        initial={"van": request.GET.get("van", "")},
    )
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
        titel=f"Hevel geld over uit {jaar.jaar}",
        inleiding="Naar een ander doel, jaar of budget. Het totaal van alle budgetten blijft gelijk.",
        melding="Het geld is overgeheveld.",
        terug=_adres(jaar.budget_id),
        budget=jaar.budget,
    )


@met_rol()
def wijzig_begroting(request: LidRequest, pk: int) -> HttpResponse:
    doel = haal_bestedingsdoel(request.lidmaatschap, pk, BEHEREN)
    return _wijzig(
        request,
        op_doel(doel.pk),
        doel.budgetjaar.budget,
        wat=f"{doel.naam} {doel.budgetjaar.jaar}",
        terug=reverse("begroting:doel_detail", args=[doel.pk]),
    )


@met_rol()
def wijzig_budgetjaar(request: LidRequest, pk: int) -> HttpResponse:
    jaar = haal_budgetjaar(request.lidmaatschap, pk, BEHEREN)
    return _wijzig(
        request,
        op_jaar(jaar.pk),
        jaar.budget,
        wat=f"{jaar.jaar}, wat niet is verdeeld",
        terug=_adres(jaar.budget_id),
    )


def _wijzig(request: LidRequest, plaats: Plaats, budget: Budget, *, wat: str, terug: str) -> HttpResponse:
    form = WijzigingForm(invoer(request))
    return formulierpagina(
        request,
        form,
        lambda: vaststellen.wijzig_begroting(
            plaats=plaats, bedrag=form.cleaned_data["bedrag"], door=request.lidmaatschap, **form.boekstuk()
        ),
        titel=f"Wijzig de begroting van {wat}",
        inleiding="Alleen als de raad meer of minder geld geeft. Geld tussen doelen verplaatsen heet overhevelen.",
        melding="De wijziging is geboekt.",
        terug=terug,
        budget=budget,
    )


@met_rol()
def publiceer_plafond(request: LidRequest, pk: int) -> HttpResponse:
    doel = haal_bestedingsdoel(request.lidmaatschap, pk, BEHEREN)
    form = PlafondForm(invoer(request))
    return formulierpagina(
        request,
        form,
        lambda: plafond.publiceer_plafond(bestedingsdoel_id=doel.pk, door=request.lidmaatschap, **form.cleaned_data),
        titel=f"Subsidieplafond van {doel.naam} {doel.budgetjaar.jaar}",
        inleiding="Neem over wat is gepubliceerd. Het nieuwste plafond geldt; eerdere blijven te lezen.",
        melding="Het subsidieplafond is vastgelegd.",
        terug=reverse("begroting:doel_detail", args=[doel.pk]),
        budget=doel.budgetjaar.budget,
    )
