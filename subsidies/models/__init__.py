from subsidies.models.aanvraag import Aanvraag
from subsidies.models.aanvulling import Aanvulling
from subsidies.models.activiteit import Activiteit, Indicator, Streefwaarde
from subsidies.models.advies import Advies, Adviesafwijking
from subsidies.models.akkoord import Akkoord
from subsidies.models.antwoord import Antwoord
from subsidies.models.belverzoek import Belverzoek
from subsidies.models.beoordeling import Beoordeling, Deelvoorstel, Voorstelbedrag, Zaakrol
from subsidies.models.besluit import Beschikking, Beschikkingsbedrag, Besluit
from subsidies.models.bijlage import Bijlage
from subsidies.models.collegebesluit import Collegebesluit, Collegeregel
from subsidies.models.collegepunt import Collegepunt
from subsidies.models.deel import Aanvraagdeel, Begrotingspost, Postbedrag
from subsidies.models.dekking import Jaardekking
from subsidies.models.indiening import Indiening
from subsidies.models.kopie import Kopie
from subsidies.models.oordeel import Beraad, Oordeel
from subsidies.models.opmerking import Opmerking
from subsidies.models.paraaf import Paraaf
from subsidies.models.subsidie import Subsidie, Subsidiejaar
from subsidies.models.termijn import Termijnopschorting, Verdaging
from subsidies.models.toewijzing import Toewijzing
from subsidies.models.uitneming import Uitneming
from subsidies.models.versie import Klad, Onderdeel, Versie
from subsidies.models.voorstelgrond import Voorstelgrond
from subsidies.models.voorziening import Voorziening, Voorzieningjaar
from subsidies.models.vrijstelling import Plafondvrijstelling

__all__ = [
    "Aanvraag",
    "Aanvraagdeel",
    "Aanvulling",
    "Activiteit",
    "Advies",
    "Adviesafwijking",
    "Akkoord",
    "Antwoord",
    "Begrotingspost",
    "Belverzoek",
    "Beoordeling",
    "Beraad",
    "Beschikking",
    "Beschikkingsbedrag",
    "Besluit",
    "Bijlage",
    "Collegebesluit",
    "Collegepunt",
    "Collegeregel",
    "Deelvoorstel",
    "Indicator",
    "Indiening",
    "Jaardekking",
    "Klad",
    "Kopie",
    "Onderdeel",
    "Oordeel",
    "Opmerking",
    "Paraaf",
    "Plafondvrijstelling",
    "Postbedrag",
    "Streefwaarde",
    "Subsidie",
    "Subsidiejaar",
    "Termijnopschorting",
    "Toewijzing",
    "Uitneming",
    "Verdaging",
    "Versie",
    "Voorstelbedrag",
    "Voorstelgrond",
    "Voorziening",
    "Voorzieningjaar",
    "Zaakrol",
]
