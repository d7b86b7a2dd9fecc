"""What a settlement may come to (Awb 4:46): as granted, or lower on a ground of the law; never higher."""

from collections.abc import Mapping
from decimal import Decimal

from kern.fouten import DomeinFout
from kern.geld import als_euro

ZOALS_VERLEEND = "verleend"


def controleer_bedragen(grond: str, verleend: Mapping[int, Decimal], vastgesteld: Mapping[int, Decimal]) -> None:
    """Raise DomeinFout for a year above what was granted (Awb 4:46 lid 1), for a lower amount without a ground to
    lower it (lid 2 and 3), and for such a ground where nothing gets lower."""
    for jaar, bedrag in vastgesteld.items():
        if bedrag > verleend[jaar]:
            raise DomeinFout(
                f"Voor {jaar} is {als_euro(verleend[jaar])} verleend. Hoger vaststellen kan niet (Awb 4:46).",
                code="vaststelling.te_hoog",
            )
    lager = any(bedrag < verleend[jaar] for jaar, bedrag in vastgesteld.items())
    if lager and grond == ZOALS_VERLEEND:
        raise DomeinFout(
            "U stelt lager vast dan is verleend. Kies de grond waarop dat rust (Awb 4:46 lid 2 en 3).",
            code="vaststelling.grond",
            veld="grond",
        )
    if not lager and grond != ZOALS_VERLEEND:
        raise DomeinFout(
            "U stelt vast wat is verleend. Kies daarbij de grond ‘zoals verleend’.",
            code="vaststelling.grond",
            veld="grond",
        )
