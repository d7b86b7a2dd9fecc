import datetime
from decimal import Decimal

from begroting.models import Budget, Waarschuwingsgrens
from kern.bewaar import bewaar
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol


def stel_grens_in(
    *, budget_id: int, percentage: Decimal, geldig_van: datetime.date, door: Lidmaatschap
) -> Waarschuwingsgrens:
    """From `geldig_van` on the budgethouder is warned at this part of a ceiling or a purpose.

    Raises DomeinFout when a percentage was set from that day on, or this one is not above 0 and at most 100.
    """
    with handeling("begroting.grens_ingesteld", door=door, over=Budget(pk=budget_id)):
        eis_rol(door, Rol.FINANCIEEL)
        grens = Waarschuwingsgrens(budget_id=budget_id, percentage=percentage, geldig_van=geldig_van, door=door)
        bewaar(grens)
        leg_vast("begroting.grens_ingesteld", door=door, over=grens, budget=budget_id, percentage=percentage)
    return grens
