"""Reading the money. Every page gets dataclass rows; the number of queries does not depend on their number."""

from begroting.selectors.boekingen import (
    BoekingRij,
    boekingen_van,
    boekingen_van_budgetjaar,
    boekingen_van_verplichting,
)
from begroting.selectors.overzicht import Bedragen, BudgetRij, DoelRij, JaarRij, budgetkeuze, budgetten, overzicht
from begroting.selectors.standen import ruimte

__all__ = [
    "Bedragen",
    "BoekingRij",
    "BudgetRij",
    "DoelRij",
    "JaarRij",
    "boekingen_van",
    "boekingen_van_budgetjaar",
    "boekingen_van_verplichting",
    "budgetkeuze",
    "budgetten",
    "overzicht",
    "ruimte",
]
