"""The servers of a test run, started before Django reads its settings (`-p tests.omgeving` in pyproject.toml).

One throwaway PostgreSQL per run; per process of the run (pytest-xdist) a clone of a migrated database and a Redis of
its own. Migrating happens once per set of migrations: the migrated data directory is kept in .data/sjablonen/ and
copied for each run.
"""

import atexit
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from socialebasis.proef.cluster import APP, EIGENAAR, Cluster
from socialebasis.proef.gedeeld import WORTEL
from socialebasis.proef.redis import RedisServer

SJABLONEN = WORTEL / ".data" / "sjablonen"
SJABLOON = "sjabloon"
BEWAARD = 3
WERKER = os.environ.get("PYTEST_XDIST_WORKER", "")


class MigratieMislukt(Exception):
    """The migrations do not run. Tests that need no database still can (tests/conftest.py tells the others)."""


def vingerafdruk() -> str:
    """Changes whenever a migration, the grants or the installed packages change."""
    bronnen = [
        *sorted(WORTEL.glob("*/migrations/*.py")),
        *(
            WORTEL / naam
            for naam in ("socialebasis/rechten.py", "socialebasis/proef/cluster.py", "requirements-dev.txt")
        ),
    ]
    som = hashlib.sha256()
    for bron in bronnen:
        som.update(f"{bron.relative_to(WORTEL)}\0".encode())
        som.update(bron.read_bytes())
    return som.hexdigest()[:16]


def manage(url: str, *argumenten: str) -> None:
    """manage.py in a process of its own: Django must not be loaded here yet."""
    klaar = subprocess.run(
        [sys.executable, "-W", "ignore", WORTEL / "manage.py", *argumenten],
        env=os.environ | {"DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    if klaar.returncode:
        raise MigratieMislukt(f"manage.py {' '.join(argumenten)}:\n{klaar.stdout[-2000:]}{klaar.stderr[-4000:]}")


def migreer(cluster: Cluster) -> None:
    cluster.voer_uit(f"CREATE DATABASE {SJABLOON} OWNER {EIGENAAR}", f"REVOKE ALL ON DATABASE {SJABLOON} FROM PUBLIC")
    url = cluster.url(EIGENAAR, SJABLOON)
    manage(url, "migrate", "--skip-checks", "--verbosity", "0")
    manage(url, "rechten", "--skip-checks")


@contextmanager
def een_tegelijk() -> Iterator[None]:
    """The second of two runs waits for what the first one makes."""
    SJABLONEN.mkdir(parents=True, exist_ok=True)
    with (SJABLONEN / "slot").open("w") as slot:
        fcntl.flock(slot, fcntl.LOCK_EX)
        yield


def maak_sjabloon(doel: Path) -> None:
    """A stopped cluster with one migrated database, put in place by one rename."""
    bouwplaats = SJABLONEN / "bouw"
    shutil.rmtree(bouwplaats, ignore_errors=True)  # what a run that was killed left
    bouwplaats.mkdir(mode=0o755)
    cluster = Cluster(bouwplaats / "postgres", vluchtig=True)
    try:
        cluster.start()
        try:
            migreer(cluster)
        finally:
            cluster.stop()
        cluster.data.rename(doel)
    finally:
        shutil.rmtree(bouwplaats, ignore_errors=True)
    for oud in sorted((pad for pad in SJABLONEN.glob("pg-*")), key=lambda pad: pad.stat().st_mtime)[:-BEWAARD]:
        shutil.rmtree(oud, ignore_errors=True)


class Omgeving:
    """What this process started, and the environment in which Django finds it."""

    def __init__(self) -> None:
        self.map = Path(tempfile.mkdtemp(prefix="sb-test-"))
        self.map.chmod(0o711)
        self.redis = RedisServer(self.map / "redis", vluchtig=True)
        self.cluster: Cluster | None = None

    def start(self) -> None:
        os.environ |= {"DEBUG": "1", "PRIVATE_ROOT": str(self.map / "bestanden"), "DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
        self.redis.start()
        os.environ["REDIS_URL"] = self.redis.url
        if not WERKER:
            self._start_cluster()
        self._kloon(f"test_{WERKER or 'alleen'}")

    def _start_cluster(self) -> None:
        """The run's own cluster, a copy of the template; its addresses travel to the xdist workers by environment."""
        sjabloon = SJABLONEN / f"pg-{vingerafdruk()}"
        cluster = Cluster(self.map / "postgres", vluchtig=True)
        try:
            with een_tegelijk():
                if not sjabloon.exists():
                    maak_sjabloon(sjabloon)
            subprocess.run(["cp", "-a", sjabloon, cluster.data], check=True)
        except MigratieMislukt as fout:
            os.environ["TEST_MIGRATIE_MISLUKT"] = str(fout)
        cluster.start()
        self.cluster = cluster
        if "TEST_MIGRATIE_MISLUKT" in os.environ:
            cluster.voer_uit(f"CREATE DATABASE {SJABLOON} OWNER {EIGENAAR}")
        cluster.voer_uit(f"GRANT SET ON PARAMETER session_replication_role TO {EIGENAAR}")  # tests/hulp/legen.py
        cluster.voer_uit(f"GRANT {APP} TO {EIGENAAR}")  # tests/hulp/als_app.py
        os.environ["TEST_SERVER_DSN"] = cluster.dsn("postgres", "postgres")
        os.environ["TEST_URL_EIGENAAR"] = cluster.url(EIGENAAR, "{}")
        os.environ["TEST_URL_APP"] = cluster.url(APP, "{}")

    def _kloon(self, naam: str) -> None:
        verbinding = psycopg2.connect(os.environ["TEST_SERVER_DSN"])
        verbinding.autocommit = True
        with verbinding.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {naam} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {naam} TEMPLATE {SJABLOON} OWNER {EIGENAAR} STRATEGY file_copy")
            cursor.execute(f"REVOKE ALL ON DATABASE {naam} FROM PUBLIC")  # as productie/rollen.sh does
            cursor.execute(f"GRANT CONNECT, TEMPORARY ON DATABASE {naam} TO {APP}")
        verbinding.close()
        os.environ["DATABASE_URL"] = os.environ["TEST_URL_EIGENAAR"].format(naam)
        os.environ["DATABASE_URL_APP"] = os.environ["TEST_URL_APP"].format(naam)

    def stop(self) -> None:
        self.redis.stop()
        if self.cluster is not None:
            self.cluster.stop()
        shutil.rmtree(self.map, ignore_errors=True)


OMGEVING = Omgeving()
atexit.register(OMGEVING.stop)
OMGEVING.start()


def pytest_unconfigure() -> None:
    """An xdist worker leaves without running its atexit handlers."""
    OMGEVING.stop()
