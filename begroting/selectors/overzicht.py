"""The money per budget, year and purpose, as it stands or as it stood on a day."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from begroting.models import Bestedingsdoel, Budget, Budgetjaar, JuridischeVorm, Stand, Verplichting
from begroting.selectors.standen import op_peildatum
from kern.geld import NUL


@dataclass(frozen=True)
class Bedragen:
    """The figures of a purpose, a year or a budget, in euro, kept apart.

    `gereserveerd` is for a purpose without recipient, `gereserveerd_zaken` for cases in preparation. The council
    does not see the second: for them it is part of `vrij`.
    """

    beschikbaar: Decimal = NUL
    plafond: Decimal = NUL
    vrijgesteld: Decimal = NUL
    verleend: Decimal = NUL
    gereserveerd: Decimal = NUL
    gereserveerd_zaken: Decimal = NUL
    betaald: Decimal = NUL

    @property
    def samen(self) -> Decimal:
        """Granted and reserved together; never shown without the two apart."""
        return self.verleend + self.gereserveerd + self.gereserveerd_zaken

    @property
    def vrij(self) -> Decimal:
        return self.beschikbaar + self.vrijgesteld - self.samen


@dataclass(frozen=True)
class DoelRij:
    """One purpose of one year. The counts are of activities: trajectories, pilots, requests."""

    id: int
    code: str
    naam: str
    bedragen: Bedragen
    aantal_verleend: int
    aantal_gereserveerd: int
    vormen: tuple[JuridischeVorm, ...]

    @property
    def aantal(self) -> int:
        return self.aantal_verleend + self.aantal_gereserveerd

    @property
    def zonder_subsidie(self) -> bool:
        """Money was spent here, and none of it as a subsidy."""
        return bool(self.vormen) and JuridischeVorm.SUBSIDIE not in self.vormen


@dataclass(frozen=True)
class JaarRij:
    """One year of a budget with its purposes; `bedragen` are the year's own, not a sum made here."""

    id: int
    jaar: int
    bedragen: Bedragen
    doelen: tuple[DoelRij, ...]

    @property
    def niet_verdeeld(self) -> Decimal:
        """What the council gave for the year and no purpose has yet."""
        return self.bedragen.beschikbaar - sum((doel.bedragen.beschikbaar for doel in self.doelen), NUL)

    @property
    def rest(self) -> Bedragen:
        """The row of what is not divided yet."""
        return Bedragen(beschikbaar=self.niet_verdeeld)

    @property
    def aantal_verleend(self) -> int:
        return sum(doel.aantal_verleend for doel in self.doelen)

    @property
    def aantal_gereserveerd(self) -> int:
        return sum(doel.aantal_gereserveerd for doel in self.doelen)

    @property
    def aantal(self) -> int:
        return self.aantal_verleend + self.aantal_gereserveerd


@dataclass(frozen=True)
class BudgetRij:
    id: int
    code: str
    naam: str
    bron: str
    jaren: tuple[JaarRij, ...]


def overzicht(
    budget_id: int | None = None, *, met_zaken: bool = True, per: datetime.date | None = None
) -> list[BudgetRij]:
    """All budgets (or one), per year and purpose, in at most three queries; five as they stood on the day `per`.

    `met_zaken=False` is what the council sees: money reserved for a case in preparation counts as free.
    """
    van_budget = {} if budget_id is None else {"budget": budget_id}
    jaren = op_peildatum(
        Budgetjaar.objects.filter(**van_budget).select_related("budget", "stand").order_by("budget__naam", "jaar"), per
    )
    doelen = op_peildatum(
        Bestedingsdoel.objects.filter(budgetjaar__in=[jaar.pk for jaar in jaren])
        .select_related("stand")
        .order_by("id"),
        per,
    )
    vormen = _vormen_per_doel([doel for doel in doelen if doel.stand.verplicht_anders], per)

    rijen_van_jaar: dict[int, list[DoelRij]] = defaultdict(list)
    for doel in doelen:
        rijen_van_jaar[doel.budgetjaar_id].append(
            DoelRij(
                id=doel.pk,
                code=doel.code,
                naam=doel.naam,
                bedragen=_bedragen(doel.stand, met_zaken=met_zaken),
                aantal_verleend=doel.stand.aantal_verleend,
                aantal_gereserveerd=doel.stand.aantal_gereserveerd,
                vormen=vormen.get(doel.pk, ()),
            )
        )
    jaren_van_budget: dict[Budget, list[JaarRij]] = defaultdict(list)
    for jaar in jaren:
        rijen = tuple(rijen_van_jaar[jaar.pk])
        jaren_van_budget[jaar.budget].append(
            JaarRij(jaar.pk, jaar.jaar, _bedragen(jaar.stand, met_zaken=met_zaken), rijen)
        )
    return [
        BudgetRij(budget.pk, budget.code, budget.naam, budget.get_bron_display(), tuple(rijen))
        for budget, rijen in jaren_van_budget.items()
    ]


def _bedragen(stand: Stand, *, met_zaken: bool = True) -> Bedragen:
    return Bedragen(
        beschikbaar=stand.begroot,
        plafond=stand.plafond,
        vrijgesteld=stand.vrijgesteld,
        verleend=stand.verplicht,
        gereserveerd=stand.gereserveerd - stand.gereserveerd_zaken,
        gereserveerd_zaken=stand.gereserveerd_zaken if met_zaken else NUL,
        betaald=stand.betaald,
    )


def _vormen_per_doel(
    doelen: Sequence[Bestedingsdoel], per: datetime.date | None
) -> dict[int, tuple[JuridischeVorm, ...]]:
    """The legal forms under these purposes, where something else than a subsidy was promised. Of that are few rows;
    whether there are subsidies beside it the stand says."""
    toen = Q() if per is None else Q(stand__sinds__lte=per)
    rijen = (
        Verplichting.objects.filter(toen, ~Q(juridische_vorm=JuridischeVorm.SUBSIDIE), bestedingsdoel__in=doelen)
        .order_by()
        .values_list("bestedingsdoel")
        .annotate(vormen=ArrayAgg("juridische_vorm", distinct=True, default=[]))
    )
    ook_subsidie = {doel.pk for doel in doelen if doel.stand.verplicht != doel.stand.verplicht_anders}
    return {
        doel: (*map(JuridischeVorm, vormen), *((JuridischeVorm.SUBSIDIE,) if doel in ook_subsidie else ()))
        for doel, vormen in rijen
    }


def budgetkeuze() -> dict[int, str]:
    """The names of all budgets by id, to choose from."""
    return dict(Budget.objects.values_list("pk", "naam"))


def budgetten(per: datetime.date | None = None) -> list[BudgetRij]:
    """Every budget with its years, those without a year included (two queries; three as they stood on a day)."""
    jaren: dict[int, list[JaarRij]] = defaultdict(list)
    for jaar in op_peildatum(Budgetjaar.objects.select_related("stand").order_by("jaar"), per):
        jaren[jaar.budget_id].append(JaarRij(jaar.pk, jaar.jaar, _bedragen(jaar.stand), ()))
    return [
        BudgetRij(budget.pk, budget.code, budget.naam, budget.get_bron_display(), tuple(jaren[budget.pk]))
        for budget in Budget.objects.all()
    ]
