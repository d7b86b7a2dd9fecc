"""Who may open the pages of verantwoording."""

from tests.architectuur.route import (
    AAN_TAFEL,
    BELEID,
    BIJ_GEEN_LOKET,
    BUITEN,
    ELDERS,
    NIET,
    ONDERTEKENAAR,
    SCHRIJVER,
    Route,
    niets,
)
from tests.architectuur.wereld import EIGEN, GEMEENTE, LEDEN, PARTNER, RAAD, TAFEL, Wereld
from verantwoording.registers import REGISTERS


def _plan(w: Wereld) -> tuple[str]:
    return (w.verantwoord.aanvraag.kenmerk,)


def _plandeel(w: Wereld) -> tuple[str, int]:
    return *_plan(w), w.verantwoord.deel.pk


def _afspraak(w: Wereld) -> tuple[str, int, int]:
    return *_plandeel(w), w.verantwoord.afspraak.nummer


def _planwijziging(w: Wereld) -> tuple[str, int]:
    return *_plan(w), w.verantwoord.wijziging.pk


def _thema(w: Wereld) -> tuple[str, str]:
    return w.verantwoord.thema.uitvraag.kenmerk, w.verantwoord.thema.code


def _indicator(w: Wereld) -> tuple[str]:
    return (w.verantwoord.themaindicator.indicator.code,)


def _jaar(w: Wereld) -> tuple[str, int]:
    return *_plan(w), 2027


def _jaardeel(w: Wereld) -> tuple[str, int, int]:
    return *_jaar(w), w.verantwoord.verslag.deelverslag_id


def _deelverslag(w: Wereld) -> tuple[str, int]:
    return *_plan(w), w.verantwoord.verslag.deelverslag_id


def _verslag(w: Wereld) -> tuple[str, int]:
    return *_plan(w), w.verantwoord.verslag.pk


def _verhaal(w: Wereld) -> tuple[str, int]:
    return *_plan(w), w.verantwoord.verhaal.pk


def _verhaal_weg(w: Wereld) -> tuple[str, int, int]:
    return *_verslag(w), w.verantwoord.verhaal.pk


def _duiding(w: Wereld) -> tuple[str, int]:
    return *_plan(w), w.verantwoord.duiding.pk


def _stuk(w: Wereld) -> tuple[str, int, int]:
    return *_plan(w), 2028, w.verantwoord.stuk.nummer


def _vraag(w: Wereld) -> tuple[str, int]:
    return *_plan(w), w.verantwoord.vraag.pk


def _inlezing(w: Wereld) -> tuple[int]:
    return (w.inlezing.pk,)


ROUTES: tuple[Route, ...] = (
    Route("verantwoording:index", niets, LEDEN),
    Route("verantwoording:raad", lambda w: (*_plan(w), 2028), GEMEENTE | TAFEL | RAAD, BIJ_GEEN_LOKET),
    Route("verantwoording:terugblik", niets, LEDEN),
    Route("verantwoording:zoeken", niets, LEDEN),
    Route("verantwoording:zoeken_csv", niets, LEDEN, html=False),
    Route(
        "verantwoording:beoordelen",
        _jaar,
        GEMEENTE,
        post=422,
        anders=dict.fromkeys(GEMEENTE - BELEID, 403),
    ),
    Route("verantwoording:afronden", _jaar, BELEID, get=NIET, post=302),
    Route(
        "verantwoording:beoordelen_deel",
        _deelverslag,
        GEMEENTE | EIGEN,
        PARTNER - EIGEN,
        post=422,
        anders=dict.fromkeys((GEMEENTE | EIGEN) - BELEID, 403),
    ),
    Route("verantwoording:deel_aanvaarden", _deelverslag, BELEID, get=NIET, post=302),
    Route("verantwoording:antwoord", _vraag, SCHRIJVER, PARTNER - EIGEN, post=422),
    Route("verantwoording:indicatoren", niets, LEDEN),
    Route("verantwoording:indicator", _indicator, LEDEN),
    Route("verantwoording:indicator_bestand", lambda w: (*_indicator(w), "csv"), LEDEN, html=False),
    Route("verantwoording:inlezingen", niets, GEMEENTE),
    Route("verantwoording:inlezing_nieuw", niets, BELEID, post=422),
    Route("verantwoording:inlezing", _inlezing, GEMEENTE, post=422, anders=dict.fromkeys(GEMEENTE - BELEID, 403)),
    Route("verantwoording:inlezing_voortgang", _inlezing, GEMEENTE, html=False),
    Route("verantwoording:inlezing_fouten", _inlezing, GEMEENTE, html=False),
    Route("verantwoording:inlezing_herzieningen", _inlezing, GEMEENTE, html=False),
    Route("verantwoording:inlezing_opnieuw", _inlezing, BELEID, get=NIET, post=302),
    Route("verantwoording:inlezing_verwerpen", _inlezing, BELEID, get=NIET, post=302),
    Route("verantwoording:waarneming_nieuw", niets, BELEID, post=422),
    *(Route("verantwoording:register", lambda _, slug=slug: (slug,), GEMEENTE) for slug in REGISTERS),
    *(Route("verantwoording:register_nieuw", lambda _, slug=slug: (slug,), BELEID, post=422) for slug in REGISTERS),
    Route(
        "verantwoording:register_wijzig",
        lambda w: ("indicatoren", w.verantwoord.themaindicator.indicator_id),
        BELEID,
        post=422,
    ),
    Route("verantwoording:plan", _plan, GEMEENTE | TAFEL | RAAD, BIJ_GEEN_LOKET),
    Route("verantwoording:samenhang", lambda w: (w.concept.kenmerk,), GEMEENTE | AAN_TAFEL, ELDERS),
    Route("verantwoording:plan_nieuw", _plandeel, SCHRIJVER, BUITEN, post=422),
    Route("verantwoording:plan_wijzig", _afspraak, SCHRIJVER, BUITEN, post=422),
    Route("verantwoording:plan_stop", _afspraak, SCHRIJVER, BUITEN, post=422),
    Route("verantwoording:planwijzigingen", niets, GEMEENTE),
    Route("verantwoording:planwijziging", _planwijziging, GEMEENTE | EIGEN, PARTNER - EIGEN),
    Route("verantwoording:planwijziging_beslis", _planwijziging, BELEID, get=NIET, post=422),
    Route("verantwoording:planwijziging_intrekken", _planwijziging, SCHRIJVER, PARTNER - EIGEN, get=NIET, post=302),
    Route(
        "verantwoording:themaindicatoren",
        _thema,
        GEMEENTE,
        post=422,
        anders=dict.fromkeys(GEMEENTE - BELEID, 403),
    ),
    Route(
        "verantwoording:themaindicator_verwijder",
        lambda w: (*_thema(w), w.verantwoord.themaindicator.pk),
        BELEID,
        get=NIET,
        post=302,
    ),
    Route("verantwoording:openen", _plan, BELEID, post=422),
    Route("verantwoording:jaar", _jaar, GEMEENTE | TAFEL, BIJ_GEEN_LOKET),
    Route("verantwoording:deelverslag", _deelverslag, GEMEENTE | TAFEL, BIJ_GEEN_LOKET),
    Route("verantwoording:deelverslag_indienen", _deelverslag, ONDERTEKENAAR, BUITEN, post=422),
    Route("verantwoording:plakken", _deelverslag, SCHRIJVER, BUITEN, post=422),
    Route("verantwoording:plakblad", lambda w: (*_deelverslag(w), "csv"), SCHRIJVER, BUITEN, html=False),
    Route("verantwoording:te_laat", niets, GEMEENTE),
    Route(
        "verantwoording:activiteit",
        _verslag,
        GEMEENTE | TAFEL,
        BIJ_GEEN_LOKET,
        post=422,
        anders=dict.fromkeys((GEMEENTE | TAFEL) - SCHRIJVER, 403),
    ),
    Route("verantwoording:overnemen", _verslag, SCHRIJVER, BUITEN, get=NIET, post=302),
    Route("verantwoording:verhaal_nieuw", _verslag, SCHRIJVER, BUITEN, post=422),
    Route("verantwoording:verhaal", _verhaal, SCHRIJVER, BUITEN, post=422),
    Route("verantwoording:verhaal_weg", _verhaal_weg, ONDERTEKENAAR | SCHRIJVER | BELEID, BUITEN, post=302),
    Route("verantwoording:samen", _jaar, GEMEENTE | TAFEL, BIJ_GEEN_LOKET),
    Route("verantwoording:samen_akkoord", _jaardeel, ONDERTEKENAAR, BUITEN, post=422),
    Route("verantwoording:samen_akkoord_intrekken", _jaardeel, ONDERTEKENAAR, BUITEN, get=NIET, post=302),
    Route("verantwoording:samen_indienen", _jaar, ONDERTEKENAAR, BUITEN, post=422),
    Route("verantwoording:samen_terug", _jaar, BELEID, get=NIET, post=422),
    Route("verantwoording:duiding", _duiding, SCHRIJVER | {"tafelgenoot"}, BIJ_GEEN_LOKET, post=422),
    Route("verantwoording:stuk", _stuk, GEMEENTE | TAFEL | RAAD, BIJ_GEEN_LOKET),
    Route("verantwoording:stuk_pdf", _stuk, GEMEENTE | TAFEL | RAAD, BIJ_GEEN_LOKET, get=302),
)
