from begroting.models.aansluiting import Aansluiting
from begroting.models.afsluiting import Jaarafsluiting, Meeneemvoorstel
from begroting.models.boeking import Boeking, Boekstuk
from begroting.models.budget import Bestedingsdoel, Bron, Budget, Budgetjaar
from begroting.models.grens import Waarschuwingsgrens
from begroting.models.plafond import Plafondpublicatie
from begroting.models.raadsvraag import Raadsvraag
from begroting.models.stand import Dagstand, Stand
from begroting.models.traject import Traject
from begroting.models.verplichting import JuridischeVorm, Verplichting

__all__ = [
    "Aansluiting",
    "Bestedingsdoel",
    "Boeking",
    "Boekstuk",
    "Bron",
    "Budget",
    "Budgetjaar",
    "Dagstand",
    "Jaarafsluiting",
    "JuridischeVorm",
    "Meeneemvoorstel",
    "Plafondpublicatie",
    "Raadsvraag",
    "Stand",
    "Traject",
    "Verplichting",
    "Waarschuwingsgrens",
]
