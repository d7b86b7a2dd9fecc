"""How an amount is spread over several budgets, without a database."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import DomeinFout
from kern.geld import NUL
from subsidies.regels.verdeel_over_dekking import (
    Dekking,
    Dekkingsregel,
    Dekkingsruimte,
    Verdeling,
    giet,
    op_volgorde,
)

EEN, TWEE, DRIE = 1, 2, 3
euro = st.decimals(0, 1000, places=2)


def bedragen(*getallen: int) -> list[Decimal]:
    return [Decimal(getal) for getal in getallen]


def dekking(*paren: tuple[int, int]) -> list[Dekking]:
    """Committed and paid, of the commitments 1, 2, … in the purposes 11, 12, …"""
    return [Dekking(plek, 10 + plek, *bedragen(*paar)) for plek, paar in enumerate(paren, start=1)]


@st.composite
def dekkingen(draw: Callable[..., object]) -> list[Dekking]:
    """One to four budgets, none paid above what is committed there."""
    paren = draw(st.lists(st.tuples(euro, euro), min_size=1, max_size=4))
    return [
        Dekking(plek, 10 + plek, max(paar), min(paar))
        for plek, paar in enumerate(paren, start=1)  # type: ignore[arg-type]
    ]


def na(een: list[Dekking], verdeling: Verdeling) -> list[tuple[Decimal, Decimal]]:
    """Committed and paid of each, once the ledger booked it."""
    betaald: Counter[int] = Counter()
    for pk, bedrag in verdeling.betalingen:
        betaald[pk] += bedrag  # type: ignore[assignment]
    return [
        (
            plek.verplicht + verdeling.bijstellingen[plek.verplichting_id],
            plek.betaald + betaald[plek.verplichting_id] - verdeling.terug[plek.verplichting_id],
        )
        for plek in een
    ]


# --- pouring ---


@pytest.mark.parametrize(
    ("bedrag", "ruimtes", "delen"),
    [
        (0, (5, 5), (0, 0)),
        (4, (5, 5), (4, 0)),
        (5, (5, 5), (5, 0)),
        (8, (5, 5), (5, 3)),
        (8, (0, 9), (0, 8)),
        (8, (-3, 9), (0, 8)),
        (12, (5, 5), (5, 7)),  # the ledger refuses the last
        (12, (5,), (12,)),
        (9, (5, 0, 2, 7), (5, 0, 2, 2)),
    ],
)
def test_places_are_filled_in_order(bedrag: int, ruimtes: tuple[int, ...], delen: tuple[int, ...]) -> None:
    assert giet(Decimal(bedrag), bedragen(*ruimtes)) == bedragen(*delen)


@given(bedrag=euro, ruimtes=st.lists(euro, min_size=1, max_size=5))
def test_no_cent_is_lost_and_no_place_but_the_last_goes_over_its_room(bedrag: Decimal, ruimtes: list[Decimal]) -> None:
    delen = giet(bedrag, ruimtes)

    assert sum(delen) == bedrag
    assert all(deel >= 0 for deel in delen)
    assert all(deel <= ruimte for deel, ruimte in zip(delen[:-1], ruimtes, strict=False))
    assert delen[-1] <= ruimtes[-1] or bedrag > sum(ruimtes)


# --- one year of one grant ---


def test_a_payment_leaves_from_the_first_on() -> None:
    verdeling = Verdeling(dekking((50, 30), (40, 0)))

    verdeling.betaal(Decimal(15))
    verdeling.betaal(Decimal(25))

    assert verdeling.betalingen == [(EEN, Decimal(15)), (EEN, Decimal(5)), (TWEE, Decimal(20))]


def test_what_comes_back_returns_to_the_last_that_paid() -> None:
    verdeling = Verdeling(dekking((50, 50), (40, 10), (5, 0)))

    verdeling.ontvang(Decimal(25))

    assert verdeling.terug == {TWEE: Decimal(10), EEN: Decimal(15)}


def test_what_is_lowered_is_taken_from_the_last_back_and_never_what_was_paid() -> None:
    verdeling = Verdeling(dekking((50, 10), (40, 35), (5, 0)))

    verdeling.verlaag(Decimal(30))

    assert verdeling.bijstellingen == {DRIE: Decimal(-5), TWEE: Decimal(-5), EEN: Decimal(-20)}


def test_each_step_sees_what_the_one_before_it_did() -> None:
    een = dekking((50, 50), (50, 0))
    verdeling = Verdeling(een)

    verdeling.betaal(Decimal(30))
    verdeling.ontvang(Decimal(20))
    verdeling.verlaag(Decimal(40))

    assert na(een, verdeling) == [(Decimal(50), Decimal(50)), (Decimal(10), Decimal(10))]


@given(een=dekkingen(), betaald=st.floats(0, 1), terug=st.floats(0, 1), lager=st.floats(0, 1))
def test_what_fits_in_sum_fits_in_each(een: list[Dekking], betaald: float, terug: float, lager: float) -> None:
    """Any payment, receipt and lowering that the grant as a whole allows."""

    def deel(van: Decimal, hoeveel: float) -> Decimal:
        return (van * Decimal(hoeveel)).quantize(Decimal("0.01"), "ROUND_DOWN")

    verplicht, al = sum(plek.verplicht for plek in een), sum(plek.betaald for plek in een)
    verdeling = Verdeling(een)
    betaling = deel(verplicht - al, betaald)
    ontvangst = deel(al + betaling, terug)
    verlaging = deel(verplicht - al - betaling + ontvangst, lager)

    verdeling.betaal(betaling)
    verdeling.ontvang(ontvangst)
    verdeling.verlaag(verlaging)

    uitkomst = na(een, verdeling)
    assert all(NUL <= later <= vast for vast, later in uitkomst)
    assert sum(vast for vast, _ in uitkomst) == verplicht - verlaging
    assert sum(later for _, later in uitkomst) == al + betaling - ontvangst


# --- the budgets of a table ---


def ruimte(*regels: tuple[int, int | None], vrij: dict[int, int], gebruikt: dict[int, int] | None = None):
    """Of 2027: (purpose, bound) in order."""
    return Dekkingsruimte(
        {2027: [Dekkingsregel(doel, None if perk is None else Decimal(perk)) for doel, perk in regels]},
        {doel: Decimal(bedrag) for doel, bedrag in vrij.items()},
        {(2027, doel): Decimal(bedrag) for doel, bedrag in (gebruikt or {}).items()},
    )


@pytest.mark.parametrize(
    ("regels", "vrij", "gebruikt", "delen"),
    [
        ([(11, None)], {}, {}, [(11, 60)]),  # one purpose: the ledger judges
        ([(11, None), (12, None)], {11: 80}, {}, [(11, 60)]),
        ([(11, None), (12, None)], {11: 47}, {}, [(11, 47), (12, 13)]),
        ([(11, None), (12, None)], {11: 0}, {}, [(12, 60)]),
        ([(11, None), (12, None)], {11: 47, 12: 5}, {}, [(11, 47), (12, 13)]),  # too little: the ledger refuses
        ([(11, 20), (12, None)], {11: 47}, {}, [(11, 20), (12, 40)]),
        ([(11, 20), (12, None)], {11: 47}, {11: 15}, [(11, 5), (12, 55)]),
        ([(11, 20), (12, None)], {11: 47}, {11: 30}, [(12, 60)]),
        ([(11, 20), (12, 40)], {11: 47, 12: 0}, {}, [(11, 20), (12, 40)]),
        ([(11, None), (12, None), (13, None)], {11: 10, 12: 20}, {}, [(11, 10), (12, 20), (13, 30)]),
    ],
)
def test_a_grant_is_covered_in_order_up_to_what_is_free_and_to_the_bound(
    regels: list[tuple[int, int | None]],
    vrij: dict[int, int],
    gebruikt: dict[int, int],
    delen: list[tuple[int, int]],
) -> None:
    gevuld = ruimte(*regels, vrij=vrij, gebruikt=gebruikt).vul(2027, Decimal(60))

    assert gevuld == [(doel, Decimal(deel)) for doel, deel in delen]


def test_a_bound_on_the_last_purpose_is_never_passed() -> None:
    krap = ruimte((11, 20), (12, 39), vrij={11: 100, 12: 100})

    with pytest.raises(DomeinFout, match="De dekking van 2027 is €\u00a01,00 te klein") as fout:
        krap.vul(2027, Decimal(60))

    assert fout.value.code == "besluit.dekking_te_klein"


def test_grants_of_one_decision_use_the_same_room() -> None:
    samen = ruimte((11, 50), (12, None), vrij={11: 47, 12: 100})

    assert samen.vul(2027, Decimal(40)) == [(11, Decimal(40))]
    assert samen.vul(2027, Decimal(40)) == [(11, Decimal(7)), (12, Decimal(33))]


def test_what_becomes_free_can_be_used_at_once() -> None:
    samen = ruimte((11, 50), (12, None), vrij={11: 0}, gebruikt={11: 50})

    samen.verschuif(2027, 11, Decimal(-10))

    assert samen.vul(2027, Decimal(40)) == [(11, Decimal(10)), (12, Decimal(30))]


def test_a_grant_without_a_cover_of_its_table_stays_in_its_own() -> None:
    assert ruimte((11, None), vrij={}).vul(2028, Decimal(60), eigen=[19]) == [(19, Decimal(60))]


def test_purposes_that_the_table_does_not_name_come_first() -> None:
    regels = [Dekkingsregel(11, Decimal(5)), Dekkingsregel(12)]

    assert op_volgorde(regels, [19, 12]) == [Dekkingsregel(19), *regels]


@given(
    vrij=st.lists(euro, min_size=1, max_size=4),
    perken=st.lists(st.none() | euro, min_size=4, max_size=4),
    posten=st.lists(euro, min_size=1, max_size=5),
)
def test_a_decision_never_takes_more_than_is_free_or_bound_but_from_the_last(
    vrij: list[Decimal], perken: list[Decimal | None], posten: list[Decimal]
) -> None:
    regels = [Dekkingsregel(doel, perk) for doel, perk in zip(range(len(vrij)), perken, strict=False)]
    samen, genomen = Dekkingsruimte({2027: regels}, dict(enumerate(vrij)), {}), Counter[int]()

    for bedrag in posten:
        try:
            delen = samen.vul(2027, bedrag)
        except DomeinFout:
            return
        assert sum(deel for _, deel in delen) == bedrag
        for doel, deel in delen:
            assert deel > 0
            genomen[doel] += deel  # type: ignore[assignment]

    for regel, ruim in zip(regels, vrij, strict=True):
        assert regel.hoogstens is None or genomen[regel.bestedingsdoel_id] <= regel.hoogstens
        assert regel is regels[-1] or genomen[regel.bestedingsdoel_id] <= ruim
