"""Who may open the pages of brieven."""

from tests.architectuur.route import ANDEREN, BEHEER, BELEID, BESLUIT, GELD, NIET, VREEMD, Route, niets
from tests.architectuur.wereld import EIGEN, GEMEENTE, LEDEN, PARTNER

ROUTES: tuple[Route, ...] = (
    Route("brieven:lijst", niets, GELD | PARTNER),
    Route("brieven:berichten", niets, LEDEN),
    Route("brieven:detail", lambda w: (w.brief.kenmerk,), GELD | EIGEN, VREEMD | BEHEER),
    Route("brieven:detail", lambda w: (w.mislukte_brief.kenmerk,), GELD, ANDEREN | BEHEER),
    Route("brieven:pdf", lambda w: (w.brief.kenmerk,), GELD | EIGEN, VREEMD | BEHEER, html=False),
    Route("brieven:voortgang", lambda w: (w.brief.kenmerk,), GELD | EIGEN, VREEMD | BEHEER, html=False),
    Route(
        "brieven:opnieuw", lambda w: (w.mislukte_brief.kenmerk,), BELEID | BESLUIT, ANDEREN | BEHEER, NIET, post=302
    ),
    Route("brieven:retour", lambda w: (w.mislukte_brief.kenmerk,), BELEID | BESLUIT, ANDEREN | BEHEER, NIET, post=302),
    Route("brieven:te_printen", niets, BELEID | BESLUIT, post=422),
    Route("brieven:stapel_pdf", niets, BELEID | BESLUIT, get=302, html=False),
    Route("brieven:nieuwe_datum", niets, BELEID | BESLUIT, get=NIET, post=302),
    Route("brieven:schrijf", niets, BELEID | BESLUIT, post=422),
    Route("brieven:schrijf_pdf", niets, BELEID | BESLUIT, get=NIET, post=422),
    Route("brieven:teksten", niets, GEMEENTE),
    Route("brieven:tekst", lambda w: ("vrije_brief",), GEMEENTE),
    Route("brieven:tekst_versie", lambda w: (w.brieftekst.pk,), GEMEENTE),
    Route("brieven:tekst_wijzig", lambda w: ("vrije_brief", "alle"), BEHEER, post=422),
    Route("brieven:tekst_voorbeeld", lambda w: ("vrije_brief",), BEHEER, get=NIET, post=200, html=False),
    Route("brieven:tekst_pdf", lambda w: ("vrije_brief",), BEHEER, get=NIET, post=200, html=False),
)
