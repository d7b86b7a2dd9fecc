from verantwoording.models.afspraak import Afspraak, Meetafspraak, Planwijziging, Streefcijfer
from verantwoording.models.beoordeling import Bevinding, Stukverhaal, Verantwoordingsstuk, Verslagakkoord
from verantwoording.models.maatschappelijk import (
    Bron,
    Gebied,
    Inlezing,
    Maatschappelijkeindicator,
    Themaindicator,
    Waarneming,
)
from verantwoording.models.uitkomst import Bereikstand, Meetstand, Uitkomst
from verantwoording.models.verslag import (
    Activiteitverslag,
    Deelverslag,
    Duiding,
    Meting,
    NietGemeten,
    Verantwoording,
    Verhaal,
)

__all__ = [
    "Activiteitverslag",
    "Afspraak",
    "Bereikstand",
    "Bevinding",
    "Bron",
    "Deelverslag",
    "Duiding",
    "Gebied",
    "Inlezing",
    "Maatschappelijkeindicator",
    "Meetafspraak",
    "Meetstand",
    "Meting",
    "NietGemeten",
    "Planwijziging",
    "Streefcijfer",
    "Stukverhaal",
    "Themaindicator",
    "Uitkomst",
    "Verantwoording",
    "Verantwoordingsstuk",
    "Verhaal",
    "Verslagakkoord",
    "Waarneming",
]
