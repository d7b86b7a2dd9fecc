"""Merging two versions that grew from one: what only one side changed is taken over, and no word is lost."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidies.onderdelen.samenvoegen import Samen, voeg_inhoud_samen
from subsidies.onderdelen.soort import Rij
from subsidies.onderdelen.verschil import verschilrijen
from subsidies.onderdelen.woorden import Stuk, verschil, voeg_samen

WOORD = st.sampled_from(["de", "buurt", "bewoners", "samen", "Łódź", "é", ".", "1.000"])
TEKST = st.lists(WOORD, max_size=30).map(" ".join)
ALINEAS = st.lists(st.integers(0, 10**9), min_size=2, max_size=8, unique=True)


def woorden(tekst: str) -> set[str]:
    return set(re.findall(r"\w+", tekst))


# --- texts ---


@pytest.mark.parametrize(
    ("basis", "een", "ander", "samen"),
    [
        ("een twee drie", "een TWEE drie", "een twee drie vier", "een TWEE drie vier"),
        ("een twee drie", "een TWEE drie", "een 2 drie", "een TWEE 2 drie"),
        ("een twee drie", "een drie", "een twee drie", "een drie"),
        ("een twee drie", "een drie", "een TWEE drie", "een TWEE drie"),
        ("", "Van Anker.", "Van Brug.", "Van Anker. Van Brug."),
        ("Begin.", "Begin.\n\nVan Anker.", "Begin.\n\nVan Brug.", "Begin.\n\nVan Anker.\n\nVan Brug."),
    ],
)
def test_two_changes_of_a_text_become_one(basis: str, een: str, ander: str, samen: str) -> None:
    assert voeg_samen(basis, een, ander) == samen


@given(TEKST, TEKST)
def test_merging_with_itself_changes_nothing(basis: str, tekst: str) -> None:
    assert voeg_samen(basis, tekst, tekst) == tekst
    assert voeg_samen(basis, tekst, basis) == tekst
    assert voeg_samen(basis, basis, tekst) == tekst


@given(TEKST, TEKST, TEKST)
def test_no_word_that_either_added_is_lost(basis: str, een: str, ander: str) -> None:
    samen = woorden(voeg_samen(basis, een, ander))

    assert (woorden(een) | woorden(ander)) - woorden(basis) <= samen
    assert woorden(een) & woorden(ander) & woorden(basis) <= samen


@given(ALINEAS, st.data())
def test_changes_in_other_paragraphs_all_come_through_exactly(alineas: list[int], data: st.DataObject) -> None:
    regels = [f"alinea{nummer}" for nummer in alineas]
    mijn = data.draw(st.sets(st.integers(0, len(regels) - 1)))
    hun = data.draw(st.sets(st.integers(0, len(regels) - 1)).map(lambda gekozen: gekozen - mijn))

    def gewijzigd(welke: set[int]) -> str:
        return "\n\n".join(f"nieuw{regel}" if plek in welke else regel for plek, regel in enumerate(regels))

    assert voeg_samen(gewijzigd(set()), gewijzigd(mijn), gewijzigd(hun)) == gewijzigd(mijn | hun)


@given(TEKST, TEKST)
def test_the_pieces_of_a_difference_hold_both_texts(oud: str, nieuw: str) -> None:
    stukken = verschil(oud, nieuw)

    assert "".join(stuk.tekst for stuk in stukken if stuk.op != "ins") == oud
    assert "".join(stuk.tekst for stuk in stukken if stuk.op != "del") == nieuw


def test_two_long_texts_without_a_word_in_common_are_compared_in_time() -> None:
    oud, nieuw = " ".join(f"a{n}" for n in range(1200)), " ".join(f"b{n}" for n in range(1200))

    stukken = verschil(oud, nieuw)

    assert "".join(stuk.tekst for stuk in stukken if stuk.op != "del") == nieuw


# --- contents ---


def voorziening(**velden: Any) -> dict[str, Any]:
    return {
        "naam": "Buurthuis",
        "omschrijving": "Elke dag open.",
        "preventief": False,
        "subdoelen": [1, 2],
        "jaren": {"2027": {"bereik": 100, "kosten": None}},
    } | velden


def begroting(**posten: str) -> dict[str, Any]:
    return {
        "posten": [
            {"soort": "loon", "omschrijving": naam, "bedragen": {"2027": bedrag}} for naam, bedrag in posten.items()
        ],
        "vorig_jaar": None,
    }


def test_different_fields_merge_without_a_clash() -> None:
    samen = voeg_inhoud_samen(
        voorziening(),
        voorziening(naam="Huis", subdoelen=[1]),
        voorziening(preventief=True, jaren={"2027": {"bereik": 80, "kosten": None}}),
    )

    assert samen == Samen(
        voorziening(naam="Huis", subdoelen=[1], preventief=True, jaren={"2027": {"bereik": 80, "kosten": None}}),
        botst=False,
    )


def test_choices_both_changed_merge_as_sets_and_are_looked_at() -> None:
    samen = voeg_inhoud_samen(voorziening(), voorziening(subdoelen=[2, 3]), voorziening(subdoelen=[1, 2, 4]))

    assert samen == Samen(voorziening(subdoelen=[2, 3, 4]), botst=True)


def test_of_one_value_both_changed_mine_stays_and_it_is_looked_at() -> None:
    samen = voeg_inhoud_samen(voorziening(), voorziening(naam="Mijn"), voorziening(naam="Hun"))

    assert samen == Samen(voorziening(naam="Mijn"), botst=True)


def test_lines_of_a_budget_merge_by_their_name() -> None:
    samen = voeg_inhoud_samen(
        begroting(Uren="10.00", Huur="5.00"),
        begroting(Uren="12.00", Huur="5.00", Koffie="1.00"),
        begroting(Uren="10.00", Huur="6.00", Thee="2.00"),
    )

    assert samen == Samen(begroting(Uren="12.00", Huur="6.00", Thee="2.00", Koffie="1.00"), botst=False)


def test_a_line_that_one_removed_and_the_other_changed_stays_and_is_looked_at() -> None:
    basis, zonder, anders = begroting(Uren="10.00", Huur="5.00"), begroting(Uren="10.00"), begroting(Huur="9.00")

    assert voeg_inhoud_samen(basis, zonder, anders) == Samen(begroting(Huur="9.00"), botst=True)


def test_two_lines_of_the_same_name_stay_two() -> None:
    dubbel = {"posten": begroting(Uren="1.00")["posten"] * 2, "vorig_jaar": None}

    assert voeg_inhoud_samen(begroting(Uren="1.00"), dubbel, begroting(Uren="1.00")).inhoud == dubbel


KEUZES = st.lists(st.integers(1, 6), unique=True).map(sorted)
INHOUD = st.builds(
    voorziening,
    naam=st.sampled_from(["Buurthuis", "Huis", ""]),
    omschrijving=TEKST,
    preventief=st.booleans(),
    subdoelen=KEUZES,
    jaren=st.dictionaries(st.sampled_from(["2027", "2028"]), st.fixed_dictionaries({"bereik": st.integers(0, 3)})),
)


@given(INHOUD, INHOUD)
def test_a_content_merged_with_itself_or_its_base_is_itself(basis: dict, inhoud: dict) -> None:
    assert voeg_inhoud_samen(basis, inhoud, inhoud) == Samen(inhoud, botst=False)
    assert voeg_inhoud_samen(basis, inhoud, basis).inhoud == inhoud
    assert voeg_inhoud_samen(basis, basis, inhoud).inhoud == inhoud


@given(INHOUD, INHOUD, INHOUD)
def test_what_only_one_side_changed_is_always_taken_over(basis: dict, mijn: dict, ander: dict) -> None:
    samen = voeg_inhoud_samen(basis, mijn, ander).inhoud

    for naam in ("naam", "preventief", "subdoelen", "omschrijving"):
        if ander[naam] == basis[naam]:
            assert samen[naam] == mijn[naam]
        if mijn[naam] == basis[naam]:
            assert samen[naam] == ander[naam]


# --- how it reads ---


def test_only_what_differs_is_shown_and_choices_by_name() -> None:
    oud = [Rij("naam", "Naam", "Huis"), Rij("waar", "Waar", ("Noord", "Oost")), Rij("weg", "Regel", "5")]
    nieuw = [Rij("naam", "Naam", "Huis"), Rij("waar", "Waar", ("Oost", "Zuid")), Rij("erbij", "Nieuw", "6")]

    rijen = verschilrijen(oud, nieuw)

    assert [(rij.label, list(rij.stukken)) for rij in rijen] == [
        ("Waar", [Stuk("del", "Noord; "), Stuk("", "Oost; "), Stuk("ins", "Zuid; ")]),
        ("Nieuw", [Stuk("ins", "6")]),
        ("Regel", [Stuk("del", "5")]),
    ]


def test_a_short_version_leaves_out_the_middle_of_what_stayed() -> None:
    lang = "woord " * 200
    oud, nieuw = [Rij("tekst", "Tekst", f"{lang}oud")], [Rij("tekst", "Tekst", f"{lang}nieuw")]

    [rij] = verschilrijen(oud, nieuw, kort=True)

    assert len(rij.stukken[0].tekst) < 100
    assert rij.stukken[-1] == Stuk("ins", "nieuw")
