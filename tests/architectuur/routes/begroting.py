"""Who may open the pages of begroting."""

from tests.architectuur.route import ANDEREN, BELEID, FINANCIEEL, GELD, NIET, Route, niets

ROUTES: tuple[Route, ...] = (
    Route("begroting:budget_lijst", niets, GELD),
    Route("begroting:open_budget", niets, FINANCIEEL, post=422),
    Route("begroting:budget_detail", lambda w: (w.doel.budgetjaar.budget_id,), GELD, ANDEREN),
    Route("begroting:wijzig_budget", lambda w: (w.doel.budgetjaar.budget_id,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:waarschuwingsgrens", lambda w: (w.doel.budgetjaar.budget_id,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:open_budgetjaar", lambda w: (w.doel.budgetjaar.budget_id,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:budgetjaar_detail", lambda w: (w.doel.budgetjaar_id,), GELD, ANDEREN),
    Route("begroting:open_bestedingsdoel", lambda w: (w.doel.budgetjaar_id,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:boek_begroting", lambda w: (w.doel.budgetjaar_id,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:wijzig_budgetjaar", lambda w: (w.doel.budgetjaar_id,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:hevel_over", lambda w: (w.doel.budgetjaar_id,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:afsluiting", lambda w: (w.sluitend.budgetjaar_id,), GELD, ANDEREN),
    Route(
        "begroting:stel_afsluiting_voor", lambda w: (w.doel.budgetjaar_id,), FINANCIEEL, ANDEREN, get=NIET, post=302
    ),
    Route("begroting:sluit_af", lambda w: (w.sluitend.budgetjaar_id,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:wijzig_voorstel", lambda w: (w.sluitend.pk,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:draai_terug", lambda w: (w.sluitend.boekingen.get().boekstuk_id,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:doel_detail", lambda w: (w.doel.pk,), GELD, ANDEREN),
    Route("begroting:wijzig_begroting", lambda w: (w.doel.pk,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:publiceer_plafond", lambda w: (w.doel.pk,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:leg_opdracht_vast", lambda w: (w.doel.pk,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:reserveer", lambda w: (w.doel.pk,), FINANCIEEL | BELEID, ANDEREN, post=422),
    Route("begroting:geef_vrij", lambda w: (w.doel.pk,), FINANCIEEL | BELEID, ANDEREN, post=422),
    Route("begroting:verplichting_detail", lambda w: (w.traject.verplichting_id,), GELD, ANDEREN),
    Route("begroting:stel_bij", lambda w: (w.traject.verplichting_id,), FINANCIEEL, ANDEREN, post=422),
    Route("begroting:boek_betaling", lambda w: (w.traject.verplichting_id,), FINANCIEEL, ANDEREN, post=422),
    Route(
        "begroting:voeg_traject_toe", lambda w: (w.traject.verplichting_id,), FINANCIEEL | BELEID, ANDEREN, post=422
    ),
    Route("begroting:wijzig_traject", lambda w: (w.traject.pk,), FINANCIEEL | BELEID, ANDEREN, post=422),
)
