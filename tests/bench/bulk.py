"""Indexing letters through every disaster: workers, Redis and PostgreSQL are killed, broker and disk run full.

Afterwards there is exactly one decision and one letter per grant, each file hashes to what its row says, and the
ledger agrees with the decisions. `script/bench bulk` makes a thousand; tests/fouten/ runs the same with fewer.
"""

import contextlib
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redis import Redis

from socialebasis.proef import kinderen
from socialebasis.proef.cluster import Cluster
from socialebasis.proef.kinderen import ProefFout
from socialebasis.proef.redis import RedisServer
from tests.bench.servers import database

PER_TAFEL = 20
GEDULD = 240  # seconds without any progress
STIL = 4.0  # seconds without progress after which time passes and the sweepers come by; then twice as long
BLOK = 4096  # bytes: what fits on the "full" disk


def draai() -> int:
    return ramp(int(os.environ.get("BENCH_AANTAL", "1000")))


def ramp(aantal: int) -> int:
    with database() as (cluster, redis):
        import django

        django.setup()
        from django.conf import settings

        from tests.hulp.subsidies import maak_bulk, start_bulk

        settings.DEBUG = False  # as in production: else Django keeps every statement
        indexering = maak_bulk(aantal // PER_TAFEL, PER_TAFEL)
        start_bulk(indexering)
        toneel = Toneel(cluster, redis, indexering.pk, aantal)
        try:
            toneel.start_werker()
            for deel, gebeurt in enumerate(RAMPEN, start=1):
                toneel.wacht_tot_verzonden(aantal * deel // (len(RAMPEN) + 2))
                gebeurt(toneel)
            toneel.wacht_tot_verzonden(aantal)
        finally:
            toneel.stop_werker()
        fouten = mis(indexering.pk, aantal)
        gezien = _controle(indexering.pk, aantal)
    sys.stdout.write(
        f"{aantal} brieven door {', '.join(ramp.__name__.replace('_', ' ') for ramp in RAMPEN)}\n"
        f"elk precies een keer, hashes gelijk, grootboek gelijk: {'ja' if not fouten else 'NEE'}\n"
        f"een beschadigd bestand valt op: {'ja' if gezien else 'NEE'}\n" + "".join(f"{fout}\n" for fout in fouten[:20])
    )
    return int(bool(fouten) or not gezien)


@dataclass
class Toneel:
    """The servers, the worker and how far the work is."""

    cluster: Cluster
    redis: RedisServer
    indexering_id: int
    aantal: int
    proces: subprocess.Popen[bytes] | None = None
    log: Any = field(default_factory=tempfile.TemporaryFile)

    def start_werker(self) -> None:
        celery = [sys.executable, "-W", "ignore", "-m", "celery", "-A", "socialebasis", "worker"]
        self.proces = kinderen.start(
            [*celery, "--pool", "prefork", "--concurrency", "2", "--loglevel", "WARNING", "--without-gossip"],
            omgeving=os.environ | {"DATABASE_URL": os.environ["DATABASE_URL_APP"]},
            bij_wees=signal.SIGQUIT,
            uitvoer=self.log.fileno(),
        )

    def dood_werker(self) -> None:
        """kill -9 of the worker and its pool at once."""
        if self.proces is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.proces.pid, signal.SIGKILL)
            self.proces.wait()

    def stop_werker(self) -> None:
        if self.proces is not None:
            kinderen.stop(self.proces, signal.SIGTERM, geduld=10)

    def kinderen_van_werker(self) -> list[int]:
        assert self.proces is not None
        taken = Path(f"/proc/{self.proces.pid}/task").glob("*/children")
        return [int(pid) for taak in taken for pid in taak.read_text().split()]

    def verzonden(self) -> int:
        from brieven.models import Brief

        return Brief.objects.filter(soort="indexering", stand="verzonden").count()

    def wacht_tot_verzonden(self, tot: int) -> None:
        """Until so many letters were sent. When nothing moves, time passes and the sweepers come by."""
        self.wacht(lambda: self.verzonden() >= tot, self.verzonden)

    def wacht(self, klaar: Callable[[], bool], maat: Callable[[], int]) -> None:
        laatste, sinds, begin, stil = -1, time.monotonic(), time.monotonic(), STIL
        while not klaar():
            self._waak()
            if (nu := maat()) != laatste:
                laatste, sinds, begin, stil = nu, time.monotonic(), time.monotonic(), STIL
            if time.monotonic() - sinds > stil:
                self.veeg()
                sinds, stil = time.monotonic(), stil * 2
            if time.monotonic() - begin > GEDULD:
                raise AssertionError(f"blijft steken op {laatste} van {self.aantal}\n{self.staart()}")
            time.sleep(0.1)

    def _waak(self) -> None:
        """As who supervises it does: a worker that a full broker threw out is started again."""
        if self.proces is not None and self.proces.poll() is not None:
            self.start_werker()

    def staart(self) -> str:
        self.log.seek(0)
        return str(self.log.read()[-3000:].decode(errors="replace"))

    def veeg(self) -> None:
        """Ten minutes pass for what nobody is at, and beat hands out what was lost."""
        from django.db import connection

        from brieven.services import verwerk
        from uitvoering.services import indexeren

        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE brieven_brief SET geclaimd_op = now() - interval '10 minutes' "
                "WHERE stand = 'klaargezet' OR (stand = 'bezig' AND geclaimd_op < now() - interval '20 seconds')"
            )
        with contextlib.suppress(Exception):  # a broker that is away or full: the next round
            verwerk.veeg()
            indexeren.veeg()


def worker_gedood(toneel: Toneel) -> None:
    toneel.dood_werker()
    toneel.start_werker()


def redis_gedood(toneel: Toneel) -> None:
    assert toneel.redis.proces is not None
    toneel.redis.proces.kill()
    toneel.redis.proces.wait()
    toneel.redis.start()


def postgres_gedood(toneel: Toneel) -> None:
    from django.db import connection

    assert toneel.cluster.proces is not None
    toneel.cluster.proces.kill()
    toneel.cluster.proces.wait()
    connection.close()
    for _ in range(100):  # until the last server process noticed that its parent died
        try:
            socketmap = toneel.cluster.socketmap
            toneel.cluster.start()
        except ProefFout:
            toneel.cluster.socketmap = socketmap
            socketmap.mkdir(exist_ok=True)  # type: ignore[union-attr]  # it ran before
            time.sleep(0.1)
        else:
            return
    raise AssertionError("PostgreSQL komt niet terug")


def broker_vol(toneel: Toneel) -> None:
    """Redis refuses every write until a round of work was done without it."""
    with Redis.from_url(toneel.redis.url) as client:
        client.config_set("maxmemory", 1)
        toneel.veeg()
        client.config_set("maxmemory", 0)


def schijf_vol(toneel: Toneel) -> None:
    """No letter can be written: attempts fail and go back in the queue, until there is room again."""
    from brieven.models import Brief

    onderweg = Brief.objects.filter(soort="indexering").exclude(stand__in=["verzonden", "gemaakt"])
    mislukt_eens = onderweg.filter(stand="klaargezet", pogingen__gt=0)

    def mislukte_met_volle_schijf() -> bool:
        _begrens(toneel, BLOK)  # again: a worker that was started anew has room
        return mislukt_eens.exists()

    toneel.wacht(mislukte_met_volle_schijf, mislukt_eens.count)
    _begrens(toneel, resource.RLIM_INFINITY)


def _begrens(toneel: Toneel, grens: int) -> None:
    for pid in toneel.kinderen_van_werker():
        with contextlib.suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (grens, resource.RLIM_INFINITY))


RAMPEN: tuple[Callable[[Toneel], None], ...] = (
    worker_gedood,
    redis_gedood,
    postgres_gedood,
    broker_vol,
    schijf_vol,
    worker_gedood,
)


def mis(indexering_id: int, aantal: int) -> list[str]:
    """Everything that is not exactly once, or not equal."""
    from django.db.models import Sum

    from begroting.models import Boeking, Stand
    from brieven.models import Bezorging, Brief
    from brieven.opslag import lees
    from kern.fouten import DomeinFout
    from kern.geld import NUL
    from subsidies.models import Beschikking, Beschikkingsbedrag, Besluit, Subsidiejaar
    from uitvoering.models import Indexeringsregel

    beschikkingen = Beschikking.objects.filter(soort="indexering")
    besloten = Beschikkingsbedrag.objects.filter(beschikking__in=beschikkingen).aggregate(som=Sum("verleend"))["som"]
    verplicht = Stand.objects.filter(verplichting__in=Subsidiejaar.objects.values("verplichting"))
    brieven = list(Brief.objects.filter(soort="indexering"))
    tellingen = {
        "besluiten": Besluit.objects.filter(soort="indexering").count(),
        "beschikkingen": beschikkingen.count(),
        "subsidies met een beschikking": beschikkingen.values("deel").distinct().count(),
        "brieven": len(brieven),
        "verzonden brieven": sum(brief.stand == "verzonden" for brief in brieven),
        "ontvangers met een brief": len({brief.ontvanger_id for brief in brieven}),
        "bezorgingen": Bezorging.objects.filter(brief__soort="indexering").count(),
        "gedane regels": Indexeringsregel.objects.filter(indexering=indexering_id, stand="gedaan").count(),
        "bijstellingen in het grootboek": Boeking.objects.filter(soort="bijstelling").count(),
    }
    fouten = [f"{naam}: {was}, verwacht {aantal}" for naam, was in tellingen.items() if was != aantal]
    geboekt = Boeking.objects.filter(soort="bijstelling").aggregate(som=Sum("bedrag"))["som"] or NUL
    if geboekt != besloten:
        fouten.append(f"grootboek {geboekt}, besloten {besloten}")
    staat = verplicht.aggregate(som=Sum("verplicht"))["som"]
    verleend = Beschikkingsbedrag.objects.aggregate(som=Sum("verleend"))["som"]
    if staat != verleend:
        fouten.append(f"verplicht {staat}, verleend {verleend}")
    for brief in brieven:
        try:
            lees(brief)
        except DomeinFout:
            fouten.append(f"{brief.kenmerk}: bestand en hash verschillen")
    return fouten


def _controle(indexering_id: int, aantal: int) -> bool:
    """One byte more in one file: the check must see it."""
    from django.core.files.storage import default_storage

    from brieven.models import Brief

    brief = Brief.objects.filter(soort="indexering", stand="verzonden").earliest("pk")
    with Path(default_storage.path(brief.bestand)).open("ab") as bestand:
        bestand.write(b" ")
    return any(brief.kenmerk in fout for fout in mis(indexering_id, aantal))
