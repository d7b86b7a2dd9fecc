"""What an import of a hundred thousand figures costs beside a million that are there, half of them revisions.

The import is the whole way: the file from the storage, decoded, read, recognised, judged against what is there, and
inserted in one pass, CPU of this process and of its server process. It has two limits:

- a figure costs at most `GRENS` times what it costs at demo size, in a file of ten thousand beside five thousand: the
  rule of every page (bladzijden.py), so nothing in it grows with the file or with what is there;
- all of them cost no more than the bare statements of a program that writes the same rows one by one, into the same
  table of a copy of the database: reading and judging may cost what one pass saves, and not more. COPY of those rows,
  the least that PostgreSQL can do, is printed beside it.

And somebody who looks meanwhile sees how far it is.
"""

import io
import sys
import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Any, Self

import psycopg2

from socialebasis.proef.cluster import EIGENAAR, OPPERGEBRUIKER, Cluster
from tests.bench.bladzijden import GRENS, cpu_van
from tests.bench.servers import database

AANTAL, ER_AL, DEMO = 100_000, 1_000_000, 10_000
LOS = 1.0
INDICATOREN, GEBIEDEN, JAREN = 20, 500, 110  # 1.1 million places
TABEL = "verantwoording_waarneming"
KOLOMMEN = (
    "indicator_id, gebied_id, periode, jaar, nummer, waarde, teken, ondergrens, bovengrens, reden, vindplaats,"
    " inlezing_id, op"
)


def draai() -> int:
    with database() as (cluster, _redis):
        import django

        django.setup()
        from django.conf import settings
        from django.db import connection

        settings.DEBUG = False  # as in production: else Django keeps every statement

        door = _bereid_voor()
        _lees_in(door, _regels(0, DEMO // 2, "1"))
        klein = _bied_aan(door, _half_om_half(DEMO // 2, DEMO, "2"))
        _bekijk(connection, klein, door)
        in_het_klein, _ = _cpu(connection, lambda: _werk(klein))
        _vul(connection)
        inlezing = _bied_aan(door, _half_om_half(ER_AL, AANTAL, "3"))
        bekijken, _ = _bekijk(connection, inlezing, door)
        bron = connection.settings_dict["NAME"]
        connection.close()
        for naam in ("los", "copy"):
            cluster.voer_uit(f"CREATE DATABASE {naam} TEMPLATE {bron} OWNER {EIGENAAR} STRATEGY file_copy")
        with _Kijker(cluster, bron, inlezing.pk) as kijker:
            ons, tijd = _cpu(connection, lambda: _werk(inlezing))
        inlezing.refresh_from_db()
        los, copy = _los(cluster, connection, inlezing.pk), _copy(cluster, connection, inlezing.pk)
    per_cijfer, per_cijfer_klein = ons / AANTAL, in_het_klein / DEMO
    groei, verhouding = per_cijfer / per_cijfer_klein, ons / los
    sys.stdout.write(
        f"{AANTAL} cijfers naast {ER_AL}: {inlezing.nieuw} nieuw, {inlezing.herzien} herzien, stand {inlezing.stand};"
        f" onderweg {len(kijker.gezien)} keer een andere stand gezien\n"
        f"bekijken {bekijken:.2f} s CPU, inlezen {ons:.2f} s CPU in {tijd:.1f} s\n"
        f"per cijfer {per_cijfer * 1e6:.0f} µs, bij {DEMO} cijfers {per_cijfer_klein * 1e6:.0f} µs: {groei:.2f}"
        f" (hoogstens {GRENS:g})\n"
        f"dezelfde rijen een voor een {los:.2f} s CPU: {verhouding:.2f} (hoogstens {LOS:g});"
        f" met COPY {copy:.2f} s CPU: {ons / copy:.1f}\n"
    )
    goed = (inlezing.stand, inlezing.nieuw, inlezing.herzien) == ("ingelezen", AANTAL // 2, AANTAL // 2)
    return int(not goed or not kijker.gezien or groei > GRENS or verhouding > LOS)


class _Kijker:
    """Looks from elsewhere how far an import is, while it goes on: `gezien` are the rows that it had come to."""

    def __init__(self, cluster: Cluster, naam: str, inlezing_id: int) -> None:
        self.dsn, self.inlezing_id = cluster.dsn(OPPERGEBRUIKER, naam), inlezing_id
        self.gezien: set[int] = set()
        self.klaar, self.draad = Event(), Thread(target=self._kijk)

    def __enter__(self) -> Self:
        self.draad.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.klaar.set()
        self.draad.join()

    def _kijk(self) -> None:
        verbinding = psycopg2.connect(self.dsn)
        verbinding.autocommit = True
        with verbinding.cursor() as cursor:
            while not self.klaar.wait(0.1):
                cursor.execute(
                    "SELECT voortgang FROM verantwoording_inlezing WHERE id = %s AND stand = 'bezig'",
                    [self.inlezing_id],
                )
                self.gezien |= {voortgang for (voortgang,) in cursor.fetchall() if voortgang}
        verbinding.close()


def _bereid_voor() -> Any:
    """The indicators and areas, and an officer."""
    from organisaties.toegang import Rol
    from tests.hulp.fabriek import maak_lid
    from verantwoording.models import Bron, Gebied, Maatschappelijkeindicator

    bron = Bron.objects.create(code="bench", naam="Bench")
    Maatschappelijkeindicator.objects.bulk_create(
        Maatschappelijkeindicator(code=f"i{nummer}", naam=f"Indicator {nummer}", eenheid="%", bron=bron)
        for nummer in range(INDICATOREN)
    )
    Gebied.objects.bulk_create(
        Gebied(code=f"BU{nummer:06}", naam=f"Buurt {nummer}", soort="buurt") for nummer in range(GEBIEDEN)
    )
    return maak_lid(Rol.BELEIDSMEDEWERKER)


def _regels(vanaf: int, aantal: int, waarde: str) -> list[str]:
    """One row for each place, from the given one on."""
    return [
        f"i{plek // (GEBIEDEN * JAREN)};BU{plek // JAREN % GEBIEDEN:06};{1910 + plek % JAREN};{plek % 97},{waarde}"
        for plek in range(vanaf, vanaf + aantal)
    ]


def _half_om_half(vanaf: int, aantal: int, waarde: str) -> list[str]:
    """Half of them new, from the given place on; the others revise the first places."""
    return _regels(vanaf, aantal // 2, waarde) + _regels(0, aantal // 2, waarde)


def _bied_aan(door: Any, regels: list[str]) -> Any:
    from tests.verantwoording.inleeshulp import cijferbestand
    from verantwoording.services import inlezen

    bestand = cijferbestand("\n".join(["indicator;gebied;periode;waarde", *regels, ""]).encode())
    return inlezen.bied_aan(aanbod=inlezen.Aanbod(vorm="lang", bestand=bestand, keuzes={}), door=door)


def _werk(inlezing: Any) -> None:
    from verantwoording.services import inlezen

    inlezen.werk(inlezing_id=inlezing.pk)


def _bekijk(connection: Any, inlezing: Any, door: Any) -> tuple[float, float]:
    """The dry run, and the word of the officer."""
    from verantwoording.services import inlezen

    gemeten = _cpu(connection, lambda: _werk(inlezing))
    inlezing.refresh_from_db()
    inlezen.bevestig(inlezing_id=inlezing.pk, gezien=inlezing.vingerafdruk, reden="Bench", door=door)
    return gemeten


def _lees_in(door: Any, regels: list[str]) -> None:
    from django.db import connection

    inlezing = _bied_aan(door, regels)
    _bekijk(connection, inlezing, door)
    _werk(inlezing)


def _vul(connection: Any) -> None:
    """The million: every place up to it that has no figure yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TABEL} ({KOLOMMEN})"
            " SELECT i.id, g.id, jaar::text, jaar, 1, jaar %% 97, '', NULL, NULL, '', '', NULL, now()"
            " FROM verantwoording_maatschappelijkeindicator AS i, verantwoording_gebied AS g,"
            " generate_series(1910, %s) AS jaar"
            " WHERE (substr(i.code, 2)::int * %s + substr(g.code, 3)::int) * %s + jaar - 1910 < %s"
            " ON CONFLICT DO NOTHING",
            [1910 + JAREN - 1, GEBIEDEN, JAREN, ER_AL],
        )
        cursor.execute(f"ANALYZE {TABEL}")


def _los(cluster: Cluster, connection: Any, inlezing_id: int) -> float:
    """Seconds of CPU of an INSERT per row that the import left, into a copy of the database from before it."""
    plekken = ", ".join(["%s"] * len(KOLOMMEN.split(",")))
    with connection.cursor() as cursor:
        cursor.execute(_van_inlezing(inlezing_id))
        rijen = cursor.fetchall()

    def schrijf(cursor: Any) -> None:
        cursor.executemany(f"INSERT INTO {TABEL} ({KOLOMMEN}) VALUES ({plekken})", rijen)

    return _in_kopie(cluster, "los", schrijf)


def _copy(cluster: Cluster, connection: Any, inlezing_id: int) -> float:
    """The same with COPY."""
    uit = io.StringIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({_van_inlezing(inlezing_id)}) TO STDOUT", uit)
    uit.seek(0)
    return _in_kopie(cluster, "copy", lambda cursor: cursor.copy_expert(f"COPY {TABEL} ({KOLOMMEN}) FROM STDIN", uit))


def _van_inlezing(inlezing_id: int) -> str:
    kolommen = KOLOMMEN.replace("inlezing_id", "NULL")
    return f"SELECT {kolommen} FROM {TABEL} WHERE inlezing_id = {int(inlezing_id)} ORDER BY id"


def _in_kopie(cluster: Cluster, naam: str, schrijf: Callable[[Any], None]) -> float:
    with psycopg2.connect(cluster.dsn(OPPERGEBRUIKER, naam)) as verbinding, verbinding.cursor() as cursor:
        voor = time.process_time() + cpu_van(verbinding.info.backend_pid)
        schrijf(cursor)
        verbinding.commit()
        return time.process_time() + cpu_van(verbinding.info.backend_pid) - voor


def _cpu(connection: Any, daad: Callable[[], object]) -> tuple[float, float]:
    """Seconds of CPU of this process and of the server process that works for it; and by the clock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    begin, voor = time.monotonic(), time.process_time() + cpu_van(pid)
    daad()
    return time.process_time() + cpu_van(pid) - voor, time.monotonic() - begin
