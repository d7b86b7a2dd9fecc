"""Signing for another organisation under a machtiging, submitting with the last akkoord, and who is told what."""

import datetime
from collections.abc import Callable

import pytest
from django.db import transaction
from django.utils import timezone

from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap, Machtiging
from organisaties.services import machtigen
from organisaties.toegang import Rol
from subsidies.models import Akkoord, Indiening
from subsidies.selectors import laad_dossier, zichtbaar_voor
from subsidies.selectors.akkoorden import deelnemerrijen
from subsidies.services import akkoord, deelnemen, indienen
from subsidies.services import antwoord as antwoorden
from tests.hulp.fabriek import maak_bestand, maak_machtiging
from tests.hulp.verbindingen import Draad
from tests.subsidies.conftest import Wereld, bewaar_begroting, bewaar_voorziening, geef_akkoord, geweigerd, tegelijk
from tests.subsidies.deelnemers import berichten

DAG = datetime.timedelta(days=1)


def machtig(wereld: Wereld, lid: Lidmaatschap, **velden: object) -> Machtiging:
    """Brug lets `lid` sign."""
    return maak_machtiging(wereld.brug, lid, wereld["brug"], **velden)


# --- under a machtiging ---


def test_who_has_a_machtiging_agrees_and_it_stays_with_the_akkoord(gevuld: Wereld) -> None:
    machtiging = machtig(gevuld, gevuld["buiten"])

    gegeven = geef_akkoord(gevuld, gevuld.brug, gevuld["buiten"])

    assert (gegeven.door, gegeven.machtiging) == (gevuld["buiten"], machtiging)
    [_, rij] = deelnemerrijen(laad_dossier(gevuld.aanvraag))
    assert rij.laatste is not None
    assert (rij.laatste.door, rij.laatste.machtiging_van, rij.laatste.machtiging_tot) == (
        gevuld["buiten"].gebruiker.naam,
        gevuld["buiten"].organisatie.naam,
        machtiging.tot,
    )


def test_an_own_signatory_needs_none(gevuld: Wereld) -> None:
    machtig(gevuld, gevuld["buiten"])

    assert geef_akkoord(gevuld, gevuld.brug, gevuld["brug"]).machtiging is None


@pytest.mark.parametrize(
    "velden",
    [
        {"tot": timezone.localdate() - DAG},
        {"van": timezone.localdate() + DAG},
        {"document": None},
        {"ingetrokken_op": timezone.now()},
    ],
    ids=["over", "later", "not signed", "withdrawn"],
)
def test_a_machtiging_that_does_not_hold_signs_nothing(velden: dict[str, object], gevuld: Wereld) -> None:
    if "ingetrokken_op" in velden:
        velden = velden | {"ingetrokken_door": gevuld["brug"]}
    machtig(gevuld, gevuld["buiten"], **velden)

    with geweigerd("deel.niet_eigen"):
        geef_akkoord(gevuld, gevuld.brug, gevuld["buiten"])
    assert gevuld.aanvraag not in zichtbaar_voor(gevuld["buiten"])


def test_an_unchecked_document_signs_nothing(gevuld: Wereld) -> None:
    machtig(gevuld, gevuld["buiten"], document=maak_bestand("quarantaine"))

    with geweigerd("deel.niet_eigen"):
        geef_akkoord(gevuld, gevuld.brug, gevuld["buiten"])


def test_it_stays_signed_after_the_machtiging_was_withdrawn(gevuld: Wereld) -> None:
    machtiging = machtig(gevuld, gevuld["buiten"])
    geef_akkoord(gevuld, gevuld.brug, gevuld["buiten"])
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])
    machtigen.trek_machtiging_in(machtiging_id=machtiging.pk, door=gevuld["brug"])

    assert indienen.dien_in(aanvraag_id=gevuld.aanvraag.pk, door=gevuld["anker"]).aanvraag.stand == "ingediend"


def test_who_signs_for_another_takes_it_back_too(gevuld: Wereld) -> None:
    machtig(gevuld, gevuld["buiten"])
    geef_akkoord(gevuld, gevuld.brug, gevuld["buiten"])

    akkoord.trek_akkoord_in(deel_id=gevuld.deel(gevuld.brug).pk, door=gevuld["buiten"])

    assert Akkoord.objects.get().vervallen_reden == "ingetrokken"


@pytest.mark.parametrize(
    ("daad", "code"),
    [
        (lambda w, lid: bewaar_begroting(w.deel(w.brug), 5, lid), "deel.niet_eigen"),
        (lambda w, lid: bewaar_voorziening(w.deel(w.brug), "Erbij", lid), "deel.niet_eigen"),
        (
            lambda w, lid: antwoorden.bewaar_antwoord(
                antwoord_id=w.aanvraag.antwoorden.all()[0].pk, tekst="Van buiten.", versie=1, door=lid
            ),
            "aanvraag.geen_deelnemer",
        ),
        (lambda w, lid: deelnemen.stap_uit(deel_id=w.deel(w.brug).pk, reden="", door=lid), "deel.niet_eigen"),
        (lambda w, lid: indienen.trek_in(aanvraag_id=w.aanvraag.pk, door=lid), "aanvraag.niet_penvoerder"),
    ],
    ids=["budget", "voorziening", "text", "leaving", "withdrawing"],
)
def test_a_machtiging_is_for_signing_only(
    daad: Callable[[Wereld, Lidmaatschap], object], code: str, gevuld: Wereld
) -> None:
    machtig(gevuld, gevuld["buiten"])

    with geweigerd(code):
        daad(gevuld, gevuld["buiten"])


def test_who_signs_for_the_penvoerder_submits_too(eens: Wereld) -> None:
    with geweigerd("aanvraag.niet_penvoerder"):
        indienen.dien_in(aanvraag_id=eens.aanvraag.pk, door=eens["buiten"])
    maak_machtiging(eens.anker, eens["buiten"], eens["anker"])

    assert indienen.dien_in(aanvraag_id=eens.aanvraag.pk, door=eens["buiten"]).door == eens["buiten"]


def test_nobody_agrees_for_the_own_organisation_and_for_another(gevuld: Wereld) -> None:
    machtig(gevuld, gevuld["anker"])
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])

    with geweigerd("akkoord.zelfde_persoon"):
        geef_akkoord(gevuld, gevuld.brug, gevuld["anker"])


@pytest.mark.fouten
@pytest.mark.django_db(transaction=True)
def test_one_person_who_agrees_twice_at_once_agrees_for_one_organisation(gevuld: Wereld) -> None:
    machtig(gevuld, gevuld["anker"])

    uitkomsten = tegelijk(
        lambda: geef_akkoord(gevuld, gevuld.anker, gevuld["anker"]),
        lambda: geef_akkoord(gevuld, gevuld.brug, gevuld["anker"]),
    )

    assert sorted(uitkomsten) == ["akkoord.zelfde_persoon", "gelukt"]
    assert Akkoord.objects.count() == 1


@pytest.mark.fouten
@pytest.mark.django_db(transaction=True)
def test_nothing_is_signed_under_a_machtiging_that_is_being_withdrawn(gevuld: Wereld) -> None:
    machtiging = machtig(gevuld, gevuld["buiten"])

    with transaction.atomic():
        machtigen.trek_machtiging_in(machtiging_id=machtiging.pk, door=gevuld["brug"])
        tekent = Draad(lambda: tegelijk(lambda: geef_akkoord(gevuld, gevuld.brug, gevuld["buiten"])))
        tekent.join(1)

    assert tekent.uitkomst() == ["deel.niet_eigen"]
    assert not Akkoord.objects.exists()


# --- who is told ---


def test_an_organisation_whose_akkoord_lapsed_is_told_and_who_signed_for_it(gevuld: Wereld) -> None:
    machtig(gevuld, gevuld["buiten"])
    geef_akkoord(gevuld, gevuld.brug, gevuld["buiten"])
    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])

    bewaar_begroting(gevuld.deel(gevuld.anker), 9, gevuld["anker"])

    assert berichten("akkoord_vervallen") == {gevuld["brug"], gevuld["buiten"]}
    [anker, brug] = deelnemerrijen(laad_dossier(gevuld.aanvraag))
    assert [rij.laatste.reden for rij in (anker, brug)] == [Akkoord.Reden.DEEL.label, Akkoord.Reden.VERDELING.label]
    assert brug.laatste.vervallen_door == f"{gevuld['anker'].gebruiker.naam}, {gevuld.anker.naam}"


def test_who_takes_the_akkoord_back_is_told_nothing(eens: Wereld) -> None:
    akkoord.trek_akkoord_in(deel_id=eens.deel(eens.brug).pk, door=eens["brug"])

    assert berichten("akkoord_vervallen") == set()


def test_the_matrix_keeps_every_akkoord_of_a_part(gevuld: Wereld) -> None:
    for bedrag in (9, 10):
        geef_akkoord(gevuld, gevuld.brug, gevuld["brug"])
        bewaar_begroting(gevuld.deel(gevuld.brug), bedrag, gevuld["brug"])
    laatste = geef_akkoord(gevuld, gevuld.brug, gevuld["brug"])

    [anker, brug] = deelnemerrijen(laad_dossier(gevuld.aanvraag))

    assert (anker.akkoorden, anker.klaar, anker.mist) == ([], True, [])
    assert (brug.laatste.inhoudshash, len(brug.eerdere)) == (laatste.inhoudshash, 2)
    assert {regel.reden for regel in brug.eerdere} == {Akkoord.Reden.DEEL.label}


# --- submitting with the last akkoord ---


@pytest.fixture
def zodra(gevuld: Wereld) -> Wereld:
    """Anker asked to submit once everybody agrees; nobody did."""
    akkoord.vraag_indienen_zodra_eens(aanvraag_id=gevuld.aanvraag.pk, door=gevuld["anker"])
    return gevuld


def test_the_last_akkoord_submits_in_the_name_of_who_asked(zodra: Wereld) -> None:
    geef_akkoord(zodra, zodra.brug, zodra["brug"])
    assert zodra.aanvraag.stand == "concept"

    geef_akkoord(zodra, zodra.anker, zodra["anker"])

    assert zodra.aanvraag.stand == "ingediend"
    assert Indiening.objects.get().door == zodra["anker"]


def test_where_something_else_misses_the_akkoord_stands(zodra: Wereld) -> None:
    zodra.aanvraag.antwoorden.update(tekst="")
    geef_akkoord(zodra, zodra.brug, zodra["brug"])

    geef_akkoord(zodra, zodra.anker, zodra["anker"])

    assert (zodra.aanvraag.stand, Akkoord.objects.filter(vervallen_op=None).count()) == ("concept", 2)
    assert zodra.aanvraag.indienen_zodra_eens == zodra["anker"]
    assert Gebeurtenis.objects.get(soort="aanvraag.ingediend").geweigerd == "aanvraag.onvolledig"


def _lid_af(wereld: Wereld) -> None:
    Lidmaatschap.objects.filter(pk=wereld["anker"].pk).update(tot=timezone.localdate() - DAG)


def _andere_rol(wereld: Wereld) -> None:
    Lidmaatschap.objects.filter(pk=wereld["anker"].pk).update(rol=Rol.REDACTEUR)


def _machtiging_weg(wereld: Wereld) -> None:
    gemachtigd = maak_machtiging(wereld.anker, wereld["buiten"], wereld["anker"])
    akkoord.zie_af_van_indienen(aanvraag_id=wereld.aanvraag.pk, door=wereld["anker"])
    akkoord.vraag_indienen_zodra_eens(aanvraag_id=wereld.aanvraag.pk, door=wereld["buiten"])
    machtigen.trek_machtiging_in(machtiging_id=gemachtigd.pk, door=wereld["anker"])


@pytest.mark.parametrize(
    "verandering", [_lid_af, _andere_rol, _machtiging_weg], ids=["no member", "another role", "no machtiging"]
)
def test_who_no_longer_signs_submits_nothing(verandering: Callable[[Wereld], None], zodra: Wereld) -> None:
    geef_akkoord(zodra, zodra.anker, zodra["anker"])
    verandering(zodra)

    geef_akkoord(zodra, zodra.brug, zodra["brug"])

    assert (zodra.aanvraag.stand, zodra.aanvraag.indienen_zodra_eens) == ("concept", None)
    assert Akkoord.objects.filter(vervallen_op=None).count() == 2


def test_what_was_asked_can_be_taken_back(zodra: Wereld) -> None:
    with geweigerd("indienen.al_gevraagd"):
        akkoord.vraag_indienen_zodra_eens(aanvraag_id=zodra.aanvraag.pk, door=zodra["anker"])
    akkoord.zie_af_van_indienen(aanvraag_id=zodra.aanvraag.pk, door=zodra["anker"])
    with geweigerd("indienen.niet_gevraagd"):
        akkoord.zie_af_van_indienen(aanvraag_id=zodra.aanvraag.pk, door=zodra["anker"])

    geef_akkoord(zodra, zodra.brug, zodra["brug"])
    geef_akkoord(zodra, zodra.anker, zodra["anker"])
    assert zodra.aanvraag.stand == "concept"


def test_it_lapses_when_the_pen_moves(zodra: Wereld) -> None:
    deelnemen.kies_penvoerder(aanvraag_id=zodra.aanvraag.pk, organisatie_id=zodra.brug.pk, door=zodra["anker"])

    assert zodra.aanvraag.indienen_zodra_eens is None


def test_once_everybody_agrees_there_is_nothing_to_ask(eens: Wereld) -> None:
    with geweigerd("indienen.iedereen_is_eens"):
        akkoord.vraag_indienen_zodra_eens(aanvraag_id=eens.aanvraag.pk, door=eens["anker"])


@pytest.mark.parametrize(("wie", "code"), [("brug", "deel.niet_eigen"), ("anker_schrijft", "toegang.rol")])
def test_only_who_signs_for_the_penvoerder_asks(wie: str, code: str, gevuld: Wereld) -> None:
    with geweigerd(code):
        akkoord.vraag_indienen_zodra_eens(aanvraag_id=gevuld.aanvraag.pk, door=gevuld[wie])
    with geweigerd(code):
        akkoord.zie_af_van_indienen(aanvraag_id=gevuld.aanvraag.pk, door=gevuld[wie])
