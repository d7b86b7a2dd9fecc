from subsidies.models.aanvraag import Aanvraag
from subsidies.models.akkoord import Akkoord
from subsidies.models.antwoord import Antwoord
from subsidies.models.belverzoek import Belverzoek
from subsidies.models.beoordeling import Beoordeling, Deelvoorstel, Voorstelbedrag, Zaakrol
from subsidies.models.besluit import Beschikking, Beschikkingsbedrag, Besluit
from subsidies.models.bijlage import Bijlage
from subsidies.models.deel import Aanvraagdeel, Begrotingspost, Postbedrag
from subsidies.models.dekking import Jaardekking
from subsidies.models.indiening import Indiening
from subsidies.models.kopie import Kopie
from subsidies.models.opmerking import Opmerking
from subsidies.models.uitneming import Uitneming
from subsidies.models.versie import Klad, Onderdeel, Versie
from subsidies.models.voorziening import Voorziening, Voorzieningjaar

__all__ = [
    "Aanvraag",
    "Aanvraagdeel",
    "Akkoord",
    "Antwoord",
    "Begrotingspost",
    "Belverzoek",
    "Beoordeling",
    "Beschikking",
    "Beschikkingsbedrag",
    "Besluit",
    "Bijlage",
    "Deelvoorstel",
    "Indiening",
    "Jaardekking",
    "Klad",
    "Kopie",
    "Onderdeel",
    "Opmerking",
    "Postbedrag",
    "Uitneming",
    "Versie",
    "Voorstelbedrag",
    "Voorziening",
    "Voorzieningjaar",
    "Zaakrol",
]
