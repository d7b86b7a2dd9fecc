"""A year that is over is opened by itself, once, with everything that is written in it."""

import datetime

import pytest
import time_machine

from kern.models import Gebeurtenis
from subsidies.models import Subsidie
from tests.subsidies.conftest import geweigerd
from tests.uitvoering.conftest import Wereld
from tests.verantwoording.planhulp import maak_afspraak
from verantwoording.models import Activiteitverslag, Deelverslag, Duiding, Verantwoording
from verantwoording.services.openen import open_verantwoording, open_verantwoordingen, te_openen_jaren, vul_aan

pytestmark = pytest.mark.django_db


def op(jaar: int, maand: int = 1, dag: int = 15) -> time_machine.travel:
    return time_machine.travel(datetime.datetime(jaar, maand, dag, 12, tzinfo=datetime.UTC))


def test_a_year_that_is_over_stands_ready_for_each_participant(afgesproken: Wereld) -> None:
    with op(2028):
        assert open_verantwoordingen() == 1

    verantwoording = Verantwoording.objects.get()
    assert (verantwoording.aanvraag, verantwoording.jaar, verantwoording.stand) == (afgesproken.aanvraag, 2027, "open")
    delen = Deelverslag.objects.order_by("deel__organisatie__naam")
    assert [(deel.deel.organisatie, deel.uiterlijk, deel.stand) for deel in delen] == [
        (afgesproken.anker, datetime.date(2028, 4, 1), "open"),
        (afgesproken.brug, datetime.date(2028, 4, 1), "open"),
    ]
    assert verantwoording.uiterlijk == datetime.date(2028, 5, 1)  # four weeks on is Saturday 29 April
    assert sorted(Activiteitverslag.objects.values_list("afspraak__naam", flat=True)) == ["Koffie", "Maatjes"]
    subdoel = afgesproken.tafel.thema.subdoelen.get()
    assert [(duiding.vraag, duiding.subdoel) for duiding in Duiding.objects.all()] == [
        ("subdoel", subdoel),
        ("samen", None),
        ("onbekend", None),
        ("anders", None),
    ]
    assert Gebeurtenis.objects.get(soort="verantwoording.geopend").feiten == {
        "jaar": 2027,
        "kenmerk": afgesproken.aanvraag.kenmerk,
    }


def test_opening_twice_changes_nothing(geopend: Wereld) -> None:
    was = [soort.objects.count() for soort in (Verantwoording, Deelverslag, Activiteitverslag, Duiding)]

    assert open_verantwoordingen() == 0
    open_verantwoording(aanvraag_id=geopend.aanvraag.pk, jaar=2027)

    assert [soort.objects.count() for soort in (Verantwoording, Deelverslag, Activiteitverslag, Duiding)] == was
    assert Gebeurtenis.objects.filter(soort="verantwoording.geopend").count() == 1


def test_a_year_that_is_not_over_is_not_opened_by_itself(afgesproken: Wereld) -> None:
    with op(2027, 12, 31):
        assert open_verantwoordingen() == 0

    assert not Verantwoording.objects.exists()


def test_years_that_nobody_opened_are_caught_up_with(afgesproken: Wereld) -> None:
    with op(2030):
        assert open_verantwoordingen() == 2

    assert list(Verantwoording.objects.order_by("jaar").values_list("jaar", flat=True)) == [2027, 2028]


def test_an_officer_opens_a_year_before_it_is_over(afgesproken: Wereld) -> None:
    with op(2027, 6):
        assert te_openen_jaren(afgesproken.aanvraag.pk) == [2027]
        open_verantwoording(aanvraag_id=afgesproken.aanvraag.pk, jaar=2027, door=afgesproken["beoordelaar"])

        assert te_openen_jaren(afgesproken.aanvraag.pk) == []

    assert Deelverslag.objects.first().uiterlijk == datetime.date(2028, 4, 1)
    assert Gebeurtenis.objects.get(soort="verantwoording.geopend").lidmaatschap_id == afgesproken["beoordelaar"].pk


def test_a_year_that_did_not_begin_cannot_be_opened(afgesproken: Wereld) -> None:
    with op(2027), geweigerd("verantwoording.te_vroeg"):
        open_verantwoording(aanvraag_id=afgesproken.aanvraag.pk, jaar=2028, door=afgesproken["beoordelaar"])


def test_a_year_without_a_plan_cannot_be_opened(verleend: Wereld) -> None:
    with op(2028), geweigerd("verantwoording.geen_afspraken"):
        open_verantwoording(aanvraag_id=verleend.aanvraag.pk, jaar=2027, door=verleend["beoordelaar"])


def test_a_year_is_opened_by_a_policy_officer_only(afgesproken: Wereld) -> None:
    with op(2028), geweigerd("toegang.rol"):
        open_verantwoording(aanvraag_id=afgesproken.aanvraag.pk, jaar=2027, door=afgesproken["anker"])


def test_who_lost_its_grant_has_nothing_to_account_for(afgesproken: Wereld) -> None:
    Subsidie.objects.filter(ontvanger=afgesproken.brug).update(stand="ingetrokken")

    with op(2028):
        open_verantwoordingen()

    assert [deel.deel.organisatie for deel in Deelverslag.objects.all()] == [afgesproken.anker]


def test_what_is_agreed_later_comes_into_the_open_account_and_not_into_a_submitted_part(geopend: Wereld) -> None:
    anker, brug = geopend.deel(geopend.anker), geopend.deel(geopend.brug)
    Deelverslag.objects.filter(deel=brug).update(
        stand="ingediend", ingediend_op=datetime.datetime.now(datetime.UTC), ingediend_door=geopend["brug"]
    )
    later = [maak_afspraak(deel, "Soep", nummer) for nummer, deel in enumerate((anker, brug), 8)]

    vul_aan(aanvraag_id=geopend.aanvraag.pk)

    nieuw = Activiteitverslag.objects.filter(afspraak__in=later)
    assert [(verslag.afspraak, verslag.deelverslag.deel) for verslag in nieuw] == [(later[0], anker)]
