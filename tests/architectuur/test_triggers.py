"""What guards the tables: the list in triggers.txt is what stands in the database, and all of it is switched on.

Run `script/pytest tests/architectuur/test_triggers.py` with `SCHRIJF_LIJST=1` to write the list again, and read the
difference before you commit it: a guard that disappears is a decision.
"""

import os
from pathlib import Path

import pgtrigger
import pytest
from django.db import connection

from tests.architectuur.huis import modellen

LIJST = Path(__file__).with_name("triggers.txt")
AAN = "O"  # fires in every session that does not play back a replica

pytestmark = pytest.mark.django_db

VRAAG = """
    SELECT t.relname, 'trigger ' || regexp_replace(g.tgname, '_[0-9a-f]{5}$', ''), g.tgenabled::text
    FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
    WHERE NOT g.tgisinternal AND t.relname = ANY(%s)
    UNION ALL
    SELECT t.relname,
           CASE c.contype WHEN 'c' THEN 'check ' WHEN 'u' THEN 'unique ' WHEN 'x' THEN 'exclude ' END || c.conname,
           CASE WHEN c.convalidated THEN 'O' ELSE 'niet gecontroleerd' END
    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
    WHERE c.contype IN ('c', 'u', 'x') AND t.relname = ANY(%s)
    UNION ALL
    SELECT t.relname, 'unique index ' || i.relname, CASE WHEN x.indisvalid THEN 'O' ELSE 'ongeldig' END
    FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
    WHERE x.indisunique AND x.indpred IS NOT NULL AND t.relname = ANY(%s)
"""


def bewakers() -> list[tuple[str, str, str]]:
    """Every trigger, check and unique rule on our tables: table, name, and whether it is on."""
    tabellen = [model._meta.db_table for model in modellen()]
    with connection.cursor() as cursor:
        cursor.execute(VRAAG, [tabellen, tabellen, tabellen])
        return sorted(cursor.fetchall())


def als_lijst(rijen: list[tuple[str, str, str]]) -> str:
    return "".join(f"{tabel}: {naam}\n" for tabel, naam, _ in rijen)


def test_the_guards_are_the_ones_on_the_list() -> None:
    nu = als_lijst(bewakers())
    if os.environ.get("SCHRIJF_LIJST"):
        LIJST.write_text(nu, encoding="utf-8")

    assert nu.splitlines() == LIJST.read_text(encoding="utf-8").splitlines()


def test_every_guard_is_switched_on() -> None:
    assert [rij for rij in bewakers() if rij[2] != AAN] == []


def test_every_trigger_of_a_model_is_installed_as_written() -> None:
    verschil = [
        f"{model._meta.label}.{trigger.name}: {stand}"
        for model, trigger in pgtrigger.registered()
        for stand in [trigger.get_installation_status(model)[0]]
        if stand != "INSTALLED"
    ]

    assert verschil == []


def test_a_guard_that_is_switched_off_or_gone_is_seen() -> None:
    tabel = "kern_gebeurtenis"
    naam = next(naam for t, naam, _ in bewakers() if t == tabel and "onverwijderbaar" in naam)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
        uit = [rij for rij in bewakers() if rij[2] != AAN]
        cursor.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname ~ 'onverwijderbaar'", [tabel]
        )
        cursor.execute(f'DROP TRIGGER "{cursor.fetchone()[0]}" ON {tabel}')

    assert (tabel, naam, "D") in uit
    assert (tabel, naam, AAN) not in bewakers()
