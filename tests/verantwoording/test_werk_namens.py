"""Who holds a machtiging finds the yearly account of the other organisation on the worklist, and is reminded of it."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brieven.models import Bericht, BerichtSoort, Brief, BriefSoort
from organisaties.models import Lidmaatschap, Machtiging
from organisaties.services import machtigen
from organisaties.toegang import Rol
from overzichten.regels.aan_zet import Wie
from overzichten.selectors.werklijst import werkregels
from overzichten.werkregel import Werkregel
from tests.hulp.fabriek import maak_lid, maak_machtiging
from tests.subsidies.conftest import geweigerd
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.stukhulp import dien_deel_in, geef_akkoord, inbreng_van, schrijf, schrijf_alles
from tests.verantwoording.test_stuk_paginas import adres, gelezen
from tests.verantwoording.verslaghulp import deel_van, inhoud, maak_compleet, meet, verslag_van
from thematafels.models import Niveau
from verantwoording.models import Activiteitverslag, Deelverslag, NietGemeten
from verantwoording.selectors.deelverslag import stand_van
from verantwoording.services import beoordelen, herinneren, indienen, samen_akkoord
from verantwoording.services.verslag import bewaar_verslag
from verantwoording.tasks import herinner

pytestmark = pytest.mark.django_db
Als = Callable[[Lidmaatschap], Client]
DAG = datetime.timedelta(days=1)
UITERLIJK, HERSTEL = datetime.date(2028, 4, 1), datetime.date(2028, 4, 24)
SCHRIJVEN, NAKIJKEN = "Het eigen verslag schrijven", "Het eigen verslag nakijken en indienen"
AKKOORD = "Akkoord geven op de gezamenlijke verantwoording"
SAMEN = "De gezamenlijke verantwoording indienen"


def machtig(wereld: Wereld, wie: str = "buiten", **velden: object) -> Machtiging:
    """Brug lets `wie` sign."""
    return maak_machtiging(wereld.brug, wereld[wie], wereld["brug"], **{"tot": datetime.date(2028, 12, 31)} | velden)


def werk(lid: Lidmaatschap) -> list[Werkregel]:
    """The rows of accounts."""
    return sorted(
        (een for een in werkregels(lid) if "/verantwoording/" in een.url), key=lambda een: (een.wat, een.namens)
    )


def feiten(lid: Lidmaatschap) -> list[tuple[str, Wie, str]]:
    return [(regel.wat, regel.wie, regel.namens) for regel in werk(lid)]


def op(dag: datetime.date) -> time_machine.travel:
    return time_machine.travel(datetime.datetime.combine(dag, datetime.time(10), datetime.UTC), tick=False)


# --- the own part ---


def test_while_it_is_written_it_waits_for_who_writes_it(geopend: Wereld) -> None:
    machtig(geopend)

    [regel] = werk(geopend["buiten"])

    assert (regel.naam, regel.wat, regel.wie, regel.namens) == (geopend.brug.naam, SCHRIJVEN, Wie.DEELNEMER, "")
    assert (regel.uiterste_dag, regel.url) == (
        UITERLIJK,
        adres(geopend, "deelverslag", deel_van(geopend, "Maatjes").pk),
    )


def test_once_it_is_written_it_waits_for_a_signature(geopend: Wereld) -> None:
    machtig(geopend)
    maak_compleet(geopend, "Maatjes", "brug")

    [regel] = werk(geopend["buiten"])

    assert (regel.wat, regel.wie, regel.namens, regel.uiterste_dag) == (NAKIJKEN, Wie.U, geopend.brug.naam, UITERLIJK)
    assert regel.url == adres(geopend, "deelverslag_indienen", deel_van(geopend, "Maatjes").pk)
    indienen.dien_in(deelverslag_id=deel_van(geopend, "Maatjes").pk, door=geopend["buiten"])
    assert werk(geopend["buiten"]) == []


@pytest.mark.parametrize(
    "mist",
    [
        {"volgens_plan": ""},
        {"verteld": ""},
        {"bewoners_zien": ""},
        {"professionals_zien": ""},
        {"werkte": ""},
        {"werkte_niet": ""},
        {"volgens_plan": "nee", "verteld": ""},
        {"volgens_plan": "nee", "werkte_niet": ""},
        {"metingen": {}},
    ],
)
def test_what_misses_keeps_it_with_who_writes(mist: dict[str, object], geopend: Wereld) -> None:
    machtig(geopend)
    verslag = maak_compleet(geopend, "Maatjes", "brug")
    bewaar_verslag(
        verslag_id=verslag.pk,
        inhoud=inhoud(verslag_van(geopend, "Maatjes"), **mist),
        versie=verslag.versie,
        door=geopend["brug"],
    )

    assert not stand_van(deel_van(geopend, "Maatjes")).compleet
    assert feiten(geopend["buiten"]) == [(SCHRIJVEN, Wie.DEELNEMER, "")]


def test_what_was_not_done_and_not_measured_is_written_too(geopend: Wereld) -> None:
    machtig(geopend)
    verslag = verslag_van(geopend, "Maatjes")
    Activiteitverslag.objects.filter(pk=verslag.pk).update(volgens_plan="nee", verteld="Ziek.", werkte_niet="Alles.")
    for niveau in Niveau:
        NietGemeten.objects.create(verslag=verslag, meetafspraak_id=meet(verslag, niveau), reden="Er was niets.")

    assert stand_van(deel_van(geopend, "Maatjes")).compleet
    assert feiten(geopend["buiten"]) == [(NAKIJKEN, Wie.U, geopend.brug.naam)]


def test_a_question_is_answered_by_who_writes_and_handed_in_again_by_who_signs(geopend: Wereld) -> None:
    machtig(geopend)
    deel = dien_deel_in(geopend, "brug")
    assert werk(geopend["buiten"]) == []

    vraag = beoordelen.vraag(deelverslag_id=deel.pk, tekst="Hoe telde u?", door=geopend["beoordelaar"])
    assert feiten(geopend["buiten"]) == [(SCHRIJVEN, Wie.DEELNEMER, "")]
    beoordelen.beantwoord(bevinding_id=vraag.pk, antwoord="Per avond.", door=geopend["brug"])

    [regel] = werk(geopend["buiten"])
    assert (regel.wat, regel.wie, regel.namens, regel.uiterste_dag) == (NAKIJKEN, Wie.U, geopend.brug.naam, None)


def test_a_reminder_gives_its_last_day_here_too(geopend: Wereld) -> None:
    machtig(geopend)
    with op(datetime.date(2028, 4, 3)):
        herinner()

        assert [regel.uiterste_dag for regel in werk(geopend["buiten"])] == [HERSTEL]


def test_who_writes_for_its_own_organisation_has_one_row(geopend: Wereld) -> None:
    """A machtiging of one's own organisation adds nothing while one has the work already."""
    maak_machtiging(geopend.anker, geopend["anker_schrijft"], geopend["anker"])
    maak_compleet(geopend)

    assert [wat for wat, _, _ in feiten(geopend["anker_schrijft"])] == ["Het eigen verslag schrijven en indienen"]


def test_a_reader_with_a_machtiging_of_its_own_organisation_finds_the_signature(geopend: Wereld) -> None:
    maak_machtiging(geopend.anker, geopend["anker_leest"], geopend["anker"])
    assert [wie for _, wie, _ in feiten(geopend["anker_leest"])] == [Wie.COLLEGA]

    maak_compleet(geopend)

    assert (NAKIJKEN, Wie.U, "") in feiten(geopend["anker_leest"])


def test_the_municipality_reads_each_part_once(geopend: Wereld) -> None:
    machtig(geopend)
    maak_compleet(geopend, "Maatjes", "brug")

    assert [wat for wat, _, _ in feiten(geopend["beoordelaar"])] == ["Het eigen verslag schrijven en indienen"] * 2


# --- the joint account ---


@pytest.fixture
def geschreven(geopend: Wereld) -> Wereld:
    """Everything is written and both parts are in; nobody agreed."""
    schrijf_alles(geopend)
    dien_deel_in(geopend, "anker")
    dien_deel_in(geopend, "brug")
    return geopend


def test_the_akkoord_is_asked_of_who_signs_for_another(geschreven: Wereld) -> None:
    machtig(geschreven)

    [regel] = werk(geschreven["buiten"])

    assert (regel.naam, regel.wat, regel.wie, regel.namens) == (
        geschreven.brug.naam,
        AKKOORD,
        Wie.U,
        geschreven.brug.naam,
    )
    assert regel.url == adres(geschreven, "samen_akkoord", 2027, deel_van(geschreven, "Maatjes").pk)
    geef_akkoord(geschreven, "brug")
    assert werk(geschreven["buiten"]) == []


def test_it_comes_back_when_what_was_agreed_to_changes(geschreven: Wereld) -> None:
    machtig(geschreven)
    geef_akkoord(geschreven, "brug")

    schrijf(geschreven, "samen", "Anders.")

    assert feiten(geschreven["buiten"]) == [(AKKOORD, Wie.U, geschreven.brug.naam)]


def test_one_person_is_asked_to_agree_for_one_organisation(geschreven: Wereld) -> None:
    machtig(geschreven, "anker")
    assert feiten(geschreven["anker"]) == [(AKKOORD, Wie.U, ""), (AKKOORD, Wie.U, geschreven.brug.naam)]

    samen_akkoord.geef_akkoord(
        deelverslag_id=deel_van(geschreven, "Maatjes").pk,
        gezien=inbreng_van(geschreven).hash,
        door=geschreven["anker"],
    )

    assert feiten(geschreven["anker"]) == [(AKKOORD, Wie.COLLEGA, "")]
    with geweigerd("verslagakkoord.zelfde_persoon"):
        geef_akkoord(geschreven, "anker")


def test_who_signs_for_the_penvoerder_finds_the_submission(geschreven: Wereld) -> None:
    machtig(geschreven)
    maak_machtiging(geschreven.anker, geschreven["buiten"], geschreven["anker"])
    for wie in ("anker", "brug"):
        geef_akkoord(geschreven, wie)

    [regel] = werk(geschreven["buiten"])

    assert (regel.wat, regel.wie, regel.namens) == (SAMEN, Wie.U, geschreven.anker.naam)
    assert regel.url == adres(geschreven, "samen_indienen", 2027)


def test_the_joint_texts_and_the_grant_stay_with_the_organisation_itself(geopend: Wereld) -> None:
    """A machtiging is for signing and submitting: nothing to write, and no letters or money."""
    machtig(geopend)
    dien_deel_in(geopend, "anker")
    dien_deel_in(geopend, "brug")

    assert werk(geopend["buiten"]) == []
    assert {regel.wat for regel in werkregels(geopend["buiten"])} <= {"Aanmelden voor een thematafel"}


# --- as long as it holds ---


def test_it_ends_the_day_after_the_last_and_at_once_when_it_is_withdrawn(geopend: Wereld) -> None:
    laatste = datetime.date(2028, 1, 20)
    maak_compleet(geopend, "Maatjes", "brug")
    machtiging = machtig(geopend, tot=laatste)

    with op(laatste):
        assert len(werk(geopend["buiten"])) == 1
    with op(laatste + DAG):
        assert werk(geopend["buiten"]) == []
    machtigen.trek_machtiging_in(machtiging_id=machtiging.pk, door=geopend["brug"])
    assert werk(geopend["buiten"]) == []
    with geweigerd("deel.niet_eigen"):
        indienen.dien_in(deelverslag_id=deel_van(geopend, "Maatjes").pk, door=geopend["buiten"])


# --- the pages ---


def test_the_list_leads_to_a_page_on_which_it_can_be_done(als: Als, geopend: Wereld) -> None:
    machtig(geopend)
    maak_compleet(geopend, "Maatjes", "brug")
    client = als(geopend["buiten"])

    pagina = gelezen(client.get(reverse("overzichten:werklijst")))

    assert f"namens {geopend.brug.naam}" in pagina
    [regel] = werk(geopend["buiten"])
    assert "Dien het verslag in" in gelezen(client.get(regel.url))
    assert client.post(regel.url).status_code == 302
    assert f"namens {geopend.brug.naam}" not in gelezen(client.get(reverse("overzichten:werklijst")))


def test_the_list_costs_the_same_with_accounts_of_more_organisations(als: Als, geschreven: Wereld) -> None:
    client, url = als(geschreven["buiten"]), reverse("overzichten:werklijst")

    def tel() -> int:
        with CaptureQueriesContext(connection) as opgevangen:
            client.get(url)
        return len(opgevangen)

    client.get(url)
    zonder = tel()
    machtig(geschreven)
    een = tel()
    maak_machtiging(geschreven.anker, geschreven["buiten"], geschreven["anker"])

    assert (len(werk(geschreven["buiten"])), tel()) == (2, een)
    assert zonder <= een <= 12


# --- reminding ---


def ontvangers() -> set[Lidmaatschap]:
    return {een.ontvanger for een in Bericht.objects.filter(soort=BerichtSoort.VERSLAG_VRAGEN)}


def test_who_signs_for_another_hears_of_the_last_day_and_once(geopend: Wereld) -> None:
    machtig(geopend)
    deel = deel_van(geopend, "Maatjes")

    for dag in (UITERLIJK - 28 * DAG, UITERLIJK):
        with op(dag):
            herinneren.herinner_allen()

    assert ontvangers() == {geopend["anker"], geopend["anker_schrijft"], geopend["brug"], geopend["buiten"]}
    bericht = Bericht.objects.get(ontvanger=geopend["buiten"])
    assert (bericht.over_id, bericht.pad) == (deel.pk, adres(geopend, "deelverslag", deel.pk))


def test_the_letter_goes_to_the_organisation_itself_and_the_message_also_to_who_signs(geopend: Wereld) -> None:
    machtig(geopend)
    with op(datetime.date(2028, 4, 3)):
        herinneren.herinner(deelverslag_id=deel_van(geopend, "Maatjes").pk)

    assert Brief.objects.get(soort=BriefSoort.HERINNERING).ontvanger == geopend.brug
    assert ontvangers() == {geopend["brug"], geopend["buiten"]}


def test_whose_machtiging_is_over_or_withdrawn_hears_nothing(geopend: Wereld) -> None:
    machtig(geopend, tot=UITERLIJK - 29 * DAG)
    weg = machtig(geopend, "anker_leest")
    machtigen.trek_machtiging_in(machtiging_id=weg.pk, door=geopend["brug"])

    with op(UITERLIJK - 28 * DAG):
        herinneren.kondig_aan(deelverslag_id=deel_van(geopend, "Maatjes").pk)

    assert ontvangers() == {geopend["brug"]}


def test_one_person_gets_one_message(geopend: Wereld) -> None:
    """Who has a place in the organisation and signs for it from another hears it there."""
    elders = maak_lid(Rol.REDACTEUR, gebruiker=geopend["brug"].gebruiker)
    maak_machtiging(geopend.brug, elders, geopend["brug"], tot=UITERLIJK)

    with op(UITERLIJK):
        herinneren.kondig_aan(deelverslag_id=deel_van(geopend, "Maatjes").pk)

    assert ontvangers() == {geopend["brug"]}


# --- who handed it in, and again ---


def test_the_page_and_the_document_keep_the_first_time_apart_from_the_last(als: Als, geopend: Wereld) -> None:
    """The first day counts for being in time, with who submitted it then; what is read was handed in later."""
    machtig(geopend)
    maak_compleet(geopend, "Maatjes", "brug")
    deel = indienen.dien_in(deelverslag_id=deel_van(geopend, "Maatjes").pk, door=geopend["buiten"])
    url, client = adres(geopend, "deelverslag", deel.pk), als(geopend["anker"])
    assert "Opnieuw ingediend" not in gelezen(client.get(url))
    assert "Eerst ingediend" not in gelezen(client.get(url))

    with op(datetime.date(2028, 2, 1)):
        vraag = beoordelen.vraag(deelverslag_id=deel.pk, tekst="Hoe telde u?", door=geopend["beoordelaar"])
        beoordelen.beantwoord(bevinding_id=vraag.pk, antwoord="Per avond.", door=geopend["brug"])
        indienen.dien_in(deelverslag_id=deel.pk, door=geopend["brug"])
        client = als(geopend["anker"])
        pagina = gelezen(client.get(url))

    assert Deelverslag.objects.get(pk=deel.pk).ingediend_door == geopend["buiten"]
    eerst, opnieuw = pagina.index("Eerst ingediend"), pagina.index("Opnieuw ingediend")
    assert eerst < pagina.index("15 jan 2028", eerst) < pagina.index(f"{geopend['buiten'].organisatie}, met") < opnieuw
    assert pagina.index("1 feb 2028", opnieuw)
