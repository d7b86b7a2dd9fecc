"""What each kind of booking does, and where it counts."""

from decimal import Decimal

import pytest
from django.db import connection

from begroting import dagstanden, grootboek
from begroting.grootboek import EFFECTEN, Soort, op_doel, op_jaar, op_verplichting
from begroting.models import Boeking, Stand
from begroting.services.boek import BoekingRegel

HONDERD = Decimal(100)
DUIZEND = {"begroot": Decimal(1000)}


def test_the_function_in_the_database_is_the_table_of_effects(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc, prosecdef, proconfig FROM pg_proc WHERE proname = 'begroting_boek'")

        bron, als_eigenaar, instellingen = cursor.fetchone()

    assert bron == grootboek.functie()
    assert als_eigenaar is True
    assert instellingen == ["search_path=pg_catalog, public, pg_temp"]


def test_the_function_that_keeps_the_days_is_the_table_of_effects_too(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc, prosecdef, proconfig FROM pg_proc WHERE proname = 'begroting_dagstand'")

        bron, als_eigenaar, instellingen = cursor.fetchone()

    assert bron == dagstanden.functie()
    assert als_eigenaar is True
    assert instellingen == ["search_path=pg_catalog, public, pg_temp"]


def test_the_days_are_kept_after_the_stands_that_lock_them(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = 'begroting_boeking'::regclass AND tgnewtable = 'nieuw'"
            " ORDER BY tgname"
        )

        assert [naam for (naam,) in cursor.fetchall()] == ["begroting_boek", "begroting_dagstand"]


def test_every_kind_has_an_effect_on_a_column_of_the_stand():
    assert set(EFFECTEN) == set(Soort)
    assert {effect.kolom for effect in EFFECTEN.values()} == set(grootboek.KOLOMMEN)
    assert all(effect.teken in {-1, 1} for effect in EFFECTEN.values())


def test_a_year_a_purpose_and_a_commitment_start_at_zero(kas, verplichting, stand):
    assert Stand.objects.count() == 4
    assert stand(op_jaar(kas.jaar.pk)) == {}
    assert stand(op_doel(kas.coaching.pk)) == {}
    assert stand(op_verplichting(verplichting.pk)) == {}


@pytest.mark.parametrize(
    ("soort", "bedrag", "gevolg"),
    [
        (Soort.WIJZIGING, 50, {"begroot": 1050}),
        (Soort.WIJZIGING, -50, {"begroot": 950}),
        (Soort.VRIJSTELLING, 50, {"begroot": 1000, "vrijgesteld": 50}),
        (Soort.RESERVERING, 50, {"begroot": 1000, "gereserveerd": 150}),
        (Soort.VRIJGAVE, 40, {"begroot": 1000, "gereserveerd": 60}),
    ],
)
def test_a_booking_on_a_purpose_counts_for_its_year_too(duizend, boekt, stand, soort, bedrag, gevolg):
    doel = op_doel(duizend.coaching.pk)
    al_gereserveerd = "gereserveerd" in gevolg
    if al_gereserveerd:
        boekt(BoekingRegel(Soort.RESERVERING, doel, HONDERD))

    boekt(BoekingRegel(soort, doel, Decimal(bedrag), grond="Awb 4:51" if soort == Soort.VRIJSTELLING else ""))

    verwacht = {kolom: Decimal(waarde) for kolom, waarde in gevolg.items()}
    assert stand(doel) == verwacht
    assert stand(op_jaar(duizend.jaar.pk)) == verwacht
    assert stand(op_doel(duizend.pilots.pk)) == {}


@pytest.mark.parametrize(
    ("soort", "bedrag", "gevolg"),
    [
        (Soort.BIJSTELLING, 30, {"verplicht": 130, "betaald": 50}),
        (Soort.BIJSTELLING, -30, {"verplicht": 70, "betaald": 50}),
        (Soort.VRIJVAL, 30, {"verplicht": 70, "betaald": 50}),
        (Soort.BETALING, 30, {"verplicht": 100, "betaald": 80}),
        (Soort.TERUGONTVANGST, 30, {"verplicht": 100, "betaald": 20}),
    ],
)
def test_a_booking_on_a_commitment_counts_for_purpose_and_year(
    duizend, verplichting, boekt, stand, soort, bedrag, gevolg
):
    hier = op_verplichting(verplichting.pk)
    boekt(BoekingRegel(Soort.VERPLICHTING, hier, HONDERD), BoekingRegel(Soort.BETALING, hier, Decimal(50)))

    boekt(BoekingRegel(soort, hier, Decimal(bedrag)))

    verwacht = {kolom: Decimal(waarde) for kolom, waarde in gevolg.items()}
    assert stand(hier) == verwacht
    assert stand(op_doel(duizend.coaching.pk)) == DUIZEND | verwacht
    assert stand(op_jaar(duizend.jaar.pk)) == DUIZEND | verwacht


def test_moving_budget_between_purposes_leaves_the_year_alone(duizend, boekt, stand):
    boekt(
        BoekingRegel(Soort.OVERHEVELING, op_doel(duizend.coaching.pk), Decimal(-400)),
        BoekingRegel(Soort.OVERHEVELING, op_doel(duizend.pilots.pk), Decimal(400)),
    )

    assert stand(op_doel(duizend.coaching.pk)) == {"begroot": Decimal(600)}
    assert stand(op_doel(duizend.pilots.pk)) == {"begroot": Decimal(400)}
    assert stand(op_jaar(duizend.jaar.pk)) == DUIZEND


def test_a_reservation_and_the_commitment_that_uses_it_pass_in_one_statement(duizend, verplichting, boekt, stand):
    doel = op_doel(duizend.coaching.pk)
    boekt(BoekingRegel(Soort.RESERVERING, doel, Decimal(1000), voor_zaak="SB-1"))

    boekt(
        BoekingRegel(Soort.VERPLICHTING, op_verplichting(verplichting.pk), Decimal(1000)),
        BoekingRegel(Soort.VRIJGAVE, doel, Decimal(1000), voor_zaak="SB-1"),
    )

    assert stand(doel) == {"begroot": Decimal(1000), "verplicht": Decimal(1000)}
    assert Boeking.objects.count() == 4
