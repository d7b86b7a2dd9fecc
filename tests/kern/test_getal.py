from decimal import Decimal

import pytest

from kern.getal import als_getal, als_maat


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [
        ("55.0000", "55"),
        ("12.3000", "12,3"),
        ("0.0500", "0,05"),
        ("12500.0000", "12.500"),
        ("12500.2500", "12.500,25"),
        ("100", "100"),
        ("0", "0"),
        ("-1.5000", "−1,5"),
    ],
)
def test_a_number_shows_every_decimal_that_says_something(waarde: str, tekst: str) -> None:
    assert als_getal(Decimal(waarde)) == tekst


@pytest.mark.parametrize(
    ("waarde", "eenheid", "teken", "tekst"),
    [
        ("56", "%", "meer dan", "meer dan 56%"),
        ("12500", "huishoudens", "ongeveer", "ongeveer 12.500 huishoudens"),
        ("7.4", "", "", "7,4"),
        (None, "%", "", "–"),
    ],
)
def test_a_measure_has_its_unit_and_its_sign(waarde: str | None, eenheid: str, teken: str, tekst: str) -> None:
    assert als_maat(None if waarde is None else Decimal(waarde), eenheid, teken) == tekst
