"""What the penvoerder hears of the whole table, and every applicant of the college: each once."""

import datetime

from django.utils import timezone

from brieven.models import Brief, BriefSoort
from brieven.pdf.maken import naar_html
from brieven.snapshots import lees_snapshot
from subsidies.models import Aanvraagdeel
from subsidies.services import besluiten
from tests.subsidies.conftest import Wereld, geweigerd
from tests.subsidies.test_college import college, registreer, voorstel  # noqa: F401  `college` is a fixture

TAFELBRIEF = BriefSoort.TAFELBRIEF
BERICHT = BriefSoort.COLLEGEBERICHT


def besluit(wereld: Wereld) -> None:
    besluiten.neem_besluit(aanvraag_id=wereld.aanvraag.pk, motivering="Akkoord.", door=wereld["besluitnemer"])


def tekst(brief: Brief) -> str:
    return naar_html(lees_snapshot(brief.soort, brief.snapshot))


def test_the_penvoerder_gets_the_division_over_the_table_with_the_decisions(voorgesteld: Wereld) -> None:
    besluit(voorgesteld)

    brief = Brief.objects.get(soort=TAFELBRIEF)
    assert (brief.ontvanger, brief.over_id, brief.verzenddatum) == (
        voorgesteld.anker,
        voorgesteld.aanvraag.pk,
        timezone.localdate(),
    )
    verdeling = brief.snapshot["inhoud"]["verdeling"]
    assert [rij["deelnemer"] for rij in verdeling["rijen"]] == [voorgesteld.anker.naam, voorgesteld.brug.naam]
    assert voorgesteld.aanvraag.kenmerk in tekst(brief)
    assert "U bent penvoerder van de thematafel" in tekst(brief)


def test_a_second_decision_writes_no_second_letter_to_the_table(voorgesteld: Wereld) -> None:
    besluit(voorgesteld)

    with geweigerd("verloop.besloten.besloten"):
        besluiten.neem_besluit(
            aanvraag_id=voorgesteld.aanvraag.pk, motivering="Nog eens.", door=voorgesteld["tweede_besluitnemer"]
        )

    assert Brief.objects.filter(soort=TAFELBRIEF).count() == 1


def test_registering_tells_each_applicant_on_the_day_of_all_letters(college: Wereld) -> None:  # noqa: F811
    dag = timezone.localdate() + datetime.timedelta(days=3)
    onderwerp = voorstel(college)
    assert not Brief.objects.filter(soort=BERICHT).exists()

    registreer(college, onderwerp, verzenddatum=dag)

    brieven = Brief.objects.filter(soort=BERICHT).order_by("pk")
    assert {brief.ontvanger for brief in brieven} == {college.anker, college.brug}
    assert {brief.verzenddatum for brief in brieven} == {dag}
    assert {(brief.over_soort, brief.over_id) for brief in brieven} == {("subsidies.collegebesluit", onderwerp.pk)}
    woorden = tekst(brieven[0])
    assert "2026/123" in woorden
    assert college.aanvraag.kenmerk in woorden


def test_a_registration_that_is_refused_tells_nobody_and_a_second_one_nothing_new(college: Wereld) -> None:  # noqa: F811
    onderwerp = voorstel(college)
    with geweigerd("college.datum"):
        registreer(college, onderwerp, datum=timezone.localdate() + datetime.timedelta(days=1))
    registreer(college, onderwerp)

    with geweigerd("verloop.vastgesteld.vastgesteld"):
        registreer(college, onderwerp)

    assert Brief.objects.filter(soort=BERICHT).count() == Aanvraagdeel.objects.count() == 2
