"""kern.geld: reading, writing and splitting money."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import DomeinFout
from kern.geld import GROOTSTE, NUL, als_bedrag, als_euro, centen, lees_bedrag, verdeel

BEDRAGEN = st.decimals(min_value=-GROOTSTE, max_value=GROOTSTE, places=2, allow_nan=False)
GEWICHTEN = st.lists(
    st.one_of(st.integers(0, 10**9), st.decimals(0, 10**6, places=2)), min_size=1, max_size=12
).filter(lambda gewichten: sum(gewichten) > 0)
TWEEDUIDIG = ["1,234", "1,234.50", "0.500", "1.23.4", "1234.567", "1.234.56", "12,345", "1 23", "12 34"]
GEEN_BEDRAG = [
    "",
    " ",
    "abc",
    "--5",
    "-€-5",
    "€€5",
    "5 €",
    "1e5",
    "NaN",
    "Infinity",
    "٣",
    ",50",
    ".50",
    "5,",
    "\u2013",
]


@pytest.mark.parametrize(
    ("tekst", "bedrag"),
    [
        ("1.234,50", "1234.50"),
        ("1234.50", "1234.50"),
        ("1234,5", "1234.50"),
        ("€ 1.234", "1234.00"),
        ("€1.234.567,89", "1234567.89"),
        ("1.234", "1234.00"),
        ("12.34", "12.34"),
        ("1.234,-", "1234.00"),
        ("-500", "-500.00"),
        ("€ -500", "-500.00"),
        ("- € 500", "-500.00"),
        ("€\u00a0\u2212500,00", "-500.00"),
        ("  007 ", "7.00"),
        ("0", "0.00"),
        ("-0", "0.00"),
        ("1 234", "1234.00"),
        ("€ 1\u00a0234\u202f567,89", "1234567.89"),
        ("1 234.5", "1234.50"),
    ],
)
def test_an_amount_is_read_the_dutch_way_or_with_a_decimal_point(tekst, bedrag):
    gelezen = lees_bedrag(tekst)

    assert gelezen == Decimal(bedrag)
    assert str(gelezen) == bedrag


@pytest.mark.parametrize("tekst", [*TWEEDUIDIG, *GEEN_BEDRAG])
def test_an_amount_that_is_ambiguous_or_no_amount_is_refused(tekst):
    with pytest.raises(DomeinFout) as fout:
        lees_bedrag(tekst)

    assert fout.value.code == "geld.onleesbaar"
    assert fout.value.bericht == "Vul een bedrag in zoals 1.234,50."


def test_an_amount_larger_than_the_column_is_refused():
    assert lees_bedrag("9.999.999.999,99") == GROOTSTE

    with pytest.raises(DomeinFout, match=r"Het hoogste is 9\.999\.999\.999,99") as fout:
        lees_bedrag("10.000.000.000,00")

    assert fout.value.code == "geld.te_groot"


@pytest.mark.parametrize(
    ("bedrag", "euro"),
    [
        ("1234.50", "€\u00a01.234,50"),
        ("-12000", "€\u00a0\u221212.000,00"),
        ("0", "€\u00a00,00"),
        ("-0.001", "€\u00a00,00"),
        ("1234567.895", "€\u00a01.234.567,90"),
    ],
)
def test_euro_is_written_with_a_fixed_space_and_a_real_minus(bedrag, euro):
    assert als_euro(Decimal(bedrag)) == euro


def test_an_amount_can_be_written_without_decimals():
    assert als_bedrag(Decimal("1234.50"), 0) == "1.235"
    assert als_bedrag(Decimal("-1000000.00"), decimalen=0) == "\u22121.000.000"


@given(BEDRAGEN)
def test_what_is_written_is_read_back_the_same(bedrag):
    assert lees_bedrag(als_euro(bedrag)) == bedrag
    assert lees_bedrag(als_bedrag(bedrag)) == bedrag


@given(st.text(max_size=30))
def test_reading_any_text_gives_whole_cents_or_a_domain_error(tekst):
    try:
        bedrag = lees_bedrag(tekst)
    except DomeinFout:
        return

    assert bedrag.as_tuple().exponent == -2


@given(BEDRAGEN, GEWICHTEN)
def test_a_split_adds_up_and_is_never_a_cent_off(totaal, gewichten):
    delen = verdeel(totaal, gewichten)

    som = sum(Decimal(gewicht) for gewicht in gewichten)
    assert sum(delen) == totaal
    assert all(deel.as_tuple().exponent == -2 for deel in delen)
    for deel, gewicht in zip(delen, gewichten, strict=True):
        assert abs(deel - totaal * Decimal(gewicht) / som) < Decimal("0.010001")


@given(BEDRAGEN, GEWICHTEN)
def test_a_negative_split_mirrors_the_positive_one(totaal, gewichten):
    assert [-deel for deel in verdeel(totaal, gewichten)] == verdeel(-totaal, gewichten)


@given(BEDRAGEN, st.integers(1, 20))
def test_equal_weights_differ_at_most_a_cent_and_the_first_get_it(totaal, aantal):
    delen = [abs(deel) for deel in verdeel(totaal, [1] * aantal)]

    assert max(delen) - min(delen) <= Decimal("0.01")
    assert delen == sorted(delen, reverse=True)


@pytest.mark.parametrize(
    ("totaal", "gewichten", "delen"),
    [
        ("100.00", [1, 1, 1], ["33.34", "33.33", "33.33"]),
        ("0.05", [1, 0, 3], ["0.01", "0.00", "0.04"]),
        ("1442.00", [1] * 7, ["206.00"] * 7),
        ("0.01", [1, 2], ["0.00", "0.01"]),
        ("-100.00", [1, 1, 1], ["-33.34", "-33.33", "-33.33"]),
    ],
)
def test_the_largest_remainder_gets_the_cent(totaal, gewichten, delen):
    assert verdeel(Decimal(totaal), gewichten) == [Decimal(deel) for deel in delen]


@pytest.mark.parametrize(("totaal", "gewichten"), [("1.005", [1]), ("1.00", []), ("1.00", [0, 0]), ("1.00", [2, -1])])
def test_a_split_without_meaning_is_refused(totaal, gewichten):
    with pytest.raises(ValueError, match=r"hele centen|gewichten"):
        verdeel(Decimal(totaal), gewichten)


def test_a_float_is_refused_everywhere():
    for poging in (
        lambda: centen(1.1),
        lambda: als_bedrag(1.1),
        lambda: als_euro(1.1),
        lambda: verdeel(1.0, [1]),
        lambda: verdeel(Decimal("1.00"), [0.5]),
    ):
        with pytest.raises(TypeError):
            poging()


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4))
def test_half_a_cent_goes_away_from_zero(bedrag):
    assert centen(bedrag) == bedrag.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert str(centen(Decimal("-0.001"))) == str(NUL)


@pytest.mark.parametrize("bedrag", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_no_amount(bedrag):
    with pytest.raises(ValueError, match="Geen bedrag"):
        centen(bedrag)
