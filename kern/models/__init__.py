from kern.models.bestand import Bestand, BestandStand
from kern.models.gebeurtenis import Gebeurtenis, Zegel, ZegelRegel
from kern.models.gebruiker import Gebruiker
from kern.models.storing import Storing
from kern.models.vrije_dag import VrijeDag

__all__ = ["Bestand", "BestandStand", "Gebeurtenis", "Gebruiker", "Storing", "VrijeDag", "Zegel", "ZegelRegel"]
