"""The worklist of who signs for another organisation under a machtiging (Awb 2:1): an application of a table.

The yearly account stands in tests/verantwoording/test_werk_namens.py.
"""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organisaties.models import Lidmaatschap, Machtiging
from organisaties.services import machtigen
from organisaties.toegang import Rol
from overzichten.regels.aan_zet import Wie
from overzichten.selectors.werklijst import werkregels
from overzichten.werkregel import Werkregel
from subsidies.models import Aanvraag
from tests.hulp.fabriek import (
    maak_aanvraag,
    maak_bestand,
    maak_lid,
    maak_machtiging,
    maak_organisatie,
    maak_uitvraag,
    tafels_van,
    vul_deel,
)
from tests.subsidies.conftest import Wereld, geef_akkoord, geweigerd

pytestmark = pytest.mark.django_db
DAG = datetime.timedelta(days=1)
AKKOORD = "Akkoord geven op het eigen deel en de verdeling"
BRUG, ANKER = "Stichting Voorbeeld Brug", "Stichting Voorbeeld Anker"


def machtig(wereld: Wereld, wie: str | Lidmaatschap = "buiten", **velden: object) -> Machtiging:
    """Brug lets `wie` sign."""
    lid = wereld[wie] if isinstance(wie, str) else wie
    return maak_machtiging(wereld.brug, lid, wereld["brug"], **velden)


def van_de_aanvraag(wereld: Wereld, lid: Lidmaatschap) -> list[Werkregel]:
    """The rows about the application of the table, what one can do first."""
    kenmerk = wereld.aanvraag.kenmerk
    regels = [regel for regel in werkregels(lid) if kenmerk in regel.url]
    return sorted(regels, key=lambda regel: (not regel.van_u, regel.namens))


def feiten(wereld: Wereld, lid: Lidmaatschap) -> list[tuple[str, Wie, str]]:
    return [(regel.wat, regel.wie, regel.namens) for regel in van_de_aanvraag(wereld, lid)]


# --- from the akkoord to the submission ---


def test_who_signs_for_another_finds_the_akkoord_and_for_whom(gevuld: Wereld) -> None:
    machtig(gevuld)

    [regel] = van_de_aanvraag(gevuld, gevuld["buiten"])

    assert (regel.wat, regel.wie, regel.namens) == (AKKOORD, Wie.U, BRUG)
    assert regel.url == reverse("subsidies:akkoorden", args=[gevuld.aanvraag.kenmerk])
    assert regel.uiterste_dag == timezone.localdate(gevuld.aanvraag.uitvraag.sluit_op)


def test_once_it_was_given_by_anybody_there_is_nothing_left_to_sign(gevuld: Wereld) -> None:
    machtig(gevuld)
    geef_akkoord(gevuld, gevuld.brug, gevuld["brug"])

    assert feiten(gevuld, gevuld["buiten"]) == [(AKKOORD, Wie.DEELNEMER, "")]


def test_what_is_written_is_not_theirs_to_do(concept: Wereld) -> None:
    machtig(concept)

    assert feiten(concept, concept["buiten"]) == [("Eigen deel invullen", Wie.DEELNEMER, "")]


def test_who_signs_for_the_penvoerder_finds_the_submission(eens: Wereld) -> None:
    machtig(eens)
    assert feiten(eens, eens["buiten"]) == [("Aanvraag indienen", Wie.DEELNEMER, "")]

    maak_machtiging(eens.anker, eens["buiten"], eens["anker"])

    assert feiten(eens, eens["buiten"]) == [("Aanvraag indienen", Wie.U, ANKER)]


def test_after_the_submission_it_waits_for_the_municipality(ingediend: Wereld) -> None:
    machtig(ingediend)

    assert feiten(ingediend, ingediend["buiten"]) == [("De gemeente behandelt de aanvraag", Wie.GEMEENTE, "")]


def test_what_the_list_offers_can_be_done(gevuld: Wereld) -> None:
    """The row goes with the act it asks for."""
    machtig(gevuld)
    maak_machtiging(gevuld.anker, gevuld["buiten"], gevuld["anker"])
    assert feiten(gevuld, gevuld["buiten"]) == [(AKKOORD, Wie.U, ANKER), (AKKOORD, Wie.U, BRUG)]

    geef_akkoord(gevuld, gevuld.brug, gevuld["buiten"])

    assert feiten(gevuld, gevuld["buiten"]) == [(AKKOORD, Wie.DEELNEMER, "")]
    with geweigerd("akkoord.zelfde_persoon"):
        geef_akkoord(gevuld, gevuld.anker, gevuld["buiten"])


# --- beside one's own work ---


def test_who_sits_at_the_same_table_finds_both(gevuld: Wereld) -> None:
    machtig(gevuld, "anker")

    assert feiten(gevuld, gevuld["anker"]) == [(AKKOORD, Wie.U, ""), (AKKOORD, Wie.U, BRUG)]


def test_one_person_is_asked_to_agree_for_one_organisation(gevuld: Wereld) -> None:
    machtig(gevuld, "anker")

    geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])
    assert feiten(gevuld, gevuld["anker"]) == [(AKKOORD, Wie.DEELNEMER, "")]

    with geweigerd("akkoord.zelfde_persoon"):
        geef_akkoord(gevuld, gevuld.brug, gevuld["anker"])


def test_who_agreed_for_another_leaves_the_own_akkoord_to_a_colleague(gevuld: Wereld) -> None:
    machtig(gevuld, "anker")

    geef_akkoord(gevuld, gevuld.brug, gevuld["anker"])

    assert feiten(gevuld, gevuld["anker"]) == [(AKKOORD, Wie.COLLEGA, "")]


def test_a_colleague_with_a_machtiging_of_the_own_organisation_signs_as_its_own(gevuld: Wereld) -> None:
    assert feiten(gevuld, gevuld["anker_leest"]) == [(AKKOORD, Wie.COLLEGA, "")]
    maak_machtiging(gevuld.anker, gevuld["anker_leest"], gevuld["anker"])

    assert feiten(gevuld, gevuld["anker_leest"]) == [(AKKOORD, Wie.U, "")]


def test_what_came_on_paper_is_entered_by_the_municipality(gevuld: Wereld) -> None:
    machtig(gevuld)
    Aanvraag.objects.update(ingevoerd_door=gevuld["beoordelaar"])

    for wie in ("buiten", "anker"):
        assert feiten(gevuld, gevuld[wie]) == [("De gemeente voert de aanvraag in", Wie.GEMEENTE, "")]
    assert feiten(gevuld, gevuld["beoordelaar"]) == [("Invoeren wat op papier kwam", Wie.U, "")]


# --- as long as it holds ---


def test_it_ends_the_day_after_the_last(gevuld: Wereld) -> None:
    machtiging = machtig(gevuld, tot=timezone.localdate() + DAG)
    assert [regel.namens for regel in van_de_aanvraag(gevuld, gevuld["buiten"])] == [BRUG]

    with time_machine.travel(timezone.now() + DAG, tick=False):
        assert timezone.localdate() == machtiging.tot
        assert [regel.namens for regel in van_de_aanvraag(gevuld, gevuld["buiten"])] == [BRUG]
    with time_machine.travel(timezone.now() + 2 * DAG, tick=False):
        assert van_de_aanvraag(gevuld, gevuld["buiten"]) == []


def test_it_ends_at_once_when_it_is_withdrawn(gevuld: Wereld) -> None:
    machtiging = machtig(gevuld)

    machtigen.trek_machtiging_in(machtiging_id=machtiging.pk, door=gevuld["brug"])

    assert van_de_aanvraag(gevuld, gevuld["buiten"]) == []


@pytest.mark.parametrize("velden", [{"van": timezone.localdate() + DAG}, {"document": None}])
def test_one_that_does_not_hold_yet_shows_nothing(velden: dict[str, object], gevuld: Wereld) -> None:
    machtig(gevuld, **velden)

    assert van_de_aanvraag(gevuld, gevuld["buiten"]) == []


def test_nor_does_one_of_which_the_form_was_not_checked_yet(gevuld: Wereld) -> None:
    machtig(gevuld, document=maak_bestand("quarantaine"))

    assert van_de_aanvraag(gevuld, gevuld["buiten"]) == []


def test_a_colleague_of_the_gemachtigde_finds_nothing(gevuld: Wereld) -> None:
    """A machtiging is of one membership."""
    machtig(gevuld)

    assert van_de_aanvraag(gevuld, maak_lid(Rol.TEKENBEVOEGDE, gevuld["buiten"].organisatie)) == []


# --- the page ---


def test_the_page_says_for_whom_and_finds_it_by_that_name(client: Client, gevuld: Wereld) -> None:
    machtig(gevuld)
    client.force_login(gevuld["buiten"].gebruiker)

    pagina = client.get("/werk/", {"zoek": "voorbeeld brug"}).content.decode()

    assert f"namens {BRUG}" in pagina
    assert pagina.count('class="utrecht-table__header-cell" scope="row"') == 1
    link = reverse("subsidies:akkoorden", args=[gevuld.aanvraag.kenmerk])
    assert link in pagina
    teken = reverse("subsidies:akkoord", args=[gevuld.aanvraag.kenmerk, gevuld.deel(gevuld.brug).pk])
    assert teken in client.get(link).content.decode()


def test_it_costs_the_same_queries_for_1_and_20_machtigingen(client: Client) -> None:
    lid = maak_lid(Rol.TEKENBEVOEGDE)
    client.force_login(lid.gebruiker)

    def tel(aantal: int) -> int:
        for tafel in tafels_van(maak_uitvraag(themas=aantal)):
            organisatie = maak_organisatie()
            vul_deel(maak_aanvraag(tafel, organisatie, tekst="Zo.").delen.get())
            maak_machtiging(organisatie, lid, maak_lid(Rol.TEKENBEVOEGDE, organisatie))
        with CaptureQueriesContext(connection) as opgevangen:
            client.get("/werk/")
        return len(opgevangen)

    client.get("/werk/")
    een = tel(1)
    assert tel(19) == een <= 12
    assert sum(regel.van_u and regel.namens != "" for regel in werkregels(lid)) == 20
