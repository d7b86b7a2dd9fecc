"""Agreeing, taking it back, and which change voids which akkoord."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol
from subsidies.models import Akkoord
from subsidies.services import akkoord
from subsidies.services import antwoord as antwoorden
from subsidies.services import begroting as begrotingen
from subsidies.services import voorziening as voorzieningen
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import (
    Wereld,
    bewaar_begroting,
    bewaar_voorziening,
    dien_in,
    geef_akkoord,
    geweigerd,
    gezien,
    post,
)


def redenen(wereld: Wereld) -> dict[str, str]:
    """Per organisation the reason its latest akkoord lapsed; empty while it holds."""
    return {
        naam[-5:]: reden
        for naam, reden in Akkoord.objects.order_by("id").values_list("deel__organisatie__naam", "vervallen_reden")
    }


def test_a_signatory_agrees_to_what_stood_on_the_page(gevuld: Wereld) -> None:
    hash_ = gezien(gevuld, gevuld.anker)

    gegeven = geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])

    assert (gegeven.door, gegeven.inhoudshash, gegeven.vervallen_op) == (gevuld["anker"], hash_, None)
    assert Gebeurtenis.objects.get(soort="aanvraag.akkoord_gegeven").feiten == {"hash": hash_}


@pytest.mark.parametrize(
    "wijzig",
    [
        lambda w: bewaar_begroting(w.deel(w.anker), 9, w["anker_schrijft"]),
        lambda w: bewaar_begroting(w.deel(w.brug), 9, w["brug"]),
        lambda w: bewaar_voorziening(w.deel(w.anker), "Anders", w["anker_schrijft"]),
    ],
    ids=["own budget", "another's amount", "own voorziening"],
)
def test_nobody_agrees_to_what_changed_since_it_was_read(wijzig: Callable[[Wereld], object], gevuld: Wereld) -> None:
    toen = gezien(gevuld, gevuld.anker)
    wijzig(gevuld)

    with geweigerd("akkoord.inhoud_gewijzigd"):
        akkoord.geef_akkoord(deel_id=gevuld.deel(gevuld.anker).pk, gezien=toen, door=gevuld["anker"])


def test_an_incomplete_part_is_not_agreed_to(gevuld: Wereld) -> None:
    deel = gevuld.deel(gevuld.anker)
    voorzieningen.verwijder_voorziening(voorziening_id=deel.voorzieningen.get().pk, door=gevuld["anker"])

    with geweigerd("akkoord.deel_niet_klaar"):
        geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])


def test_nobody_agrees_twice(eens: Wereld) -> None:
    with geweigerd("akkoord.bestaat_al"):
        geef_akkoord(eens, eens.anker, eens["anker"])


def test_one_person_agrees_for_one_organisation(gevuld: Wereld) -> None:
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])
    ook_bij_brug = maak_lid(Rol.TEKENBEVOEGDE, gevuld.brug, gevuld["anker"].gebruiker)

    with geweigerd("akkoord.zelfde_persoon"):
        geef_akkoord(gevuld, gevuld.brug, ook_bij_brug)
    geef_akkoord(gevuld, gevuld.brug, gevuld["brug"])


@pytest.mark.parametrize(
    ("wie", "code"),
    [
        ("anker_schrijft", "toegang.rol"),
        ("anker_leest", "toegang.rol"),
        ("brug", "deel.niet_eigen"),
        ("beoordelaar", "deel.niet_eigen"),
    ],
)
def test_only_a_signatory_of_the_organisation_agrees(wie: str, code: str, gevuld: Wereld) -> None:
    with geweigerd(code):
        geef_akkoord(gevuld, gevuld.anker, gevuld[wie])


def test_nobody_agrees_to_what_was_submitted(ingediend: Wereld) -> None:
    with geweigerd("aanvraag.geen_concept"):
        geef_akkoord(ingediend, ingediend.anker, ingediend["anker"])


# --- taking back ---


def test_an_akkoord_can_be_taken_back_and_given_again(eens: Wereld) -> None:
    deel = eens.deel(eens.brug)
    akkoord.trek_akkoord_in(deel_id=deel.pk, door=eens["brug"])

    assert redenen(eens) == {"Anker": "", " Brug": Akkoord.Reden.INGETROKKEN}
    geef_akkoord(eens, eens.brug, eens["brug"])
    assert list(deel.akkoorden.values_list("vervallen_reden", flat=True)) == [Akkoord.Reden.INGETROKKEN, ""]


def test_without_an_akkoord_there_is_nothing_to_take_back(gevuld: Wereld) -> None:
    with geweigerd("akkoord.bestaat_niet"):
        akkoord.trek_akkoord_in(deel_id=gevuld.deel(gevuld.brug).pk, door=gevuld["brug"])


@pytest.mark.parametrize(
    ("wie", "code"), [("anker_schrijft", "toegang.rol"), ("brug", "deel.niet_eigen")], ids=["editor", "another"]
)
def test_only_its_own_signatory_takes_it_back(wie: str, code: str, eens: Wereld) -> None:
    with geweigerd(code):
        akkoord.trek_akkoord_in(deel_id=eens.deel(eens.anker).pk, door=eens[wie])


# --- what voids what ---

DEEL, VERDELING = Akkoord.Reden.DEEL, Akkoord.Reden.VERDELING


def _zelfde_begroting(wereld: Wereld) -> None:
    bewaar_begroting(wereld.deel(wereld.anker), "60000.00", wereld["anker"])


def _andere_omschrijving(wereld: Wereld) -> None:
    deel = wereld.deel(wereld.anker)
    regel = post("60000.00")
    begrotingen.bewaar_begroting(
        deel_id=deel.pk,
        posten=[begrotingen.PostInvoer(regel.soort, "Anders omschreven", regel.bedragen)],
        versie=deel.begroting_versie,
        door=wereld["anker"],
    )


def _tekst(wereld: Wereld) -> None:
    antwoord = wereld.aanvraag.antwoorden.first()
    antwoorden.bewaar_antwoord(antwoord_id=antwoord.pk, tekst="Anders.", versie=1, door=wereld["anker"])


@pytest.mark.parametrize(
    ("wijzig", "anker", "brug"),
    [
        (lambda w: bewaar_begroting(w.deel(w.anker), "60000.01", w["anker"]), DEEL, VERDELING),
        (_andere_omschrijving, DEEL, ""),
        (lambda w: bewaar_voorziening(w.deel(w.anker), "Erbij", w["anker"]), DEEL, ""),
        (
            lambda w: voorzieningen.verwijder_voorziening(
                voorziening_id=w.deel(w.anker).voorzieningen.get().pk, door=w["anker"]
            ),
            DEEL,
            "",
        ),
        (_zelfde_begroting, "", ""),
        (_tekst, "", ""),
    ],
    ids=["amount", "words of a post", "voorziening added", "voorziening removed", "nothing changed", "joint text"],
)
def test_a_change_voids_exactly_the_akkoorden_it_touches(
    wijzig: Callable[[Wereld], object], anker: str, brug: str, eens: Wereld
) -> None:
    wijzig(eens)

    assert redenen(eens) == {"Anker": anker, " Brug": brug}
    vervallen = Gebeurtenis.objects.filter(soort="aanvraag.akkoord_vervallen").values_list("feiten__reden", flat=True)
    assert sorted(vervallen) == sorted(reden for reden in (anker, brug) if reden)


def test_a_name_that_changed_after_the_akkoord_voids_nothing(eens: Wereld) -> None:
    eens.brug.naam = "Stichting Voorbeeld Burg"
    eens.brug.save(update_fields=["naam"])

    assert dien_in(eens).aanvraag.stand == "ingediend"


# --- the database ---


def _tweede(eens: Wereld, door: Lidmaatschap) -> None:
    Akkoord.objects.create(deel=eens.deel(eens.anker), door=door, deelhash="0" * 64, inhoudshash="0" * 64)


def test_the_database_keeps_one_valid_akkoord_per_part(eens: Wereld) -> None:
    with pytest.raises(IntegrityError, match="akkoord_een_geldig_per_deel"), transaction.atomic():
        _tweede(eens, eens["anker"])


@pytest.mark.parametrize("daad", ["verander", "verwijder"])
def test_the_database_rewrites_no_akkoord(daad: str, eens: Wereld) -> None:
    akkoorden = Akkoord.objects.all()

    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        akkoorden.update(inhoudshash="1" * 64) if daad == "verander" else akkoorden._raw_delete(akkoorden.db)
