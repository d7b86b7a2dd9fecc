"""Who may open the pages of organisaties."""

from tests.architectuur.route import (
    ANDEREN,
    BEHEER,
    BELEID,
    BESLUIT,
    FINANCIEEL,
    IEDEREEN,
    NIET,
    TEKENAAR,
    VREEMD,
    Route,
    niets,
)
from tests.architectuur.wereld import EIGEN, GEMEENTE, LEDEN, PARTNER, TAFEL, Wereld


def _machtiging(w: Wereld) -> tuple[int]:
    return (w.machtiging.pk,)


def _onderaannemer(w: Wereld) -> tuple[int, str, int]:
    return w.verband.pk, "onderaannemer", w.verband.onderaannemers.all()[0].pk


ROUTES: tuple[Route, ...] = (
    Route("organisaties:lijst", niets, GEMEENTE),
    Route("organisaties:nieuw", niets, BEHEER, post=422),
    Route("organisaties:detail", lambda w: (w.partner.pk,), GEMEENTE | EIGEN, VREEMD),
    Route(
        "organisaties:wijzig",
        lambda w: (w.partner.pk,),
        BEHEER | FINANCIEEL | TEKENAAR,
        VREEMD,
        post=302,
        anders={"beheerder": 422},  # may change the name too, and that must be filled in
    ),
    Route("organisaties:accounthouder", lambda w: (w.partner.pk,), BELEID, post=302),
    Route(
        "organisaties:verzending",
        lambda w: (w.partner.pk,),
        BELEID | BEHEER | TEKENAAR,
        VREEMD,
        NIET,
        post=302,
    ),
    Route("organisaties:leden", lambda w: (w.partner.pk,), BEHEER | TEKENAAR, VREEMD),
    Route("organisaties:uitnodigen", lambda w: (w.partner.pk,), BEHEER | TEKENAAR, VREEMD, post=422),
    Route(
        "organisaties:lidmaatschap_beeindigen",
        lambda w: (w.leden["redacteur"].pk,),
        BEHEER | TEKENAAR,
        VREEMD,
        post=422,
    ),
    Route("organisaties:mandaten", niets, GEMEENTE),
    Route("organisaties:mandaat_nieuw", niets, BEHEER, post=422),
    Route("organisaties:machtigingen", lambda w: (w.partner.pk,), GEMEENTE | EIGEN, VREEMD),
    Route("organisaties:machtiging_nieuw", lambda w: (w.partner.pk,), BELEID | BEHEER | TEKENAAR, VREEMD, post=422),
    Route("organisaties:machtiging_formulier", _machtiging, GEMEENTE | TAFEL, ANDEREN - TAFEL),
    Route("organisaties:machtiging_document", _machtiging, BELEID | BEHEER | TEKENAAR, ANDEREN - TAFEL, post=422),
    Route("organisaties:machtiging_intrekken", _machtiging, BELEID | BEHEER | TEKENAAR, ANDEREN - TAFEL, post=302),
    Route(
        "organisaties:machtiging_download",
        _machtiging,
        BELEID | BEHEER | BESLUIT | TEKENAAR | {"tafelgenoot"},
        ANDEREN - TAFEL,
        html=False,
    ),
    Route("organisaties:verband_lijst", niets, GEMEENTE | PARTNER),
    Route("organisaties:verband_nieuw", niets, BELEID | TEKENAAR | {"tafelgenoot", "buiten"}, post=422),
    Route("organisaties:verband_detail", lambda w: (w.verband.pk,), GEMEENTE | EIGEN, PARTNER - EIGEN),
    Route("organisaties:verband_wijzig", lambda w: (w.verband.pk,), BELEID | TEKENAAR, PARTNER - EIGEN, post=422),
    Route(
        "organisaties:verbanddeel_nieuw",
        lambda w: (w.verband.pk, "lid"),
        BELEID | TEKENAAR,
        PARTNER - EIGEN,
        post=422,
    ),
    Route("organisaties:verbanddeel_wijzig", _onderaannemer, BELEID | TEKENAAR, PARTNER - EIGEN, post=422),
    Route("organisaties:verbanddeel_verwijder", _onderaannemer, BELEID | TEKENAAR, PARTNER - EIGEN, post=302),
    Route(
        "organisaties:convenant_download",
        lambda w: (w.verband.pk, w.verband.convenant.all()[0].pk),
        GEMEENTE | EIGEN,
        PARTNER - EIGEN,
        html=False,
    ),
    Route("organisaties:wissel", niets, LEDEN, get=NIET, post=302),
    Route("organisaties:mijn_gegevens", niets, IEDEREEN),
    Route("organisaties:mijn_export", niets, IEDEREEN, html=False),
)
