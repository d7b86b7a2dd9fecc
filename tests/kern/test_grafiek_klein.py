from decimal import Decimal

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from kern.grafiek_klein import BREED, KOLOM, TEKENS, KleineGrafieken, kleine_grafieken
from kern.grafiek_lijn import Meetpunt, Reeks, tekst_breed
from tests.hulp.boom import Boom, tekst

WAARDE = st.integers(0, 10**8).map(lambda tienden: Decimal(tienden).scaleb(-1))
REEKS = st.builds(
    Reeks,
    st.text("abc ", min_size=1, max_size=60),
    st.lists(
        st.builds(
            lambda jaar, waarde: Meetpunt(str(jaar), waarde), st.integers(2000, 2030), st.one_of(st.none(), WAARDE)
        ),
        max_size=6,
        unique_by=lambda punt: punt.periode,
    ),
)
SCHALKWIJK = Reeks("Schalkwijk", [Meetpunt("2008", Decimal(40)), Meetpunt("2016", Decimal(55))])
OOST = Reeks("Oost", [Meetpunt("2016", Decimal(42))])
NOORD = Reeks("Noord", [])


def teken(*reeksen: Reeks) -> KleineGrafieken:
    getekend = kleine_grafieken("k", titel="Eenzaam per gebied", eenheid="%", reeksen=reeksen)
    assert getekend is not None
    return getekend


def test_all_areas_have_one_scale_of_years_and_figures() -> None:
    getekend = teken(SCHALKWIJK, OOST)

    schalkwijk, oost = getekend.panelen
    assert (getekend.van, getekend.tot, getekend.onder, getekend.boven) == ("2008", "2016", "0%", "60%")
    assert schalkwijk.lijn is not None
    assert oost.lijn is not None
    assert [x - oost.x for x, _ in oost.lijn.plekken] == [x - schalkwijk.x for x, _ in schalkwijk.lijn.plekken[1:]]


def test_an_area_that_was_not_measured_says_so_and_has_no_line() -> None:
    _, noord = teken(SCHALKWIJK, NOORD).panelen

    assert (noord.cijfer.tekst, noord.lijn) == ("geen cijfer", None)


def test_the_last_figure_stands_at_its_area_with_its_sign_shortened_when_long() -> None:
    vaag = Reeks("Haarlem", [Meetpunt("2016", Decimal(1_250_000), "ongeveer")])
    kort = Reeks("Haarlem", [Meetpunt("2016", Decimal(56), "meer dan")])

    getekend = kleine_grafieken("k", titel="", eenheid="inwoners", reeksen=[vaag])

    assert getekend is not None
    assert getekend.panelen[0].cijfer.tekst == "ongeveer 1.250.000"
    assert teken(kort).panelen[0].cijfer.tekst == "meer dan 56%"


def test_the_words_tell_every_area() -> None:
    assert teken(SCHALKWIJK, OOST, NOORD).beschrijving == (
        "Schalkwijk: 40% in 2008, 55% in 2016. Tussen 2008 en 2016 niet gemeten. "
        "Oost: 42% in 2016. Noord: geen cijfer."
    )


def test_nothing_measured_anywhere_is_no_chart() -> None:
    assert kleine_grafieken("k", titel="", eenheid="%", reeksen=[NOORD]) is None


@given(st.lists(REEKS, min_size=1, max_size=5))
def test_every_panel_keeps_to_its_own_place(reeksen: list[Reeks]) -> None:
    getekend = kleine_grafieken("k", titel="", eenheid="%", reeksen=reeksen)

    if getekend is None:
        assert not any(reeks.gemeten for reeks in reeksen)
        return
    assert len(getekend.panelen) == len(reeksen)
    for nummer, paneel in enumerate(getekend.panelen):
        regels = [*(regel.y for regel in paneel.naam), paneel.cijfer.y, paneel.top, paneel.bodem, paneel.jaar_y]
        assert regels == sorted(regels)
        assert paneel.jaar_y < getekend.hoog
        assert 0 <= paneel.x < paneel.rechts <= BREED
        assert max(tekst_breed(regel.tekst) for regel in (*paneel.naam, paneel.cijfer)) <= KOLOM
        for x, y in paneel.lijn.plekken if paneel.lijn else ():
            assert paneel.x < x < paneel.rechts
            assert paneel.top <= y <= paneel.bodem
        if nummer >= 2:
            assert getekend.panelen[nummer - 2].jaar_y < paneel.naam[0].y - 15


def test_the_drawing_has_a_title_and_words_no_style_and_no_small_text() -> None:
    boom = Boom(render_to_string("_klein.html", {"diagram": teken(SCHALKWIJK, OOST), "bron": "Bron: GGD."}))

    tekening = boom.een(role="img")
    maten = [int(element.get("font-size", "")) for element in boom.alle(**{"font-size": None})]

    assert tekst(boom.een(id=tekening.get("aria-labelledby", "").split()[0])) == "Eenzaam per gebied"
    assert "Elke grafiek loopt van 0% tot 60%." in tekst(boom.een("figcaption"))
    assert list(boom.alle(style=None)) == []
    assert min(maten) * 328 / BREED >= 13
    assert TEKENS * 8.4 <= KOLOM
