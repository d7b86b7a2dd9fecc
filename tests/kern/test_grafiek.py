from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from kern.grafiek import BREED, KLEINSTE, Staaf, Staafdiagram, Vlak, staafdiagram
from tests.hulp.boom import Boom, tekst

BEDRAG = st.decimals(min_value=0, max_value=10**9, places=2)


def diagram(*staven: Staaf, beschikbaar: str = "100000") -> Staafdiagram:
    return staafdiagram("2019", kop="2019", titel="Begroting 2019", beschikbaar=Decimal(beschikbaar), staven=staven)


def teken(getekend: Staafdiagram) -> Boom:
    return Boom(render_to_string("_staafdiagram.html", {"diagrammen": [getekend]}))


def test_the_bars_of_2019_stand_granted_and_reserved_apart():
    getekend = diagram(
        Staaf("Pilots (2)", Decimal(0), Decimal(40_000)),
        Staaf("Nieuwe aanvragen", Decimal(44_000), Decimal(8_000)),
    )

    pilots, nieuw = getekend.rijen
    assert pilots.vlakken == (Vlak("gereserveerd", 0, 136),)
    assert nieuw.vlakken == (Vlak("verleend", 0, 150), Vlak("gereserveerd", 152, 27))
    assert nieuw.bedrag.tekst == "52.000"
    assert getekend.beschikbaar == "100.000"


def test_what_was_promised_before_the_council_gave_it_has_a_bar():
    getekend = diagram(Staaf("Coaching", Decimal(16_000), Decimal(0), Decimal(-16_000)), beschikbaar="0")

    [rij] = getekend.rijen
    assert rij.vlakken == (Vlak("verleend", 0, BREED),)


def test_the_words_say_what_the_bars_show():
    getekend = diagram(Staaf("Coaching", Decimal(44_000), Decimal(8_000), Decimal(1_000)))

    assert getekend.beschrijving == (
        "Van 100.000 euro is 44.000 verleend en 8.000 gereserveerd. "
        "Coaching: 44.000 verleend, 8.000 gereserveerd, 1.000 vrij."
    )


def test_a_long_name_wraps_and_its_amount_stands_on_its_last_line():
    (rij,) = diagram(Staaf("Nieuwe aanvragen van organisaties met een lange naam", Decimal(1), Decimal(0))).rijen

    assert [regel.tekst for regel in rij.naam] == ["Nieuwe aanvragen van", "organisaties met een lange", "naam"]
    assert rij.bedrag.y == rij.naam[-1].y < rij.balk_y


@pytest.mark.parametrize("staven", [[], [Staaf("Leeg", Decimal(0), Decimal(0))]])
def test_nothing_to_show_is_no_error(staven):
    getekend = diagram(*staven, beschikbaar="0")

    assert all(rij.vlakken == () for rij in getekend.rijen)


@given(st.lists(st.builds(Staaf, st.just("Doel"), BEDRAG, BEDRAG, BEDRAG), max_size=4), BEDRAG)
def test_every_bar_fits_and_any_money_can_be_seen(staven, beschikbaar):
    getekend = staafdiagram("x", kop="x", titel="x", beschikbaar=beschikbaar, staven=staven)

    for staaf, rij in zip(staven, getekend.rijen, strict=True):
        assert len(rij.vlakken) == sum(bedrag > 0 for bedrag in (staaf.verleend, staaf.gereserveerd, staaf.vrij))
        for vlak in rij.vlakken:
            assert vlak.breed >= KLEINSTE
            assert 0 <= vlak.x <= vlak.x + vlak.breed <= BREED
        for links, rechts in zip(rij.vlakken, rij.vlakken[1:], strict=False):
            assert links.x + links.breed < rechts.x
        assert rij.balk_y < getekend.hoog


def test_the_drawing_has_a_title_and_words_and_no_style_of_its_own():
    boom = Boom(
        render_to_string("_staafdiagram.html", {"diagrammen": [diagram(Staaf("Pilots", Decimal(1), Decimal(2)))]})
    )

    tekening = boom.een(role="img")

    assert [tekst(boom.een(id=sleutel)) for sleutel in tekening.get("aria-labelledby").split()] == [
        "Begroting 2019",
        "Van 100.000 euro is 1 verleend en 2 gereserveerd. Pilots: 1 verleend, 2 gereserveerd, 0 vrij.",
    ]
    assert list(boom.alle(style=None)) == []


def test_no_text_falls_under_13_pixels_on_a_telephone():
    boom = Boom(
        render_to_string("_staafdiagram.html", {"diagrammen": [diagram(Staaf("Pilots", Decimal(1), Decimal(2)))]})
    )

    maten = [int(element.get("font-size")) for element in boom.alle(**{"font-size": None})]

    assert min(maten) * 328 / BREED >= 13  # a page of 360 has 328 inside its margins
