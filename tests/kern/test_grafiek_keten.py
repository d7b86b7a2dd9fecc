import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from kern.grafiek_keten import (
    KLEINSTE,
    LETTER,
    OVERZIENBAAR,
    PUNT,
    RAND,
    SMAL,
    TEKEN,
    Blok,
    Groep,
    Ketenbeeld,
    Tekening,
    Uitslag,
    Vak,
    ketenbeeld,
)
from tests.hulp.boom import Boom, tekst

EINDE = (
    Vak("Subdoel", ("Sociale netwerken versterken",)),
    Vak("Hoofddoel", ("Verbonden",)),
    Vak("Indicator", ("Eenzaam, GGD",)),
)
STRATEN = (
    Vak("Activiteit", ("Lief- en leedstraten",), uitslag=Uitslag("ja", "doel gehaald")),
    Vak("Wat werkt", ("Netwerkontwikkeling in de wijk stimuleren", "Maatjes")),
)
MAATJES = (Vak("Activiteit", ("Maatjes aan huis",)), Vak("Wat werkt", ("Nog geen principe",), gat=True))
WOORD = st.sampled_from(
    [
        "Taal",
        "Maatjes bij beperkte vaardigheden",
        "Onafhankelijke cliëntondersteuning, introductieprogramma statushouders en warme overdracht",
        "Arbeidsongeschiktheidsverzekeringsmaatschappijen",
    ]
)
VAK = st.builds(
    Vak,
    st.sampled_from(["Activiteit", "Wat werkt", "Subdoel"]),
    st.lists(WOORD, min_size=1, max_size=3).map(tuple),
    st.booleans(),
    st.none() | st.just(Uitslag("nee", "doel niet gehaald")),
    st.sampled_from(["", "geen streefwaarde voor Kent meer buren"]),
)
GROEP = st.builds(Groep, st.lists(st.tuples(VAK, VAK), min_size=1, max_size=5).map(tuple), st.tuples(VAK, VAK, VAK))


def beeld(*groepen: Groep, breed: int = 1160) -> Ketenbeeld:
    getekend = ketenbeeld("k", titel="Hoe hangt het samen?", groepen=groepen, breed=breed)
    assert getekend is not None
    return getekend


def _overlapt(een: Blok, ander: Blok) -> bool:
    naast = een.x + een.breed <= ander.x or ander.x + ander.breed <= een.x
    onder = een.y + een.hoog <= ander.y or ander.y + ander.hoog <= een.y
    return not (naast or onder)


def test_rows_share_the_boxes_they_lead_to() -> None:
    blokken = beeld(Groep((STRATEN, MAATJES), EINDE)).liggend.blokken

    assert [blok.soort.tekst for blok in blokken] == [
        "Activiteit", "Wat werkt", "Activiteit", "Wat werkt", "Subdoel", "Hoofddoel", "Indicator",
    ]  # fmt: skip
    straten, maatjes, subdoel = blokken[0], blokken[2], blokken[4]
    assert (subdoel.y, subdoel.y + subdoel.hoog) == (straten.y, maatjes.y + maatjes.hoog)
    assert [blok.vorm for blok in blokken] == ["begin", "gewoon", "begin", "gat", "gewoon", "gewoon", "eind"]


def test_on_a_telephone_the_boxes_stand_below_each_other_in_reading_order() -> None:
    staand = beeld(Groep((STRATEN, MAATJES), EINDE)).delen[0].staand

    assert staand.breed == SMAL
    assert {blok.x for blok in staand.blokken} == {KLEINSTE}
    assert [blok.y for blok in staand.blokken] == sorted(blok.y for blok in staand.blokken)
    assert len(staand.pijlen) == 5  # none from one row to the next


def test_nothing_to_draw_is_no_picture() -> None:
    assert ketenbeeld("k", titel="", groepen=[]) is None


def test_the_words_name_what_is_missing() -> None:
    assert beeld(Groep((STRATEN, MAATJES), EINDE)).liggend.beschrijving == (
        "Van activiteit naar wat werkt naar subdoel naar hoofddoel naar indicator, in 2 rijen. "
        "Gaten: Nog geen principe. De lijst zegt hetzelfde als het beeld."
    )


@given(groepen=st.lists(GROEP, min_size=1, max_size=4), breed=st.sampled_from([900, 1160]))
def test_every_box_fits_and_none_overlap(groepen: list[Groep], breed: int) -> None:
    getekend = beeld(*groepen, breed=breed)

    for tekening in _tekeningen(getekend):
        for nummer, blok in enumerate(tekening.blokken):
            assert KLEINSTE <= blok.x < blok.x + blok.breed <= tekening.breed - KLEINSTE
            assert KLEINSTE <= blok.y < blok.y + blok.hoog <= tekening.hoog - KLEINSTE
            assert not any(_overlapt(blok, ander) for ander in tekening.blokken[nummer + 1 :])
            onderste = blok.uitslag or (*blok.regels, *blok.mist)[-1]
            assert onderste.y < blok.y + blok.hoog
            letters = [len(regel.tekst.replace(PUNT, ".")) for regel in (*blok.regels, *blok.mist)]
            assert max(letters) * TEKEN <= blok.breed - 2 * RAND


@given(groepen=st.lists(GROEP, min_size=1, max_size=3))
def test_both_pictures_and_the_list_say_the_same(groepen: list[Groep]) -> None:
    getekend = beeld(*groepen)
    vakken = [vak for groep in groepen for pad in groep.paden for vak in (*pad, *groep.samen)]

    lijst = tekst(Boom(render_to_string("_ketenlijst.html", {"beeld": getekend})).wortel)
    breed = "".join(_letters(deel.liggend) for deel in getekend.delen)
    smal = "".join(_letters(deel.staand) for deel in getekend.delen)
    for tekst_ in {naam for vak in vakken for naam in (*vak.namen, vak.mist)}:
        assert " ".join(tekst_.split()) in lijst
        assert "".join(tekst_.split()) in breed
        assert "".join(tekst_.split()) in smal


def _tekeningen(getekend: Ketenbeeld) -> list[Tekening]:
    return [tekening for deel in getekend.delen for tekening in (deel.liggend, deel.staand)]


def _letters(tekening: Tekening) -> str:
    """All names in a picture without their spaces: where a line breaks, even inside a word, does not matter."""
    return "".join("".join(regel.tekst.split()) for blok in tekening.blokken for regel in (*blok.regels, *blok.mist))


def test_it_is_drawn_for_whoever_sees_it_and_whoever_does_not() -> None:
    boom = Boom(render_to_string("_ketenbeeld.html", {"beeld": beeld(Groep((STRATEN, MAATJES), EINDE))}))

    tekeningen = list(boom.alle(role="img"))
    assert [tekening.get("class") for tekening in tekeningen] == ["sb-ketenbeeld--breed", "sb-ketenbeeld--smal"]
    for tekening in tekeningen:
        titel, uitleg = (tekening.get("aria-labelledby") or "").split()
        assert tekst(boom.een(id=titel)) == "Hoe hangt het samen?"
        assert tekst(boom.een(id=uitleg)).startswith("Van activiteit naar wat werkt")
    assert len(list(boom.alle(**{"stroke-dasharray": None}))) == 2  # the gap, in both
    assert list(boom.alle(style=None)) == []


def test_its_letters_stay_above_thirteen_pixels_where_it_is_shown() -> None:
    getekend = beeld(Groep((STRATEN,), EINDE))

    assert LETTER * 328 / getekend.delen[0].staand.breed >= 13  # a page of 360 has 328 inside its margins
    assert LETTER * 962 / getekend.liggend.breed >= 13  # shown from 1024 on, which has 962


def test_the_list_marks_the_gap_in_words() -> None:
    html = render_to_string("_ketenlijst.html", {"beeld": beeld(Groep((STRATEN, MAATJES), EINDE))})

    assert "Nog geen principe (gat)" in tekst(Boom(html).wortel)
    assert "Lief- en leedstraten (doel gehaald)" in tekst(Boom(html).wortel)


def test_what_cannot_be_measured_makes_a_gap_of_its_activity() -> None:
    koffie = Vak("Activiteit", ("Koffie",), gat=True, mist="geen indicator voor bereik")
    getekend = beeld(Groep(((koffie, STRATEN[1]),), EINDE))

    assert (getekend.liggend.blokken[0].vorm, koffie.zin) == ("gat", "Koffie: geen indicator voor bereik")
    assert "Gaten: Koffie: geen indicator voor bereik." in getekend.liggend.beschrijving
    assert "Koffie: geen indicator voor bereik (gat)" in tekst(
        Boom(render_to_string("_ketenlijst.html", {"beeld": getekend})).wortel
    )


@pytest.mark.parametrize(("rijen", "delen"), [(OVERZIENBAAR // 2, 1), (OVERZIENBAAR // 2 + 1, 2)])
def test_what_one_does_not_take_in_is_folded_into_a_drawing_for_each_group(rijen: int, delen: int) -> None:
    getekend = beeld(*(Groep((STRATEN,) * rijen, EINDE) for _ in range(2)))
    boom = Boom(render_to_string("_ketenbeeld.html", {"beeld": getekend}))

    assert (len(getekend.delen), getekend.is_gevouwen) == (delen, delen == 2)
    assert len(list(boom.alle("details"))) == (2 if delen == 2 else 0)
    assert len({tekening.get("aria-labelledby") for tekening in boom.alle(role="img")}) == 2 * delen


def test_a_fold_says_what_is_in_it() -> None:
    niets = (Vak("Activiteit", ("Nog geen activiteit",), gat=True), Vak("Wat werkt", ("Volgt uit de activiteit",)))

    assert Groep((STRATEN, MAATJES), EINDE).telling == "2 activiteiten, 1 keer doel gehaald, 1 gat"
    assert Groep((niets,), (*EINDE[:2], Vak("Indicator", ("Nog geen indicator",), gat=True))).telling == (
        "0 activiteiten, 2 gaten"
    )
    assert Groep((STRATEN,), EINDE).naam == "Sociale netwerken versterken"
