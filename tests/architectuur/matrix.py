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
ANDEREN = LEDEN - GEMEENTE  # everybody outside the municipality
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


def _te_beoordelen_deel(w: Wereld) -> tuple[str, int]:
    return w.in_behandeling.kenmerk, w.in_behandeling.delen.all()[0].pk


MATRIX: tuple[Route, ...] = (
    # --- overzichten ---
    Route("overzichten:start", niets, IEDEREEN, get=302),
    Route("overzichten:werklijst", niets, GEMEENTE | PARTNER),
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
    Route("organisaties:wissel", niets, LEDEN, get=NIET, post=302),
    Route("organisaties:mijn_gegevens", niets, IEDEREEN),
    Route("organisaties:mijn_export", niets, IEDEREEN, html=False),
    # --- regelingen ---
    Route("regelingen:lijst", niets, GEMEENTE),
    Route("regelingen:detail", lambda w: (w.open.regeling.code,), GEMEENTE),
    Route("regelingen:parameter_nieuw", lambda w: (w.open.regeling.code,), BEHEER, post=422),
    # --- brieven: the partner sees what was sent to it ---
    Route("brieven:lijst", niets, GELD | PARTNER),
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
    # --- subsidies: writing together ---
    Route("subsidies:aanvraag_lijst", niets, GEMEENTE | PARTNER),
    Route(
        "subsidies:aanvraag_van_tafel",
        lambda w: w.tafel,
        GEMEENTE | PARTNER,
        post=403,
        anders={"tekenbevoegde": 302, "redacteur": 302, "tafelgenoot": 422, "buiten": 422},  # 422: not admitted
    ),
    Route("subsidies:aanvraag_detail", lambda w: (w.concept.kenmerk,), GEMEENTE | TAFEL, BUITEN),
    Route("subsidies:aanvraag_lees", lambda w: (w.concept.kenmerk,), GEMEENTE | TAFEL, BUITEN),
    Route("subsidies:penvoerder_kiezen", lambda w: (w.concept.kenmerk,), TEKENAAR | {"tafelgenoot"}, BUITEN, post=422),
    Route("subsidies:begroting_wijzig", _eigen_deel, SCHRIJVER, BUITEN, post=422),
    Route("subsidies:voorziening_nieuw", _eigen_deel, SCHRIJVER, BUITEN, post=422),
    Route("subsidies:voorziening_wijzig", _voorziening, SCHRIJVER, BUITEN, post=422),
    Route("subsidies:voorziening_verwijder", _voorziening, SCHRIJVER, BUITEN, get=NIET, post=302),
    Route(
        "subsidies:antwoord_wijzig",
        lambda w: (w.concept.kenmerk, w.concept.antwoorden.all()[0].pk),
        SCHRIJVER | {"tafelgenoot"},
        BUITEN,
        post=422,
    ),
    Route("subsidies:akkoord", _eigen_deel, TEKENAAR, BUITEN, post=422),
    Route("subsidies:akkoord_intrekken", _eigen_deel, TEKENAAR, BUITEN, get=NIET, post=302),
    Route("subsidies:aanvraag_indienen", lambda w: (w.concept.kenmerk,), TEKENAAR | {"tafelgenoot"}, BUITEN, post=422),
    Route(
        "subsidies:aanvraag_intrekken", lambda w: (w.concept.kenmerk,), TEKENAAR | {"tafelgenoot"}, BUITEN, post=422
    ),
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
