"""What role `app` may do to each table (huis.md §4.2): the second lock behind the triggers.

Read from the models themselves: what a table's own Protect trigger refuses whoever asks, the role is not granted
either. A refusal `WHEN pg_trigger_depth() = 0` counts too: such rows are written only by a SECURITY DEFINER trigger.
Nobody but the owner may TRUNCATE, or switch a trigger off: not for a session either (`SLOT`), nor borrow the function
of a trigger that writes as owner for a table of one's own (`_sluit_functies`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pgtrigger
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper

ALLE = ("SELECT", "INSERT", "UPDATE", "DELETE")
ALLEEN_VIA_TRIGGER = "pg_trigger_depth() = 0"

# Functions of the owner that role `app` calls itself: each does one thing, whatever it is called with.
MAG_AANROEPEN = ("overzichten_ververs()",)

# Every trigger of pgtrigger first asks this function whether the session variable `pgtrigger.ignore` names it, and
# whoever is connected may set that. Ours says no; a migration that makes a trigger brings the library's own back.
SLOT = """
CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name NAME) RETURNS boolean
LANGUAGE sql IMMUTABLE AS 'SELECT false'
"""


@dataclass(frozen=True)
class Recht:
    """The privileges of role `app` on one table."""

    tabel: str
    mag: tuple[str, ...]


def _geldt_altijd(trigger: pgtrigger.Trigger) -> bool:
    """Refuses every row, whatever it holds. ReadOnly freezes columns, and looks at what changes."""
    if not isinstance(trigger, pgtrigger.Protect) or isinstance(trigger, pgtrigger.ReadOnly):
        return False
    return not trigger.condition or getattr(trigger.condition, "sql", "") == ALLEEN_VIA_TRIGGER


def geweigerd(model: type[models.Model]) -> set[str]:
    """The operations that the triggers of this model refuse to everybody."""
    triggers = [trigger for trigger in getattr(model._meta, "triggers", ()) if _geldt_altijd(trigger)]
    return {handeling for trigger in triggers for handeling in str(trigger.operation).split(" OR ")}


def rechten() -> Iterator[Recht]:
    """One line per table of a model. What is no table of ours (django_migrations, a view) may only be read."""
    modellen = {
        model._meta.db_table: model for model in apps.get_models(include_auto_created=True) if model._meta.managed
    }
    for tabel in sorted(connection.introspection.table_names(include_views=True)):
        model = modellen.get(tabel)
        yield Recht(tabel, tuple(r for r in ALLE if r not in geweigerd(model)) if model else ("SELECT",))


def verleen() -> list[Recht]:
    """Replace every privilege of role `app` by the table above. Run by the owner, after each migrate."""
    rol = connection.ops.quote_name(settings.DATABASE_ROL_APP)
    lijst = list(rechten())
    with transaction.atomic(), connection.cursor() as cursor:
        for soort in ("TABLES", "SEQUENCES", "ROUTINES"):
            cursor.execute(f"REVOKE ALL ON ALL {soort} IN SCHEMA public FROM {rol}")
        # An import of figures works in a table of its own transaction (verantwoording/services/inleesgang.py). No
        # function of the owner can be made to look there: each ends its search_path with pg_temp.
        cursor.execute(f"GRANT TEMPORARY ON DATABASE {connection.ops.quote_name(_database(cursor))} TO {rol}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {rol}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {rol}")
        for recht in lijst:
            tabel = connection.ops.quote_name(recht.tabel)
            cursor.execute(f"GRANT {', '.join(recht.mag)} ON {tabel} TO {rol}")
        cursor.execute(SLOT)
        _sluit_functies(cursor)
        for functie in MAG_AANROEPEN:
            cursor.execute(f"GRANT EXECUTE ON FUNCTION public.{functie} TO {rol}")
    return lijst


def _database(cursor: CursorWrapper) -> str:
    cursor.execute("SELECT current_database()")
    naam: str = cursor.fetchone()[0]
    return naam


def _sluit_functies(cursor: CursorWrapper) -> None:
    """PostgreSQL lets everybody use a new function. A trigger goes on working: its right is asked at its making."""
    cursor.execute(
        "SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    )
    for (functie,) in cursor.fetchall():
        cursor.execute(f"REVOKE EXECUTE ON FUNCTION {functie} FROM PUBLIC")


def bestaat_rol() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [settings.DATABASE_ROL_APP])
        return cursor.fetchone() is not None
