"""What a thousand indexing decisions cost, beside the same rows written raw: CPU of this process and of PostgreSQL.

Raw is a bare cursor in a copy of the database from before: one INSERT per row that the decisions left, one UPDATE of
the queue, one transaction per grant. Triggers and constraints run on both sides. No letter is drawn on either. The two
take turns, a task of fifty grants at a time, so that a busy machine hits them alike.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2

from socialebasis.proef.cluster import EIGENAAR, OPPERGEBRUIKER
from tests.bench.servers import database

AANTAL, OPWARMEN, PER_TAFEL = 1000, 20, 20
GRENS = 10.0
KOPIE = "kopie"
# In the order of their foreign keys.
TABELLEN = (
    "begroting_boekstuk",
    "begroting_boeking",
    "subsidies_besluit",
    "brieven_brief",
    "subsidies_beschikking",
    "subsidies_beschikkingsbedrag",
    "uitvoering_betaaltermijn",
    "kern_gebeurtenis",
)


def draai() -> int:
    with database() as (cluster, _redis):
        import django

        django.setup()
        from django.conf import settings
        from django.db import connection

        settings.DEBUG = False  # as in production: else Django keeps every statement

        from tests.hulp.subsidies import maak_bulk, start_bulk
        from uitvoering.services.indexeren import indexeer

        indexering = maak_bulk((AANTAL + OPWARMEN) // PER_TAFEL, PER_TAFEL)
        start_bulk(indexering)
        connection.close()
        cluster.voer_uit(f"CREATE DATABASE {KOPIE} TEMPLATE {connection.settings_dict['NAME']} OWNER {EIGENAAR}")
        ons = kaal = 0.0
        gedaan = rijen = 0
        with (
            connection.cursor() as cursor,
            psycopg2.connect(cluster.dsn(OPPERGEBRUIKER, KOPIE)) as verbinding,
            verbinding.cursor() as kale_cursor,
        ):
            _beurt(cursor, kale_cursor, lambda: indexeer(indexering_id=indexering.pk, ten_hoogste=OPWARMEN))
            while gedaan < AANTAL:
                beurt = _beurt(cursor, kale_cursor, lambda: indexeer(indexering_id=indexering.pk))
                if beurt.besluiten == 0:
                    break
                ons, kaal = ons + beurt.ons, kaal + beurt.kaal
                gedaan, rijen = gedaan + beurt.besluiten, rijen + beurt.rijen
    verhouding = ons / kaal
    sys.stdout.write(
        f"{gedaan} besluiten met grootboek en brief: {ons:.2f} s CPU\n"
        f"dezelfde {rijen} rijen kaal geschreven: {kaal:.2f} s CPU\n"
        f"verhouding {verhouding:.1f} (hoogstens {GRENS:g})\n"
    )
    return int(verhouding > GRENS or gedaan != AANTAL)


@dataclass(frozen=True)
class Beurt:
    """What one task decided and left, and seconds of CPU of both sides."""

    besluiten: int
    rijen: int
    ons: float
    kaal: float


def _beurt(cursor: Any, kale_cursor: Any, besluit: Callable[[], object]) -> Beurt:
    voor = _hoogste(cursor)
    ons = _cpu(cursor, besluit)
    rijen = {tabel: _rijen(cursor, tabel, voor[tabel]) for tabel in TABELLEN}
    beschikkingen = _koppeling(cursor, voor["subsidies_beschikking"])
    kaal = _cpu(kale_cursor, lambda: _schrijf_kaal(kale_cursor, rijen, beschikkingen))
    return Beurt(len(beschikkingen), sum(len(deel) for deel in rijen.values()), ons, kaal)


def _cpu(cursor: Any, daad: Callable[[], object]) -> float:
    """Seconds of CPU of this process and of the server process that works for it."""
    cursor.execute("SELECT pg_backend_pid()")
    (pid,) = cursor.fetchone()
    voor = time.process_time() + _cpu_van(pid)
    daad()
    return time.process_time() + _cpu_van(pid) - voor


def _cpu_van(pid: int) -> float:
    velden = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(velden[11]) + int(velden[12])) / 100  # user and system, in the ticks of Linux


def _hoogste(cursor: Any) -> dict[str, int]:
    hoogste = {}
    for tabel in TABELLEN:
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {tabel}")
        (hoogste[tabel],) = cursor.fetchone()
    return hoogste


def _rijen(cursor: Any, tabel: str, na: int) -> list[tuple[str, tuple[Any, ...]]]:
    """What the decisions wrote in a table, as statement and values; JSON goes as text."""
    cursor.execute("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", [tabel])
    kolommen = {naam: f"{naam}::text" if soort == "jsonb" else naam for naam, soort in cursor.fetchall()}
    invoeg = f"INSERT INTO {tabel} ({', '.join(kolommen)}) VALUES ({', '.join(['%s'] * len(kolommen))})"
    cursor.execute(f"SELECT {', '.join(kolommen.values())} FROM {tabel} WHERE id > %s ORDER BY id", [na])
    return [(invoeg, rij) for rij in cursor.fetchall()]


def _koppeling(cursor: Any, na: int) -> list[tuple[int, int]]:
    cursor.execute(
        "SELECT beschikking_id, id FROM uitvoering_indexeringsregel WHERE beschikking_id > %s ORDER BY id", [na]
    )
    return list(cursor.fetchall())


def _schrijf_kaal(
    cursor: Any, rijen: dict[str, list[tuple[str, tuple[Any, ...]]]], beschikkingen: list[tuple[int, int]]
) -> None:
    for deel in _per_besluit(rijen, beschikkingen):
        for opdracht, waarden in deel:
            cursor.execute(opdracht, waarden)
        cursor.connection.commit()


def _per_besluit(
    rijen: dict[str, list[tuple[str, tuple[Any, ...]]]], beschikkingen: list[tuple[int, int]]
) -> Iterator[list[tuple[str, tuple[Any, ...]]]]:
    """The statements of one grant after another: each left as many rows in a table."""
    aantal = len(beschikkingen)
    for nummer, koppeling in enumerate(beschikkingen):
        deel = [
            opdracht
            for tabel in TABELLEN
            for stap in [len(rijen[tabel]) // aantal]
            for opdracht in rijen[tabel][nummer * stap : (nummer + 1) * stap]
        ]
        yield [
            *deel,
            ("UPDATE uitvoering_indexeringsregel SET stand = 'gedaan', beschikking_id = %s WHERE id = %s", koppeling),
        ]
