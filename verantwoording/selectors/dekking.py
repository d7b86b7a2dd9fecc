"""From which purposes of the budget a table is paid: the way from what it did to what it cost."""

from begroting.toegang import ZIEN
from organisaties.models import Lidmaatschap
from organisaties.toegang import RAAD
from subsidies.models import Aanvraag, Jaardekking


def dekking_van(lid: Lidmaatschap, aanvraag: Aanvraag, jaar: int) -> list[Jaardekking]:
    """In order, with their budgets: one query. None for who does not read the pages about money."""
    if lid.rol not in (*RAAD, *ZIEN) or aanvraag.tafel_id is None:
        return []
    dekking = Jaardekking.objects.filter(tafel=aanvraag.tafel_id, jaar=jaar)
    return list(dekking.select_related("bestedingsdoel__budgetjaar__budget"))
