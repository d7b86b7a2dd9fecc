"""Who may open the pages of begroting."""

from tests.architectuur.route import ANDEREN, BELEID, FINANCIEEL, GELD, Route, niets

ROUTES: tuple[Route, ...] = (
    Route("begroting:budget_lijst", niets, GELD),
    Route("begroting:open_budget", niets, FINANCIEEL, post=422),
    Route("begroting:budget_detail", lambda w: (w.doel.budgetjaar.budget_id,), GELD, ANDEREN),
    Route("begroting:open_budgetjaar", lambda w: (w.doel.budgetjaar.budget_id,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:open_bestedingsdoel", lambda w: (w.doel.budgetjaar_id,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:boek_begroting", lambda w: (w.doel.budgetjaar_id,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:hevel_over", lambda w: (w.doel.budgetjaar_id,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:doel_detail", lambda w: (w.doel.pk,), GELD, ANDEREN),
    Route("begroting:wijzig_begroting", lambda w: (w.doel.pk,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:reserveer", lambda w: (w.doel.pk,), FINANCIEEL | BELEID, ANDEREN, post=422),
    Route("begroting:geef_vrij", lambda w: (w.doel.pk,), FINANCIEEL | BELEID, ANDEREN, post=422),
)
