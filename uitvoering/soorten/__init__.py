"""Every kind of later decision, by its code."""

from subsidies.models import Besluit
from uitvoering.soorten.bijstelling import BIJSTELLING
from uitvoering.soorten.intrekking import INTREKKING
from uitvoering.soorten.opschorting import OPSCHORTING
from uitvoering.soorten.soort import Bedragsoort, Grond, Vervolgsoort
from uitvoering.soorten.terugvordering import TERUGVORDERING
from uitvoering.soorten.vaststelling import VASTSTELLING

SOORTEN: dict[str, Vervolgsoort] = {
    soort.soort: soort for soort in (BIJSTELLING, OPSCHORTING, INTREKKING, VASTSTELLING, TERUGVORDERING)
}

__all__ = ["SOORTEN", "Bedragsoort", "Besluit", "Grond", "Vervolgsoort"]
