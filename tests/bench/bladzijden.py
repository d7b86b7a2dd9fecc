"""What a page costs in two databases of one server, a small and a large one: CPU of this process and of PostgreSQL.

Each page is asked of the same kind of place in both. The two take turns, so that a busy machine hits them alike; the
figure of a page is the median over the rounds.
"""

import gc
import os
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple
from urllib.parse import urlencode

from socialebasis.proef.cluster import EIGENAAR, Cluster

GRENS = 1.3
MEESTE_VRAGEN = 15
LANGST = 1000.0  # milliseconds
RONDES, KEER, OPWARMEN = int(os.environ.get("BENCH_RONDES", "7")), 3, 2
GROOT = "groot"


def twee_databases(cluster: Cluster) -> tuple[Any, Any]:
    """The one of this process, and a copy of it; each with a connection of its own."""
    from django.db import connection, connections

    naam = connection.settings_dict["NAME"]
    connection.close()
    cluster.voer_uit(f"CREATE DATABASE {GROOT} TEMPLATE {naam} OWNER {EIGENAAR} STRATEGY file_copy")
    klein = connections["default"]
    groot = klein.__class__({**klein.settings_dict, "NAME": GROOT}, "default")
    return klein, groot


@contextmanager
def op(verbinding: Any) -> Iterator[None]:
    """Within, Django talks through this connection."""
    from django.db import connections

    eerst = connections["default"]
    connections["default"] = verbinding
    try:
        yield
    finally:
        connections["default"] = eerst


def in_rust() -> None:
    """As after a night: the planner knows the tables."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def geen(_plek: Any) -> tuple[Any, ...]:
    return ()


def kaal(_plek: Any) -> dict[str, Any]:
    return {}


class Pagina(NamedTuple):
    """One page: by whom it is read, where, and with what in the address."""

    wie: str
    route: str
    args: Callable[[Any], tuple[Any, ...]] = geen
    vraag: Callable[[Any], dict[str, Any]] = kaal
    uitleg: str = ""


@dataclass(frozen=True, slots=True)
class Kant:
    """One of the two databases, with somebody logged in for every kind of reader."""

    verbinding: Any
    pid: int
    plek: Any
    lezers: Mapping[str, Any]

    def adres(self, pagina: Pagina) -> str:
        from django.urls import reverse

        vraag = urlencode(pagina.vraag(self.plek), doseq=True)
        return reverse(pagina.route, args=pagina.args(self.plek)) + (f"?{vraag}" if vraag else "")

    def vragen(self, pagina: Pagina) -> int:
        """How many queries it takes, of a reader who was here before."""
        from django.test.utils import CaptureQueriesContext

        with op(self.verbinding):
            for _ in range(OPWARMEN):
                self._haal(pagina)
            with CaptureQueriesContext(self.verbinding) as opgevangen:
                self._haal(pagina)
        return len(opgevangen)

    def cpu(self, pagina: Pagina) -> float:
        """Milliseconds a page, of this process and of the one that works for it in PostgreSQL."""
        with op(self.verbinding), _zonder_opruimen():
            voor = process_time() + cpu_van(self.pid)
            for _ in range(KEER):
                self._haal(pagina)
            return (process_time() + cpu_van(self.pid) - voor) / KEER * 1000

    def _haal(self, pagina: Pagina) -> None:
        antwoord = self.lezers[pagina.wie].get(self.adres(pagina))
        assert antwoord.status_code == 200, (self.adres(pagina), antwoord.status_code)


@contextmanager
def _zonder_opruimen() -> Iterator[None]:
    """The page that happens to be asked when Python collects its garbage pays for that of all the others."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def cpu_van(pid: int) -> float:
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9  # what stat gives in ticks, in nanoseconds


def maak_kant(verbinding: Any, plek: Callable[[], Any], lezers: Callable[[Any], Mapping[str, Any]]) -> Kant:
    """`plek` finds the largest of everything there; `lezers` who reads, by the name that a page calls them."""
    from django.test import Client

    with op(verbinding):
        with verbinding.cursor() as cursor:
            cursor.execute("SET max_parallel_workers_per_gather = 0")  # all its work is of one process
            cursor.execute("SELECT pg_backend_pid()")
            (pid,) = cursor.fetchone()
        grootste = plek()
        ingelogd = {}
        for naam, lid in lezers(grootste).items():
            ingelogd[naam] = Client(SERVER_NAME="localhost")
            ingelogd[naam].force_login(lid.gebruiker, backend="django.contrib.auth.backends.ModelBackend")
        gc.freeze()  # what making a world left behind is looked at no more
        return Kant(verbinding, pid, grootste, ingelogd)


@dataclass(frozen=True, slots=True)
class Uitslag:
    """One page on both sides: queries, and milliseconds of CPU."""

    pagina: Pagina
    vragen: tuple[int, int]
    cpu: tuple[float, float]

    @property
    def verhouding(self) -> float:
        return self.cpu[1] / self.cpu[0]

    @property
    def mis(self) -> bool:
        klein, groot = self.vragen
        return self.verhouding > GRENS or klein != groot or groot > MEESTE_VRAGEN or self.cpu[1] > LANGST


def meet(pagina: Pagina, kanten: tuple[Kant, Kant]) -> Uitslag:
    klein, groot = (kant.vragen(pagina) for kant in kanten)
    tijden = [[kant.cpu(pagina) for kant in kanten] for _ in range(RONDES)]
    klein_ms, groot_ms = (statistics.median(kolom) for kolom in zip(*tijden, strict=True))
    return Uitslag(pagina, (klein, groot), (klein_ms, groot_ms))


def verslag(uitslagen: Sequence[Uitslag], kop: str) -> str:
    """`kop`: what stands in the two columns."""
    regels = (
        f"{f'{een.pagina.route} {een.pagina.uitleg}':45} {een.vragen[0]:5} {een.vragen[1]:5} {een.cpu[0]:8.1f} "
        f"{een.cpu[1]:8.1f} {een.verhouding:6.2f}{'  TE VEEL' if een.mis else ''}\n"
        for een in uitslagen
    )
    return (
        f"{'bladzijde':45} {'vragen':>11} {kop:>25}  (hoogstens {GRENS:g}, {MEESTE_VRAGEN} vragen, {LANGST:g} ms)\n"
        + "".join(regels)
    )
