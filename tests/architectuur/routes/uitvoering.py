"""Who may open the pages of uitvoering."""

from collections.abc import Callable

from tests.architectuur.route import (
    BELEID,
    BESLUIT,
    BUITEN,
    COLLEGE,
    FINANCIEEL,
    GELD,
    NIET,
    ONDERTEKENAAR,
    SCHRIJVER,
    TEKENAAR,
    UITVOERDER,
    Route,
    niets,
)
from tests.architectuur.wereld import EIGEN, GEMEENTE, PARTNER, TAFEL, Wereld


def _indexeringsregel(w: Wereld) -> tuple[str, int]:
    return w.indexering.kenmerk, w.indexering.regels.all()[0].pk


def _opdracht(w: Wereld) -> tuple[str]:
    return (w.betaald.concept.kenmerk,)


def _verstuurd(w: Wereld) -> tuple[str]:
    return (w.betaald.verstuurd.kenmerk,)


def _betaling(w: Wereld) -> tuple[str]:
    return (w.betaald.concept.betalingen.all()[0].kenmerk,)


def _rekening(w: Wereld) -> tuple[int]:
    return (w.betaald.rekening.pk,)


def _doorbetaling(w: Wereld) -> tuple[str, int]:
    return w.betaald.subsidie.kenmerk, w.betaald.doorbetaling.pk


def _subsidie(w: Wereld) -> tuple[str]:
    return (w.jaren.subsidie.kenmerk,)


def _voorstel(stand: str) -> Callable[[Wereld], tuple[str]]:
    return lambda w: (w.jaren.voorstellen[stand].kenmerk,)


def _regel(stand: str) -> Callable[[Wereld], tuple[str, int]]:
    return lambda w: (w.jaren.voorstellen[stand].kenmerk, w.jaren.regel(stand).pk)


def _gesprek(stand: str) -> Callable[[Wereld], tuple[str, int]]:
    return lambda w: (w.jaren.subsidie.kenmerk, w.jaren.gesprekken[stand].pk)


def _verzoek(w: Wereld) -> tuple[str]:
    return (w.jaren.onderdeel.verzoek.kenmerk,)


def _onderdeel_van_verzoek(w: Wereld) -> tuple[str, int]:
    return w.jaren.onderdeel.verzoek.kenmerk, w.jaren.onderdeel.pk


def _bezwaar(w: Wereld) -> tuple[str]:
    return (w.bezwaard.bezwaar.kenmerk,)


def _bestreden(w: Wereld) -> tuple[str]:
    return (w.bezwaard.bezwaar.beschikking.kenmerk,)


def _te_laat(w: Wereld) -> tuple[str]:
    return (w.bezwaard.gesteld.aanvraag.kenmerk,)


def _gesteld(w: Wereld) -> tuple[str]:
    return (w.bezwaard.gesteld.kenmerk,)


def _dwangsomdeel(w: Wereld) -> tuple[str, int]:
    return w.bezwaard.dwangsom.besluit.ingebrekestelling.kenmerk, w.bezwaard.dwangsom.pk


ROUTES: tuple[Route, ...] = (
    Route("uitvoering:bezwaren", niets, GEMEENTE | PARTNER),
    Route("uitvoering:bezwaar", _bezwaar, GEMEENTE | EIGEN, PARTNER - EIGEN),
    Route("uitvoering:bezwaar_stap", lambda w: (*_bezwaar(w), "oppakken"), BELEID, post=302),
    Route("uitvoering:bezwaar_uitkomst", _bezwaar, BELEID, post=422),
    Route("uitvoering:bezwaar_terug", _bezwaar, BELEID | BESLUIT, post=422),
    Route("uitvoering:bezwaar_besluit", _bezwaar, BESLUIT | COLLEGE, get=302, post=302),
    Route("uitvoering:bezwaar_brief", _bezwaar, GEMEENTE, get=302),
    Route("uitvoering:bezwaar_aanvullen", _bezwaar, BELEID | TEKENAAR, PARTNER - EIGEN, post=422),
    Route("uitvoering:bezwaar_stukken", _bezwaar, BELEID | TEKENAAR, PARTNER - EIGEN, post=422),
    Route(
        "uitvoering:bezwaar_stuk",
        lambda w: (*_bezwaar(w), w.bezwaard.stuk.pk),
        GEMEENTE | EIGEN,
        PARTNER - EIGEN,
        html=False,
    ),
    Route("uitvoering:bezwaar_intrekken", _bezwaar, BELEID | TEKENAAR, PARTNER - EIGEN, get=NIET, post=302),
    Route("uitvoering:bezwaar_maken", _bestreden, BELEID | TEKENAAR | {"tafelgenoot"}, BUITEN, post=422),
    Route(
        "uitvoering:ingebrekestelling_nieuw",
        _te_laat,
        BELEID | TEKENAAR | {"tafelgenoot"},
        BUITEN,
        post=422,
        anders={"tekenbevoegde": 302},  # nothing to fill in
    ),
    Route("uitvoering:ingebrekestelling", _gesteld, GEMEENTE | TAFEL, BUITEN),
    Route("uitvoering:ingebrekestelling_geen", _gesteld, BELEID, post=302),
    Route("uitvoering:dwangsom_besluit", _gesteld, BESLUIT, post=422),
    Route("uitvoering:dwangsom_betalen", _dwangsomdeel, FINANCIEEL, post=422),
    Route("uitvoering:dossier_pdf", _te_laat, GEMEENTE, html=False),
    Route("uitvoering:betaalbaar", niets, GELD, post=422, anders=dict.fromkeys(GELD - FINANCIEEL, 403)),
    Route("uitvoering:betaalbatches", niets, GELD),
    Route("uitvoering:betaalbatch", _opdracht, GELD),
    Route("uitvoering:betaalbatch_goedkeuren", _opdracht, FINANCIEEL, get=NIET, post=302),
    Route("uitvoering:betaalbatch_exporteren", _opdracht, FINANCIEEL, get=NIET, post=302),
    Route("uitvoering:betaalbatch_vervallen", _opdracht, FINANCIEEL, get=NIET, post=302),
    Route("uitvoering:betaalbatch_bestand", _verstuurd, FINANCIEEL, html=False),
    Route("uitvoering:betaalbatch_csv", _verstuurd, FINANCIEEL, html=False),
    Route("uitvoering:betaald_melden", _verstuurd, FINANCIEEL, post=422),
    Route("uitvoering:betaling_uitnemen", _betaling, FINANCIEEL, get=NIET, post=302),
    Route("uitvoering:betaling_teruggekomen", _betaling, FINANCIEEL, post=422),
    Route("uitvoering:betaalterugmelding", niets, FINANCIEEL, post=422),
    Route("uitvoering:aansluiting", niets, GELD),
    Route("uitvoering:aansluiting_csv", niets, GELD, html=False),
    Route("uitvoering:betaalkalender", niets, PARTNER),
    Route("uitvoering:betaalkalender_ics", niets, PARTNER, html=False),
    Route("uitvoering:rekening", niets, PARTNER, post=422, anders={"redacteur": 403, "meelezer": 403}),
    Route("uitvoering:rekening_intrekken", _rekening, TEKENAAR, PARTNER - EIGEN, get=NIET, post=302),
    Route("uitvoering:rekening_bewijs", _rekening, FINANCIEEL | EIGEN, PARTNER - EIGEN, html=False),
    Route("uitvoering:rekeningwijzigingen", niets, GEMEENTE),
    Route("uitvoering:rekeningwijziging", _rekening, GEMEENTE),
    Route("uitvoering:rekening_controleren", _rekening, FINANCIEEL, get=NIET, post=422),
    Route("uitvoering:rekening_goedkeuren", _rekening, FINANCIEEL, get=NIET, post=302),
    Route("uitvoering:rekening_afwijzen", _rekening, FINANCIEEL, get=NIET, post=422),
    Route(
        "uitvoering:doorbetaalstaat",
        lambda w: (w.betaald.subsidie.kenmerk,),
        GEMEENTE | EIGEN,
        PARTNER - EIGEN,
        post=422,
        anders=dict.fromkeys((GEMEENTE | EIGEN) - TEKENAAR, 403),
    ),
    Route("uitvoering:doorbetaling_intrekken", _doorbetaling, TEKENAAR, PARTNER - EIGEN, get=NIET, post=302),
    Route("uitvoering:doorbetaling_bewijs", _doorbetaling, GEMEENTE | EIGEN, PARTNER - EIGEN, html=False),
    Route("uitvoering:vast_te_stellen", niets, GEMEENTE),
    Route("uitvoering:terugvorderingen", niets, GEMEENTE),
    Route("uitvoering:vaststelling", lambda w: w.afloop.periode, GEMEENTE | EIGEN | ONDERTEKENAAR, BUITEN),
    Route("uitvoering:vaststelling_invullen", lambda w: w.afloop.periode, SCHRIJVER, BUITEN, post=422),
    Route("uitvoering:vaststelling_stuk", lambda w: w.afloop.periode, SCHRIJVER, BUITEN, post=422),
    Route(
        "uitvoering:vaststelling_stuk_download",
        lambda w: (*w.afloop.periode, w.afloop.stuk.pk),
        GEMEENTE | EIGEN | ONDERTEKENAAR,
        BUITEN,
        html=False,
    ),
    Route(
        "uitvoering:vaststelling_stuk_verwijder",
        lambda w: (*w.afloop.periode, w.afloop.stuk.pk),
        SCHRIJVER,
        BUITEN,
        NIET,
        post=302,
    ),
    Route("uitvoering:vaststelling_indienen", lambda w: w.afloop.periode, ONDERTEKENAAR, BUITEN, post=422),
    Route("uitvoering:vaststelling_herinneren", lambda w: w.afloop.periode, BELEID, post=422),
    Route("uitvoering:vaststelling_voorstellen", lambda w: w.afloop.periode, BELEID, post=422),
    Route("uitvoering:terugvordering_voorstellen", lambda w: w.afloop.terug[:1], BELEID, post=422),
    Route("uitvoering:terugvordering", lambda w: w.afloop.terug, GEMEENTE | EIGEN, PARTNER - EIGEN),
    Route("uitvoering:terugvordering_ontvangen", lambda w: w.afloop.terug, FINANCIEEL, post=422),
    Route("uitvoering:terugvordering_verrekenen", lambda w: w.afloop.terug, FINANCIEEL, post=422),
    Route("uitvoering:terugvordering_aanmanen", lambda w: w.afloop.terug, FINANCIEEL, get=NIET, post=302),
    Route("uitvoering:subsidies", niets, GEMEENTE | PARTNER),
    Route("uitvoering:subsidie", _subsidie, GEMEENTE | EIGEN, PARTNER - EIGEN),
    Route("uitvoering:voorstellen", niets, GEMEENTE),
    Route("uitvoering:voorstel_nieuw", lambda w: (*_subsidie(w), "bijstelling"), BELEID, post=422),
    Route("uitvoering:voorstel", _voorstel("concept"), GEMEENTE),
    Route("uitvoering:voorstel_wijzig", _voorstel("concept"), BELEID, post=422),
    Route("uitvoering:voorstel_brief", _regel("concept"), GEMEENTE),
    Route("uitvoering:voorstel_brief_pdf", _regel("concept"), GEMEENTE, html=False),
    Route("uitvoering:zienswijze_vragen", _voorstel("concept"), BELEID, post=422),
    Route(
        "uitvoering:zienswijze",
        _regel("zienswijze"),
        GEMEENTE | EIGEN,
        PARTNER - EIGEN,
        post=422,
        anders=dict.fromkeys((GEMEENTE | EIGEN) - BELEID - TEKENAAR, 403),
    ),
    Route("uitvoering:reactie", _regel("zienswijze"), BELEID, post=422),
    Route("uitvoering:voorleggen", _voorstel("concept"), BELEID, get=NIET, post=302),
    Route("uitvoering:terugnemen", _voorstel("voorgelegd"), BELEID | BESLUIT, get=NIET, post=302),
    Route("uitvoering:voorstel_intrekken", _voorstel("concept"), BELEID, get=NIET, post=302),
    Route("uitvoering:college_vervolg", niets, BELEID, post=422),
    Route("uitvoering:voorstel_besluit", _voorstel("voorgelegd"), BESLUIT | {"college"}, post=422),
    Route("uitvoering:gesprekken", niets, GEMEENTE),
    Route("uitvoering:gesprek_nieuw", _subsidie, BELEID, post=422),
    Route("uitvoering:gesprek", _gesprek("bij_partner"), GEMEENTE | EIGEN, PARTNER - EIGEN),
    Route("uitvoering:gesprek_verslag", _gesprek("gehouden"), BELEID, post=422),
    Route("uitvoering:gesprek_versturen", _gesprek("gehouden"), BELEID, get=NIET, post=302),
    Route("uitvoering:gesprek_terug", _gesprek("bij_partner"), BELEID, get=NIET, post=302),
    Route("uitvoering:gesprek_vervalt", _gesprek("gepland"), BELEID, get=NIET, post=302),
    Route("uitvoering:gesprek_instemmen", _gesprek("bij_partner"), TEKENAAR, PARTNER - EIGEN, post=302),
    Route("uitvoering:gespreksblad_odt", _subsidie, GEMEENTE | EIGEN, PARTNER - EIGEN, html=False),
    Route("uitvoering:gespreksblad_pdf", _subsidie, GEMEENTE | EIGEN, PARTNER - EIGEN, html=False),
    Route("uitvoering:wijzigingen", niets, GEMEENTE),
    Route("uitvoering:wijziging_nieuw", _subsidie, TEKENAAR, PARTNER - EIGEN, post=422),
    Route("uitvoering:wijziging", _verzoek, GEMEENTE | EIGEN, PARTNER - EIGEN),
    Route("uitvoering:wijziging_intrekken", _verzoek, TEKENAAR, PARTNER - EIGEN, get=NIET, post=302),
    Route("uitvoering:wijziging_advies", _onderdeel_van_verzoek, BELEID, post=422),
    Route("uitvoering:wijziging_bijstelling", _onderdeel_van_verzoek, BELEID, get=NIET, post=302),
    Route("uitvoering:wijziging_besluit", _onderdeel_van_verzoek, BESLUIT | {"college"}, post=422),
    Route("uitvoering:sroi", lambda w: (w.partner.pk,), GEMEENTE | EIGEN, PARTNER - EIGEN),
    Route("uitvoering:sroi_nieuw", lambda w: (w.partner.pk,), BELEID, post=422),
    Route("uitvoering:sroi_resultaat", lambda w: (w.partner.pk, w.jaren.afspraak.pk), BELEID, post=422),
    Route("uitvoering:penvoerder", _subsidie, BELEID, post=422),
    Route("uitvoering:vertrek", _subsidie, BELEID, post=422),
    Route(
        "uitvoering:opschorting_opheffen",
        lambda w: (*_subsidie(w), w.jaren.opschorting.pk),
        BELEID,
        post=422,
    ),
    Route("uitvoering:indexeringen", niets, GEMEENTE),
    Route("uitvoering:indexering_nieuw", niets, BELEID, post=422),
    Route("uitvoering:indexering", lambda w: (w.indexering.kenmerk,), GEMEENTE),
    Route("uitvoering:indexering_voortgang", lambda w: (w.indexering.kenmerk,), GEMEENTE, html=False),
    Route("uitvoering:indexering_csv", lambda w: (w.indexering.kenmerk,), GEMEENTE, html=False),
    Route("uitvoering:indexering_berekenen", lambda w: (w.indexering.kenmerk,), BELEID, get=NIET, post=302),
    Route("uitvoering:indexering_starten", lambda w: (w.indexering.kenmerk,), UITVOERDER, get=NIET, post=302),
    Route("uitvoering:indexering_hervatten", lambda w: (w.indexering.kenmerk,), UITVOERDER, get=NIET, post=302),
    Route("uitvoering:indexering_intrekken", lambda w: (w.indexering.kenmerk,), BELEID, get=NIET, post=302),
    Route("uitvoering:indexering_uitsluiten", _indexeringsregel, BELEID, post=422),
    Route("uitvoering:indexering_meenemen", _indexeringsregel, BELEID, get=NIET, post=302),
)
