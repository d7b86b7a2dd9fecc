"""Real servers for a bench: PostgreSQL that keeps its word on disk, Redis, and gunicorn as role `app`."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from socialebasis.proef import kinderen
from socialebasis.proef.cluster import APP, DATABASE, EIGENAAR, Cluster
from socialebasis.proef.gedeeld import WORTEL
from socialebasis.proef.redis import RedisServer

DRADEN = ("--workers", "2", "--threads", "8")


@contextmanager
def servers() -> Iterator[int]:
    """The port of a fresh installation. This process then talks to its database as the owner."""
    with database(), _web(os.environ | {"DATABASE_URL": os.environ["DATABASE_URL_APP"]}) as poort:
        yield poort


@contextmanager
def database() -> Iterator[tuple[Cluster, RedisServer]]:
    """PostgreSQL with an empty, migrated database, and Redis; this process talks to it as the owner.

    BENCH_SJABLOON names a stopped cluster that is migrated already (tests/omgeving.py): copying it is quicker.
    """
    with tempfile.TemporaryDirectory(prefix="sb-bench-") as tijdelijk:
        plek = Path(tijdelijk)
        plek.chmod(0o711)
        cluster, redis = Cluster(plek / "postgres"), RedisServer(plek / "redis")
        sjabloon = os.environ.get("BENCH_SJABLOON")
        if sjabloon:
            subprocess.run(["cp", "-a", sjabloon, cluster.data], check=True)
        cluster.start()
        redis.start()
        naam = "sjabloon" if sjabloon else DATABASE
        try:
            os.environ |= {
                "DEBUG": "1",
                "PROEF": "1",
                "REDIS_URL": redis.url,
                "PRIVATE_ROOT": str(plek / "bestanden"),
                "DATABASE_URL": cluster.url(EIGENAAR, naam),
                "DATABASE_URL_APP": cluster.url(APP, naam),
                "DJANGO_SETTINGS_MODULE": "socialebasis.settings",
            }
            cluster.voer_uit(f"GRANT CONNECT ON DATABASE {naam} TO {APP}")
            for opdracht in () if sjabloon else (["migrate", "--verbosity", "0"], ["rechten"]):
                subprocess.run([sys.executable, WORTEL / "manage.py", *opdracht], check=True)
            yield cluster, redis
        finally:
            redis.stop()
            cluster.stop()


@contextmanager
def _web(omgeving: dict[str, str]) -> Iterator[int]:
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        poort = int(proef.getsockname()[1])
    web = kinderen.start(
        [
            *(sys.executable, "-m", "gunicorn", "socialebasis.wsgi", "--bind", f"127.0.0.1:{poort}"),
            *("--worker-class", "gthread", *DRADEN, "--no-control-socket", "--log-level", "warning"),
        ],
        omgeving=omgeving,
    )
    try:
        for _ in range(600):
            try:
                urlopen(f"http://127.0.0.1:{poort}/healthz", timeout=2).close()
                break
            except (URLError, OSError):
                time.sleep(0.1)
        yield poort
    finally:
        kinderen.stop(web, kinderen.signal.SIGTERM, geduld=15)
