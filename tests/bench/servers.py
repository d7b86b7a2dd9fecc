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
from socialebasis.proef.cluster import APP, EIGENAAR, Cluster
from socialebasis.proef.gedeeld import WORTEL
from socialebasis.proef.redis import RedisServer

DRADEN = ("--workers", "2", "--threads", "8")


@contextmanager
def servers() -> Iterator[int]:
    """The port of a fresh installation. This process then talks to its database as the owner."""
    with tempfile.TemporaryDirectory(prefix="sb-bench-") as tijdelijk:
        plek = Path(tijdelijk)
        plek.chmod(0o711)
        cluster, redis = Cluster(plek / "postgres"), RedisServer(plek / "redis")
        cluster.start()
        redis.start()
        try:
            os.environ |= {
                "DEBUG": "1",
                "PROEF": "1",
                "REDIS_URL": redis.url,
                "PRIVATE_ROOT": str(plek / "bestanden"),
                "DATABASE_URL": cluster.url(EIGENAAR),
                "DJANGO_SETTINGS_MODULE": "socialebasis.settings",
            }
            for opdracht in (["migrate", "--verbosity", "0"], ["rechten"]):
                subprocess.run([sys.executable, WORTEL / "manage.py", *opdracht], check=True)
            with _web(os.environ | {"DATABASE_URL": cluster.url(APP)}) as poort:
                yield poort
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
