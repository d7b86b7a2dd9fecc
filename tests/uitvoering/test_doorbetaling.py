"""The doorbetaalstaat of a penvoerder: what of the grant went on to others, never more than the grant of the year."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction

from subsidies.models import Besluit
from tests.subsidies.conftest import Wereld, geweigerd, tegelijk
from tests.uitvoering.betalen import bewijs
from tests.uitvoering.conftest import subsidie_van
from uitvoering.models import Doorbetaling
from uitvoering.regels.voor_allen import is_voor_allen
from uitvoering.selectors.doorbetaling import doorbetaalstaat
from uitvoering.services.doorbetaling import leg_vast_doorbetaald, trek_in

DAG = datetime.date(2026, 6, 1)
pytestmark = pytest.mark.usefixtures("voor_allen")


def geef_door(wereld: Wereld, bedrag: str, wie: str = "anker", **velden):
    return leg_vast_doorbetaald(
        **{
            "subsidie_id": subsidie_van(wereld, wereld.anker).pk,
            "jaar": 2027,
            "bedrag": Decimal(bedrag),
            "betaald_op": DAG,
            "ontvanger_id": wereld.brug.pk,
            "door": wereld[wie],
        }
        | velden
    )


def test_granted_passed_on_and_kept_stand_side_by_side(verleend: Wereld):
    geef_door(verleend, "20000.00", bewijs=bewijs())
    geef_door(verleend, "2000.00", ontvanger_id=None, naam="Projectleider")
    fout = geef_door(verleend, "1000.00")
    trek_in(doorbetaling_id=fout.pk, door=verleend["anker"])

    eerste, tweede = doorbetaalstaat(subsidie_van(verleend, verleend.anker)).jaren

    assert (eerste.jaar, eerste.verleend, eerste.doorbetaald, eerste.gehouden) == (
        2027,
        Decimal("60000.00"),
        Decimal("22000.00"),
        Decimal("38000.00"),
    )
    assert (tweede.jaar, tweede.doorbetaald, tweede.gehouden) == (2028, Decimal("0.00"), Decimal("60000.00"))


def test_never_more_than_the_grant_of_the_year(verleend: Wereld):
    geef_door(verleend, "59999.99")

    with geweigerd("doorbetaling.te_veel"):
        geef_door(verleend, "0.02")
    with geweigerd("doorbetaling.te_veel"):
        geef_door(verleend, "0.01", jaar=2031)
    with geweigerd("doorbetaling.te_veel"):
        geef_door(verleend, "-5.00")

    geef_door(verleend, "0.01")


def test_who_works_along_within_its_own_task_has_a_line_of_nothing_and_only_an_organisation_may(verleend: Wereld):
    geef_door(verleend, "0.00")

    with geweigerd("doorbetaling.te_veel"):
        geef_door(verleend, "0.00", ontvanger_id=None, naam="Projectleider")
    with pytest.raises(IntegrityError, match="doorbetaling_bedrag"), transaction.atomic():
        Doorbetaling.objects.create(
            subsidie=subsidie_van(verleend, verleend.anker),
            jaar=2027,
            naam="Projectleider",
            bedrag=Decimal(0),
            betaald_op=DAG,
            door=verleend["anker"],
        )
    assert doorbetaalstaat(subsidie_van(verleend, verleend.anker)).jaren[0].gehouden == Decimal("60000.00")


def test_the_database_counts_too(verleend: Wereld):
    rij = geef_door(verleend, "60000.00")

    with pytest.raises(IntegrityError, match="meer doorbetaald dan verleend"), transaction.atomic():
        Doorbetaling.objects.bulk_create(
            [
                Doorbetaling(
                    subsidie=rij.subsidie,
                    jaar=2027,
                    naam="Nog iemand",
                    bedrag=Decimal("0.01"),
                    betaald_op=DAG,
                    door=verleend["anker"],
                )
            ]
        )
    with pytest.raises(InternalError), transaction.atomic():
        Doorbetaling.objects.update(bedrag=1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.fouten
def test_two_lines_at_once_do_not_go_over_the_grant(verleend: Wereld):
    uitkomsten = tegelijk(*[lambda: geef_door(verleend, "40000.00")] * 2)

    assert sorted(uitkomsten) == ["doorbetaling.te_veel", "gelukt"]


def test_only_who_signs_for_the_penvoerder_keeps_it(verleend: Wereld):
    with geweigerd("toegang.rol"):
        geef_door(verleend, "1.00", wie="anker_schrijft")
    with geweigerd("doorbetaling.niet_eigen"):
        geef_door(verleend, "1.00", wie="brug")


def test_each_its_own_decision_is_not_for_all(verleend: Wereld):
    subsidie = subsidie_van(verleend, verleend.anker)
    assert is_voor_allen(subsidie)

    subsidie.beschikking.besluit = Besluit(
        parameters=subsidie.beschikking.besluit.parameters | {"penvoerder_voor_allen": "nee"}
    )

    assert not is_voor_allen(subsidie)


def test_a_grant_of_another_participant_has_nothing_to_pass_on(verleend: Wereld):
    with geweigerd("doorbetaling.niet_voor_allen"):
        geef_door(verleend, "1.00", wie="brug", subsidie_id=subsidie_van(verleend, verleend.brug).pk)


@pytest.mark.parametrize(
    ("velden", "code"),
    [
        ({"ontvanger_id": None}, "doorbetaling.aan_wie"),
        ({"naam": "Ook nog"}, "doorbetaling.aan_wie"),
        ({"betaald_op": datetime.date(2050, 1, 1)}, "doorbetaling.toekomst"),
    ],
)
def test_it_says_to_whom_and_when(verleend: Wereld, velden, code: str):
    with geweigerd(code):
        geef_door(verleend, "1.00", **velden)


def test_it_is_not_passed_on_to_oneself_and_withdrawn_once(verleend: Wereld):
    with geweigerd("doorbetaling.eigen"):
        geef_door(verleend, "1.00", ontvanger_id=verleend.anker.pk)
    rij = geef_door(verleend, "1.00")
    trek_in(doorbetaling_id=rij.pk, door=verleend["anker"])

    with geweigerd("doorbetaling.al_ingetrokken"):
        trek_in(doorbetaling_id=rij.pk, door=verleend["anker"])
