"""Who may open the pages of regelingen."""

from tests.architectuur.route import BEHEER, Route, niets
from tests.architectuur.wereld import GEMEENTE, Wereld


def _grond(w: Wereld) -> tuple[str, int]:
    return w.open.regeling.code, w.open.regeling.weigeringsgronden.all()[0].pk


ROUTES: tuple[Route, ...] = (
    Route("regelingen:lijst", niets, GEMEENTE),
    Route("regelingen:detail", lambda w: (w.open.regeling.code,), GEMEENTE),
    Route("regelingen:parameter_nieuw", lambda w: (w.open.regeling.code,), BEHEER, post=422),
    Route("regelingen:gronden", lambda w: (w.open.regeling.code,), GEMEENTE),
    Route("regelingen:grond_nieuw", lambda w: (w.open.regeling.code,), BEHEER, post=422),
    Route("regelingen:grond_beeindig", _grond, BEHEER, post=422),
    Route("regelingen:vragen", lambda w: (w.vraag.regeling.code,), GEMEENTE),
    Route("regelingen:vraag_nieuw", lambda w: (w.vraag.regeling.code,), BEHEER, post=422),
    Route("regelingen:vraag_wijzig", lambda w: (w.vraag.regeling.code, w.vraag.pk), BEHEER, post=422),
    Route("regelingen:vraag_beeindig", lambda w: (w.vraag.regeling.code, w.vraag.pk), BEHEER, post=422),
)
