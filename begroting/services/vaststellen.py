"""The frame of the budget and what the council puts in it. Only the financial officer."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

from django.db import IntegrityError, transaction

from begroting.grootboek import Plaats, Soort, op_doel, op_jaar
from begroting.models import Bestedingsdoel, Boekstuk, Budget, BudgetAard, Budgetjaar
from begroting.services.boek import BoekingRegel, boek
from kern.fouten import DomeinFout
from kern.geld import NUL
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol


def open_budget(*, naam: str, aard: BudgetAard, door: Lidmaatschap) -> Budget:
    """Make a budget. Raises DomeinFout `begroting.bestaat_al` when the name is taken."""
    with handeling("begroting.budget_geopend", door=door):
        eis_rol(door, Rol.FINANCIEEL)
        try:
            with transaction.atomic():
                budget = Budget.objects.create(naam=naam, aard=aard)
        except IntegrityError as fout:
            raise DomeinFout("Er is al een budget met deze naam.", code="begroting.bestaat_al", veld="naam") from fout
        leg_vast("begroting.budget_geopend", door=door, over=budget, budget=budget.pk)
    return budget


def open_budgetjaar(*, budget_id: int, jaar: int, door: Lidmaatschap) -> Budgetjaar:
    """Open a year of a budget, empty. Raises DomeinFout `begroting.bestaat_al` when it is open already."""
    with handeling("begroting.budgetjaar_geopend", door=door):
        eis_rol(door, Rol.FINANCIEEL)
        try:
            with transaction.atomic():
                budgetjaar = Budgetjaar.objects.create(budget_id=budget_id, jaar=jaar)
        except IntegrityError as fout:
            raise DomeinFout("Dit jaar is al geopend.", code="begroting.bestaat_al", veld="jaar") from fout
        leg_vast("begroting.budgetjaar_geopend", door=door, over=budgetjaar, budget=budget_id, jaar=jaar)
    return budgetjaar


def open_bestedingsdoel(*, budgetjaar_id: int, code: str, naam: str, door: Lidmaatschap) -> Bestedingsdoel:
    """Open a purpose in a year, empty. Raises DomeinFout `begroting.bestaat_al` when its code is taken."""
    with handeling("begroting.bestedingsdoel_geopend", door=door):
        eis_rol(door, Rol.FINANCIEEL)
        try:
            with transaction.atomic():
                doel = Bestedingsdoel.objects.create(budgetjaar_id=budgetjaar_id, code=code, naam=naam)
        except IntegrityError as fout:
            raise DomeinFout(
                "Er is in dit jaar al een bestedingsdoel met deze code.", code="begroting.bestaat_al", veld="code"
            ) from fout
        leg_vast(
            "begroting.bestedingsdoel_geopend",
            door=door,
            over=doel,
            budgetjaar=budgetjaar_id,
            bestedingsdoel=doel.pk,
        )
    return doel


def stel_begroting_vast(
    *,
    budgetjaar_id: int,
    bedrag: Decimal,
    verdeling: Mapping[int, Decimal],
    kenmerk: str,
    datum: datetime.date,
    omschrijving: str,
    door: Lidmaatschap,
) -> Boekstuk:
    """Book what the council gave for a year, and how it is divided over the purposes (id → euro).

    What is not divided stays on the year, to be moved to a purpose later with `hevel_over`. Once per year and
    per purpose; afterwards use `wijzig_begroting`. Raises DomeinFout `begroting.verdeling`,
    `begroting.al_vastgesteld` or `begroting.boekstuk_bestaat`.
    """
    with handeling("begroting.vastgesteld", door=door):
        eis_rol(door, Rol.FINANCIEEL)
        rest = bedrag - sum(verdeling.values(), NUL)
        if rest < 0:
            raise DomeinFout("U verdeelt meer dan het bedrag van de begroting.", code="begroting.verdeling")
        delen = {op_doel(doel_id): deel for doel_id, deel in verdeling.items()} | {op_jaar(budgetjaar_id): rest}
        vreemd = Bestedingsdoel.objects.filter(pk__in=verdeling).exclude(budgetjaar=budgetjaar_id)
        if vreemd.exists():
            raise DomeinFout("Een bestedingsdoel hoort bij een ander jaar.", code="begroting.ander_jaar")
        boekstuk = boek(
            kenmerk=kenmerk,
            datum=datum,
            door=door,
            omschrijving=omschrijving,
            regels=[BoekingRegel(Soort.BEGROTING, plaats, deel) for plaats, deel in delen.items() if deel],
        )
        leg_vast(
            "begroting.vastgesteld",
            door=door,
            over=boekstuk,
            budgetjaar=budgetjaar_id,
            bedrag=bedrag,
            boekstuk=Code(kenmerk),
        )
    return boekstuk


def wijzig_begroting(
    *, plaats: Plaats, bedrag: Decimal, kenmerk: str, datum: datetime.date, omschrijving: str, door: Lidmaatschap
) -> Boekstuk:
    """Book that the council gives more (positive) or less (negative) for a year or a purpose.

    Raises DomeinFout `begroting.overschrijding` when more is reserved and granted than would be left.
    """
    with handeling("begroting.gewijzigd", door=door):
        eis_rol(door, Rol.FINANCIEEL)
        boekstuk = boek(
            kenmerk=kenmerk,
            datum=datum,
            door=door,
            omschrijving=omschrijving,
            regels=[BoekingRegel(Soort.WIJZIGING, plaats, bedrag)],
        )
        leg_vast("begroting.gewijzigd", door=door, over=boekstuk, bedrag=bedrag, boekstuk=Code(kenmerk))
    return boekstuk


def hevel_over(
    *,
    van: Plaats,
    naar: Plaats,
    bedrag: Decimal,
    kenmerk: str,
    datum: datetime.date,
    omschrijving: str,
    door: Lidmaatschap,
) -> Boekstuk:
    """Move budget from one year or purpose to another; the sum of all budgets stays the same.

    From a year itself means: from what that year has not yet divided. Raises DomeinFout
    `begroting.overschrijding` when `van` has too little room, `begroting.verdeling` when it was divided already.
    """
    with handeling("begroting.overgeheveld", door=door):
        eis_rol(door, Rol.FINANCIEEL)
        if bedrag <= 0:
            raise DomeinFout("Vul een bedrag in dat hoger is dan 0.", code="begroting.bedrag", veld="bedrag")
        boekstuk = boek(
            kenmerk=kenmerk,
            datum=datum,
            door=door,
            omschrijving=omschrijving,
            regels=[
                BoekingRegel(Soort.OVERHEVELING, van, -bedrag),
                BoekingRegel(Soort.OVERHEVELING, naar, bedrag),
            ],
        )
        leg_vast("begroting.overgeheveld", door=door, over=boekstuk, bedrag=bedrag, boekstuk=Code(kenmerk))
    return boekstuk
