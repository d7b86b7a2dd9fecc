"""Who may open the pages of overzichten."""

from tests.architectuur.route import GELD, IEDEREEN, ONAFHANKELIJK, Route, niets
from tests.architectuur.wereld import GEMEENTE, PARTNER, RAAD

ROUTES: tuple[Route, ...] = (
    Route("overzichten:start", niets, IEDEREEN, get=302),
    Route("overzichten:werklijst", niets, GEMEENTE | PARTNER | ONAFHANKELIJK),
    Route("overzichten:begroting", niets, RAAD | GELD),
)
