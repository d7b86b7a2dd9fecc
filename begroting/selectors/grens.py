"""From which part on a budgethouder is warned, and which purposes are past it."""

import datetime
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from begroting.models import Bestedingsdoel, Jaarafsluiting, Waarschuwingsgrens
from begroting.models.grens import STANDAARD


def grens_op(dag: datetime.date, budget: str) -> Coalesce:
    """The percentage that holds on a day for the budget at this path, to fold into a query."""
    geldend = Waarschuwingsgrens.objects.filter(budget=OuterRef(budget), geldig_van__lte=dag).order_by("-geldig_van")
    soort = DecimalField(max_digits=5, decimal_places=2)
    return Coalesce(Subquery(geldend.values("percentage")[:1]), Value(STANDAARD), output_field=soort)


def grens_van(budget_id: int, dag: datetime.date) -> Decimal:
    """The percentage that holds on a day: one query."""
    grenzen = Waarschuwingsgrens.objects.filter(budget=budget_id, geldig_van__lte=dag).order_by("-geldig_van")
    return grenzen.values_list("percentage", flat=True).first() or STANDAARD


def bijna_bereikt(dag: datetime.date) -> QuerySet[Bestedingsdoel, Any]:
    """The purposes of this year and later of which so much is used that somebody must look, and something is left.

    Used is what is granted or reserved of the budget, or what is granted under the published ceiling. What is used up
    is no longer to be prevented.
    """
    gebruikt = F("stand__verplicht") + F("stand__gereserveerd")
    ruimte = F("stand__begroot") + F("stand__vrijgesteld")
    verleend = F("stand__verplicht") - F("stand__verplicht_anders") - F("stand__vrijgesteld")
    plafond = F("stand__plafond")
    dicht = Jaarafsluiting.objects.filter(stand=Jaarafsluiting.Stand.AFGESLOTEN)
    return (
        Bestedingsdoel.objects.filter(budgetjaar__jaar__gte=dag.year)
        .exclude(budgetjaar__in=dicht.values("budgetjaar"))
        .alias(grens=grens_op(dag, "budgetjaar__budget"), gebruikt=gebruikt, ruimte=ruimte, verleend=verleend)
        .filter(
            Q(ruimte__gt=0, gebruikt__lt=F("ruimte"), gebruikt__gte=F("ruimte") * F("grens") / 100)
            | Q(stand__plafond__gt=0, verleend__lt=plafond, verleend__gte=plafond * F("grens") / 100)
        )
    )
