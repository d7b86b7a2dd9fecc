"""The form of an activity: what it reads, what it refuses, and that nothing of a version is lost in it."""

from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from kern.fouten import DomeinFout
from subsidies.forms.activiteit import Activiteitvorm, als_invoer, met_lege_rijen, met_voorbeeld
from subsidies.onderdelen.samenvoegen import voeg_inhoud_samen
from subsidies.plan import Plankeuzes, Voorbeeld, celnaam, lees_celnaam
from subsidies.regels.plan_past import MAX_INDICATOREN, eis_past, houd_wat_past, in_volgorde
from thematafels.models import Niveau, Richting

JAREN = (2027, 2028)
VOORBEELD = Voorbeeld(7, "bereik", "Bezoekers", "bewoners", "lager", "Tellen", "Elk jaar", te_kiezen=True)
KEUZES = Plankeuzes(
    voorziening=[(1, "Buurthuis", ""), (2, "", "")],
    subdoel=[(3, "Elkaar kennen", ""), (4, "Meedoen", "Samen")],
    principes=[(5, "Maatjes", "Netwerken"), (6, "Zelf doen", "Kracht")],
    doelgroepen=[(8, "Ouderen", "")],
    stadsdelen=[(9, "Noord", ""), (10, "Oost", "")],
    voorbeelden=[VOORBEELD, Voorbeeld(11, "bereik", "Oud", "", "hoger", "", "", te_kiezen=False)],
)
LEEG: dict[str, Any] = {
    "naam": "",
    "omschrijving": "",
    "verwachting": "",
    "voorziening": None,
    "subdoel": None,
    "principes": [],
    "indicatoren": [],
}
METING = {
    "niveau": "aanbod",
    "naam": "Straten",
    "eenheid": "straten",
    "richting": "hoger",
    "hoe": "",
    "wanneer": "",
    "door": "",
    "voorbeeld": None,
    "streefwaarden": {},
}

TEKST = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40).map(str.strip)
GETAL = st.decimals(0, Decimal("9999999999.99"), places=2).map(str)


def _cellen(niveau: str) -> list[str]:
    voor: list[dict[str, int]] = [{}]
    if niveau == Niveau.BEREIK:
        voor += [{"doelgroep": 8}, {"stadsdeel": 9}, {"stadsdeel": 10}]
    return [celnaam(jaar, **wie) for jaar in JAREN for wie in voor]


def _meting(niveau: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "niveau": st.just(niveau),
            "naam": TEKST.filter(bool),
            **dict.fromkeys(("eenheid", "hoe", "wanneer", "door"), TEKST),
            "richting": st.sampled_from(Richting.values),
            "voorbeeld": st.sampled_from([None, 7, 11]),
            "streefwaarden": st.dictionaries(st.sampled_from(_cellen(niveau)), GETAL),
        }
    )


INHOUD = st.fixed_dictionaries(
    {
        **dict.fromkeys(("naam", "omschrijving", "verwachting"), TEKST),
        "voorziening": st.sampled_from([None, 1, 2]),
        "subdoel": st.sampled_from([None, 3, 4]),
        "principes": st.sets(st.sampled_from([5, 6])).map(sorted),
        "indicatoren": st.lists(st.sampled_from(Niveau.values).flatmap(_meting), max_size=MAX_INDICATOREN),
    }
).map(in_volgorde)


def vorm(data: QueryDict | None = None, **inhoud: Any) -> Activiteitvorm:
    return Activiteitvorm(data, jaren=JAREN, keuzes=KEUZES, inhoud=LEEG | inhoud)


@given(INHOUD)
def test_a_version_comes_back_from_its_form_with_every_value(inhoud: dict[str, Any]) -> None:
    terug = Activiteitvorm(als_invoer(inhoud), jaren=JAREN, keuzes=KEUZES)

    assert terug.is_valid()
    assert terug.inhoud == inhoud
    eis_past(inhoud, KEUZES, JAREN)
    assert houd_wat_past(inhoud, KEUZES, JAREN) == inhoud


@given(INHOUD, INHOUD)
def test_what_only_one_side_changed_is_merged_whole(basis: dict[str, Any], mijn: dict[str, Any]) -> None:
    samen = voeg_inhoud_samen(basis, mijn, basis)

    assert (in_volgorde(samen.inhoud), samen.botst) == (mijn, False)


def test_two_who_each_set_a_target_of_one_indicator_keep_both() -> None:
    basis = LEEG | {"indicatoren": [METING]}
    mijn = LEEG | {"indicatoren": [METING | {"streefwaarden": {"2027": "5.00"}}]}
    ander = LEEG | {"indicatoren": [METING | {"streefwaarden": {"2028": "7.00"}}]}

    samen = voeg_inhoud_samen(basis, mijn, ander)

    assert (samen.botst, samen.inhoud["indicatoren"][0]["streefwaarden"]) == (False, {"2027": "5.00", "2028": "7.00"})


@given(st.integers(1900, 2100), st.none() | st.integers(1, 10**9), st.none() | st.integers(1, 10**9))
def test_the_name_of_a_cell_reads_back(jaar: int, doelgroep: int | None, stadsdeel: int | None) -> None:
    assert lees_celnaam(celnaam(jaar, doelgroep, stadsdeel)) == (jaar, doelgroep, stadsdeel)


@pytest.mark.parametrize(
    ("getypt", "waarde"), [("62,5", "62.50"), ("60%", "60.00"), ("60 %", "60.00"), ("1.250", "1250.00"), ("0", "0.00")]
)
def test_a_target_is_read_as_people_write_it(getypt: str, waarde: str) -> None:
    data = als_invoer(LEEG | {"indicatoren": [METING]})
    data["indicator-0-streef_2027"] = getypt

    gelezen = vorm(data)

    assert gelezen.is_valid()
    assert gelezen.inhoud["indicatoren"][0]["streefwaarden"] == {"2027": waarde}


@pytest.mark.parametrize(
    ("veld", "waarde", "fout"),
    [
        ("streef_2027", "veel", "Vul een getal in zoals 1.250 of 62,5."),
        ("streef_2027", "1,2,3", "Vul een getal in zoals 1.250 of 62,5."),
        ("streef_2028", "-1", "Vul een getal van 0 of hoger in."),
        ("naam", "x" * 201, "Zorg dat deze waarde niet meer dan 200 tekens bevat (het zijn er nu 201)."),
        ("voorbeeld", "99", "Selecteer een geldige keuze. 99 is geen beschikbare keuze."),
        ("niveau", "maan", "Selecteer een geldige keuze. maan is geen beschikbare keuze."),
    ],
)
def test_what_is_wrong_in_an_indicator_stands_on_its_field(veld: str, waarde: str, fout: str) -> None:
    data = als_invoer(LEEG | {"indicatoren": [METING]})
    data[f"indicator-0-{veld}"] = waarde

    gelezen = vorm(data)

    assert not gelezen.is_valid()
    assert gelezen.rijen.forms[0].errors == {veld: [fout]}
    assert gelezen.niveaus[0].rijen[0]["naam"].value() == data["indicator-0-naam"]


@pytest.mark.parametrize("veld", ["voorziening", "subdoel", "principes"])
def test_what_another_has_cannot_be_chosen(veld: str) -> None:
    data = als_invoer(LEEG)
    data[veld] = "77"

    gelezen = vorm(data)

    assert not gelezen.is_valid()
    assert list(gelezen.velden.errors) == [veld]


def test_every_level_has_a_row_to_write_on_and_an_empty_row_is_left_out() -> None:
    gelezen = vorm(indicatoren=[METING])

    assert [[rij.is_nieuw for rij in groep.rijen] for groep in gelezen.niveaus] == [
        [False, True],
        [True],
        [True],
        [True],
    ]
    assert [groep.aantal for groep in gelezen.niveaus] == [1, 0, 0, 0]
    assert gelezen.is_valid()
    assert gelezen.inhoud["indicatoren"] == [METING]


def test_only_reach_is_divided_over_groups_and_districts() -> None:
    verdeeld = [[titel for titel, _ in groep.rijen[0].verdeeld] for groep in vorm().niveaus]

    assert verdeeld == [[], ["Per doelgroep", "Per stadsdeel"], [], []]


def test_an_indicator_that_is_taken_away_disappears_when_it_is_saved() -> None:
    data = als_invoer(LEEG | {"indicatoren": [METING, METING | {"naam": "Bijeenkomsten"}]})
    data["indicator-0-weg"] = "on"

    gelezen = vorm(data)

    assert gelezen.is_valid()
    assert [meting["naam"] for meting in gelezen.inhoud["indicatoren"]] == ["Bijeenkomsten"]


def test_an_example_fills_the_empty_row_of_its_level() -> None:
    data = met_voorbeeld(als_invoer(LEEG | {"naam": "Straten", "indicatoren": [METING]}), VOORBEELD)

    gelezen = vorm(data)

    assert gelezen.is_valid()
    assert gelezen.inhoud["naam"] == "Straten"
    assert gelezen.inhoud["indicatoren"] == [
        METING,
        METING
        | {
            "niveau": "bereik",
            "naam": "Bezoekers",
            "eenheid": "bewoners",
            "richting": "lager",
            "hoe": "Tellen",
            "wanneer": "Elk jaar",
            "voorbeeld": 7,
        },
    ]


def test_only_what_is_offered_of_a_level_can_be_chosen() -> None:
    assert [[een.naam for een in groep.voorbeelden] for groep in vorm().niveaus] == [[], ["Bezoekers"], [], []]


@pytest.mark.parametrize("aantal", ["", "x", "-1", "9999", "24"])
def test_a_count_that_cannot_be_right_is_left_to_the_form(aantal: str) -> None:
    data = QueryDict(f"indicator-TOTAL_FORMS={aantal}&indicator-INITIAL_FORMS=0")

    assert met_lege_rijen(data) == data


# --- what fits ---


@pytest.mark.parametrize(
    ("anders", "code"),
    [
        ({"voorziening": 99}, "activiteit.keuze"),
        ({"subdoel": 99}, "activiteit.keuze"),
        ({"principes": [5, 99]}, "activiteit.keuze"),
        ({"indicatoren": [METING | {"voorbeeld": 99}]}, "activiteit.keuze"),
        ({"indicatoren": [METING | {"streefwaarden": {"2029": "1.00"}}]}, "activiteit.jaar"),
        ({"indicatoren": [METING | {"streefwaarden": {"2027:d8": "1.00"}}]}, "activiteit.cel"),
        ({"indicatoren": [METING | {"niveau": "bereik", "streefwaarden": {"2027:d8:s9": "1.00"}}]}, "activiteit.cel"),
        ({"indicatoren": [METING | {"niveau": "bereik", "streefwaarden": {"2027:d9": "1.00"}}]}, "activiteit.keuze"),
        ({"indicatoren": [METING] * (MAX_INDICATOREN + 1)}, "activiteit.te_veel_indicatoren"),
    ],
)
def test_what_does_not_fit_the_call_is_refused(anders: dict[str, Any], code: str) -> None:
    with pytest.raises(DomeinFout) as fout:
        eis_past(LEEG | anders, KEUZES, JAREN)

    assert fout.value.code == code


def test_what_is_no_longer_there_is_left_out() -> None:
    toen = LEEG | {
        "voorziening": 99,
        "subdoel": 3,
        "principes": [5, 99],
        "indicatoren": [
            METING | {"niveau": "bereik", "streefwaarden": {"2027": "1.00", "2031": "2.00", "2027:d9": "3.00"}}
        ],
    }

    assert houd_wat_past(toen, KEUZES, JAREN) == LEEG | {
        "subdoel": 3,
        "principes": [5],
        "indicatoren": [METING | {"niveau": "bereik", "streefwaarden": {"2027": "1.00"}}],
    }


def test_an_indicator_that_says_nothing_is_left_out() -> None:
    leeg = METING | {"naam": "", "eenheid": ""}

    assert in_volgorde(LEEG | {"indicatoren": [leeg, METING]})["indicatoren"] == [METING]
