"""Random lives of two grants through the real services: figures, ledger, instalments and letters always agree.

The oracle (levensboek) keeps its own books in plain Python. A refusal changes nothing; what the bank did is never
refused.
"""

from collections.abc import Sequence
from decimal import Decimal

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from subsidies import vervolg
from subsidies.selectors.standen import Jaarstand
from subsidies.vervolg import Vervolg
from tests.subsidies.conftest import GEVRAAGD_ANKER, GEVRAAGD_BRUG, Wereld
from tests.uitvoering.conftest import geef_alle_mandaten
from tests.uitvoering.levens import Leven
from tests.uitvoering.levensboek import NUL
from uitvoering import vervolgen
from uitvoering.services import indexeren

Daad = tuple[str, int, int]
BESLUITEN = ("meer", "minder", "indexeer", "trek_in", "trek_vaststelling_in", "schort_op", "hef_op", "stel_vast")
BEZWAREN = ("bezwaar_eigen", "bezwaar_ander", "bezwaar_ongegrond", "vraag_geld", "vraag_anders")
GELD = ("betaal", "betaal", "bank_betaald", "bank_betaald", "bank_terug", "stel_samen", "rond_af")
TERUG = ("vorder_terug", "ontvang", "verreken")
levens = st.lists(
    st.tuples(
        st.one_of(*map(st.sampled_from, (BESLUITEN, BEZWAREN, GELD, GELD, TERUG, ("tijd", "stel_vast")))),
        st.integers(0, 1),
        st.integers(1, 100),
    ),
    min_size=6,
    max_size=14,
)
begin = st.tuples(
    st.sampled_from([GEVRAAGD_ANKER, Decimal("20000.01"), Decimal("4999.99")]),
    st.sampled_from([GEVRAAGD_BRUG, Decimal("100.03"), NUL]),
)


@pytest.fixture
def klaar(beoordeeld: Wereld) -> Wereld:
    """Assessed; who decides has every mandate."""
    for wie in ("besluitnemer", "tweede_besluitnemer"):
        geef_alle_mandaten(beoordeeld[wie])
    return beoordeeld


def leef(
    wereld: Wereld, daden: Sequence[Daad], verleend: tuple[Decimal, Decimal], *, twee_budgetten: bool = False
) -> list[str]:
    """The acts in this order and what came of each. The database forgets it all."""
    with time_machine.travel(timezone.now(), tick=False) as reis, transaction.atomic():
        leven = Leven(wereld, reis, verleend, twee_budgetten=twee_budgetten)
        uitkomsten = [leven.doe(*daad) for daad in daden]
        transaction.set_rollback(True)
    return uitkomsten


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(daden=levens, verleend=begin, twee_budgetten=st.booleans())
def test_in_every_life_figures_ledger_instalments_and_letters_agree(
    klaar: Wereld, daden: list[Daad], verleend: tuple[Decimal, Decimal], twee_budgetten: bool
):
    leef(klaar, daden, verleend, twee_budgetten=twee_budgetten)


HEEL = (
    ("meer", 0, 40),
    ("vraag_geld", 0, 10),
    ("vraag_geld", 1, 12),
    ("vraag_anders", 0, 3),
    ("vraag_anders", 1, 2),
    ("minder", 0, 20),
    ("indexeer", 0, 32),
    ("betaal", 0, 3),
    ("bank_betaald", 0, 2),
    ("bank_terug", 0, 1),
    ("bezwaar_ander", 1, 9),
    ("stel_samen", 1, 1),
    ("rond_af", 1, 1),
    ("trek_in", 0, 30),
    ("bank_betaald", 0, 2),
    ("schort_op", 0, 30),
    ("hef_op", 0, 1),
    ("stel_samen", 0, 3),
    ("rond_af", 0, 4),
    ("betaal", 0, 3),
    ("bank_betaald", 0, 2),
    ("stel_vast", 0, 41),
    ("bezwaar_eigen", 0, 5),
    ("tijd", 0, 10),
    ("bezwaar_ongegrond", 0, 3),
    ("trek_vaststelling_in", 0, 50),
    ("vorder_terug", 0, 5),
    ("ontvang", 0, 40),
    ("verreken", 0, 41),
)


@pytest.mark.parametrize("twee_budgetten", [False, True])
def test_one_life_goes_by_every_act(klaar: Wereld, twee_budgetten: bool):
    uitkomsten = leef(klaar, HEEL, (GEVRAAGD_ANKER, GEVRAAGD_BRUG), twee_budgetten=twee_budgetten)

    assert uitkomsten == ["gelukt"] * len(HEEL)


# --- controls: a broken rule is caught ---


def test_control_a_commitment_that_forgets_what_was_paid_is_caught(klaar: Wereld, monkeypatch: pytest.MonkeyPatch):
    def vergeet(zaak: Vervolg, stand: Jaarstand | None, jaar: int) -> Decimal:
        return zaak.recht(stand, jaar) - (stand.verplicht if stand else NUL) + Decimal("0.01")

    monkeypatch.setattr(Vervolg, "boeking", vergeet)

    with pytest.raises(AssertionError):
        leef(klaar, [("meer", 0, 40)], (GEVRAAGD_ANKER, GEVRAAGD_BRUG))


def test_control_instalments_that_do_not_follow_are_caught(klaar: Wereld, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(indexeren, "plan", lambda _: 0)

    with pytest.raises(AssertionError):
        leef(klaar, [("indexeer", 0, 32)], (GEVRAAGD_ANKER, GEVRAAGD_BRUG))


def test_control_a_payment_that_the_ledger_refuses_is_caught(klaar: Wereld, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(vervolgen, "bij_de_bank", lambda _: {})

    with pytest.raises(AssertionError):
        leef(klaar, [("betaal", 0, 1), ("trek_in", 0, 1), ("bank_betaald", 0, 1)], (GEVRAAGD_ANKER, GEVRAAGD_BRUG))


def test_control_an_amount_that_the_letter_has_wrong_is_caught(klaar: Wereld, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(vervolg, "bedragentabel", lambda *_: None)

    with pytest.raises(AssertionError):
        leef(klaar, [("meer", 0, 40)], (GEVRAAGD_ANKER, GEVRAAGD_BRUG))
