import itertools
from decimal import Decimal

from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from kern.grafiek_stroom import (
    BALK,
    BLOK_HOOG,
    BREED,
    LETTER,
    MIDDEN,
    RECHTS,
    TEKENS,
    TUSSEN,
    Stroom,
    Stroomdiagram,
    stroomdiagram,
    verdeel_heel,
)
from tests.hulp.boom import Boom, tekst

BEDRAG = st.decimals(min_value="0.01", max_value=10**8, places=2)
NAAM = st.text(alphabet="abcdefgh ", min_size=1, max_size=30)
STROMEN = st.lists(
    st.builds(Stroom, st.sampled_from(["Coaching", "Pilots", "Nieuwe aanvragen van groepen"]), NAAM, BEDRAG),
    min_size=1,
    max_size=14,
)


def diagram(*stromen: Stroom) -> Stroomdiagram:
    getekend = stroomdiagram("s", titel="Waarheen", bron="Budget 2018", stromen=stromen)
    assert getekend is not None
    return getekend


PILOTS = (
    Stroom("Pilots", "DOCK Haarlem", Decimal(80_000)),
    Stroom("Coaching", "Stichting Bedrijf en Samenleving", Decimal(16_000)),
    Stroom("Nieuwe aanvragen", "DOCK Haarlem", Decimal(4_000)),
)


def test_money_of_one_recipient_from_two_purposes_arrives_in_one_block() -> None:
    (bron,), doelen, ontvangers = diagram(*PILOTS).kolommen

    assert (bron.volledig, bron.bedrag) == ("Budget 2018", "100.000")
    assert [(blok.volledig, blok.bedrag) for blok in doelen] == [
        ("Pilots", "80.000"),
        ("Coaching", "16.000"),
        ("Nieuwe aanvragen", "4.000"),
    ]
    assert [(blok.naam, blok.bedrag) for blok in ontvangers] == [("DOCK Haarl…", "84.000"), ("Stichting…", "16.000")]


def test_the_words_say_what_flows() -> None:
    assert diagram(*PILOTS).beschrijving == (
        "Uit Budget 2018 is 100.000 euro verleend. Pilots naar DOCK Haarlem: 80.000; "
        "Coaching naar Stichting Bedrijf en Samenleving: 16.000; Nieuwe aanvragen naar DOCK Haarlem: 4.000."
    )


def test_nothing_that_flows_is_no_drawing() -> None:
    assert stroomdiagram("s", titel="", bron="x", stromen=[Stroom("a", "b", Decimal(0))]) is None


@given(st.integers(0, 1000), st.lists(BEDRAG, min_size=1, max_size=12))
def test_whole_units_are_shared_out_to_the_last_one(totaal: int, gewichten: list[Decimal]) -> None:
    delen = verdeel_heel(totaal, gewichten)

    assert sum(delen) == totaal
    assert min(delen) >= 0


@given(STROMEN)
def test_no_block_touches_another_and_each_column_is_as_high_as_the_drawing(stromen: list[Stroom]) -> None:
    getekend = diagram(*stromen)

    for kolom in getekend.kolommen:
        for boven, onder in itertools.pairwise(kolom):
            assert boven.y + boven.hoog + TUSSEN == onder.y
        assert kolom[0].y == 1
        assert kolom[-1].y + kolom[-1].hoog == getekend.hoog - 1
        for blok in kolom:
            assert blok.hoog >= BLOK_HOOG
            assert blok.y < blok.naam_y - LETTER + 1 < blok.bedrag_y < blok.y + blok.hoog


@given(STROMEN)
def test_the_bands_of_a_block_fill_it_exactly_and_do_not_overlap(stromen: list[Stroom]) -> None:
    getekend = diagram(*stromen)
    (bron,), doelen, ontvangers = getekend.kolommen

    uit_de_bron = getekend.banden[: len(doelen)]
    naar_ontvangers = getekend.banden[len(doelen) :]
    for blokken, kanten in (
        ((bron,), [band.links for band in uit_de_bron]),
        (doelen, [band.rechts for band in uit_de_bron]),
        (doelen, [band.links for band in naar_ontvangers]),
        (ontvangers, [band.rechts for band in naar_ontvangers]),
    ):
        for blok in blokken:
            stukken = sorted(
                (van, tot) for van, tot in kanten if blok.y <= van and tot <= blok.y + blok.hoog and van < tot
            )
            assert stukken[0][0] == blok.y
            assert stukken[-1][1] == blok.y + blok.hoog
            assert all(boven[1] == onder[0] for boven, onder in itertools.pairwise(stukken))


def test_a_name_fits_before_the_next_column() -> None:
    breedste = TEKENS * LETTER * 0.56  # the average character of the typeface

    assert BALK + 5 + breedste <= min(MIDDEN, RECHTS - MIDDEN, BREED - RECHTS)


def test_the_drawing_has_a_title_and_words_no_style_and_no_small_text() -> None:
    boom = Boom(render_to_string("_stroomdiagram.html", {"diagram": diagram(*PILOTS)}))

    tekening = boom.een(role="img")
    maten = [int(element.get("font-size", "")) for element in boom.alle(**{"font-size": None})]

    assert tekst(boom.een(id=tekening.get("aria-labelledby", "").split()[0])) == "Waarheen"
    assert list(boom.alle(style=None)) == []
    assert min(maten) * 328 / BREED >= 13  # a page of 360 has 328 inside its margins
