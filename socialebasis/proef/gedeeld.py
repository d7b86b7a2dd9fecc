"""The servers of .data/, shared by every command that runs at the same time.

The first command starts them and, when it is done, waits for the others before it stops them; the others read
their address from `.data/servers.json`. Two file locks keep that in order: `start` while looking or starting,
`gebruik` (shared) as long as the servers are needed.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg2

from socialebasis.proef.cluster import APP, EIGENAAR, Cluster
from socialebasis.proef.kinderen import ProefFout
from socialebasis.proef.redis import RedisServer

WORTEL = Path(__file__).resolve().parent.parent.parent
DATA = WORTEL / ".data"


@dataclass(frozen=True)
class Adressen:
    """Where the servers are: the database as owner and as the application, and Redis."""

    eigenaar: str
    app: str
    redis: str

    def omgeving(self, *, als_eigenaar: bool) -> dict[str, str]:
        """The environment of a child: ours, plus these addresses."""
        adres = self.eigenaar if als_eigenaar else self.app
        return os.environ | {"DEBUG": "1", "DATABASE_URL": adres, "REDIS_URL": self.redis}


def van_buiten() -> Adressen | None:
    """Servers given in the environment. MIGRATIE_DATABASE_URL is the owner's way in, if that is another role."""
    namen = [naam for naam in ("DATABASE_URL", "REDIS_URL") if os.environ.get(naam)]
    if not namen:
        return None
    if len(namen) == 1:
        raise ProefFout(f"Alleen {namen[0]} is gezet: zet DATABASE_URL en REDIS_URL allebei, of geen van beide.")
    database = os.environ["DATABASE_URL"]
    return Adressen(os.environ.get("MIGRATIE_DATABASE_URL", database), database, os.environ["REDIS_URL"])


class Servers:
    """PostgreSQL and Redis with their data under one directory."""

    def __init__(self, data: Path = DATA) -> None:
        self.data = data
        self.cluster = Cluster(data / "postgres")
        self.redis = RedisServer(data / "redis")

    @property
    def kaart(self) -> Path:
        return self.data / "servers.json"

    def start(self) -> Adressen:
        self.cluster.start()
        try:
            self.redis.start()
        except BaseException:
            self.cluster.stop()
            raise
        adressen = Adressen(self.cluster.url(EIGENAAR), self.cluster.url(APP), self.redis.url)
        self.kaart.write_text(json.dumps(asdict(adressen)))
        return adressen

    def stop(self) -> None:
        self.kaart.unlink(missing_ok=True)
        self.redis.stop()
        self.cluster.stop()

    def waak(self) -> None:
        """Bring back a server that died. What it had promised to keep is on disk."""
        for server in (self.cluster, self.redis):
            if server.proces is not None and server.proces.poll() is not None:
                server.start()

    def wis(self) -> None:
        """Start over: everything in the directory goes, except the locks and the templates of the tests."""
        for pad in self.data.iterdir():
            if pad.is_dir() and pad.name != "sjablonen":
                shutil.rmtree(pad)
            elif pad.is_file() and pad.suffix != ".lock":
                pad.unlink()

    def lopend(self) -> Adressen | None:
        """The addresses another command wrote down, if a server answers there."""
        try:
            adressen = Adressen(**json.loads(self.kaart.read_text()))
            psycopg2.connect(adressen.eigenaar).close()
        except (FileNotFoundError, psycopg2.OperationalError):
            return None
        return adressen


@contextmanager
def grendel(pad: Path, soort: int) -> Iterator[int]:
    """A lock of the operating system on a file, gone when the process is gone."""
    pad.parent.mkdir(parents=True, exist_ok=True)
    bestand = os.open(pad, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(bestand, soort)
        yield bestand
    finally:
        os.close(bestand)


@contextmanager
def gedeelde_servers() -> Iterator[Adressen]:
    """Use the servers of .data/: those of another command when they run, otherwise our own until nobody needs them."""
    servers = Servers()
    with grendel(DATA / "gebruik.lock", fcntl.LOCK_UN) as gebruik:
        with grendel(DATA / "start.lock", fcntl.LOCK_EX):
            fcntl.flock(gebruik, fcntl.LOCK_SH)
            adressen = servers.lopend()
            onze = adressen is None
            if adressen is None:
                adressen = servers.start()
        try:
            yield adressen
        finally:
            if onze:
                fcntl.flock(gebruik, fcntl.LOCK_EX)
                servers.stop()


@contextmanager
def eigen_servers(*, schoon: bool = False) -> Iterator[tuple[Servers, Adressen]]:
    """The servers of .data/ for a long time: ours to watch, others may use them, and they stop when we stop."""
    servers = Servers()
    with grendel(DATA / "gebruik.lock", fcntl.LOCK_UN) as gebruik:
        with grendel(DATA / "start.lock", fcntl.LOCK_EX):
            _neem_alleen(gebruik)
            if schoon:
                servers.wis()
            adressen = servers.start()
            fcntl.flock(gebruik, fcntl.LOCK_SH)
        try:
            yield servers, adressen
        finally:
            servers.stop()


def _neem_alleen(bestand: int, geduld: float = 10.0) -> None:
    uiterlijk = time.monotonic() + geduld
    while True:
        try:
            fcntl.flock(bestand, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > uiterlijk:
                raise ProefFout(
                    "De map .data/ is in gebruik door een ander script/run of script/manage: stop dat eerst."
                ) from None
            time.sleep(0.1)
        else:
            return
