from begroting.models.boeking import Boeking, Boekstuk
from begroting.models.budget import Bestedingsdoel, Budget, BudgetAard, Budgetjaar
from begroting.models.stand import Stand
from begroting.models.verplichting import JuridischeVorm, Verplichting

__all__ = [
    "Bestedingsdoel",
    "Boeking",
    "Boekstuk",
    "Budget",
    "BudgetAard",
    "Budgetjaar",
    "JuridischeVorm",
    "Stand",
    "Verplichting",
]
