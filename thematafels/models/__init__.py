from thematafels.models.deelname import Aanstelling, Deelname
from thematafels.models.eisen import Criterium, Eis, Functie
from thematafels.models.meetvoorbeeld import Meetvoorbeeld, Niveau, Richting
from thematafels.models.regie import Regie
from thematafels.models.tafel import Plafond, Thematafel
from thematafels.models.thema import (
    Doelgroep,
    Gebiedsopgave,
    GebiedsopgaveStadsdeel,
    Principe,
    Stadsdeel,
    Subdoel,
    Thema,
    WettelijkeTaak,
)
from thematafels.models.toezegging import Toezegging
from thematafels.models.uitvraag import Uitvraag

__all__ = [
    "Aanstelling",
    "Criterium",
    "Deelname",
    "Doelgroep",
    "Eis",
    "Functie",
    "Gebiedsopgave",
    "GebiedsopgaveStadsdeel",
    "Meetvoorbeeld",
    "Niveau",
    "Plafond",
    "Principe",
    "Regie",
    "Richting",
    "Stadsdeel",
    "Subdoel",
    "Thema",
    "Thematafel",
    "Toezegging",
    "Uitvraag",
    "WettelijkeTaak",
]
