"""What stands in the way of a payment, each with its reason. Pure."""

from dataclasses import dataclass

from kern.fouten import DomeinFout
from organisaties.regels.nummers_kloppen import iban_nummer
from subsidies.models import Zaakrol


@dataclass(frozen=True, slots=True)
class Betaalfeiten:
    """What is known of one grant on one day; `eerdere_rol` is what the reader was in this case before."""

    iban: str
    opgeschort: bool
    bekendgemaakt: bool
    rekening_wijzigt: bool
    eerdere_rol: str | None


def belemmeringen(feiten: Betaalfeiten) -> tuple[str, ...]:
    """Why nothing is paid now; empty when it can be. An objection is no reason (Awb 6:16)."""
    gevonden = []
    if feiten.opgeschort:
        gevonden.append("De betaling is opgeschort (Awb 4:56).")
    if not feiten.bekendgemaakt:
        gevonden.append("Een besluit over deze subsidie is nog niet verzonden (Awb 3:40).")
    if feiten.rekening_wijzigt:
        gevonden.append("De ontvanger vroeg om een ander rekeningnummer. Dat is nog niet goedgekeurd.")
    if not iban_klopt(feiten.iban):
        gevonden.append("Er is geen geldig rekeningnummer.")
    if feiten.eerdere_rol not in {None, Zaakrol.Rol.BETALER}:
        gevonden.append(f"U was {Zaakrol.Rol(feiten.eerdere_rol).label} in deze zaak. Een collega betaalt.")
    return tuple(gevonden)


def iban_klopt(iban: str) -> bool:
    try:
        return iban_nummer(iban) != ""
    except DomeinFout:
        return False
