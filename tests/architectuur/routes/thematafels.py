"""Who may open the pages of thematafels."""

from tests.architectuur.route import ANDEREN, BELEID, NIET, SCHRIJVER, TEKENAAR, VREEMD, Route, niets
from tests.architectuur.wereld import EIGEN, GEMEENTE, LEDEN, PARTNER, RAAD, Wereld


def _voorbereide_tafel(w: Wereld) -> tuple[str, str]:
    return w.voorbereid.kenmerk, w.voorbereid.themas.all()[0].code


def _criterium(w: Wereld) -> tuple[str, str, int]:
    return w.voorbereid.kenmerk, "criterium", w.voorbereid.criteria.all()[0].pk


ROUTES: tuple[Route, ...] = (
    Route("thematafels:uitvraag_lijst", niets, LEDEN),
    Route("thematafels:uitvraag_nieuw", niets, BELEID, post=422),
    Route("thematafels:uitvraag_detail", lambda w: (w.open.kenmerk,), LEDEN),
    Route("thematafels:uitvraag_detail", lambda w: (w.voorbereid.kenmerk,), GEMEENTE, ANDEREN),
    Route("thematafels:uitvraag_wijzig", lambda w: (w.voorbereid.kenmerk,), BELEID, ANDEREN, post=422),
    Route("thematafels:uitvraag_kopieer", lambda w: (w.open.kenmerk,), BELEID, post=422),
    Route("thematafels:uitvraag_publiceer", lambda w: (w.voorbereid.kenmerk,), BELEID, ANDEREN, post=302),
    Route("thematafels:uitvraag_sluit", lambda w: (w.open.kenmerk,), BELEID, post=422),
    Route("thematafels:plafonds", lambda w: (w.voorbereid.kenmerk,), BELEID, ANDEREN, post=302),
    Route("thematafels:uitvraag_geschiedenis", lambda w: (w.open.kenmerk,), LEDEN),
    Route("thematafels:item_nieuw", lambda w: (w.voorbereid.kenmerk, "criterium"), BELEID, ANDEREN, post=422),
    Route("thematafels:item_nieuw", lambda w: (*_voorbereide_tafel(w), "subdoel"), BELEID, ANDEREN, post=422),
    Route("thematafels:item_wijzig", lambda w: _criterium(w), BELEID, ANDEREN, post=422),
    Route("thematafels:item_verwijder", lambda w: _criterium(w), BELEID, ANDEREN, post=302),
    Route("thematafels:thema_detail", lambda w: w.tafel, LEDEN),
    Route("thematafels:tafel_detail", lambda w: w.tafel, LEDEN),
    Route("thematafels:deelname_aanmelden", lambda w: w.tafel, SCHRIJVER | {"tafelgenoot", "buiten"}, post=422),
    Route(
        "thematafels:deelname_beoordelen",
        lambda w: (*w.plek(w.aangemeld.tafel), w.aangemeld.pk),
        BELEID,
        ANDEREN - {"tafelgenoot"},
        post=422,
    ),
    Route(
        "thematafels:deelname_terugtrekken",
        lambda w: (*w.tafel, w.eigen_deelname.pk),
        SCHRIJVER,
        VREEMD,
        post=302,
    ),
    Route("thematafels:aanstelling_nieuw", lambda w: w.tafel, BELEID, post=422),
    Route("thematafels:tafel_detail", lambda w: w.plek(w.loket), LEDEN),
    Route("thematafels:verband_regie", lambda w: (w.verband.pk,), GEMEENTE | EIGEN, PARTNER - EIGEN),
    Route(
        "thematafels:verband_regie_wijzig",
        lambda w: (w.verband.pk, w.open.kenmerk),
        BELEID | TEKENAAR,
        PARTNER - EIGEN,
        post=302,
    ),
    Route("thematafels:meetvoorbeelden", niets, GEMEENTE),
    Route("thematafels:meetvoorbeeld_nieuw", niets, BELEID, post=422),
    Route("thematafels:meetvoorbeeld_wijzig", lambda w: (w.meetvoorbeeld.pk,), BELEID, post=422),
    Route("thematafels:meetvoorbeeld_gebruik", lambda w: (w.meetvoorbeeld.pk,), BELEID, get=NIET, post=302),
    Route("thematafels:toezeggingen", niets, LEDEN),
    Route("thematafels:toezegging_nieuw", niets, BELEID, post=422),
    Route(
        "thematafels:toezegging_afronden",
        lambda w: (w.toezegging.pk,),
        BELEID,
        ANDEREN - EIGEN - RAAD,  # a promise to one table
        post=422,
    ),
)
