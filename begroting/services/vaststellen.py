"""The frame of the budget and what the council puts in it. Only the financial officer."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

import pghistory
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from begroting.grootboek import Plaats, Soort, op_doel, op_jaar
from begroting.models import Bestedingsdoel, Boekstuk, Bron, Budget, Budgetjaar
from begroting.models.budget import GEEN_CODE
from begroting.services.boek import BoekingRegel, boek
from kern.bewaar import bewaar
from kern.fouten import DomeinFout
from kern.geld import NUL
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol


def open_budget(
    *,
    naam: str,
    bron: Bron,
    door: Lidmaatschap,
    code: str = "",
    grondslag: str = "",
    verantwoordelijke_id: int | None = None,
) -> Budget:
    """Make a budget. `code` is its address for the council; without one it is made from the name.

    Raises DomeinFout `begroting.bestaat_al` on the field whose value is taken, `begroting.vaste_code` for a code that
    is the address of something else, `begroting.budgethouder` when the one responsible does not work at the
    municipality.
    """
    with handeling("begroting.budget_geopend", door=door):
        eis_rol(door, Rol.FINANCIEEL)
        code = code or slugify(naam)[:60].strip("-")
        if code in GEEN_CODE:
            raise DomeinFout(
                f"De code '{code}' is al het adres van een andere pagina. Kies een andere code.",
                code="begroting.vaste_code",
                veld="code",
            )
        budget = Budget(
            naam=naam,
            bron=bron,
            code=code,
            grondslag=grondslag,
            verantwoordelijke_id=verantwoordelijke_id,
        )
        _bewaar(budget, door, uniek=("naam", "code"))
        leg_vast("begroting.budget_geopend", door=door, over=budget, budget=budget.pk)
    return budget


def wijzig_budget(
    *, budget_id: int, naam: str, bron: Bron, grondslag: str, verantwoordelijke_id: int | None, door: Lidmaatschap
) -> Budget:
    """Change what a budget is called, where its money comes from or who is responsible; pghistory keeps what was.

    Its code never changes. Raises DomeinFout `begroting.bestaat_al` when the name is taken.
    """
    with handeling("begroting.budget_gewijzigd", door=door, over=Budget(pk=budget_id)):
        eis_rol(door, Rol.FINANCIEEL)
        budget = Budget.objects.select_for_update().get(pk=budget_id)
        budget.naam, budget.bron, budget.grondslag = naam, bron, grondslag
        budget.verantwoordelijke_id = verantwoordelijke_id
        _bewaar(budget, door, uniek=("naam",))
        leg_vast("begroting.budget_gewijzigd", door=door, over=budget, budget=budget_id)
    return budget


def _bewaar(budget: Budget, door: Lidmaatschap, uniek: tuple[str, ...]) -> None:
    for veld in uniek:
        if Budget.objects.filter(**{veld: getattr(budget, veld)}).exclude(pk=budget.pk).exists():
            raise DomeinFout(f"Er is al een budget met deze {veld}.", code="begroting.bestaat_al", veld=veld)
    houder = Lidmaatschap.objects.filter(pk=budget.verantwoordelijke_id or 0).select_related("organisatie").first()
    if houder is not None and not houder.is_gemeente:
        raise DomeinFout(
            "De budgethouder werkt bij de gemeente.", code="begroting.budgethouder", veld="verantwoordelijke"
        )
    with pghistory.context(lidmaatschap=door.pk):
        bewaar(budget)


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
        # In id order: these rows are unique, and two at once wait for each other's.
        delen = {op_doel(doel_id): deel for doel_id, deel in sorted(verdeling.items())} | {
            op_jaar(budgetjaar_id): rest
        }
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
    """Move budget from one year or purpose to another, of any year and any budget; the sum of all stays the same.

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
