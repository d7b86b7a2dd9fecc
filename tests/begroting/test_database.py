"""The database says no by itself: through bulk_create, update(), raw SQL and as role `app`."""

from decimal import Decimal

import psycopg2
import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from begroting.grootboek import Soort, op_doel
from begroting.models import Bestedingsdoel, Boeking, Boekstuk, Budgetjaar, Stand
from begroting.services.boek import BoekingRegel
from begroting.services.trajecten import wijzig_traject
from organisaties.models import Rol
from tests.begroting.conftest import VANDAAG
from tests.begroting.samenloop_wereld import DADEN, Wereld, vul
from tests.hulp.geld import maak_doel, maak_traject


@pytest.fixture
def boekstuk(db):
    return Boekstuk.objects.create(kenmerk="B-1", datum=VANDAAG, omschrijving="test")


@pytest.fixture
def geweigerd():
    """Run this and expect the database to refuse it, with these words, and the stands as they were."""

    def probeer(doe, woorden):
        vooraf = list(Stand.objects.order_by("id").values()), Boeking.objects.count()
        with pytest.raises(DatabaseError, match=woorden), transaction.atomic():
            doe()
        assert (list(Stand.objects.order_by("id").values()), Boeking.objects.count()) == vooraf

    return probeer


def sql(opdracht, *waarden):
    with connection.cursor() as cursor:
        cursor.execute(opdracht, waarden)


def test_a_bulk_insert_over_the_ceiling_is_refused_as_a_whole(duizend, boekstuk, geweigerd):
    def rijen(aantal):
        return [
            Boeking(boekstuk=boekstuk, soort=Soort.RESERVERING, bestedingsdoel=duizend.coaching, bedrag=Decimal(100))
            for _ in range(aantal)
        ]

    geweigerd(lambda: Boeking.objects.bulk_create(rijen(11)), "stand_ruimte")

    Boeking.objects.bulk_create(rijen(10))
    assert Stand.objects.get(bestedingsdoel=duizend.coaching).gereserveerd == Decimal(1000)


def test_a_raw_insert_over_the_ceiling_is_refused(duizend, boekstuk, geweigerd):
    geweigerd(
        lambda: sql(
            "INSERT INTO begroting_boeking (boekstuk_id, soort, bestedingsdoel_id, bedrag, voor_zaak, grond)"
            " VALUES (%s, 'reservering', %s, 1000.01, '', '')",
            boekstuk.pk,
            duizend.coaching.pk,
        ),
        "stand_ruimte",
    )


def test_the_ceiling_of_the_year_holds_when_the_purpose_has_room(duizend, boekstuk, geweigerd):
    """A purpose can only get room that its year has, so its own ceiling is pushed up here by hand."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE begroting_stand DISABLE TRIGGER USER")
        cursor.execute("UPDATE begroting_stand SET begroot = 5000 WHERE bestedingsdoel_id = %s", [duizend.coaching.pk])
        cursor.execute("ALTER TABLE begroting_stand ENABLE TRIGGER USER")

    geweigerd(
        lambda: Boeking.objects.create(
            boekstuk=boekstuk, soort=Soort.RESERVERING, bestedingsdoel=duizend.coaching, bedrag=Decimal(1001)
        ),
        "stand_ruimte",
    )


@pytest.mark.parametrize(
    "opdracht",
    [
        "UPDATE begroting_stand SET begroot = begroot + 1",
        "UPDATE begroting_stand SET gereserveerd = 0",
        "DELETE FROM begroting_stand",
        "INSERT INTO begroting_stand (bestedingsdoel_id, begroot) SELECT bestedingsdoel_id, 9 FROM begroting_stand",
    ],
)
def test_a_stand_is_written_by_bookings_only(duizend, geweigerd, opdracht):
    geweigerd(lambda: sql(opdracht), "Cannot insert or update or delete rows from begroting_stand")


def test_saving_a_stand_through_the_model_is_refused(duizend, geweigerd):
    stand = Stand.objects.get(budgetjaar=duizend.jaar)
    stand.begroot = Decimal(9999)

    geweigerd(stand.save, "Cannot insert or update or delete")
    geweigerd(lambda: Stand.objects.update(begroot=Decimal(9999)), "Cannot insert or update or delete")
    geweigerd(lambda: Stand.objects.bulk_update([stand], ["begroot"]), "Cannot insert or update or delete")


@pytest.mark.parametrize("tabel", ["begroting_boeking", "begroting_boekstuk", "begroting_verplichting"])
def test_bookings_and_their_documents_never_change(duizend, verplichting, geweigerd, tabel):
    geweigerd(lambda: sql(f"UPDATE {tabel} SET id = id"), "Cannot update rows")
    geweigerd(lambda: sql(f"DELETE FROM {tabel}"), "Cannot delete rows")


def test_a_booking_does_not_change_through_the_model(duizend, geweigerd):
    boeking = Boeking.objects.get()
    boeking.bedrag = Decimal(5)

    geweigerd(boeking.save, "Cannot update rows")
    geweigerd(lambda: Boeking.objects.update(bedrag=Decimal(5)), "Cannot update rows")
    geweigerd(boeking.delete, "Cannot delete rows")


def test_a_purpose_does_not_move_to_another_year(duizend, geweigerd):
    ander = Budgetjaar.objects.create(budget=duizend.jaar.budget, jaar=2027)

    geweigerd(lambda: Bestedingsdoel.objects.update(budgetjaar=ander), "Cannot update rows")
    geweigerd(lambda: Budgetjaar.objects.filter(pk=ander.pk).update(jaar=2028), "Cannot update rows")
    Bestedingsdoel.objects.filter(pk=duizend.coaching.pk).update(naam="Coaching en advies")


@pytest.mark.parametrize(
    ("anders", "regel"),
    [
        ({"bestedingsdoel": None}, "boeking_een_plaats"),
        ({"budgetjaar": "jaar"}, "boeking_een_plaats"),
        ({"bestedingsdoel": None, "budgetjaar": "jaar"}, "boeking_soort_past"),
        ({"soort": "verplichting"}, "boeking_soort_past"),
        ({"soort": "onzin"}, "boeking_soort_past"),
        ({"bedrag": Decimal(-1)}, "boeking_bedrag"),
        ({"bedrag": Decimal(0)}, "boeking_bedrag"),
        ({"soort": "wijziging", "bedrag": Decimal(0)}, "boeking_bedrag"),
        ({"soort": "wijziging", "voor_zaak": "SB-1"}, "boeking_voor_zaak"),
        ({"soort": "vrijstelling"}, "boeking_grond"),
        ({"grond": "zomaar"}, "boeking_grond"),
        ({"aantal": 0}, "boeking_aantal"),
    ],
)
def test_a_booking_that_makes_no_sense_is_refused(duizend, boekstuk, anders, regel):
    goed = {"boekstuk": boekstuk, "soort": "reservering", "bestedingsdoel": duizend.coaching, "bedrag": Decimal(1)}
    if "budgetjaar" in anders:
        anders = anders | {"budgetjaar": duizend.jaar}

    with pytest.raises(IntegrityError, match=regel), transaction.atomic():
        Boeking.objects.create(**goed | anders)

    Boeking.objects.create(**goed)


def test_sixteen_thousand_rows_are_one_statement(duizend, boekstuk, django_assert_num_queries):
    rijen = [
        Boeking(boekstuk=boekstuk, soort=Soort.RESERVERING, bestedingsdoel=duizend.coaching, bedrag=Decimal("0.01"))
        for _ in range(16_000)
    ]

    with django_assert_num_queries(1):
        Boeking.objects.bulk_create(rijen)

    assert Stand.objects.get(budgetjaar=duizend.jaar).gereserveerd == Decimal(160)


@pytest.mark.django_db(transaction=True)
def test_role_app_books_but_cannot_rewrite_the_ledger(app_rol, duizend, boekt):
    boekt(BoekingRegel(Soort.RESERVERING, op_doel(duizend.coaching.pk), Decimal(100)))
    boekstuk = Boekstuk.objects.latest("id")

    with app_rol.cursor() as cursor:
        for opdracht in (
            "UPDATE begroting_stand SET gereserveerd = 0",
            "INSERT INTO begroting_stand (budgetjaar_id) VALUES (1)",
            "DELETE FROM begroting_stand",
            "UPDATE begroting_boeking SET bedrag = 1",
            "DELETE FROM begroting_boeking",
            "UPDATE begroting_boekstuk SET omschrijving = 'x'",
            "UPDATE begroting_verplichting SET kenmerk = 'x'",
            "TRUNCATE begroting_boeking",
            "ALTER TABLE begroting_boeking DISABLE TRIGGER ALL",
            "SET session_replication_role = replica",
            "SET pgtrigger.ignore = '{alleen_via_boekingen}'; UPDATE begroting_stand SET gereserveerd = 0",
        ):
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(opdracht)
        cursor.execute(
            "INSERT INTO begroting_boeking (boekstuk_id, soort, bestedingsdoel_id, bedrag, voor_zaak, grond)"
            " VALUES (%s, 'reservering', %s, 50, '', '')",
            [boekstuk.pk, duizend.coaching.pk],
        )

    assert Stand.objects.get(bestedingsdoel=duizend.coaching).gereserveerd == Decimal(150)
    assert list(Boeking.objects.order_by("id").values_list("bedrag", flat=True)) == [1000, 100, 50]


@pytest.mark.django_db(transaction=True)
def test_role_app_may_take_every_lock_that_an_act_of_the_ledger_takes(app_rol, financieel, lid, ontvanger):
    """Who locks a row through a table that never changes asks for a right that the role does not have."""
    wereld = vul(Wereld("code", financieel, lid(Rol.FINANCIEEL), ontvanger))
    with CaptureQueriesContext(connection) as vragen:
        for daad in ("draai terug", "publiceer een plafond", "verleen uit twee", "sluit het jaar"):
            with transaction.atomic():
                DADEN[daad](wereld, f"code-{daad[:3]}", Decimal(90), 1)
        traject = maak_traject(financieel, maak_doel(financieel))
        wijzig_traject(traject_id=traject.pk, omschrijving="Anders", organisatie_id=None, door=financieel)
    sloten = {rij["sql"] for rij in vragen.captured_queries if "UPDATE" in rij["sql"].partition(" FOR ")[2]}

    assert len(sloten) == 6
    with app_rol.cursor() as cursor:
        for slot in sorted(sloten):
            cursor.execute(slot)
