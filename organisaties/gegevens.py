"""The details of an organisation that people fill in, and the rules they must keep."""

from typing import TypedDict

from kern.fouten import DomeinFout
from organisaties.models import Organisatie
from organisaties.regels.nummers_kloppen import iban_nummer, kvk_nummer, postcode, rsin_nummer
from organisaties.regels.nummers_passen import eis_nummers_passen


class Gegevens(TypedDict, total=False):
    naam: str
    aanvrager_soort: str
    typering: str
    kvk: str
    rsin: str
    iban: str
    straat: str
    postcode: str
    plaats: str
    email: str
    telefoon: str


SCHRIJFWIJZEN = {"kvk": kvk_nummer, "rsin": rsin_nummer, "iban": iban_nummer, "postcode": postcode}


def controleer_gegevens(organisatie: Organisatie) -> None:
    """Write the numbers in their one form and hold all rules. DomeinFout names the field; nothing is saved."""
    organisatie.naam = organisatie.naam.strip()
    if not organisatie.naam:
        raise DomeinFout("Vul een naam in.", code="organisatie.naam", veld="naam")
    for veld, schrijf in SCHRIJFWIJZEN.items():
        setattr(organisatie, veld, schrijf(getattr(organisatie, veld)))
    eis_nummers_passen(organisatie.aanvrager_soort, kvk=organisatie.kvk, rsin=organisatie.rsin)
