"""Two connections at once on one application: one effect, and never a submission somebody did not agree to."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from brieven.models import Brief
from kern.fouten import DomeinFout
from subsidies.models import Aanvraag, Akkoord, Beschikking, Indiening
from subsidies.regels.volledigheid import ontbreekt
from subsidies.services import begroting as begrotingen
from subsidies.services import besluiten, indienen, slot
from tests.hulp.verbindingen import Draad
from tests.subsidies.conftest import Wereld, bewaar_begroting, dien_in, geef_akkoord, post, tegelijk

pytestmark = [pytest.mark.fouten, pytest.mark.django_db(transaction=True)]


def test_a_double_click_submits_once(eens: Wereld) -> None:
    uitkomsten = tegelijk(*[lambda: dien_in(eens)] * 4)

    assert sorted(uitkomsten) == ["aanvraag.geen_concept"] * 3 + ["gelukt"]
    assert (Indiening.objects.count(), Brief.objects.count()) == (1, 1)


def test_a_double_click_agrees_once(gevuld: Wereld) -> None:
    uitkomsten = tegelijk(*[lambda: geef_akkoord(gevuld, gevuld.anker, gevuld["anker"])] * 3)

    assert sorted(uitkomsten) == ["akkoord.bestaat_al"] * 2 + ["gelukt"]
    assert Akkoord.objects.count() == 1


def test_two_colleagues_saving_one_budget_at_once_lose_nothing(concept: Wereld) -> None:
    deel = concept.deel(concept.anker)

    def bewaar(wie: str) -> Callable[[], object]:
        return lambda: begrotingen.bewaar_begroting(deel_id=deel.pk, posten=[post(5)], versie=0, door=concept[wie])

    uitkomsten = tegelijk(bewaar("anker"), bewaar("anker_schrijft"))

    assert sorted(uitkomsten) == ["gelukt", "versie.conflict"]
    assert deel.posten.count() == 1


@pytest.fixture
def wijzig_tijdens_indienen(eens: Wereld, monkeypatch: pytest.MonkeyPatch) -> Callable[[], tuple[str, str]]:
    """Change the budget of Brug when the submission has just been found complete; the outcome of both acts."""
    wijzigt = threading.Event()
    klaar = threading.Event()

    def wijzig() -> str:
        wijzigt.wait(10)
        try:
            bewaar_begroting(eens.deel(eens.brug), "1.00", eens["brug"])
        except DomeinFout as fout:
            return fout.code
        finally:
            klaar.set()
        return "gelukt"

    def ontbreekt_en_wacht(dossier: object) -> list:
        uitkomst = ontbreekt(dossier)
        wijzigt.set()
        klaar.wait(1)
        return uitkomst

    monkeypatch.setattr(indienen, "ontbreekt", ontbreekt_en_wacht)

    def doe() -> tuple[str, str]:
        draad = Draad(wijzig)
        [ingediend] = tegelijk(lambda: dien_in(eens))
        return ingediend, draad.uitkomst()

    return doe


def test_a_change_during_the_submission_waits_and_is_refused(
    wijzig_tijdens_indienen: Callable[[], tuple[str, str]], eens: Wereld
) -> None:
    assert wijzig_tijdens_indienen() == ("gelukt", "aanvraag.geen_concept")
    assert eens.aanvraag.stand == "ingediend"
    assert not Akkoord.objects.exclude(vervallen_reden="").exists()


def test_control_without_the_lock_it_is_submitted_without_their_akkoord(
    wijzig_tijdens_indienen: Callable[[], tuple[str, str]], eens: Wereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lees(aanvraag_id: int) -> Aanvraag:
        return Aanvraag.objects.select_related("regeling", "uitvraag", "tafel__thema", "penvoerder").get(
            pk=aanvraag_id
        )

    monkeypatch.setattr(slot, "vergrendel", lees)

    assert wijzig_tijdens_indienen() == ("gelukt", "gelukt")
    assert eens.aanvraag.stand == "ingediend"
    assert Akkoord.objects.exclude(vervallen_reden="").count() == 2


def test_two_who_decide_at_once_make_one_decision(voorgesteld: Wereld) -> None:
    def besluit(wie: str) -> Callable[[], object]:
        return lambda: besluiten.neem_besluit(
            aanvraag_id=voorgesteld.aanvraag.pk, motivering="", door=voorgesteld[wie]
        )

    uitkomsten = tegelijk(besluit("besluitnemer"), besluit("tweede_besluitnemer"))

    assert sorted(uitkomsten) == ["gelukt", "verloop.besloten.besloten"]
    assert (voorgesteld.aanvraag.besluiten.count(), Beschikking.objects.count()) == (1, 2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), sum(bedrag) FROM begroting_boeking WHERE verplichting_id IS NOT NULL")
        assert cursor.fetchone() == (4, 200000)
