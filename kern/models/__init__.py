from kern.models.gebeurtenis import Gebeurtenis, Zegel, ZegelRegel
from kern.models.gebruiker import Gebruiker
from kern.models.vrije_dag import VrijeDag

__all__ = ["Gebeurtenis", "Gebruiker", "VrijeDag", "Zegel", "ZegelRegel"]
