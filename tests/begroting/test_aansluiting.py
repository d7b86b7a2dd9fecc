"""Recomputing every stand finds what a stand has wrong, in every column and at every level, and nothing else."""

from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import connection

from begroting.grootboek import GETELD, NIVEAUS, BoekingRegel, Soort, op_doel, op_verplichting
from begroting.models import Aansluiting
from begroting.selectors.aansluiting import Verschil, verschillen_in_standen
from begroting.services.aansluiten import leg_aansluiting_vast
from kern.geld import als_euro


@contextmanager
def zonder_triggers(tabel):
    """As only the owner of the database can, around every lock."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
        yield cursor
        cursor.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")


@pytest.fixture
def gevuld(duizend, verplichting, boekt):
    """Something in every column: granted, paid, reserved for purpose and case, exempted, under a ceiling."""
    doel, hier = op_doel(duizend.coaching.pk), op_verplichting(verplichting.pk)
    boekt(
        BoekingRegel(Soort.PLAFOND, doel, Decimal(900)),
        BoekingRegel(Soort.VRIJSTELLING, doel, Decimal(5), grond="Awb 4:51"),
        BoekingRegel(Soort.VERPLICHTING, hier, Decimal(300), aantal=2),
        BoekingRegel(Soort.BETALING, hier, Decimal(120)),
        BoekingRegel(Soort.RESERVERING, doel, Decimal(50), aantal=4),
        BoekingRegel(Soort.RESERVERING, doel, Decimal(70), voor_zaak="SB-9"),
    )
    boekt(BoekingRegel(Soort.BIJSTELLING, hier, Decimal(-20)), BoekingRegel(Soort.VRIJGAVE, doel, Decimal(10)))
    return {"budgetjaar": duizend.jaar, "bestedingsdoel": duizend.coaching, "verplichting": verplichting}


def test_what_was_booked_agrees(gevuld):
    assert verschillen_in_standen() == []


@pytest.mark.parametrize("niveau", NIVEAUS)
@pytest.mark.parametrize("kolom", GETELD)
def test_a_fault_in_any_column_at_any_level_is_seen(gevuld, niveau, kolom):
    plek = gevuld[niveau]
    was = Decimal(getattr(plek.stand, kolom))
    with zonder_triggers("begroting_stand") as cursor:
        cursor.execute(
            f"UPDATE begroting_stand SET {kolom} = {kolom} + 1 WHERE {niveau}_id = %s",
            [plek.pk],
        )

    [gevonden] = verschillen_in_standen()

    assert (gevonden.cijfer, gevonden.gehouden, gevonden.gerekend) == (kolom, was + 1, was)
    namen = {
        "budgetjaar": "Versnellers 2026",
        "bestedingsdoel": "Coaching, Versnellers 2026",
        "verplichting": "verplichting SB-1 (Coaching 2026)",
    }
    assert gevonden.over == namen[niveau]


def test_a_booking_that_no_stand_counted_is_seen_at_every_level(gevuld, boekt):
    with zonder_triggers("begroting_boeking"):
        boekt(BoekingRegel(Soort.BIJSTELLING, op_verplichting(gevuld["verplichting"].pk), Decimal("0.01")))

    assert [(verschil.over, verschil.cijfer) for verschil in verschillen_in_standen()] == [
        ("Versnellers 2026", "verplicht"),
        ("Coaching, Versnellers 2026", "verplicht"),
        ("verplichting SB-1 (Coaching 2026)", "verplicht"),
        ("Versnellers 2026, stand per 02-03-2026", "verplicht"),
        ("Coaching, Versnellers 2026, stand per 02-03-2026", "verplicht"),
    ]


@pytest.mark.parametrize("niveau", ["budgetjaar", "bestedingsdoel"])
def test_a_fault_in_the_stand_of_a_day_is_seen(gevuld, niveau):
    with zonder_triggers("begroting_dagstand") as cursor:
        cursor.execute(
            f"UPDATE begroting_dagstand SET betaald = betaald + 1 WHERE stand_id = (SELECT id FROM begroting_stand"
            f" WHERE {niveau}_id = %s)",
            [gevuld[niveau].pk],
        )

    [gevonden] = verschillen_in_standen()

    assert gevonden.over.endswith(", stand per 02-03-2026")
    assert (gevonden.cijfer, gevonden.gehouden - gevonden.gerekend) == ("betaald", 1)


def test_a_day_that_is_gone_is_seen(gevuld):
    with zonder_triggers("begroting_dagstand") as cursor:
        cursor.execute("DELETE FROM begroting_dagstand")

    assert {verschil.over for verschil in verschillen_in_standen()} == {
        "Versnellers 2026, stand per 02-03-2026",
        "Coaching, Versnellers 2026, stand per 02-03-2026",
    }


def test_a_stand_that_is_gone_is_seen(gevuld):
    with zonder_triggers("begroting_stand") as cursor:
        cursor.execute("DELETE FROM begroting_stand WHERE verplichting_id = %s", [gevuld["verplichting"].pk])

    assert {verschil.cijfer: verschil.gerekend for verschil in verschillen_in_standen()} == {
        "verplicht": 280,
        "betaald": 120,
        "aantal_verleend": 2,
    }


def test_it_takes_one_statement_per_level_whatever_there_is(gevuld, django_assert_num_queries):
    """Three for what stands now, two for what stood at the end of each day."""
    with django_assert_num_queries(5):
        verschillen_in_standen()


def test_a_difference_reads_as_a_sentence_with_both_amounts():
    assert str(Verschil("Pilots, Versnellers 2026", "gereserveerd_zaken", Decimal(70), Decimal("69.99"))) == (
        "Pilots, Versnellers 2026, gereserveerd zaken: "
        f"er staat {als_euro(Decimal(70))}, de regels geven {als_euro(Decimal('69.99'))}"
    )
    assert str(Verschil("Pilots", "aantal_verleend", Decimal(3), Decimal(2))) == (
        "Pilots, aantal verleend: er staat 3, de regels geven 2"
    )


def test_only_what_differs_or_agrees_again_is_kept(db):
    leg_aansluiting_vast([])
    leg_aansluiting_vast(["een verschil"])
    leg_aansluiting_vast([])
    leg_aansluiting_vast([])

    assert [rij.verschillen for rij in Aansluiting.objects.all()] == [["een verschil"], []]
