"""What role `app` may and may not do: the second lock behind the triggers (huis.md §4.2)."""

import datetime

import psycopg2
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from brieven.models import Brief, BriefSoort, Stand
from kern.models import Gebeurtenis
from organisaties.models import Organisatie, OrganisatieSoort
from socialebasis.rechten import ALLE, rechten, verleen

ALLEEN_ERBIJ = ("kern_gebeurtenis", "kern_zegel", "kern_zegelregel", "begroting_boekstuk", "begroting_boeking")
GEEN_RECHT = "42501"


def geeft(verbinding, opdracht):
    """The error code PostgreSQL gives for one statement, or "" when it obeys."""
    try:
        with verbinding.cursor() as cursor:
            cursor.execute(opdracht)
    except psycopg2.Error as fout:
        return fout.pgcode
    return ""


@pytest.mark.parametrize("tabel", ALLEEN_ERBIJ)
@pytest.mark.parametrize("opdracht", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"])
def test_the_application_cannot_rewrite_ledger_or_audit(app_rol, tabel, opdracht):
    sleutel = next(model._meta.pk.column for model in apps.get_models() if model._meta.db_table == tabel)

    assert geeft(app_rol, opdracht.format(tabel, sleutel)) == GEEN_RECHT


def test_the_application_reads_and_adds_audit_rows(app_rol, transactional_db):
    kolommen = "tijdstip, soort, over_soort, geweigerd, feiten"
    rij = f"INSERT INTO kern_gebeurtenis ({kolommen}) VALUES (now(), 'x', '', '', '{{}}')"

    assert geeft(app_rol, rij) == ""
    assert geeft(app_rol, "SELECT * FROM kern_gebeurtenis") == ""
    assert Gebeurtenis.objects.count() == 1


def test_the_application_cannot_write_a_stand(app_rol):
    assert geeft(app_rol, "INSERT INTO begroting_stand DEFAULT VALUES") == GEEN_RECHT
    assert geeft(app_rol, "UPDATE begroting_stand SET betaald = 1") == GEEN_RECHT
    assert geeft(app_rol, "DELETE FROM begroting_stand") == GEEN_RECHT


@pytest.mark.parametrize("opdracht", ["TRUNCATE {} CASCADE", "ALTER TABLE {} DISABLE TRIGGER ALL", "DROP TABLE {}"])
def test_the_application_can_switch_no_trigger_off_and_truncate_nothing(app_rol, db, opdracht):
    tabellen = connection.introspection.table_names()

    gelukt = [tabel for tabel in tabellen if geeft(app_rol, opdracht.format(tabel)) != GEEN_RECHT]

    assert len(tabellen) > 40
    assert gelukt == []


@pytest.mark.parametrize(
    "opdracht",
    [
        "SET session_replication_role = replica",
        "SET ROLE migratie",
        "CREATE TABLE eigen (id int)",
        "UPDATE django_migrations SET app = 'x'",
    ],
)
def test_the_application_is_no_owner_in_disguise(app_rol, opdracht):
    assert geeft(app_rol, opdracht) == GEEN_RECHT


def test_the_application_cannot_let_a_trigger_look_away(app_rol, transactional_db):
    organisatie = Organisatie.objects.create(naam="Stichting Voorbeeld", soort=OrganisatieSoort.PARTNER)
    brief = Brief.objects.create(
        kenmerk="SB-1", soort=BriefSoort.WEIGERING, ontvanger=organisatie, over_soort="x", over_id=1,
        onderwerp="Weigering", snapshot={}, verzenddatum=datetime.date(2026, 11, 20),
    )  # fmt: skip
    with app_rol.cursor() as cursor:
        cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = 'brieven_brief'::regclass AND NOT tgisinternal")
        triggers = ",".join(naam for (naam,) in cursor.fetchall())
    assert triggers.count("pgtrigger_") == 5

    assert geeft(app_rol, f"SET pgtrigger.ignore = '{{{triggers}}}'") == ""

    for wijziging in ("onderwerp = 'Verlening'", "stand = 'verzonden'"):
        assert geeft(app_rol, f"UPDATE brieven_brief SET {wijziging} WHERE id = {brief.pk}") != ""
    assert Brief.objects.values_list("onderwerp", "stand").get() == ("Weigering", Stand.KLAARGEZET)


@pytest.mark.parametrize("functie", ["begroting_boek()", "begroting_open_stand('budgetjaar_id')"])
def test_the_application_cannot_borrow_the_function_that_writes_stands(app_rol, db, functie):
    """Not for a temporary table of its own either."""
    assert geeft(app_rol, "CREATE TEMP TABLE nep (id bigint, soort text, bedrag numeric, budgetjaar_id bigint)") == ""

    trigger = (
        "CREATE TRIGGER nep AFTER INSERT ON nep REFERENCING NEW TABLE AS nieuw"
        f" FOR EACH STATEMENT EXECUTE FUNCTION public.{functie}"
    )

    assert geeft(app_rol, trigger) == GEEN_RECHT


@pytest.mark.django_db
def test_the_application_may_make_the_table_in_which_an_import_works():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        (naam,) = cursor.fetchone()
        cursor.execute(f"REVOKE ALL ON DATABASE {naam} FROM PUBLIC, {settings.DATABASE_ROL_APP}")

        verleen()

        cursor.execute("SELECT has_database_privilege(%s, %s, 'TEMPORARY')", [settings.DATABASE_ROL_APP, naam])
        assert cursor.fetchone() == (True,)


@pytest.mark.django_db
def test_every_function_that_writes_as_owner_looks_for_its_tables_in_the_temporary_ones_last():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, array_to_string(proconfig, ';') FROM pg_proc"
            " WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        )
        functies = cursor.fetchall()

    assert len(functies) > 3
    assert [naam for naam, instelling in functies if not (instelling or "").endswith("pg_temp")] == []


@pytest.mark.django_db
def test_every_history_table_may_only_grow():
    versies = {model._meta.db_table for model in apps.get_models() if hasattr(model, "pgh_trackers")}

    mag = {recht.tabel: recht.mag for recht in rechten()}

    assert versies
    assert {mag[tabel] for tabel in versies} == {("SELECT", "INSERT")}


@pytest.mark.django_db
def test_every_other_table_gives_the_application_all_four_rights():
    mag = {recht.tabel: recht.mag for recht in rechten()}

    assert mag["kern_gebruiker"] == ALLE
    assert mag["django_migrations"] == ("SELECT",)
    assert mag["begroting_stand"] == ("SELECT",)


@pytest.mark.django_db
def test_the_rights_in_the_database_are_the_rights_in_the_table():
    with connection.cursor() as cursor:
        cursor.execute(
            # information_schema leaves materialized views out
            "SELECT tabel.relname, recht.privilege_type FROM pg_class tabel, aclexplode(tabel.relacl) recht"
            " WHERE recht.grantee = 'app'::regrole AND tabel.relnamespace = 'public'::regnamespace"
            " AND tabel.relkind IN ('r', 'm')"
        )
        gegeven = {(tabel, recht) for tabel, recht in cursor.fetchall()}

    assert gegeven == {(recht.tabel, mag) for recht in rechten() for mag in recht.mag}
