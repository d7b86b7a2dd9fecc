"""Who may open the pages of overzichten."""

from typing import Any

from tests.architectuur.route import ANDEREN, BELEID, FINANCIEEL, GELD, IEDEREEN, NIET, ONAFHANKELIJK, Route, niets
from tests.architectuur.wereld import CIJFER, GEMEENTE, LEDEN, PARTNER, RAAD, Wereld


def budgetjaar(wereld: Wereld) -> tuple[Any, ...]:
    jaar = wereld.doel.budgetjaar
    return jaar.budget.code, jaar.jaar


def doel(wereld: Wereld) -> tuple[Any, ...]:
    return *budgetjaar(wereld), wereld.doel.code


def zaak(wereld: Wereld) -> tuple[Any, ...]:
    return *doel(wereld), wereld.betaald.subsidie.jaren.all()[0].verplichting.kenmerk


def vraag(wereld: Wereld) -> tuple[Any, ...]:
    return (wereld.raadsvraag.pk,)


ROUTES: tuple[Route, ...] = (
    Route("overzichten:start", niets, IEDEREEN, get=302),
    Route("overzichten:werklijst", niets, GEMEENTE | PARTNER | ONAFHANKELIJK),
    Route("overzichten:aansluiting", lambda w: (w.aansluiting.pk,), FINANCIEEL),
    Route("overzichten:bijlage", niets, RAAD | GELD),
    Route("overzichten:raadsvraag_stellen", lambda _: (CIJFER.sleutel,), RAAD, post=422),
    Route("overzichten:raadsvraag_beantwoorden", vraag, FINANCIEEL | BELEID, post=422),
    Route("overzichten:raadsvraag_intrekken", vraag, frozenset({"commissielid"}), get=NIET, post=302),
    Route("overzichten:toezeggingen_bestand", lambda _: ("csv",), LEDEN, html=False),
    Route("overzichten:geld", niets, RAAD | GELD),
    Route("overzichten:geld_budget", lambda w: budgetjaar(w)[:1], RAAD | GELD),
    Route("overzichten:geld_jaar", budgetjaar, RAAD | GELD),
    Route("overzichten:geld_doel", doel, RAAD | GELD),
    Route("overzichten:geld_verplichting", zaak, RAAD | GELD),
    Route("overzichten:geld_ontvanger", lambda w: (w.partner.pk,), RAAD | GELD),
    Route("overzichten:benutting", niets, GELD),
    Route("overzichten:benutting_jaar", lambda w: (w.doel.budgetjaar_id,), GELD, ANDEREN),
    Route("overzichten:wat_als", lambda w: (w.doel.budgetjaar_id,), GELD, ANDEREN),
    Route("overzichten:bewegingen", niets, GELD),
    Route("overzichten:zoeken", niets, GELD),
    Route("overzichten:organisatiebeeld", lambda w: (w.partner.pk,), GEMEENTE),
)
