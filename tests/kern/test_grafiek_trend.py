from decimal import Decimal
from itertools import combinations

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from kern.grafiek_lijn import MEESTE, Meetpunt, Reeks, ronde_strepen
from kern.grafiek_trend import BODEM, BREED, HOOG, Bijschrift, Trend, trend
from tests.hulp.boom import Boom, tekst

WAARDE = st.integers(0, 10**8).map(lambda tienden: Decimal(tienden).scaleb(-1))
SCHALKWIJK = Reeks("Schalkwijk", [Meetpunt("2008", Decimal(40)), Meetpunt("2016", Decimal(55))])


@st.composite
def meetpunten(draw: st.DrawFn) -> Meetpunt:
    van = draw(st.integers(2000, 2030))
    tot = van + draw(st.integers(0, 2))
    onder, waarde, boven = sorted(draw(st.tuples(WAARDE, WAARDE, WAARDE)))
    marge = (onder, boven) if draw(st.booleans()) else (None, None)
    periode = str(van) if van == tot else f"{van}-{tot}"
    teken, bij = draw(st.sampled_from([("", ""), ("meer dan", ""), ("", "1 niet bekend")]))
    return Meetpunt(periode, draw(st.sampled_from([waarde, None])), teken, *marge, bij)


REEKSEN = st.lists(
    st.builds(Reeks, st.just("Gebied"), st.lists(meetpunten(), min_size=1, max_size=8, unique_by=lambda p: p.periode)),
    min_size=1,
    max_size=3,
)


def teken(*reeksen: Reeks, eenheid: str = "%") -> Trend:
    getekend = trend("t", titel="Eenzaam", eenheid=eenheid, reeksen=reeksen)
    assert getekend is not None
    return getekend


def reeks(*waarden: tuple[str, str | None]) -> Reeks:
    return Reeks("Oost", [Meetpunt(periode, None if w is None else Decimal(w)) for periode, w in waarden])


def html(getekend: Trend) -> Boom:
    return Boom(render_to_string("_trend.html", {"diagram": getekend, "bron": "Bron: GGD."}))


def test_far_apart_measurements_are_dotted_and_told_as_not_measured_between() -> None:
    getekend = teken(SCHALKWIJK)

    (lijn,) = getekend.lijnen
    (x1, y1), (x2, y2) = lijn.plekken
    assert lijn.vast == ""
    assert lijn.stippel == f"M{x1} {y1}L{x2} {y2}"
    assert getekend.beschrijving == "Schalkwijk: 40% in 2008, 55% in 2016. Tussen 2008 en 2016 niet gemeten."
    assert "stippellijn: daartussen niet gemeten" in tekst(html(getekend).een("figcaption"))


def test_years_in_a_row_are_a_solid_line_without_words_of_a_gap() -> None:
    getekend = teken(reeks(("2015", "40"), ("2016", "41")))

    assert getekend.lijnen[0].stippel == ""
    assert getekend.lijnen[0].vast.startswith("M")
    assert "daartussen niet gemeten" not in tekst(html(getekend).een("figcaption"))


def test_a_figure_that_was_withdrawn_leaves_a_gap_and_is_not_zero() -> None:
    getekend = teken(reeks(("2015", "40"), ("2016", None), ("2017", "42")))

    (lijn,) = getekend.lijnen
    assert (lijn.vast, lijn.stippel, len(lijn.plekken)) == ("", "", 2)
    assert [cijfer.tekst for cijfer in getekend.cijfers] == ["42%", "40%"]


def test_the_sign_of_the_source_stands_at_its_point_which_is_open() -> None:
    haarlem = Reeks("Haarlem", [Meetpunt("2016", Decimal(56), "meer dan")])

    getekend = teken(haarlem)

    assert [cijfer.tekst for cijfer in getekend.cijfers] == ["meer dan 56%"]
    assert getekend.lijnen[0].punten == ""
    assert getekend.lijnen[0].open
    assert getekend.beschrijving == "Haarlem: meer dan 56% in 2016."
    assert "open punt: geen precies cijfer" in tekst(html(getekend).een("figcaption"))


def test_a_figure_that_tells_of_a_part_is_an_open_point_and_says_so() -> None:
    deels = Reeks("Bewoners", [Meetpunt("2020", Decimal(100), bij="1 niet bekend")])

    getekend = teken(deels)

    (lijn,) = getekend.lijnen
    assert [cijfer.tekst for cijfer in getekend.cijfers] == ["100%", "1 niet bekend"]
    assert (lijn.punten, lijn.open) == ("", "")
    assert lijn.deels
    assert getekend.beschrijving == "Bewoners: 100%, 1 niet bekend in 2020."
    assert "een deel is niet bekend (Bewoners in 2020: 1 niet bekend)" in tekst(html(getekend).een("figcaption"))


def test_points_in_one_place_stand_beside_each_other_under_one_figure() -> None:
    getekend = teken(reeks(("2015", "40"), ("2016", "50")), reeks(("2015", "20"), ("2016", "50")))

    (_, een), (_, ander) = (lijn.plekken for lijn in getekend.lijnen)
    assert (ander[0] - een[0], ander[1] - een[1]) == (12, 4)
    assert sorted(cijfer.tekst for cijfer in getekend.cijfers) == ["20%", "40%", "50%"]


def test_a_margin_is_a_strip_along_years_in_a_row_and_a_stroke_at_each_point() -> None:
    punten = [Meetpunt(str(2014 + n), Decimal(40), "", Decimal(38), Decimal(42)) for n in (0, 1, 6)]

    getekend = teken(Reeks("Oost", punten))

    (lijn,) = getekend.lijnen
    assert (lijn.band.count("M"), lijn.band.count("L"), lijn.marges.count("M")) == (1, 3, 3)
    assert "40% in 2014 (marge 38% tot 42%)" in getekend.beschrijving


def test_a_long_series_is_told_by_its_ends_and_what_it_lay_between() -> None:
    getekend = teken(reeks(*((str(2010 + nummer), str(nummer)) for nummer in range(8))))

    assert getekend.beschrijving == "Oost: 0% in 2010 tot 7% in 2017, 8 metingen tussen 0% en 7%."


def test_another_unit_than_percent_is_named_once() -> None:
    getekend = teken(reeks(("2015", "12500"), ("2016", "13000")), eenheid="huishoudens")

    assert getekend.eenheid == "huishoudens"
    assert {cijfer.tekst for cijfer in getekend.cijfers} == {"12.500", "13.000"}


def test_nothing_measured_is_no_chart_and_too_many_lines_are_refused() -> None:
    assert trend("t", titel="", eenheid="%", reeksen=[Reeks("Oost", []), reeks(("2016", None))]) is None
    with pytest.raises(ValueError, match="Hoogstens 5"):
        trend("t", titel="", eenheid="%", reeksen=[SCHALKWIJK] * 6)


@pytest.mark.parametrize(
    ("laag", "hoog", "strepen"),
    [
        ("0", "55", "0 20 40 60"),
        ("0", "100", "0 50 100"),
        ("0", "0", "0 0.5"),
        ("0", "12500", "0 5000 10000 15000"),
        ("-3", "8", "-4 -2 0 2 4 6 8"),
        ("-3", "0", "-3 -2 -1 0"),
    ],
)
def test_the_scale_has_round_figures_and_always_zero(laag: str, hoog: str, strepen: str) -> None:
    assert list(ronde_strepen(Decimal(laag), Decimal(hoog), 4)) == [Decimal(streep) for streep in strepen.split()]


def test_lines_differ_in_more_than_colour() -> None:
    lijnen = teken(*[SCHALKWIJK] * MEESTE).lijnen

    assert len({lijn.kleur for lijn in lijnen}) == MEESTE
    assert len({lijn.voorbeeld for lijn in lijnen}) == MEESTE


def _los(een: Bijschrift, ander: Bijschrift) -> bool:
    return not een.raakt([ander.plek])


@given(REEKSEN)
def test_no_words_touch_each_other_or_hide_a_point_and_all_stay_inside(reeksen: list[Reeks]) -> None:
    getekend = trend("t", titel="", eenheid="%", reeksen=reeksen)

    if getekend is None:
        assert not any(een.gemeten for een in reeksen)
        return
    for groep in (getekend.jaren, getekend.cijfers):
        assert all(_los(een, ander) for een, ander in combinations(groep, 2))
        assert all(0 <= woord.links <= woord.links + woord.breed <= BREED for woord in groep)
        assert all(woord.top > 0 and woord.y < HOOG for woord in groep)
    for x, y in (plek for lijn in getekend.lijnen for plek in lijn.plekken):
        assert x in range(getekend.links + 1, BREED)
        assert 0 < y <= BODEM
        assert not any(woord.raakt([(x, x, y, y)]) for woord in getekend.cijfers)


@given(REEKSEN)
def test_every_measurement_is_a_point_and_nothing_else_is(reeksen: list[Reeks]) -> None:
    getekend = trend("t", titel="", eenheid="%", reeksen=reeksen)

    getekende = [len(lijn.plekken) for lijn in getekend.lijnen] if getekend else [0] * len(reeksen)
    assert getekende == [sum(punt.waarde is not None for punt in een.punten) for een in reeksen]


def test_the_drawing_has_a_title_and_words_no_style_and_no_small_text() -> None:
    boom = html(teken(SCHALKWIJK))

    tekening = boom.een(role="img")
    maten = [int(element.get("font-size", "")) for element in boom.alle(**{"font-size": None})]

    titel, uitleg = (tekst(boom.een(id=sleutel)) for sleutel in tekening.get("aria-labelledby", "").split())
    assert (titel, uitleg[:10]) == ("Eenzaam", "Schalkwijk")
    assert list(boom.alle(style=None)) == []
    assert min(maten) * 328 / BREED >= 13  # a page of 360 has 328 inside its margins
