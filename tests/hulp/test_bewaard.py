"""The worlds that are kept are as good as new for every test."""

import pytest

from organisaties.models import Organisatie
from tests.hulp.bewaard import bewaard
from tests.hulp.fabriek import maak_organisatie

pytestmark = pytest.mark.xdist_group("bewaard")  # in one process, where it is made once

gemaakt: list[str] = []


def namen() -> list[str]:
    return sorted(Organisatie.objects.values_list("naam", flat=True))


@bewaard
def hier(db: None) -> list[Organisatie]:
    gemaakt.append("hier")
    return [maak_organisatie("Hier")]


@bewaard
def verder(hier: list[Organisatie]) -> list[Organisatie]:
    hier.append(maak_organisatie("Verder"))
    return hier


@bewaard
def gevonden(db: None) -> list[str]:
    return namen()


@pytest.fixture
def eerst(db: None) -> None:
    maak_organisatie("Eerst")


@pytest.mark.parametrize("keer", [1, 2, 3])
def test_it_is_made_once_and_what_a_test_does_to_it_is_gone_for_the_next(hier: list[Organisatie], keer: int) -> None:
    assert (namen(), [een.naam for een in hier]) == (["Hier"], ["Hier"])
    assert len(gemaakt) == 1

    hier.pop().delete()
    maak_organisatie("Weg")


@pytest.mark.parametrize("keer", [1, 2])
def test_a_world_lies_on_the_one_it_asks_for(hier: list[Organisatie], verder: list[Organisatie], keer: int) -> None:
    assert namen() == ["Hier", "Verder"]
    assert hier is verder

    verder.clear()


def test_who_asks_for_nothing_begins_with_nothing(db: None) -> None:
    assert namen() == []


def test_what_a_test_asks_for_first_is_there_when_its_world_is_made(eerst: None, gevonden: list[str]) -> None:
    assert gevonden == ["Eerst"]


def test_without_it_the_same_world_is_empty(gevonden: list[str]) -> None:
    assert gevonden == []


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_makes_its_own(hier: list[Organisatie], app_rol) -> None:
    with app_rol.cursor() as cursor:
        cursor.execute("SELECT naam FROM organisaties_organisatie")

        assert cursor.fetchall() == [("Hier",)]


def test_and_leaves_nothing(db: None) -> None:
    assert namen() == []
