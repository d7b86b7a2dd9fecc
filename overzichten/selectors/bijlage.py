"""What may go into the annex to a paper of the council, and what goes into it."""

import datetime
from collections.abc import Collection

from django.utils import timezone

from begroting.models import Budget, Budgetjaar
from kern.peil import Peil
from overzichten.geldpagina import Geldpagina
from overzichten.selectors.aansluiting import op_een_moment
from overzichten.selectors.geld import een_jaar
from overzichten.selectors.geld_stand import jaren_van


def budgetten() -> list[tuple[str, str]]:
    """Code and name of every budget: one query."""
    return list(Budget.objects.order_by("naam").values_list("code", "naam"))


def jaren() -> list[int]:
    """The budget years, the newest first: one query."""
    return list(Budgetjaar.objects.order_by("-jaar").values_list("jaar", flat=True).distinct())


def paginas(budget: Collection[str], jaar: Collection[int], per: datetime.date) -> list[Geldpagina]:
    """The page of each of these budgets in each of these years, all as the database is at one moment.

    A budget without such a year by that day is left out.
    """
    peil = Peil(per, per if per != timezone.localdate() else None, None)
    with op_een_moment():
        gevonden = jaren_van(peil.toen, budget__code__in=budget, jaar__in=jaar)
        volgorde = sorted(gevonden, key=lambda rij: (rij.budget.naam, rij.jaar))
        return [een_jaar(rij.budget.code, rij.jaar, peil) for rij in volgorde]
