"""Who asked on paper may account on paper: an officer enters it, and the trail says so."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kern.models import Gebeurtenis
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.toegang import Rol
from subsidies.models import Aanvraag, Onderdeel, Versie
from tests.hulp.fabriek import maak_lid
from tests.subsidies.conftest import geweigerd
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.stukhulp import TEKSTEN, dien_deel_in, duiding, schrijf, verantwoording_van
from tests.verantwoording.test_stuk_paginas import adres, gelezen
from tests.verantwoording.verslaghulp import deel_van, inhoud, maak_compleet, verslag_van
from verantwoording.models import Deelverslag
from verantwoording.selectors.deelverslag import stand_van
from verantwoording.services import beoordelen, indienen, samen
from verantwoording.services.verslag import bewaar_verslag

pytestmark = pytest.mark.django_db
Als = Callable[[Lidmaatschap], Client]
AAN_DE_BALIE = datetime.datetime(2028, 1, 10, 9, 30, tzinfo=datetime.UTC)


@pytest.fixture
def op_papier(geopend: Wereld) -> Wereld:
    """The application came on paper, and `beoordelaar` entered it."""
    Aanvraag.objects.filter(pk=geopend.aanvraag.pk).update(ingevoerd_door=geopend["beoordelaar"])
    return geopend


def leg_vast(
    wereld: Wereld, wie: str = "beoordelaar", op: datetime.datetime = AAN_DE_BALIE, naam: str = "Koffie"
) -> Deelverslag:
    return indienen.dien_papier_in(deelverslag_id=deel_van(wereld, naam).pk, ontvangen_op=op, door=wereld[wie])


def test_an_officer_enters_and_records_it_and_both_leave_their_mark(op_papier: Wereld) -> None:
    maak_compleet(op_papier, wie="beoordelaar")

    deel = leg_vast(op_papier)

    assert (deel.stand, deel.ingediend_op, deel.ingediend_door) == (
        "ingediend",
        AAN_DE_BALIE,
        op_papier["beoordelaar"],
    )
    assert Versie.objects.get(soort=Onderdeel.VERSLAG).door == op_papier["beoordelaar"]
    [rij] = Gebeurtenis.objects.filter(over_soort="verantwoording.deelverslag", over_id=deel.pk, geweigerd="")
    assert (rij.soort, rij.lidmaatschap_id, rij.feiten) == (
        "verslag.papier_ingediend",
        op_papier["beoordelaar"].pk,
        {"jaar": 2027, "deel": deel.deel_id, "ontvangen": "2028-01-10"},
    )


def test_it_was_in_time_when_the_paper_was(op_papier: Wereld) -> None:
    maak_compleet(op_papier, wie="beoordelaar")

    with time_machine.travel(datetime.datetime(2028, 6, 1, 12, tzinfo=datetime.UTC)):
        leg_vast(op_papier)

        assert stand_van(deel_van(op_papier)).toestand == ("klaar", "Ingediend")


def test_of_a_digital_application_an_officer_writes_and_records_nothing(geopend: Wereld) -> None:
    verslag = verslag_van(geopend)

    with geweigerd("verslag.niet_eigen"):
        bewaar_verslag(
            verslag_id=verslag.pk, inhoud=inhoud(verslag, verteld="X"), versie=0, door=geopend["beoordelaar"]
        )
    with geweigerd("verslag.niet_op_papier"):
        leg_vast(geopend)


@pytest.mark.parametrize("wie", ["besluitnemer", "anker", "brug"])
def test_who_is_no_beleidsmedewerker_records_no_paper(op_papier: Wereld, wie: str) -> None:
    with geweigerd("toegang.rol"):
        leg_vast(op_papier, wie)


def test_an_officer_who_belongs_to_a_participant_keeps_off(op_papier: Wereld) -> None:
    maak_compleet(op_papier)
    organisatie: Organisatie = op_papier.brug
    maak_lid(Rol.MEELEZER, organisatie, gebruiker=op_papier["beoordelaar"].gebruiker)

    with geweigerd("vier_ogen.belang"):
        leg_vast(op_papier)


def test_nor_does_that_officer_record_the_joint_account(op_papier: Wereld) -> None:
    maak_lid(Rol.MEELEZER, op_papier.brug, gebruiker=op_papier["beoordelaar"].gebruiker)

    with geweigerd("vier_ogen.belang"):
        samen.dien_in(
            verantwoording_id=verantwoording_van(op_papier).pk, waarom="Op papier.", door=op_papier["beoordelaar"]
        )


def test_what_misses_is_asked_of_paper_too_and_it_came_before_now(op_papier: Wereld) -> None:
    with geweigerd("verslag.onvolledig"):
        leg_vast(op_papier)
    maak_compleet(op_papier, wie="beoordelaar")

    with geweigerd("verslag.toekomst"):
        leg_vast(op_papier, op=timezone.now() + datetime.timedelta(minutes=1))


def test_the_organisation_may_still_do_it_itself(op_papier: Wereld) -> None:
    dien_deel_in(op_papier, "anker")

    assert Gebeurtenis.objects.filter(soort="verslag.ingediend", geweigerd="").count() == 1


def test_after_a_question_the_officer_enters_the_answer_and_the_first_day_stays(op_papier: Wereld) -> None:
    maak_compleet(op_papier, wie="beoordelaar")
    deel = leg_vast(op_papier)
    vraag = beoordelen.vraag(deelverslag_id=deel.pk, tekst="Hoe telde u?", door=op_papier["beoordelaar"])

    beoordelen.beantwoord(bevinding_id=vraag.pk, antwoord="Per brief.", door=op_papier["beoordelaar"])
    leg_vast(op_papier, op=AAN_DE_BALIE + datetime.timedelta(days=3))

    assert (deel_van(op_papier).stand, deel_van(op_papier).ingediend_op) == ("ingediend", AAN_DE_BALIE)


def test_the_joint_account_is_recorded_the_same_way_with_the_akkoorden_on_the_paper(op_papier: Wereld) -> None:
    for naam in ("Koffie", "Maatjes"):
        maak_compleet(op_papier, naam, "beoordelaar")
        leg_vast(op_papier, naam=naam)
    for welke, tekst in TEKSTEN.items():
        schrijf(op_papier, welke, tekst, "beoordelaar")
    verantwoording = verantwoording_van(op_papier)
    with geweigerd("stuk.zonder_reden"):
        samen.dien_in(verantwoording_id=verantwoording.pk, door=op_papier["beoordelaar"])

    samen.dien_in(
        verantwoording_id=verantwoording.pk, waarom="Beide tekenden op het papier.", door=op_papier["beoordelaar"]
    )

    assert Gebeurtenis.objects.filter(soort="verantwoording.papier_ingediend", geweigerd="").count() == 1
    assert not Gebeurtenis.objects.filter(soort="verantwoording.ingediend", geweigerd="").exists()


def test_the_penvoerder_itself_waits_for_the_akkoorden_also_of_a_paper_application(op_papier: Wereld) -> None:
    for wie in ("anker", "brug"):
        dien_deel_in(op_papier, wie)
    for welke, tekst in TEKSTEN.items():
        schrijf(op_papier, welke, tekst)

    with geweigerd("stuk.geen_akkoord"):
        samen.dien_in(verantwoording_id=verantwoording_van(op_papier).pk, waarom="Nu.", door=op_papier["anker"])


def test_the_pages_let_the_officer_enter_it(als: Als, op_papier: Wereld) -> None:
    client = als(op_papier["beoordelaar"])
    deel, verslag = deel_van(op_papier).pk, verslag_van(op_papier).pk
    maak_compleet(op_papier, wie="beoordelaar")

    assert "<textarea" in client.get(adres(op_papier, "activiteit", verslag)).content.decode()
    assert "Deze aanvraag kwam op papier." in gelezen(client.get(adres(op_papier, "deelverslag", deel)))
    for pad in (
        adres(op_papier, "plakken", deel),
        adres(op_papier, "verhaal_nieuw", verslag),
        adres(op_papier, "duiding", duiding("samen").pk),
        adres(op_papier, "samen", 2027),
    ):
        assert client.get(pad).status_code == 200, pad
    url = adres(op_papier, "deelverslag_indienen", deel)
    assert client.post(url, {"ontvangen_op": "32-01-2028 10:00"}).status_code == 422

    antwoord = client.post(url, {"ontvangen_op": "10-01-2028 10:30", "bevestig": "on"})

    assert (antwoord.status_code, deel_van(op_papier).ingediend_op) == (302, AAN_DE_BALIE)


def test_the_writing_pages_of_a_digital_application_stay_closed_to_the_officer(als: Als, geopend: Wereld) -> None:
    client = als(geopend["beoordelaar"])
    deel = deel_van(geopend).pk

    assert "<textarea" not in client.get(adres(geopend, "activiteit", verslag_van(geopend).pk)).content.decode()
    for pad in (
        adres(geopend, "plakken", deel),
        adres(geopend, "deelverslag_indienen", deel),
        adres(geopend, "samen_indienen", 2027),
        adres(geopend, "verhaal_nieuw", verslag_van(geopend).pk),
        reverse("verantwoording:duiding", args=[geopend.aanvraag.kenmerk, duiding("samen").pk]),
    ):
        assert client.get(pad).status_code == 403, pad
