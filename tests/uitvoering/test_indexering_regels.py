"""Whatever the amounts: a raise is rounded as named, never negative, and the rounded total comes out exactly."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.geld import NUL
from uitvoering.regels.indexering import verhoging, vingerafdruk

EURO = st.decimals(min_value=0, max_value=Decimal("999999.99"), places=2)
JAREN = st.dictionaries(st.integers(min_value=2027, max_value=2032), EURO, min_size=1)
PROCENT = st.decimals(min_value=Decimal("0.01"), max_value=25, places=2)


@pytest.mark.parametrize(
    ("afronding", "verwacht"),
    [
        ("cent", {2027: Decimal("32.01"), 2028: Decimal("1.93")}),
        ("euro", {2027: Decimal("32.00"), 2028: Decimal("2.00")}),
        ("euro_totaal", {2027: Decimal("32.06"), 2028: Decimal("1.94")}),
    ],
)
def test_the_named_rounding_gives_these_amounts(afronding: str, verwacht: dict[int, Decimal]):
    bedragen = {2027: Decimal("1000.30"), 2028: Decimal("60.40")}

    assert verhoging(bedragen, Decimal("3.2"), afronding) == verwacht


def test_a_grant_of_nothing_rises_by_nothing():
    assert verhoging({2027: NUL, 2028: NUL}, Decimal("3.2"), "euro_totaal") == {2027: NUL, 2028: NUL}


@given(JAREN, PROCENT, st.sampled_from(["cent", "euro"]))
def test_each_year_is_at_most_half_a_unit_off(bedragen: dict[int, Decimal], percentage: Decimal, afronding: str):
    half = Decimal("0.005") if afronding == "cent" else Decimal("0.5")

    for jaar, erbij in verhoging(bedragen, percentage, afronding).items():
        assert erbij >= NUL
        assert abs(erbij - bedragen[jaar] * percentage / 100) <= half


@given(JAREN, PROCENT)
def test_the_years_add_up_to_the_rounded_total(bedragen: dict[int, Decimal], percentage: Decimal):
    totaal = (sum(bedragen.values(), NUL) * percentage / 100).quantize(Decimal(1), ROUND_HALF_UP)

    assert sum(verhoging(bedragen, percentage, "euro_totaal").values(), NUL) == totaal


def test_another_amount_gives_another_fingerprint():
    regel = (1, 2027, Decimal("100.00"), Decimal("3.20"))
    anders = (1, 2027, Decimal("100.00"), Decimal("3.21"))

    assert vingerafdruk([regel]) == vingerafdruk([regel])
    assert vingerafdruk([regel]) != vingerafdruk([anders])
