from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from kern.grafiek_doel import BREED, KLEINSTE, Doelstaaf, Doelstaven, doelstaven, gedeelde_schaal
from tests.hulp.boom import Boom, tekst

MISSCHIEN = st.one_of(st.none(), st.decimals(min_value=-5, max_value=10**7, places=1))
STAVEN = st.lists(st.builds(Doelstaaf, st.just("Straten"), MISSCHIEN, MISSCHIEN, st.just("straten")), min_size=1)


def staaf(doel: str | None, gemeten: str | None, *, lager: bool = False, gehaald: bool | None = None) -> Doelstaaf:
    doel_, gemeten_ = (None if waarde is None else Decimal(waarde) for waarde in (doel, gemeten))
    return Doelstaaf("Straten", doel_, gemeten_, "straten", lager, gehaald)


def teken(*staven: Doelstaaf, samen: bool = False) -> Doelstaven:
    schaal = gedeelde_schaal(staven) if samen else None
    getekend = doelstaven("d", titel="Straten", staven=staven, schaal=schaal)
    assert getekend is not None
    return getekend


@pytest.mark.parametrize(
    ("doel", "gemeten", "lager", "gehaald", "woorden"),
    [
        ("50", "46", False, False, "46 straten, doel 50 straten: niet gehaald"),
        ("50", "50", False, True, "50 straten, doel 50 straten: gehaald"),
        ("50", None, False, None, "niet gemeten, doel 50 straten"),
        (None, "46", False, None, "46 straten, geen doel afgesproken"),
        ("10", "12", True, False, "12 straten, doel hoogstens 10 straten: niet gehaald"),
        ("50", "0", False, None, "0 straten, doel 50 straten"),
    ],
)
def test_what_was_reached_stands_beside_what_was_agreed(
    doel: str | None, gemeten: str | None, lager: bool, gehaald: bool | None, woorden: str
) -> None:
    assert staaf(doel, gemeten, lager=lager, gehaald=gehaald).tekst == woorden


def test_not_measured_is_no_bar_and_zero_is_an_empty_one() -> None:
    niet, nul = teken(staaf("50", None), staaf("50", "0")).rijen

    assert (niet.gemeten, nul.gemeten, niet.doel, nul.doel) == (None, 0, BREED, BREED)


def test_each_bar_has_its_own_scale_unless_they_share_one() -> None:
    staven = staaf("50", "25"), staaf("100", "100")

    assert [rij.gemeten for rij in teken(*staven).rijen] == [BREED // 2, BREED]
    assert [rij.gemeten for rij in teken(*staven, samen=True).rijen] == [BREED // 4, BREED]


def test_no_bars_is_no_chart() -> None:
    assert doelstaven("d", titel="", staven=[]) is None


@given(STAVEN, st.booleans())
def test_every_bar_fits_and_anything_can_be_seen(staven: list[Doelstaaf], samen: bool) -> None:
    getekend = teken(*staven, samen=samen)

    for een, rij in zip(staven, getekend.rijen, strict=True):
        for waarde, lengte in ((een.gemeten, rij.gemeten), (een.doel, rij.doel)):
            assert (lengte is None) == (waarde is None)
            assert lengte is None or (KLEINSTE if waarde and waarde > 0 else 0) <= lengte <= BREED
    for boven, onder in zip(getekend.rijen, getekend.rijen[1:], strict=False):
        assert boven.uitkomst[-1].y < onder.naam[0].y - 15


def test_the_drawing_has_a_title_and_words_no_style_and_no_small_text() -> None:
    boom = Boom(render_to_string("_doelstaven.html", {"diagram": teken(staaf("50", "46"), staaf("50", None))}))

    tekening = boom.een(role="img")
    maten = [int(element.get("font-size", "")) for element in boom.alle(**{"font-size": None})]

    titel, uitleg = (tekst(boom.een(id=sleutel)) for sleutel in tekening.get("aria-labelledby", "").split())
    assert titel == "Straten"
    assert uitleg == "Straten: 46 straten, doel 50 straten. Straten: niet gemeten, doel 50 straten."
    assert list(boom.alle(style=None)) == []
    assert min(maten) * 276 / BREED >= 13  # what a card holds on a page of 360


def test_the_legend_calls_what_was_counted_measured_not_reached() -> None:
    legenda = tekst(Boom(render_to_string("_doellegenda.html")).een("p"))

    assert legenda == "gemeten doel Dezelfde cijfers staan in de tabel."
