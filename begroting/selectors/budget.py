"""One budget over all its years, and what was changed in its details."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from begroting.models import Bron, Budget, Budgetjaar, Jaarafsluiting
from begroting.selectors.overzicht import Bedragen, BudgetRij, JaarRij
from kern.geld import NUL
from organisaties.models import Lidmaatschap

GEVOLGD = ("naam", "bron", "grondslag", "verantwoordelijke_id")
LEEG = "–"


@dataclass(frozen=True)
class Somrij:
    """The figures of one name or year, added up."""

    naam: str
    bedragen: Bedragen


@dataclass(frozen=True)
class Budgetwijziging:
    """One detail that was changed: when, by whom, and what stood there before."""

    tijdstip: datetime.datetime
    wie: str
    veld: str
    oud: str
    nieuw: str


def tel_op(bedragen: Iterable[Bedragen]) -> Bedragen:
    rijen = list(bedragen)
    return Bedragen(**{veld.name: sum((getattr(rij, veld.name) for rij in rijen), NUL) for veld in fields(Bedragen)})


def per_doel(jaren: Sequence[JaarRij]) -> list[Somrij]:
    """Each purpose over all years of a budget, known by its code and called by its newest name."""
    namen: dict[str, str] = {}
    bedragen: dict[str, list[Bedragen]] = defaultdict(list)
    for jaar in jaren:
        for doel in jaar.doelen:
            namen[doel.code] = doel.naam
            bedragen[doel.code].append(doel.bedragen)
    return [Somrij(namen[code], tel_op(rijen)) for code, rijen in bedragen.items()]


def per_jaar(budgetten: Iterable[BudgetRij]) -> list[Somrij]:
    """All budgets together, year by year."""
    bedragen: dict[int, list[Bedragen]] = defaultdict(list)
    for budget in budgetten:
        for jaar in budget.jaren:
            bedragen[jaar.jaar].append(jaar.bedragen)
    return [Somrij(str(jaar), tel_op(bedragen[jaar])) for jaar in sorted(bedragen)]


def afgesloten_jaren(per: datetime.date | None = None) -> frozenset[int]:
    """The years (by id) that take no new money any more, or took none on a day."""
    toen = Q() if per is None else Q(afgesloten_op__date__lte=per)
    dicht = Jaarafsluiting.objects.filter(toen, stand=Jaarafsluiting.Stand.AFGESLOTEN)
    return frozenset(dicht.values_list("budgetjaar", flat=True))


def is_afgesloten(jaar: Budgetjaar, per: datetime.date | None = None) -> bool:
    """The same for one year that was read with its `afsluiting`."""
    op = jaar.afsluiting.afgesloten_op if hasattr(jaar, "afsluiting") else None
    return op is not None and (per is None or timezone.localdate(op) <= per)


def open_jaren(budgetten: Iterable[BudgetRij], eerst: int) -> list[tuple[str, JaarRij]]:
    """Every year that takes new money, with the name of its budget; year `eerst` in front (one query)."""
    dicht = afgesloten_jaren()
    jaren = [(budget.naam, jaar) for budget in budgetten for jaar in budget.jaren if jaar.id not in dicht]
    return sorted(jaren, key=lambda paar: paar[1].id != eerst)


def wijzigingen_van(budget: Budget) -> list[Budgetwijziging]:
    """What was changed in the details of a budget, the newest first (two queries)."""
    versies = list(
        apps.get_model("begroting", "BudgetEvent")._default_manager.filter(pgh_obj_id=budget.pk).order_by("pgh_id")
    )
    leden = Lidmaatschap.objects.select_related("gebruiker").in_bulk(
        {_wie(versie) for versie in versies} | {versie.verantwoordelijke_id or 0 for versie in versies}
    )
    namen = {pk: lid.gebruiker.naam for pk, lid in leden.items()}
    gevonden = [
        Budgetwijziging(
            tijdstip=nieuw.pgh_created_at,
            wie=namen.get(_wie(nieuw), "het systeem"),
            veld=str(Budget._meta.get_field(veld.removesuffix("_id")).verbose_name),  # type: ignore[union-attr]
            oud=_toon(oud, veld, namen),
            nieuw=_toon(nieuw, veld, namen),
        )
        for oud, nieuw in pairwise(versies)
        for veld in GEVOLGD
        if getattr(oud, veld) != getattr(nieuw, veld)
    ]
    return gevonden[::-1]


def _wie(versie: Any) -> int:
    return (versie.pgh_context or {}).get("lidmaatschap") or 0


def _toon(versie: Any, veld: str, namen: dict[int, str]) -> str:
    waarde = getattr(versie, veld)
    if veld == "verantwoordelijke_id":
        return namen.get(waarde, LEEG)
    return Bron(waarde).label if veld == "bron" else waarde or LEEG
