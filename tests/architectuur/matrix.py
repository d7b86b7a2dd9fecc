"""The permission matrix: for every address who may, for whom it does not exist, and who is refused.

Read a row as: for `mag` the page answers `get` and takes a POST with `post`; for `weg` there is nothing there (404);
every other role is refused with a reason (403); who is not logged in goes to the login page. 405 means that the
method does not exist here, whoever asks. A POST in the matrix carries no fields: a form that needs some answers 422.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.architectuur.wereld import EIGEN, GEMEENTE, LEDEN, PARTNER, RAAD, TAFEL, ZONDER_ROL, Wereld

NIET = 405

BELEID = frozenset({"beleidsmedewerker"})
BESLUIT = frozenset({"besluitnemer"})
FINANCIEEL = frozenset({"financieel"})
BEHEER = frozenset({"beheerder"})
TEKENAAR = frozenset({"tekenbevoegde"})
SCHRIJVER = TEKENAAR | {"redacteur"}
BUITEN = frozenset({"buiten"})
ELDERS = BUITEN | {"procesbegeleider"}  # no place at this table
AAN_TAFEL = TAFEL | {"begeleider"}
ONAFHANKELIJK = frozenset({"procesbegeleider", "begeleider"})
SPREKER = SCHRIJVER | BELEID | {"tafelgenoot", "begeleider"}
# Everybody at the table sees whose turn it is; some remind them.
NIET_DE_PEN = dict.fromkeys((GEMEENTE | AAN_TAFEL) - SCHRIJVER - BELEID - {"begeleider"}, 403)
ANDEREN = LEDEN - GEMEENTE  # everybody outside the municipality
BIJ_GEEN_LOKET = BUITEN | {"procesbegeleider", "begeleider"}
VREEMD = ANDEREN - EIGEN  # and outside the organisation it is about
GELD = GEMEENTE - BEHEER  # who sees budgets and letters
IEDEREEN = LEDEN | {ZONDER_ROL}


@dataclass(frozen=True)
class Route:
    """One row. `args` gives what stands in the address; `html` is false for what is no page of its own."""

    naam: str
    args: Callable[[Wereld], tuple[Any, ...]]
    mag: frozenset[str]
    weg: frozenset[str] = frozenset()
    get: int = 200
    post: int = NIET
    html: bool = True
    anders: Mapping[str, int] = field(default_factory=dict)  # POST, where it differs per role

    def verwacht(self, wie: str, methode: str) -> int:
        """The answer that `wie` gets to a GET or a POST."""
        code = self.get if methode == "GET" else self.anders.get(wie, self.post)
        if code == NIET or wie in self.mag:
            return code
        return 404 if wie in self.weg else 403


def niets(_: Wereld) -> tuple[Any, ...]:
    return ()


def _eigen_deel(w: Wereld) -> tuple[str, int]:
    return w.concept.kenmerk, w.eigen_deel.pk


def _voorziening(w: Wereld) -> tuple[str, int]:
    return w.concept.kenmerk, w.eigen_deel.voorzieningen.all()[0].pk


def _tekst(w: Wereld) -> tuple[str, str, int]:
    return w.concept.kenmerk, "antwoord", w.concept.antwoorden.all()[0].pk


def _onderdeel(soort: str) -> Callable[[Wereld], tuple[str, str, int]]:
    """A section of the part of `tekenbevoegde`, as its address names it."""
    plek = {"voorziening": _voorziening, "begroting": _eigen_deel}[soort]
    return lambda w: (plek(w)[0], soort, plek(w)[1])


def _uitneming(w: Wereld) -> tuple[str, int]:
    return w.concept.kenmerk, w.eigen_deel.uitnemingen.all()[0].pk


def _opmerking(naam: str) -> Callable[[Wereld], tuple[str, int]]:
    return lambda w: (w.concept.kenmerk, w.opmerkingen[naam].pk)


def _te_beoordelen_deel(w: Wereld) -> tuple[str, int]:
    return w.in_behandeling.kenmerk, w.in_behandeling.delen.all()[0].pk


def _bijlage(w: Wereld) -> tuple[str, int]:
    return w.concept.kenmerk, w.bijlage.pk


def _machtiging(w: Wereld) -> tuple[int]:
    return (w.machtiging.pk,)


def _onderaannemer(w: Wereld) -> tuple[int, str, int]:
    return w.verband.pk, "onderaannemer", w.verband.onderaannemers.all()[0].pk


MATRIX: tuple[Route, ...] = (
    # --- overzichten ---
    Route("overzichten:start", niets, IEDEREEN, get=302),
    Route("overzichten:werklijst", niets, GEMEENTE | PARTNER | ONAFHANKELIJK),
    Route("overzichten:begroting", niets, RAAD | GELD),
    # --- organisaties ---
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
    # --- regelingen ---
    Route("regelingen:lijst", niets, GEMEENTE),
    Route("regelingen:detail", lambda w: (w.open.regeling.code,), GEMEENTE),
    Route("regelingen:parameter_nieuw", lambda w: (w.open.regeling.code,), BEHEER, post=422),
    Route("regelingen:vragen", lambda w: (w.vraag.regeling.code,), GEMEENTE),
    Route("regelingen:vraag_nieuw", lambda w: (w.vraag.regeling.code,), BEHEER, post=422),
    Route("regelingen:vraag_wijzig", lambda w: (w.vraag.regeling.code, w.vraag.pk), BEHEER, post=422),
    Route("regelingen:vraag_beeindig", lambda w: (w.vraag.regeling.code, w.vraag.pk), BEHEER, post=422),
    # --- kern: the register of outages ---
    Route("kern:storing_lijst", niets, GEMEENTE),
    Route("kern:storing_nieuw", niets, BEHEER | BELEID, post=422),
    Route("kern:storing_beeindig", lambda w: (w.storing.pk,), BEHEER | BELEID, post=422),
    # --- brieven: the partner sees what was sent to it ---
    Route("brieven:lijst", niets, GELD | PARTNER),
    Route("brieven:berichten", niets, LEDEN),
    Route("brieven:detail", lambda w: (w.brief.kenmerk,), GELD | EIGEN, VREEMD | BEHEER),
    Route("brieven:detail", lambda w: (w.mislukte_brief.kenmerk,), GELD, ANDEREN | BEHEER),
    Route("brieven:pdf", lambda w: (w.brief.kenmerk,), GELD | EIGEN, VREEMD | BEHEER, html=False),
    Route("brieven:voortgang", lambda w: (w.brief.kenmerk,), GELD | EIGEN, VREEMD | BEHEER, html=False),
    Route(
        "brieven:opnieuw", lambda w: (w.mislukte_brief.kenmerk,), BELEID | BESLUIT, ANDEREN | BEHEER, NIET, post=302
    ),
    # --- begroting: the municipality's own ---
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
    # --- thematafels: a draft call is the municipality's own ---
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
    Route("thematafels:toezeggingen", niets, LEDEN),
    Route("thematafels:toezeggingen_csv", niets, LEDEN, html=False),
    Route("thematafels:toezegging_nieuw", niets, BELEID, post=422),
    Route(
        "thematafels:toezegging_afronden",
        lambda w: (w.toezegging.pk,),
        BELEID,
        ANDEREN - EIGEN - RAAD,  # a promise to one table
        post=422,
    ),
    # --- subsidies: writing together ---
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
    Route("subsidies:bewaar_vanzelf", _onderdeel("begroting"), SCHRIJVER, ELDERS, get=NIET, post=422),
    Route("subsidies:klad_weg", _tekst, SCHRIJVER | {"tafelgenoot", "begeleider"}, ELDERS, get=NIET, post=302),
    Route("subsidies:klad_weg", _onderdeel("begroting"), SCHRIJVER, ELDERS, get=NIET, post=302),
    Route("subsidies:beide_versies", _tekst, SCHRIJVER | {"tafelgenoot", "begeleider"}, ELDERS, get=302, post=302),
    Route("subsidies:beide_versies", _onderdeel("voorziening"), SCHRIJVER, ELDERS, get=302, post=302),
    Route("subsidies:geschiedenis", _tekst, GEMEENTE | AAN_TAFEL, ELDERS),
    Route("subsidies:geschiedenis", _onderdeel("voorziening"), GEMEENTE | AAN_TAFEL, ELDERS),
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
    # --- subsidies: the municipality at the table ---
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
    # --- subsidies: files, the short form of one organisation, and asking to be called ---
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
    # --- subsidies: out of the system ---
    Route("subsidies:deel_pdf", _eigen_deel, GEMEENTE | TAFEL, ELDERS, html=False),
    Route("subsidies:deel_odt", _eigen_deel, GEMEENTE | TAFEL, ELDERS, html=False),
    Route("subsidies:sinds_akkoord", _eigen_deel, GEMEENTE | TAFEL, ELDERS),
    Route("subsidies:tafelblad", lambda w: (w.concept.kenmerk,), GEMEENTE | {"begeleider"}, ELDERS),
    Route("subsidies:tafelblad_pdf", lambda w: (w.concept.kenmerk,), GEMEENTE | {"begeleider"}, ELDERS, html=False),
    Route("subsidies:machtiging_regelen", lambda w: (w.concept.kenmerk,), TAFEL, BUITEN),
    Route("subsidies:machtiging_pdf", _machtiging, GEMEENTE | TAFEL, ANDEREN - TAFEL, html=False),
    # --- subsidies: assessing and deciding ---
    Route("subsidies:dekking_kiezen", lambda w: w.tafel, BELEID | FINANCIEEL, post=422),
    Route("subsidies:zaak_detail", lambda w: (w.in_behandeling.kenmerk,), GEMEENTE),
    Route("subsidies:zaak_beschikkingen", lambda w: (w.in_behandeling.kenmerk,), GEMEENTE, html=False),
    Route("subsidies:zaak_oppakken", lambda w: (w.ingediend.kenmerk,), BELEID, get=NIET, post=302),
    Route("subsidies:zaak_voorleggen", lambda w: (w.in_behandeling.kenmerk,), BELEID, get=NIET, post=302),
    Route("subsidies:zaak_heropenen", lambda w: (w.voorgesteld.kenmerk,), BELEID, get=NIET, post=302),
    Route("subsidies:beoordeling_wijzig", lambda w: (w.in_behandeling.kenmerk, "bereik"), BELEID, post=422),
    Route(
        "subsidies:voorstel_wijzig",
        _te_beoordelen_deel,
        BELEID,
        post=422,
    ),
    Route("subsidies:besluit_nemen", lambda w: (w.voorgesteld.kenmerk,), BESLUIT, post=422),
)

# For everybody, logged in or not: what the address needs, and the answer to a GET without a login.
OPENBAAR: dict[str, tuple[Callable[[Wereld], tuple[Any, ...]], int]] = {
    "healthz": (niets, 200),
    "readyz": (niets, 200),
    "account_login": (niets, 200),
    "account_logout": (niets, 302),
    "account_reset_password": (niets, 200),
    "account_reset_password_done": (niets, 200),
    "account_reset_password_from_key": (lambda _: ("1", "geen-sleutel"), 200),
    "account_reset_password_from_key_done": (niets, 200),
    "organisaties:uitnodiging_aanvaarden": (lambda w: (w.uitnodiging.token,), 200),
    "overzichten:hulp": (niets, 200),
    "overzichten:toegankelijkheid": (niets, 200),
    "overzichten:privacy": (niets, 200),
}


def _voorbereide_tafel(w: Wereld) -> tuple[str, str]:
    return w.voorbereid.kenmerk, w.voorbereid.themas.all()[0].code


def _criterium(w: Wereld) -> tuple[str, str, int]:
    return w.voorbereid.kenmerk, "criterium", w.voorbereid.criteria.all()[0].pk
