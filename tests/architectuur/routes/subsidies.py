"""Who may open the pages of subsidies."""

from collections.abc import Callable

from tests.architectuur.route import (
    AAN_TAFEL,
    ANDEREN,
    BELEID,
    BESLUIT,
    BIJ_GEEN_LOKET,
    BUITEN,
    COLLEGE,
    ELDERS,
    FINANCIEEL,
    NIET,
    NIET_DE_PEN,
    ONAFHANKELIJK,
    SCHRIJVER,
    SPREKER,
    TEKENAAR,
    Route,
    niets,
)
from tests.architectuur.wereld import EIGEN, GEMEENTE, PARTNER, RAAD, TAFEL, Wereld


def _eigen_deel(w: Wereld) -> tuple[str, int]:
    return w.concept.kenmerk, w.eigen_deel.pk


def _voorziening(w: Wereld) -> tuple[str, int]:
    return w.concept.kenmerk, w.eigen_deel.voorzieningen.all()[0].pk


def _activiteit(w: Wereld) -> tuple[str, int]:
    return w.concept.kenmerk, w.eigen_deel.activiteiten.all()[0].pk


def _tekst(w: Wereld) -> tuple[str, str, int]:
    return w.concept.kenmerk, "antwoord", w.concept.antwoorden.all()[0].pk


def _onderdeel(soort: str) -> Callable[[Wereld], tuple[str, str, int]]:
    """A section of the part of `tekenbevoegde`, as its address names it."""
    plek = {"voorziening": _voorziening, "begroting": _eigen_deel, "activiteit": _activiteit}[soort]
    return lambda w: (plek(w)[0], soort, plek(w)[1])


def _uitneming(w: Wereld) -> tuple[str, int]:
    return w.concept.kenmerk, w.eigen_deel.uitnemingen.all()[0].pk


def _opmerking(naam: str) -> Callable[[Wereld], tuple[str, int]]:
    return lambda w: (w.concept.kenmerk, w.opmerkingen[naam].pk)


def _te_beoordelen_deel(w: Wereld) -> tuple[str, int]:
    return w.in_behandeling.kenmerk, w.in_behandeling.delen.all()[0].pk


def _toewijzing(w: Wereld) -> tuple[str, int]:
    return w.in_behandeling.kenmerk, w.in_behandeling.toewijzingen.all()[0].pk


def _aanvulling(w: Wereld) -> tuple[str, int]:
    return w.in_behandeling.kenmerk, w.aanvulling.pk


def _opschorting(w: Wereld) -> tuple[str, int]:
    return w.in_behandeling.kenmerk, w.in_behandeling.opschortingen.all()[0].pk


def _te_besluiten_deel(w: Wereld) -> tuple[str, int]:
    return w.voorgesteld.kenmerk, w.voorgesteld.delen.all()[0].pk


def _bijlage(w: Wereld) -> tuple[str, int]:
    return w.concept.kenmerk, w.bijlage.pk


def _machtiging(w: Wereld) -> tuple[int]:
    return (w.machtiging.pk,)


ROUTES: tuple[Route, ...] = (
    Route("subsidies:aanvraag_lijst", niets, GEMEENTE | PARTNER | ONAFHANKELIJK),
    Route(
        "subsidies:aanvraag_van_tafel",
        lambda w: w.tafel,
        GEMEENTE | PARTNER | ONAFHANKELIJK,
        post=403,
        anders={"tekenbevoegde": 302, "redacteur": 302, "tafelgenoot": 422, "buiten": 422},  # 422: not admitted
    ),
    Route("subsidies:aanvraag_detail", lambda w: (w.concept.kenmerk,), GEMEENTE | AAN_TAFEL, ELDERS),
    Route("subsidies:aanvraag_lees", lambda w: (w.concept.kenmerk,), GEMEENTE | AAN_TAFEL, ELDERS),
    Route("subsidies:penvoerder_kiezen", lambda w: (w.concept.kenmerk,), TEKENAAR | {"tafelgenoot"}, BUITEN, post=422),
    Route("subsidies:begroting_wijzig", _eigen_deel, SCHRIJVER, ELDERS, post=422),
    Route("subsidies:begroting_inlezen", _eigen_deel, SCHRIJVER, ELDERS, post=422),
    Route(
        "subsidies:begroting_download",
        lambda w: (*_eigen_deel(w), "ods"),
        SCHRIJVER,
        ELDERS,
        html=False,
    ),
    Route("subsidies:voorzieningen", _eigen_deel, GEMEENTE | AAN_TAFEL, ELDERS),
    Route("subsidies:voorziening_nieuw", _eigen_deel, SCHRIJVER, ELDERS, post=422),
    Route("subsidies:voorziening_verplaats", _voorziening, SCHRIJVER, ELDERS, get=NIET, post=302),
    Route("subsidies:voorziening_kopieer", _voorziening, SCHRIJVER, ELDERS, get=NIET, post=302),
    Route("subsidies:activiteiten", _eigen_deel, GEMEENTE | AAN_TAFEL, ELDERS),
    Route("subsidies:activiteit_nieuw", _eigen_deel, SCHRIJVER, ELDERS, post=422),
    Route("subsidies:activiteit_wijzig", _activiteit, SCHRIJVER, ELDERS, post=422),
    Route("subsidies:activiteit_verplaats", _activiteit, SCHRIJVER, ELDERS, get=NIET, post=302),
    Route("subsidies:activiteit_verwijder", _activiteit, SCHRIJVER, ELDERS, get=NIET, post=302),
    Route("subsidies:kopieren", _eigen_deel, SCHRIJVER, ELDERS, post=422),
    Route("subsidies:dekking", lambda w: (w.concept.kenmerk,), GEMEENTE | AAN_TAFEL, ELDERS),
    Route("subsidies:voorziening_wijzig", _voorziening, SCHRIJVER, ELDERS, post=422),
    Route("subsidies:voorziening_verwijder", _voorziening, SCHRIJVER, ELDERS, get=NIET, post=302),
    Route(
        "subsidies:antwoord_wijzig",
        lambda w: (w.concept.kenmerk, w.concept.antwoorden.all()[0].pk),
        SCHRIJVER | {"tafelgenoot", "begeleider"},
        ELDERS,
        post=422,
    ),
    Route("subsidies:bewaar_vanzelf", _tekst, SCHRIJVER | {"tafelgenoot", "begeleider"}, ELDERS, get=NIET, post=422),
    Route("subsidies:bewaar_vanzelf", _onderdeel("voorziening"), SCHRIJVER, ELDERS, get=NIET, post=422),
    Route("subsidies:bewaar_vanzelf", _onderdeel("activiteit"), SCHRIJVER, ELDERS, get=NIET, post=422),
    Route("subsidies:bewaar_vanzelf", _onderdeel("begroting"), SCHRIJVER, ELDERS, get=NIET, post=422),
    Route("subsidies:klad_weg", _tekst, SCHRIJVER | {"tafelgenoot", "begeleider"}, ELDERS, get=NIET, post=302),
    Route("subsidies:klad_weg", _onderdeel("begroting"), SCHRIJVER, ELDERS, get=NIET, post=302),
    Route("subsidies:beide_versies", _tekst, SCHRIJVER | {"tafelgenoot", "begeleider"}, ELDERS, get=302, post=302),
    Route("subsidies:beide_versies", _onderdeel("voorziening"), SCHRIJVER, ELDERS, get=302, post=302),
    Route("subsidies:beide_versies", _onderdeel("activiteit"), SCHRIJVER, ELDERS, get=302, post=302),
    Route("subsidies:geschiedenis", _tekst, GEMEENTE | AAN_TAFEL, ELDERS),
    Route("subsidies:geschiedenis", _onderdeel("voorziening"), GEMEENTE | AAN_TAFEL, ELDERS),
    Route("subsidies:geschiedenis", _onderdeel("activiteit"), GEMEENTE | AAN_TAFEL, ELDERS),
    Route("subsidies:geschiedenis", _onderdeel("begroting"), GEMEENTE | AAN_TAFEL, ELDERS),
    Route("subsidies:versie_terug", _tekst, SCHRIJVER | {"tafelgenoot", "begeleider"}, ELDERS, get=NIET, post=302),
    Route("subsidies:versie_terug", _onderdeel("begroting"), SCHRIJVER, ELDERS, get=NIET, post=302),
    Route(
        "subsidies:geschiedenis_deel",
        _eigen_deel,
        GEMEENTE | AAN_TAFEL,
        ELDERS,
        post=302,
        anders=dict.fromkeys((GEMEENTE | AAN_TAFEL) - SCHRIJVER, 403),
    ),
    # `tafelgenoot` has a machtiging to sign for the organisation of `tekenbevoegde`
    Route("subsidies:akkoorden", lambda w: (w.concept.kenmerk,), GEMEENTE | AAN_TAFEL, ELDERS),
    Route("subsidies:akkoord", _eigen_deel, TEKENAAR | {"tafelgenoot"}, BUITEN, post=422),
    Route("subsidies:akkoord_intrekken", _eigen_deel, TEKENAAR | {"tafelgenoot"}, BUITEN, get=NIET, post=302),
    Route("subsidies:indienen_zodra", lambda w: (w.concept.kenmerk,), TEKENAAR | {"tafelgenoot"}, BUITEN, post=422),
    Route(
        "subsidies:indienen_zodra_afzien",
        lambda w: (w.concept.kenmerk,),
        TEKENAAR | {"tafelgenoot"},
        BUITEN,
        get=NIET,
        post=302,
    ),
    Route("subsidies:uitstappen", _eigen_deel, TEKENAAR, BUITEN, post=422),
    Route("subsidies:van_tafel", _eigen_deel, BELEID | TEKENAAR | {"tafelgenoot"}, BUITEN, post=422),
    Route("subsidies:alleen", _eigen_deel, SCHRIJVER, BUITEN, get=NIET, post=302),
    Route("subsidies:uitneming_voorstellen", _eigen_deel, TEKENAAR | {"tafelgenoot"}, BUITEN, post=422),
    Route("subsidies:uitneming", _uitneming, GEMEENTE | AAN_TAFEL, ELDERS),
    Route("subsidies:uitneming_zienswijze", _uitneming, SCHRIJVER, BUITEN, get=NIET, post=422),
    Route("subsidies:uitneming_beslissen", _uitneming, BELEID, get=NIET, post=422),
    Route("subsidies:uitneming_intrekken", _uitneming, TEKENAAR | {"tafelgenoot"}, BUITEN, get=NIET, post=302),
    Route("subsidies:aanvraag_indienen", lambda w: (w.concept.kenmerk,), TEKENAAR | {"tafelgenoot"}, BUITEN, post=422),
    Route(
        "subsidies:aanvraag_intrekken", lambda w: (w.concept.kenmerk,), TEKENAAR | {"tafelgenoot"}, BUITEN, post=422
    ),
    Route("subsidies:ingediend", lambda w: (w.ingediend.kenmerk,), GEMEENTE | TAFEL, BUITEN | ONAFHANKELIJK),
    Route(
        "subsidies:ingediend_pdf",
        lambda w: (w.ingediend.kenmerk,),
        GEMEENTE | TAFEL,
        BUITEN | ONAFHANKELIJK,
        get=302,  # back to the receipt: its PDF was not made yet
        html=False,
    ),
    Route("subsidies:papier_nieuw", lambda w: w.tafel, BELEID, post=422),
    Route("subsidies:papier_indienen", lambda w: (w.concept.kenmerk,), BELEID, post=422),
    Route("subsidies:papier_deelnemer", lambda w: (w.concept.kenmerk,), BELEID, post=422),
    Route(
        "subsidies:herinneren",
        lambda w: (w.concept.kenmerk,),
        GEMEENTE | AAN_TAFEL,
        ELDERS,
        post=302,
        anders=NIET_DE_PEN,
    ),
    Route("subsidies:opmerkingen", lambda w: (w.concept.kenmerk,), GEMEENTE | AAN_TAFEL, ELDERS),
    Route("subsidies:opmerking_nieuw", lambda w: (w.concept.kenmerk,), SPREKER, ELDERS, get=NIET, post=422),
    Route("subsidies:opmerking_antwoord", _opmerking("tafel"), SPREKER, ELDERS, get=NIET, post=422),
    Route("subsidies:opmerking_antwoord", _opmerking("gemeente"), BELEID, ANDEREN - RAAD, get=NIET, post=422),
    Route("subsidies:opmerking_afhandelen", _opmerking("tafel"), SPREKER, ELDERS, get=NIET, post=302),
    Route("subsidies:opmerking_afhandelen", _opmerking("gemeente"), BELEID, ANDEREN - RAAD, get=NIET, post=302),
    Route("subsidies:opmerking_heropenen", _opmerking("tafel"), SPREKER, ELDERS, get=NIET, post=302),
    Route("subsidies:opmerking_heropenen", _opmerking("gemeente"), BELEID, ANDEREN - RAAD, get=NIET, post=302),
    Route(
        "subsidies:bijlagen",
        lambda w: (w.concept.kenmerk,),
        GEMEENTE | AAN_TAFEL,
        ELDERS,
        post=422,
        anders=dict.fromkeys((GEMEENTE | AAN_TAFEL) - SCHRIJVER - {"tafelgenoot"}, 403),
    ),
    Route("subsidies:bijlage_download", _bijlage, GEMEENTE | AAN_TAFEL, ELDERS, html=False),
    Route("subsidies:bijlage_verwijder", _bijlage, SCHRIJVER, ELDERS, get=NIET, post=302),
    Route("subsidies:kort", lambda w: (w.kort.kenmerk,), SCHRIJVER, BIJ_GEEN_LOKET, post=302),
    Route("subsidies:kort_vanzelf", lambda w: (w.kort.kenmerk,), SCHRIJVER, BIJ_GEEN_LOKET, get=NIET, post=200),
    Route(
        "subsidies:kort_controle",
        lambda w: (w.kort.kenmerk,),
        SCHRIJVER,
        BIJ_GEEN_LOKET,
        post=422,
        anders={"redacteur": 403},
    ),
    Route("subsidies:bel_mij", niets, PARTNER, post=422),
    Route("subsidies:bel_mij_over", lambda w: (w.concept.kenmerk,), TAFEL, BUITEN, post=422),
    Route("subsidies:belverzoeken", niets, BELEID),
    Route("subsidies:belverzoek_gebeld", lambda w: (w.belverzoek.pk,), BELEID, get=NIET, post=302),
    Route("subsidies:deel_pdf", _eigen_deel, GEMEENTE | TAFEL, ELDERS, html=False),
    Route("subsidies:deel_odt", _eigen_deel, GEMEENTE | TAFEL, ELDERS, html=False),
    Route("subsidies:sinds_akkoord", _eigen_deel, GEMEENTE | TAFEL, ELDERS),
    Route("subsidies:tafelblad", lambda w: (w.concept.kenmerk,), GEMEENTE | {"begeleider"}, ELDERS),
    Route("subsidies:tafelblad_pdf", lambda w: (w.concept.kenmerk,), GEMEENTE | {"begeleider"}, ELDERS, html=False),
    Route("subsidies:machtiging_regelen", lambda w: (w.concept.kenmerk,), TAFEL, BUITEN),
    Route("subsidies:machtiging_pdf", _machtiging, GEMEENTE | TAFEL, ANDEREN - TAFEL, html=False),
    Route("subsidies:dekking_kiezen", lambda w: w.tafel, BELEID | FINANCIEEL, post=422),
    Route("subsidies:zaak_detail", lambda w: (w.in_behandeling.kenmerk,), GEMEENTE),
    Route("subsidies:zaak_beschikkingen", lambda w: (w.in_behandeling.kenmerk,), GEMEENTE, html=False),
    Route("subsidies:zaak_oppakken", lambda w: (w.ingediend.kenmerk,), BELEID, get=NIET, post=422),
    Route("subsidies:zaak_team", lambda w: (w.in_behandeling.kenmerk,), BELEID, post=422),
    Route("subsidies:toewijzing_ontheffen", _toewijzing, BELEID, get=NIET, post=302),
    Route("subsidies:zaak_verklaren", lambda w: (w.in_behandeling.kenmerk,), BELEID, post=422),
    Route("subsidies:zaak_belang", lambda w: (w.in_behandeling.kenmerk,), BELEID, post=422),
    Route("subsidies:paraaf", lambda w: (w.voorgesteld.kenmerk,), BELEID, post=403),  # who assessed does not approve
    Route("subsidies:advies_nieuw", lambda w: (w.in_behandeling.kenmerk,), BELEID, post=422),
    Route("subsidies:beoordeling_samen", lambda w: (w.in_behandeling.kenmerk, "bereik"), BELEID, post=422),
    Route("subsidies:beraad", lambda w: (w.in_behandeling.kenmerk, "bereik"), BELEID, get=302, post=422),
    Route("subsidies:deel_oordelen", _te_beoordelen_deel, BELEID, post=422),
    Route("subsidies:aanvulling_vragen", _te_beoordelen_deel, BELEID, post=422),
    Route("subsidies:buiten_behandeling", _te_beoordelen_deel, BESLUIT, post=422),
    Route(
        "subsidies:aanvulling",
        _aanvulling,
        GEMEENTE | EIGEN,
        weg=BUITEN | {"tafelgenoot"},
        post=422,
    ),
    Route("subsidies:aanvulling_sluiten", _aanvulling, BELEID, get=NIET, post=302),
    Route("subsidies:verdagen", lambda w: (w.in_behandeling.kenmerk,), BELEID, post=422),
    Route("subsidies:opschorten", lambda w: (w.in_behandeling.kenmerk,), BELEID, post=422),
    Route("subsidies:hervatten", _opschorting, BELEID, post=422),
    Route("subsidies:rangschikking", lambda w: w.plek(w.loket), GEMEENTE),
    Route("subsidies:zaak_voorleggen", lambda w: (w.in_behandeling.kenmerk,), BELEID, get=NIET, post=302),
    Route("subsidies:zaak_heropenen", lambda w: (w.voorgesteld.kenmerk,), BELEID, get=NIET, post=302),
    Route("subsidies:beoordeling_wijzig", lambda w: (w.in_behandeling.kenmerk, "bereik"), BELEID, post=422),
    Route(
        "subsidies:voorstel_wijzig",
        _te_beoordelen_deel,
        BELEID,
        post=422,
    ),
    Route("subsidies:voorstel_besluit", _te_beoordelen_deel, BELEID, post=422),
    Route("subsidies:besluit_voorbeeld", lambda w: (w.voorgesteld.kenmerk,), GEMEENTE),
    Route("subsidies:besluit_voorbeeldbrief", _te_besluiten_deel, GEMEENTE),
    Route("subsidies:besluit_voorbeeld_pdf", _te_besluiten_deel, GEMEENTE, html=False),
    Route("subsidies:vrijstelling_geven", lambda w: (w.voorgesteld.kenmerk,), BESLUIT | FINANCIEEL, post=422),
    Route(
        "subsidies:vrijstelling_intrekken",
        lambda w: (w.voorgesteld.kenmerk, w.vrijstelling.pk),
        BESLUIT | FINANCIEEL,
        get=NIET,
        post=302,
    ),
    Route("subsidies:besluit_nemen", lambda w: (w.voorgesteld.kenmerk,), BESLUIT, post=422),
    Route("subsidies:college_lijst", niets, GEMEENTE),
    Route("subsidies:college_nieuw", niets, BELEID, post=422),
    Route("subsidies:college_detail", lambda w: (w.college.kenmerk,), GEMEENTE),
    Route("subsidies:college_voortgang", lambda w: (w.college.kenmerk,), GEMEENTE, html=False),
    Route("subsidies:college_pdf", lambda w: (w.college.kenmerk,), GEMEENTE, html=False),
    Route("subsidies:college_odt", lambda w: (w.college.kenmerk,), GEMEENTE, html=False),
    Route("subsidies:college_registreren", lambda w: (w.college.kenmerk,), COLLEGE, post=422),
    Route("subsidies:college_opnieuw", lambda w: (w.college.kenmerk,), COLLEGE, get=NIET, post=302),
    Route("subsidies:college_intrekken", lambda w: (w.college.kenmerk,), BELEID, get=NIET, post=302),
    Route(
        "subsidies:college_punt_eruit",
        lambda w: (w.college.kenmerk, w.college.punten.get().pk),
        BELEID,
        get=NIET,
        post=302,
    ),
    Route(
        "subsidies:college_zaak_eruit",
        lambda w: (w.college.kenmerk, w.college.regels.all()[0].pk),
        BELEID,
        get=NIET,
        post=302,
    ),
)
