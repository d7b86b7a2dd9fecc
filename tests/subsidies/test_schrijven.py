"""Writing in a draft: budgets, voorzieningen and joint texts."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction

from subsidies.models import Antwoord, Onderdeel, Postbedrag, Versie
from subsidies.selectors import laad_dossier
from subsidies.services import antwoord as antwoorden
from subsidies.services import begroting as begrotingen
from subsidies.services import voorziening as voorzieningen
from subsidies.services.versies import VersieConflict
from tests.subsidies.conftest import (
    JAREN,
    Wereld,
    bewaar_begroting,
    bewaar_voorziening,
    geweigerd,
    post,
)


def bewaar(wereld: Wereld, *posten: begrotingen.PostInvoer, versie: int = 0, wie: str = "anker") -> int:
    return begrotingen.bewaar_begroting(
        deel_id=wereld.deel(wereld.anker).pk, posten=posten, versie=versie, door=wereld[wie]
    )


# --- the budget ---


@pytest.mark.parametrize("wie", ["anker", "anker_schrijft"])
def test_a_budget_is_replaced_as_a_whole(wie: str, concept: Wereld) -> None:
    bewaar(concept, post("100.00"), post("50.00", "huisvesting"), wie=wie)

    versie = bewaar(concept, post("80.00"), post("20.00", "eigen"), versie=1, wie=wie)

    eigen = laad_dossier(concept.aanvraag).deel_van(concept.anker.pk)
    assert (versie, eigen.begroting_versie) == (2, 2)
    assert [(regel.soort, regel.bedragen) for regel in eigen.posten] == [
        ("loon", dict.fromkeys(JAREN, Decimal("80.00"))),
        ("eigen", dict.fromkeys(JAREN, Decimal("20.00"))),
    ]
    assert eigen.gevraagd == dict.fromkeys(JAREN, Decimal("60.00"))


@pytest.mark.parametrize(
    ("posten", "code"),
    [
        ([post(1, jaren=(2029,))], "begroting.jaar"),
        ([post(1), post("1.01", "anderen")], "begroting.negatief"),
        ([post("-0.01")], "begroting.bedrag"),
        ([post(1)] * 101, "begroting.te_lang"),
    ],
)
def test_a_budget_that_cannot_be_is_refused(posten: list, code: str, concept: Wereld) -> None:
    bewaar(concept, post(5))

    with geweigerd(code):
        bewaar(concept, *posten, versie=1)


def test_a_hundred_lines_are_not_too_many(concept: Wereld) -> None:
    assert bewaar(concept, *[post(1)] * 100) == 1


def test_a_budget_a_colleague_saved_first_is_not_overwritten(concept: Wereld) -> None:
    bewaar(concept, post(5), wie="anker_schrijft")

    with geweigerd("versie.conflict"):
        bewaar(concept, post(6))


@pytest.mark.parametrize(
    ("wie", "code"), [("brug", "deel.niet_eigen"), ("anker_leest", "toegang.rol"), ("beoordelaar", "deel.niet_eigen")]
)
def test_only_who_writes_for_the_organisation_changes_its_budget(wie: str, code: str, concept: Wereld) -> None:
    with geweigerd(code):
        bewaar(concept, post(5), wie=wie)


def test_the_database_takes_no_negative_amount(gevuld: Wereld) -> None:
    with pytest.raises(IntegrityError, match="postbedrag_niet_negatief"), transaction.atomic():
        Postbedrag.objects.update(bedrag=Decimal("-0.01"))


# --- voorzieningen ---


def test_a_voorziening_is_tied_to_the_goals_and_can_change(concept: Wereld) -> None:
    deel = concept.deel(concept.anker)
    eerste = bewaar_voorziening(deel, "Buurthuis", concept["anker"])
    bewaar_voorziening(deel, "Maaltijd", concept["anker_schrijft"])

    bewaar_voorziening(deel, "Huis van de buurt", concept["anker_schrijft"], eerste.pk, preventief=True)

    aanbod = laad_dossier(concept.aanvraag).deel_van(concept.anker.pk).aanbod
    assert [(een.naam, een.preventief, een.doelgroepen) for een in aanbod] == [
        ("Huis van de buurt", True, ["Ouderen"]),
        ("Maaltijd", False, ["Ouderen"]),
    ]


@pytest.mark.parametrize(("wie", "code"), [("brug", "deel.niet_eigen"), ("anker_leest", "toegang.rol")])
def test_only_who_writes_for_the_organisation_changes_a_voorziening(wie: str, code: str, gevuld: Wereld) -> None:
    deel = gevuld.deel(gevuld.anker)

    with geweigerd(code):
        bewaar_voorziening(deel, "Anders", gevuld[wie], deel.voorzieningen.get().pk)


def test_a_voorziening_of_another_part_is_not_reached_through_ones_own(gevuld: Wereld) -> None:
    van_ander = gevuld.deel(gevuld.brug).voorzieningen.get()

    with geweigerd("voorziening.weg"):
        bewaar_voorziening(gevuld.deel(gevuld.anker), "Gekaapt", gevuld["anker"], van_ander.pk)


def test_a_voorziening_goes_away(gevuld: Wereld) -> None:
    deel = gevuld.deel(gevuld.anker)

    voorzieningen.verwijder_voorziening(voorziening_id=deel.voorzieningen.get().pk, door=gevuld["anker"])

    assert deel.voorzieningen.count() == 0


def test_what_a_colleague_removed_is_not_saved_again(gevuld: Wereld) -> None:
    deel = gevuld.deel(gevuld.anker)
    voorziening_id = deel.voorzieningen.get().pk
    voorzieningen.verwijder_voorziening(voorziening_id=voorziening_id, door=gevuld["anker"])

    with geweigerd("voorziening.weg"):
        bewaar_voorziening(deel, "Toch", gevuld["anker_schrijft"], voorziening_id)


# --- joint texts ---


def tekst_van(wereld: Wereld) -> Antwoord:
    return wereld.aanvraag.antwoorden.first()


def schrijf(antwoord: Antwoord, tekst: str, versie: int, wereld: Wereld, wie: str) -> Antwoord:
    return antwoorden.bewaar_antwoord(antwoord_id=antwoord.pk, tekst=tekst, versie=versie, door=wereld[wie])


def test_everyone_at_the_table_writes_on_the_same_text(concept: Wereld) -> None:
    antwoord = tekst_van(concept)

    schrijf(antwoord, "Eerst.", 0, concept, "anker_schrijft")
    na = schrijf(antwoord, "Eerst. Dan.", 1, concept, "brug")

    antwoord.refresh_from_db()
    assert (antwoord.tekst, antwoord.versie, na.versie) == ("Eerst. Dan.", 2, 2)
    versies = Versie.objects.filter(soort=Onderdeel.ANTWOORD, onderdeel=antwoord.pk)
    assert list(versies.values_list("nummer", "inhoud", "door")) == [
        (1, {"tekst": "Eerst."}, concept["anker_schrijft"].pk),
        (2, {"tekst": "Eerst. Dan."}, concept["brug"].pk),
    ]


def test_who_saves_second_overwrites_nothing(concept: Wereld) -> None:
    antwoord = tekst_van(concept)
    schrijf(antwoord, "Van Anker.", 0, concept, "anker")

    with geweigerd("versie.conflict") as conflict:
        schrijf(antwoord, "Van Brug.", 0, concept, "brug")

    assert conflict.type is VersieConflict


def test_the_same_text_twice_is_no_conflict_and_no_new_version(concept: Wereld) -> None:
    antwoord = tekst_van(concept)
    schrijf(antwoord, "Samen.", 0, concept, "anker")

    na = schrijf(antwoord, "Samen.", 0, concept, "brug")

    assert na.versie == 1


@pytest.mark.parametrize(
    ("wie", "code"),
    [("anker_leest", "toegang.rol"), ("beoordelaar", "toegang.rol"), ("buiten", "aanvraag.geen_deelnemer")],
)
def test_only_writers_of_a_participant_write_the_joint_text(wie: str, code: str, concept: Wereld) -> None:
    with geweigerd(code):
        schrijf(tekst_van(concept), "Van buiten.", 0, concept, wie)


# --- when writing ends ---


def schrijfdaden(wereld: Wereld) -> dict:
    deel = wereld.deel(wereld.anker)
    voorziening = deel.voorzieningen.get()
    return {
        "begroting": lambda: bewaar_begroting(deel, 5, wereld["anker"]),
        "voorziening": lambda: bewaar_voorziening(deel, "Nieuw", wereld["anker"]),
        "verwijderen": lambda: voorzieningen.verwijder_voorziening(
            voorziening_id=voorziening.pk, door=wereld["anker"]
        ),
        "tekst": lambda: schrijf(tekst_van(wereld), "Nieuw.", 1, wereld, "anker"),
    }


@pytest.mark.parametrize("daad", ["begroting", "voorziening", "verwijderen", "tekst"])
def test_what_was_submitted_no_longer_changes(daad: str, ingediend: Wereld) -> None:
    doe = schrijfdaden(ingediend)[daad]

    with geweigerd("aanvraag.geen_concept"):
        doe()


@pytest.mark.parametrize("daad", ["begroting", "voorziening", "verwijderen", "tekst"])
def test_at_the_very_moment_of_closing_writing_ends(daad: str, eens: Wereld) -> None:
    doe = schrijfdaden(eens)[daad]

    with time_machine.travel(eens.tafel.uitvraag.sluit_op, tick=False), geweigerd("uitvraag.niet_open"):
        doe()


def test_a_second_before_closing_one_still_writes(eens: Wereld) -> None:
    with time_machine.travel(eens.tafel.uitvraag.sluit_op - datetime.timedelta(seconds=1), tick=False):
        schrijfdaden(eens)["tekst"]()

    assert tekst_van(eens).tekst == "Nieuw."
