from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from kern.grafiek_tijd import BODEM, BREED, KLEINSTE, LETTER, MEESTE, TOP, Punt, Tijdlijn, kort, tijdlijn
from tests.hulp.boom import Boom, tekst

BEDRAG = st.decimals(min_value=0, max_value=10**9, places=2)
REEKS = st.lists(
    st.builds(Punt, st.integers(2000, 2100), BEDRAG, BEDRAG), min_size=2, max_size=12, unique_by=lambda p: p.jaar
)


def lijn(*punten: Punt) -> Tijdlijn:
    getekend = tijdlijn("t", titel="Per jaar", punten=punten)
    assert getekend is not None
    return getekend


NOTA = (Punt(2019, Decimal(44_000), Decimal(100_000)), Punt(2018, Decimal(100_000), Decimal(100_000)))


def test_the_years_stand_in_order_with_their_amounts() -> None:
    getekend = lijn(*NOTA)

    assert [(kolom.jaar, kolom.bedrag) for kolom in getekend.kolommen] == [(2018, "100 dzd"), (2019, "44 dzd")]
    assert getekend.kolommen[0].verleend_hoog == BODEM - TOP
    assert getekend.beschrijving == (
        "Bedragen in euro. 2018: 100.000 verleend van 100.000; 2019: 44.000 verleend van 100.000."
    )


def test_one_year_is_no_line() -> None:
    assert tijdlijn("t", titel="", punten=NOTA[:1]) is None


@pytest.mark.parametrize(
    ("bedrag", "woord"),
    [
        ("0", "0"),
        ("950.49", "950"),
        ("999.50", "1 dzd"),
        ("44000", "44 dzd"),
        ("999499", "999 dzd"),
        ("999500", "1,0 mln"),
        ("1250000", "1,3 mln"),
        ("99949999", "99,9 mln"),
        ("123456789", "123 mln"),
        ("999500000", "1,0 mld"),
    ],
)
def test_an_amount_above_a_bar_is_short(bedrag: str, woord: str) -> None:
    assert kort(Decimal(bedrag)) == woord


@given(REEKS)
def test_no_bar_or_word_touches_the_next_and_any_money_can_be_seen(punten: list[Punt]) -> None:
    getekend = lijn(*punten)
    reeks = sorted(punten, key=lambda punt: punt.jaar)[-MEESTE:]

    assert [kolom.jaar for kolom in getekend.kolommen] == [punt.jaar for punt in reeks]
    for punt, kolom in zip(reeks, getekend.kolommen, strict=True):
        assert kolom.verleend_hoog >= (KLEINSTE if punt.verleend else 0)
        assert TOP <= kolom.verleend_y <= BODEM
        assert kolom.bedrag_y - LETTER > 0
        assert 0 <= kolom.x < kolom.x + kolom.breed <= BREED
    for links, rechts in zip(getekend.kolommen, getekend.kolommen[1:], strict=False):
        assert links.x + links.breed < rechts.x
        woorden = max(len(kolom.bedrag) for kolom in (links, rechts)) * LETTER * 0.56
        assert woorden <= rechts.midden - links.midden


def test_the_drawing_has_a_title_and_words_no_style_and_no_small_text() -> None:
    boom = Boom(render_to_string("_tijdlijn.html", {"diagram": lijn(*NOTA)}))

    tekening = boom.een(role="img")
    maten = [int(element.get("font-size", "")) for element in boom.alle(**{"font-size": None})]

    assert tekst(boom.een(id=tekening.get("aria-labelledby", "").split()[0])) == "Per jaar"
    assert list(boom.alle(style=None)) == []
    assert min(maten) * 328 / BREED >= 13  # a page of 360 has 328 inside its margins
