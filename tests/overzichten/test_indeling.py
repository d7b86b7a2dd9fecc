"""How the worklist is arranged (overzichten.regels.indeling)."""

import datetime

import pytest

from overzichten.regels.aan_zet import Wie
from overzichten.regels.indeling import Groep, Keuze, Werklijst, groep_van
from overzichten.werkregel import Werkregel

VANDAAG = datetime.date(2026, 11, 23)


def regel(naam: str, dagen: int | None, wie: Wie = Wie.U, **velden: object) -> Werkregel:
    standaard = {"onder": "SB-2026-0001", "regeling": "Sociale basis", "thema": "Ontmoeten"}
    return Werkregel(
        naam=naam,
        url="/",
        wat="iets",
        toelichting="",
        wie=wie,
        dagen=dagen,
        uiterste_dag=None if dagen is None else VANDAAG + datetime.timedelta(days=dagen),
        fictief=True,
        **(standaard | velden),
    )


@pytest.mark.parametrize(
    ("dagen", "wie", "groep"),
    [
        (-3, Wie.U, Groep.DEZE_WEEK),
        (7, Wie.U, Groep.DEZE_WEEK),
        (8, Wie.U, Groep.DAARNA),
        (None, Wie.U, Groep.DAARNA),
        (-3, Wie.AANVRAGER, Groep.WACHT),
    ],
)
def test_the_group_follows_from_the_days_and_whose_turn_it_is(dagen: int | None, wie: Wie, groep: Groep) -> None:
    assert groep_van(regel("x", dagen, wie)) is groep


def test_the_first_day_stands_first_in_each_group() -> None:
    lijst = Werklijst(
        [
            regel("zonder", None),
            regel("wacht", 1, Wie.AANVRAGER),
            regel("laat", -2),
            regel("daarna", 30),
            regel("nu", 3),
        ],
        Keuze(),
    )

    assert [rij.naam for rij in lijst.regels] == ["laat", "nu", "daarna", "zonder", "wacht"]
    assert [(blok.groep, blok.aantal) for blok in lijst.blokken(lijst.regels)] == [
        (Groep.DEZE_WEEK, 2),
        (Groep.DAARNA, 2),
        (Groep.WACHT, 1),
    ]


def test_the_facts_count_everything_and_the_tabs_what_was_found() -> None:
    alle = [regel("Buurtkamer", -1), regel("Taalmaatjes", 20), regel("Gehoor", 5, Wie.BESLUITNEMER)]

    lijst = Werklijst(alle, Keuze(zoek="TAAL"))

    assert (lijst.aan_zet, len(lijst.deze_week), lijst.te_laat, lijst.wacht) == (2, 1, 1, 1)
    assert [(tab.naam, tab.aantal, tab.gekozen) for tab in lijst.tabs] == [
        ("Alles", 1, True),
        ("U bent aan zet", 1, False),
    ]


def test_a_tab_shows_only_those_rows() -> None:
    alle = [regel("a", 1), regel("b", 2, Wie.BESLUITNEMER)]

    lijst = Werklijst(alle, Keuze(wie="besluitnemer"))

    assert [rij.naam for rij in lijst.regels] == ["b"]
    assert [(tab.naam, tab.aantal, tab.gekozen) for tab in lijst.tabs] == [
        ("Alles", 2, False),
        ("U bent aan zet", 1, False),
        ("Besluitnemer", 1, True),
    ]


@pytest.mark.parametrize(
    ("keuze", "gevonden"),
    [
        (Keuze(zoek="sb-2026-0002"), ["b"]),
        (Keuze(regeling="Zelforganisaties"), ["b"]),
        (Keuze(thema="Ontmoeten"), ["a"]),
        (Keuze(zoek="%_'\x00<script>"), []),
        (Keuze(wie="bestaat-niet"), []),
    ],
)
def test_search_and_filters(keuze: Keuze, gevonden: list[str]) -> None:
    alle = [regel("a", 1), regel("b", 2, onder="SB-2026-0002", regeling="Zelforganisaties", thema="Gezond")]

    assert [rij.naam for rij in Werklijst(alle, keuze).regels] == gevonden
