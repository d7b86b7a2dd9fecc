"""What stands in a cell: its coding, its number and its period. Nothing of the database."""

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kern.fouten import DomeinFout
from kern.getal import als_getal
from verantwoording.inlezen.getallen import GROOTSTE, Punt, Schrijfwijze, lees_getal, lees_waarde
from verantwoording.inlezen.periode import lees_periode
from verantwoording.inlezen.tekens import CP1252, UTF8, UTF8_BOM, UTF16, ontcijfer

GEWOON = Schrijfwijze()
DUIZEND, DECIMAAL = Schrijfwijze(Punt.DUIZEND), Schrijfwijze(Punt.DECIMAAL)


# --- coding ---


@pytest.mark.parametrize(
    ("inhoud", "codering"),
    [
        ("Łódź één".encode(), UTF8),
        ("Łódź één".encode("utf-8-sig"), UTF8_BOM),
        ("Łódź één".encode("utf-16"), UTF16),
        (b"\xfe\xff" + "Łódź één".encode("utf-16-be"), UTF16),
        ("één €".encode("cp1252"), CP1252),
    ],
)
def test_text_is_read_in_the_coding_it_has_and_says_which(inhoud: bytes, codering: str) -> None:
    tekst, welke = ontcijfer(inhoud)

    assert (tekst, welke) == ("één €" if codering == CP1252 else "Łódź één", codering)


@pytest.mark.parametrize(
    "inhoud",
    [
        b"a;b\x00c",  # NUL
        b"\x81\xe9",  # neither UTF-8 nor a character of Windows-1252
        b"\xef\xbb\xbf\xe9",  # says UTF-8 and is not
        "één".encode("utf-32"),
        "één".encode("utf-16-le"),  # without its mark
        b"\xff\xfea",  # half a character
        "Zuid\ufffdoost".encode(),  # a character that was lost before
        "één".encode().decode("cp1252").encode(),  # coded twice
        "één;".encode() + "één".encode("cp1252"),  # two files put together
        "Oost\u200b".encode(),  # a character nobody sees
    ],
)
def test_bytes_that_are_no_text_are_refused(inhoud: bytes) -> None:
    with pytest.raises(DomeinFout) as fout:
        ontcijfer(inhoud)

    assert fout.value.code == "inlezen.tekens"


def test_a_letter_with_an_accent_is_one_letter_however_it_was_written() -> None:
    los = unicodedata.normalize("NFD", "één")

    assert ontcijfer(los.encode()) == ("één", UTF8)


# --- numbers ---


@pytest.mark.parametrize(
    ("tekst", "getal"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234", "1234"),
        ("1.234.567", "1234567"),
        ("12.3", "12.3"),
        ("0.500", "0.5"),
        ("1234.567", "1234.567"),
        ("-3,5", "-3.5"),
        ("\u22123,5", "-3.5"),
        ("-0", "0"),
        ("0", "0"),
    ],
)
def test_a_number_that_has_one_reading_is_read(tekst: str, getal: str) -> None:
    gelezen = lees_getal(tekst, GEWOON)

    assert gelezen == Decimal(getal)
    assert str(gelezen) != "-0"


@pytest.mark.parametrize(
    "tekst",
    ["1,234.5", "1.23.456", "1.2345,6", "12,3,4", "1e5", "NaN", "inf", "", "-", "x", "=1+1", "+5", "@a", "1_000", "٣"],
)
def test_what_is_no_dutch_number_is_refused(tekst: str) -> None:
    with pytest.raises(DomeinFout) as fout:
        lees_getal(tekst, GEWOON)

    assert fout.value.code == "inlezen.getal"


def test_a_point_that_may_mean_two_things_follows_the_choice_or_is_an_error() -> None:
    assert lees_getal("1.234", DUIZEND) == 1234
    assert lees_getal("1.234", DECIMAAL) == Decimal("1.234")
    with pytest.raises(DomeinFout, match=r"1\.234 kan 1234 zijn of 1,234"):
        lees_getal("1.234", GEWOON)


def test_a_choice_for_the_point_refuses_the_other_reading() -> None:
    for tekst, hoe in (("12.3", DUIZEND), ("12,3", DECIMAAL), ("1.234.567", DECIMAAL)):
        with pytest.raises(DomeinFout):
            lees_getal(tekst, hoe)


def test_a_number_is_rounded_only_when_asked() -> None:
    assert lees_getal("12,34565", Schrijfwijze(decimalen=4)) == Decimal("12.3457")
    assert lees_getal("12,5", Schrijfwijze(decimalen=0)) == Decimal(13)
    with pytest.raises(DomeinFout, match="meer dan 4 decimalen"):
        lees_getal("12,34565", GEWOON)


def test_a_number_that_does_not_fit_is_refused() -> None:
    assert lees_getal("999.999.999.999,9999", GEWOON) == Decimal("999999999999.9999")
    with pytest.raises(DomeinFout, match="te groot"):
        lees_getal("1.000.000.000.000", GEWOON)


@pytest.mark.parametrize("cel", ["-99997", "-99995", "-999999", "-99.997", Decimal("-99997.0")])
def test_a_code_for_no_figure_is_refused_and_is_no_figure(cel: str | Decimal) -> None:
    with pytest.raises(DomeinFout, match="is een code voor ‘geen cijfer’"):
        lees_waarde(cel, DUIZEND)

    assert lees_waarde("-9999", GEWOON).getal == -9999


@pytest.mark.parametrize(
    ("cel", "waarde"),
    [
        ("12,3%", (Decimal("12.3"), "", True)),
        (">56", (Decimal(56), "meer_dan", False)),
        ("< 5 %", (Decimal(5), "minder_dan", True)),
        ("±12.500,0", (Decimal(12500), "ongeveer", False)),
        (Decimal("55.0"), (Decimal(55), "", False)),
    ],
)
def test_a_cell_may_carry_a_sign(cel: str | Decimal, waarde: tuple[Decimal, str, bool]) -> None:
    assert lees_waarde(cel, GEWOON) == waarde


@settings(deadline=None)
@given(st.decimals(min_value=-GROOTSTE + 1, max_value=GROOTSTE - 1, places=4, allow_nan=False))
def test_what_we_write_we_read_back_the_same(getal: Decimal) -> None:
    assume(not -100_000_000 < getal <= -99_990)  # some of these mean that there is no figure

    assert lees_getal(als_getal(getal), DUIZEND) == getal


@settings(deadline=None)
@given(st.text(max_size=12))
def test_any_text_is_a_number_or_a_refusal(tekst: str) -> None:
    try:
        getal = lees_getal(tekst, GEWOON)
    except DomeinFout:
        return

    assert getal.is_finite()
    assert any(teken in "0123456789" for teken in tekst)


# --- periods ---


@pytest.mark.parametrize(
    ("tekst", "periode"),
    [
        ("2016", ("2016", 2016)),
        ("2016*", ("2016", 2016)),
        ("2016JJ00", ("2016", 2016)),
        ("2017SJ00", ("2017-2018", 2018)),
        ("2017/'18", ("2017-2018", 2018)),
        ("2016 - 2018", ("2016-2018", 2018)),
        ("2009-2010", ("2009-2010", 2010)),
        ("2009/'10", ("2009-2010", 2010)),
        ("2009-10", None),  # or October
        ("2009/12", None),
        ("1999/00", None),
        ("2018-2016", None),
        ("2016KW01", None),
        ("2016MM12", None),
        ("16", None),
        ("", None),
    ],
)
def test_a_period_is_a_year_or_years_together(tekst: str, periode: tuple[str, int] | None) -> None:
    if periode is None:
        with pytest.raises(DomeinFout):
            lees_periode(tekst)
    else:
        assert lees_periode(tekst) == periode
