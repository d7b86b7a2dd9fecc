"""Putting decisions of this room before the college: later decisions, objections and indexings."""

from collections.abc import Collection

from kern.fouten import DomeinFout
from kern.handeling import handeling
from organisaties.models import Lidmaatschap
from subsidies.models import Collegebesluit
from subsidies.punt import Punt
from subsidies.services import collegebesluit
from subsidies.services.slot import vergrendel
from uitvoering.collegepunten import voor_te_leggen


def leg_voor_aan_college(
    *, onderwerp: str, toelichting: str, kenmerken: Collection[str], door: Lidmaatschap
) -> Collegebesluit:
    """Put what is ready to be decided on before the college. From now on nobody else decides on it.

    Raises DomeinFout for what is not ready, or lies before the college already.
    """
    with handeling("college.voorgesteld", door=door):
        for aanvraag_id in sorted({punt.aanvraag_id for punt in _gekozen(kenmerken) if punt.aanvraag_id is not None}):
            vergrendel(aanvraag_id)
        return collegebesluit.stel_voor(
            onderwerp=onderwerp, toelichting=toelichting, punten=_gekozen(kenmerken), door=door
        )


def _gekozen(kenmerken: Collection[str]) -> list[Punt]:
    """As it stands now."""
    gekozen = [rij.punt() for rij in voor_te_leggen() if rij.kenmerk in kenmerken]
    if len(gekozen) != len(set(kenmerken)):
        raise DomeinFout(
            "Een van deze zaken ligt niet meer klaar voor besluit. Kies opnieuw.",
            code="college.niet_klaar",
            veld="zaken",
        )
    return gekozen
