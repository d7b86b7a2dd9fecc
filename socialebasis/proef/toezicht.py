"""The supervisor: keeps a few processes running, passes their output on, and stops them in order."""

import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from socialebasis.proef import kinderen

LANGSTE_WACHT = 30.0
STABIEL_NA = 30.0


@dataclass
class Taak:
    """One process to keep alive. `stopsein` must also make it leave when we are killed ourselves."""

    naam: str
    opdracht: Sequence[str | Path]
    omgeving: Mapping[str, str]
    stopsein: signal.Signals = signal.SIGTERM
    geduld: float = 15.0
    proces: subprocess.Popen[bytes] | None = field(default=None, init=False)
    gestart: float = field(default=0.0, init=False)
    herstart_om: float = field(default=0.0, init=False)
    wacht: float = field(default=0.5, init=False)


class Toezicht:
    """Single-threaded on purpose: Linux tells a child of our death when the thread that started it ends."""

    def __init__(self, taken: Sequence[Taak], schrijf: Callable[[str], object] = sys.stdout.write) -> None:
        self.taken = taken
        self._schrijf = schrijf
        self._breedte = max(len(taak.naam) for taak in taken)
        self._selector = selectors.DefaultSelector()
        self._resten: dict[int, bytes] = {}

    def start(self) -> None:
        for taak in self.taken:
            self._start(taak)

    def _start(self, taak: Taak) -> None:
        lezer, schrijver = os.pipe()
        try:
            taak.proces = kinderen.start(
                taak.opdracht, omgeving=taak.omgeving, bij_wees=taak.stopsein, uitvoer=schrijver
            )
        finally:
            os.close(schrijver)
        taak.gestart = time.monotonic()
        os.set_blocking(lezer, False)
        self._selector.register(lezer, selectors.EVENT_READ, taak)

    def waak(self, seconden: float) -> None:
        """Pass on output for at most this long, and restart what has died."""
        for sleutel, _ in self._selector.select(seconden):
            self._lees(sleutel)
        nu = time.monotonic()
        for taak in self.taken:
            if taak.proces is not None and taak.proces.poll() is not None:
                self._gestorven(taak, nu)
            elif taak.proces is None and nu >= taak.herstart_om:
                self._start(taak)

    def _gestorven(self, taak: Taak, nu: float) -> None:
        """Plan a restart: soon the first time, later and later for a process that dies at once."""
        if taak.proces is None:
            return
        code, taak.proces = taak.proces.returncode, None
        if nu - taak.gestart > STABIEL_NA:
            taak.wacht = 0.5
        taak.herstart_om = nu + taak.wacht
        self._meld(taak, f"is gestopt (code {code}); start opnieuw over {taak.wacht:g} s")
        taak.wacht = min(taak.wacht * 2, LANGSTE_WACHT)

    def _lees(self, sleutel: selectors.SelectorKey) -> None:
        taak: Taak = sleutel.data
        stuk = os.read(sleutel.fd, 65536)
        *regels, rest = (self._resten.pop(sleutel.fd, b"") + stuk).split(b"\n")
        if stuk:
            self._resten[sleutel.fd] = rest
        else:
            self._selector.unregister(sleutel.fd)
            os.close(sleutel.fd)
            regels += [rest] if rest else []
        for regel in regels:
            self._meld(taak, regel.decode(errors="replace"))

    def _meld(self, taak: Taak, tekst: str) -> None:
        self._schrijf(f"{taak.naam:<{self._breedte}} | {tekst}\n")

    def stop(self) -> None:
        """Stop the tasks one by one, the first named first, and pass on what they still say."""
        for taak in self.taken:
            if taak.proces is not None:
                kinderen.stop(taak.proces, taak.stopsein, taak.geduld)
                taak.proces = None
        while gereed := self._selector.select(0):
            for sleutel, _ in gereed:
                self._lees(sleutel)
        for sleutel in list(self._selector.get_map().values()):
            os.close(sleutel.fd)
        self._selector.close()
