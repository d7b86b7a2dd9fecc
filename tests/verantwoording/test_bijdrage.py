"""A contribution may be claimed, an attribution never: the sentences of the system, and the warning to a writer."""

from decimal import Decimal

import pytest

from kern.grafiek_lijn import Meetpunt
from verantwoording.regels.bijdrage import (
    BIJDRAGE,
    Beweging,
    Feit,
    beweging,
    bijdragezin,
    toeschrijvingen,
    waarschuwing,
    zin,
)


def punt(waarde: str, periode: str = "2016") -> Meetpunt:
    """`55`, `38..42..45` with a margin, `meer dan 56`, `-` withdrawn."""
    if waarde == "-":
        return Meetpunt(periode, None)
    *teken, getal = waarde.rsplit(" ", 1)
    if ".." in getal:
        onder, midden, boven = map(Decimal, getal.split(".."))
        return Meetpunt(periode, midden, "", onder, boven)
    return Meetpunt(periode, Decimal(getal), *teken)


@pytest.mark.parametrize(
    ("eerst", "laatst", "uitkomst"),
    [
        ("40", "55", Beweging.GESTEGEN),
        ("55", "40", Beweging.GEDAALD),
        ("40", "40", Beweging.GELIJK),
        ("38..40..42", "43..45..47", Beweging.GESTEGEN),
        ("43..45..47", "38..40..42", Beweging.GEDAALD),
        ("38..40..42", "41..43..45", Beweging.BINNEN_MARGE),
        ("38..40..42", "42..44..46", Beweging.BINNEN_MARGE),
        ("40", "38..41..44", Beweging.BINNEN_MARGE),
        ("50", "meer dan 56", Beweging.GESTEGEN),
        ("56", "meer dan 56", Beweging.GESTEGEN),
        ("60", "meer dan 56", Beweging.ONBEKEND),
        ("meer dan 56", "56", Beweging.GEDAALD),
        ("minder dan 10", "12", Beweging.GESTEGEN),
        ("minder dan 10", "minder dan 8", Beweging.ONBEKEND),
        ("7000", "ruim 7300", Beweging.GESTEGEN),
        ("ongeveer 12500", "9000", Beweging.ONBEKEND),
        ("40", "-", Beweging.ONBEKEND),
        ("-", "40", Beweging.ONBEKEND),
    ],
)
def test_a_figure_has_moved_only_when_that_is_certain(eerst: str, laatst: str, uitkomst: Beweging) -> None:
    assert beweging(punt(eerst), punt(laatst)) is uitkomst


def test_without_an_earlier_measurement_nothing_moved() -> None:
    assert beweging(None, punt("40")) is Beweging.ONBEKEND


@pytest.mark.parametrize(
    ("eerst", "laatst", "richting", "einde"),
    [
        ("40", "55", "", "van 40% in 2008 naar 55% in 2016, gestegen (GGD)."),
        ("40", "55", "lager", "van 40% in 2008 naar 55% in 2016, gestegen: dat is niet de gewenste kant op (GGD)."),
        ("40", "55", "hoger", "van 40% in 2008 naar 55% in 2016, gestegen: dat is de gewenste kant op (GGD)."),
        ("55", "40", "lager", "van 55% in 2008 naar 40% in 2016, gedaald: dat is de gewenste kant op (GGD)."),
        ("40", "40", "lager", "van 40% in 2008 naar 40% in 2016, gelijk gebleven (GGD)."),
        ("38..40..42", "39..41..43", "lager", "van 40% in 2008 naar 41% in 2016, gelijk binnen de marge (GGD)."),
        (
            "ongeveer 40",
            "55",
            "lager",
            (
                "van ongeveer 40% in 2008 naar 55% in 2016, "
                "of het steeg of daalde is niet te zeggen, want de bron geeft geen precies cijfer (GGD)."
            ),
        ),
    ],
)
def test_the_sentence_says_what_the_figure_did(eerst: str, laatst: str, richting: str, einde: str) -> None:
    feit = Feit("Eenzaam", "Schalkwijk", "%", "GGD", punt(eerst, "2008"), punt(laatst), richting)

    assert zin(feit) == f"Eenzaam in Schalkwijk: {einde}"


def test_one_measurement_is_no_movement_and_none_is_no_figure() -> None:
    een = punt("meer dan 56")
    alleen = Feit("Eenzaam", "Haarlem", "%", "RIVM", een, een)
    geen = Feit("Eenzaam", "Haarlem", "%", "RIVM", None, None)

    assert zin(alleen) == "Eenzaam in Haarlem: meer dan 56% in 2016. Een eerdere meting is er niet (RIVM)."
    assert zin(geen) == "Eenzaam in Haarlem: er is geen cijfer (RIVM)."


@pytest.mark.parametrize("laatst", ["30", "55", "40", "meer dan 56", "-", "38..40..42"])
@pytest.mark.parametrize("richting", ["", "hoger", "lager"])
def test_a_sentence_of_the_system_claims_a_contribution_and_never_more(laatst: str, richting: str) -> None:
    feit = Feit("Eenzaam", "Schalkwijk", "%", "GGD", punt("40", "2008"), punt(laatst), richting)

    gezegd = bijdragezin(feit, "Haarlemmers ervaren sociale verbondenheid")

    assert gezegd == f"{zin(feit)} De tafel wil bijdragen aan: Haarlemmers ervaren sociale verbondenheid. {BIJDRAGE}"
    assert toeschrijvingen(gezegd) == ()
    assert toeschrijvingen(bijdragezin(feit)) == ()


@pytest.mark.parametrize(
    ("tekst", "woorden"),
    [
        ("Dankzij de maatjes daalde de eenzaamheid.", ["Dankzij"]),
        ("De daling is te danken aan de koffie.", ["te danken"]),
        ("Door onze activiteiten zijn er minder eenzamen.", ["Door onze activiteiten"]),
        ("Mede door  de vele bijeenkomsten in Oost.", ["Mede door"]),
        ("Door de gezamenlijke inzet is dit zo.", ["Door de gezamenlijke inzet"]),
        ("Dit heeft in Schalkwijk geleid tot minder eenzaamheid.", ["heeft in Schalkwijk geleid tot"]),
        ("wat geleid heeft\ntot rust", ["geleid heeft tot"]),
        ("De lunch leidde tot meer contact.", ["leidde tot"]),
        ("Het project zorgde ervoor dat mensen meedoen.", ["zorgde ervoor"]),
        ("Dat zorgt voor minder eenzaamheid.", ["zorgt voor minder"]),
        ("De daling is het gevolg van de lunch.", ["gevolg van"]),
        ("Dit is het resultaat van samenwerken.", ["resultaat van"]),
        ("Het cijfer bewijst dat het werkt.", ["bewijst dat"]),
        ("Wij hebben de eenzaamheid verminderd.", ["Wij hebben de eenzaamheid verminderd"]),
        ("De koffie heeft dit veroorzaakt.", ["veroorzaakt"]),
        ("Toe te schrijven aan, en dank zij, ons.", ["Toe te schrijven aan", "dank zij"]),
    ],
)
def test_words_that_attribute_are_found(tekst: str, woorden: list[str]) -> None:
    gevonden = toeschrijvingen(tekst)

    assert [vondst.woorden for vondst in gevonden] == woorden
    assert all(tekst[vondst.plek :].lower().startswith(vondst.woorden.split()[0].lower()) for vondst in gevonden)


@pytest.mark.parametrize(
    "tekst",
    [
        "",
        "Wij hopen hieraan bij te dragen.",
        "De eenzaamheid daalde. Of onze bijdrage daarin telde, weten wij niet.",
        "Vrijwilligers zorgen voor hun buren.",
        "Wij leiden vrijwilligers op tot taalmaatje.",
        "De bezoekers zijn door de partners geteld.",
        "Wij hebben 50 straten bereikt.",
        "Er is geen cijfer omdat wij niet hebben gemeten.",
        "De ondankzijdige weg",
    ],
)
def test_words_that_only_tell_are_left_alone(tekst: str) -> None:
    assert toeschrijvingen(tekst) == ()
    assert waarschuwing(tekst) == ""


def test_the_warning_names_each_word_once_and_says_what_to_write_instead() -> None:
    gezegd = waarschuwing("Dankzij ons. Dankzij u. Dit leidde tot rust.")

    assert gezegd.startswith("U schrijft ‘dankzij’, ‘leidde tot’. Daarmee zegt u dat het een door het ander komt.")
    assert "bij te dragen" in gezegd
