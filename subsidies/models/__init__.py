from subsidies.models.aanvraag import Aanvraag
from subsidies.models.akkoord import Akkoord
from subsidies.models.antwoord import Antwoord
from subsidies.models.beoordeling import Beoordeling, Deelvoorstel, Voorstelbedrag, Zaakrol
from subsidies.models.besluit import Beschikking, Beschikkingsbedrag, Besluit
from subsidies.models.deel import Aanvraagdeel, Begrotingspost, Postbedrag
from subsidies.models.dekking import Jaardekking
from subsidies.models.indiening import Indiening
from subsidies.models.voorziening import Voorziening

__all__ = [
    "Aanvraag",
    "Aanvraagdeel",
    "Akkoord",
    "Antwoord",
    "Begrotingspost",
    "Beoordeling",
    "Beschikking",
    "Beschikkingsbedrag",
    "Besluit",
    "Deelvoorstel",
    "Indiening",
    "Jaardekking",
    "Postbedrag",
    "Voorstelbedrag",
    "Voorziening",
    "Zaakrol",
]
