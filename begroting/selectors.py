"""Reading the money. Every page gets dataclass rows; the number of queries does not depend on their number."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.paginator import Page, Paginator
from django.db.models import Case, F, IntegerField, Prefetch, Q, Sum, When
from django.db.models.functions import Coalesce

from begroting.grootboek import EFFECTEN, Soort
from begroting.models import Bestedingsdoel, Boeking, Budget, Budgetjaar, JuridischeVorm, Stand
from kern.geld import NUL
from kern.velden import BedragField
from organisaties.models import Lidmaatschap

PER_BLADZIJDE = 50
RESERVERINGEN = Q(soort__in=[Soort.RESERVERING, Soort.VRIJGAVE])


@dataclass(frozen=True)
class Bedragen:
    """The figures of a purpose, a year or a budget, in euro, kept apart.

    `gereserveerd` is for a purpose without recipient, `gereserveerd_zaken` for cases in preparation. The council
    does not see the second: for them it is part of `vrij`.
    """

    beschikbaar: Decimal = NUL
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
    naam: str
    aard: str
    jaren: tuple[JaarRij, ...]


@dataclass(frozen=True)
class BoekingRij:
    """One line of the ledger as an officer reads it. `bedrag` carries the sign of its effect."""

    datum: datetime.date
    kenmerk: str
    soort: str
    bedrag: Decimal
    verplichting: str
    ontvanger: str
    voor_zaak: str
    omschrijving: str
    door: str


def overzicht(budget_id: int | None = None, *, met_zaken: bool = True) -> list[BudgetRij]:
    """All budgets (or one), per year and purpose, in three queries.

    `met_zaken=False` is what the council sees: money reserved for a case in preparation counts as free.
    """
    van_budget = {} if budget_id is None else {"budget": budget_id}
    jaren = list(
        Budgetjaar.objects.filter(**van_budget).select_related("budget", "stand").order_by("budget__naam", "jaar")
    )
    doelen = list(
        Bestedingsdoel.objects.filter(budgetjaar__in=[jaar.pk for jaar in jaren])
        .select_related("stand")
        .order_by("id")
    )
    geteld = _tel_per_doel([doel.pk for doel in doelen])

    rijen_van_jaar: dict[int, list[DoelRij]] = defaultdict(list)
    for doel in doelen:
        telling = geteld.get(doel.pk, {})
        rijen_van_jaar[doel.budgetjaar_id].append(
            DoelRij(
                id=doel.pk,
                code=doel.code,
                naam=doel.naam,
                bedragen=_bedragen(doel.stand, telling.get("zaken") or NUL, met_zaken=met_zaken),
                aantal_verleend=telling.get("aantal_verleend") or 0,
                aantal_gereserveerd=telling.get("aantal_gereserveerd") or 0,
                vormen=tuple(JuridischeVorm(vorm) for vorm in telling.get("vormen") or ()),
            )
        )
    jaren_van_budget: dict[Budget, list[JaarRij]] = defaultdict(list)
    for jaar in jaren:
        rijen = tuple(rijen_van_jaar[jaar.pk])
        zaken = sum((geteld.get(rij.id, {}).get("zaken") or NUL for rij in rijen), NUL)
        jaren_van_budget[jaar.budget].append(
            JaarRij(jaar.pk, jaar.jaar, _bedragen(jaar.stand, zaken, met_zaken=met_zaken), rijen)
        )
    return [
        BudgetRij(budget.pk, budget.naam, budget.get_aard_display(), tuple(rijen))
        for budget, rijen in jaren_van_budget.items()
    ]


def _bedragen(stand: Stand, zaken: Decimal, *, met_zaken: bool = True) -> Bedragen:
    return Bedragen(
        beschikbaar=stand.begroot,
        vrijgesteld=stand.vrijgesteld,
        verleend=stand.verplicht,
        gereserveerd=stand.gereserveerd - zaken,
        gereserveerd_zaken=zaken if met_zaken else NUL,
        betaald=stand.betaald,
    )


def _tel_per_doel(doelen: Iterable[int]) -> dict[int, dict[str, Any]]:
    """What the stands do not hold: the part reserved for cases, the counts and the legal forms, per purpose."""
    bedrag = Case(When(soort=Soort.VRIJGAVE, then=-F("bedrag")), default=F("bedrag"), output_field=BedragField())
    aantal = Case(When(soort=Soort.VRIJGAVE, then=-F("aantal")), default=F("aantal"), output_field=IntegerField())
    rijen = (
        Boeking.objects.filter(Q(bestedingsdoel__in=doelen) | Q(verplichting__bestedingsdoel__in=doelen))
        .order_by()
        .values(doel=Coalesce("bestedingsdoel_id", "verplichting__bestedingsdoel_id"))
        .annotate(
            zaken=Sum(bedrag, filter=RESERVERINGEN & ~Q(voor_zaak="")),
            aantal_gereserveerd=Sum(aantal, filter=RESERVERINGEN & Q(voor_zaak="")),
            aantal_verleend=Sum("aantal", filter=Q(soort=Soort.VERPLICHTING)),
            vormen=ArrayAgg(
                "verplichting__juridische_vorm", distinct=True, filter=Q(verplichting__isnull=False), default=[]
            ),
        )
    )
    return {rij["doel"]: dict(rij) for rij in rijen}


def budgetkeuze() -> dict[int, str]:
    """The names of all budgets by id, to choose from."""
    return dict(Budget.objects.values_list("pk", "naam"))


def budgetten() -> list[BudgetRij]:
    """Every budget with its years, those without a year included (two queries)."""
    return [
        BudgetRij(
            budget.pk,
            budget.naam,
            budget.get_aard_display(),
            tuple(JaarRij(jaar.pk, jaar.jaar, _bedragen(jaar.stand, NUL), ()) for jaar in budget.jaren.all()),
        )
        for budget in Budget.objects.prefetch_related(
            Prefetch("jaren", Budgetjaar.objects.select_related("stand").order_by("jaar"))
        )
    ]


def ruimte(bestedingsdoel_id: int) -> Decimal:
    """What can still be reserved or committed for a purpose: the lesser of its own room and that of its year."""
    standen = Stand.objects.filter(Q(bestedingsdoel=bestedingsdoel_id) | Q(budgetjaar__doelen=bestedingsdoel_id))
    return min(stand.ruimte for stand in standen)


def boekingen_van(bestedingsdoel_id: int, bladzijde: str | int = 1) -> tuple[Page[Boeking], list[BoekingRij]]:
    """One page of the ledger of a purpose, its commitments included, newest first (two queries)."""
    boekingen = (
        Boeking.objects.filter(Q(bestedingsdoel=bestedingsdoel_id) | Q(verplichting__bestedingsdoel=bestedingsdoel_id))
        .select_related("boekstuk__door__gebruiker", "verplichting__ontvanger")
        .order_by("-id")
    )
    deel = Paginator(boekingen, PER_BLADZIJDE).get_page(bladzijde)
    return deel, [_boeking_rij(boeking) for boeking in deel]


def _boeking_rij(boeking: Boeking) -> BoekingRij:
    verplichting = boeking.verplichting
    ontvanger = verplichting.ontvanger if verplichting else None
    return BoekingRij(
        datum=boeking.boekstuk.datum,
        kenmerk=boeking.boekstuk.kenmerk,
        soort=boeking.get_soort_display(),
        bedrag=boeking.bedrag * EFFECTEN[Soort(boeking.soort)].teken,
        verplichting=verplichting.kenmerk if verplichting else "",
        ontvanger=ontvanger.naam if ontvanger else "",
        voor_zaak=boeking.voor_zaak,
        omschrijving=boeking.grond or (verplichting.omschrijving if verplichting else boeking.boekstuk.omschrijving),
        door=_naam(boeking.boekstuk.door),
    )


def _naam(lid: Lidmaatschap | None) -> str:
    return lid.gebruiker.naam if lid else ""
