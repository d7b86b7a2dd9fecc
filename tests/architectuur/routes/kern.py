"""Who may open the pages of kern."""

from tests.architectuur.route import BEHEER, BELEID, Route, niets
from tests.architectuur.wereld import GEMEENTE

ROUTES: tuple[Route, ...] = (
    Route("kern:storing_lijst", niets, GEMEENTE),
    Route("kern:storing_nieuw", niets, BEHEER | BELEID, post=422),
    Route("kern:storing_beeindig", lambda w: (w.storing.pk,), BEHEER | BELEID, post=422),
)
