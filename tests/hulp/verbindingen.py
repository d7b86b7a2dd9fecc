"""Second connections to the test database, for tests in which two transactions are open at once."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
from django.db import connection


@contextmanager
def andere_verbinding() -> Iterator[Any]:
    """A bare connection with a transaction of its own; what was not committed is rolled back at the end."""
    instellingen = connection.get_connection_params()
    instellingen.pop("cursor_factory", None)
    verbinding = psycopg2.connect(**instellingen)
    try:
        yield verbinding
    finally:
        verbinding.close()


def wacht_op_andere_databases() -> None:
    """Until no transaction that this test did not open is older than now.

    `pg_snapshot_xmin` looks at all databases: a test that seals would otherwise wait for its neighbour's
    transaction, or for the autovacuum of its own tables. Clients of our own database, open on purpose, are left alone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::xid::text")
        (nu,) = cursor.fetchone()
    while _ouder_elders(nu):
        time.sleep(0.05)


def _ouder_elders(xid: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE backend_xid IS NOT NULL"
            " AND age(backend_xid) > age(%s::xid)"
            " AND (datname, backend_type) IS DISTINCT FROM (current_database(), 'client backend'))",
            [xid],
        )
        return bool(cursor.fetchone()[0])


@contextmanager
def zonder_triggers(*tabellen: str) -> Iterator[None]:
    """What only the owner of the tables can do: switch our triggers off for a while."""
    try:
        for tabel in tabellen:
            _voer_uit(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
        yield
    finally:
        for tabel in tabellen:
            _voer_uit(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")


@contextmanager
def zonder_optellen() -> Iterator[None]:
    """A control: bookings are written, and neither the stands nor those of their day are kept."""
    optellers = ("begroting_boek", "begroting_dagstand")
    try:
        for trigger in optellers:
            _voer_uit(f"ALTER TABLE begroting_boeking DISABLE TRIGGER {trigger}")
        yield
    finally:
        for trigger in optellers:
            _voer_uit(f"ALTER TABLE begroting_boeking ENABLE TRIGGER {trigger}")


class Draad(threading.Thread):
    """Runs `doe` on a connection of its own; `uitkomst()` waits for it and gives its result or raises its error."""

    def __init__(self, doe: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._doe, self._uitkomst, self._fout = doe, None, None
        self.start()

    def run(self) -> None:
        try:
            self._uitkomst = self._doe()
        except BaseException as fout:
            self._fout = fout
        finally:
            connection.close()

    def uitkomst(self, seconden: float = 20) -> Any:
        self.join(seconden)
        assert not self.is_alive(), "de draad wacht nog"
        if self._fout is not None:
            raise self._fout
        return self._uitkomst


def _voer_uit(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
