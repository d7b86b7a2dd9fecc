"""A small client of the virus scanner clamd: its INSTREAM command over TCP or a unix socket.

Fails closed: whatever is not a clear answer about the whole file is no answer.
"""

import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

POORT = 3310
VERBINDEN, ANTWOORDEN = 5.0, 30.0  # seconds
STUK = 2**16
LANGSTE_ANTWOORD = 4096
SCHOON, GEVONDEN, INLEIDING = "OK", " FOUND", "stream: "


class GeenUitslag(Exception):
    """The scanner did not say whether this file is clean: asked again later."""


class ScannerWeg(GeenUitslag):
    """The scanner cannot be reached: no other file has a chance either."""


def scan(inhoud: bytes, adres: str) -> str:
    """What the scanner found, "" for a clean file. `adres` is `tcp://server:3310` or `unix:///pad`.

    Raises ScannerWeg, or GeenUitslag for a time-out, an error of the scanner or an answer that is not understood.
    """
    uiterlijk = time.monotonic() + VERBINDEN + ANTWOORDEN
    with _verbinding(adres) as verbinding:
        try:
            verbinding.settimeout(ANTWOORDEN)
            verbinding.sendall(b"zINSTREAM\0" + b"".join(_brokken(inhoud)))
            antwoord = _lees(verbinding, uiterlijk)
        except OSError as fout:
            raise GeenUitslag(f"de virusscanner brak af: {fout}") from fout
    uitslag = antwoord.removeprefix(INLEIDING)
    if uitslag == antwoord:
        raise GeenUitslag(f"de virusscanner antwoordde {antwoord!r}")
    if uitslag == SCHOON:
        return ""
    if uitslag.endswith(GEVONDEN) and uitslag != GEVONDEN:
        return uitslag.removesuffix(GEVONDEN)
    raise GeenUitslag(f"de virusscanner antwoordde {antwoord!r}")


def _verbinding(adres: str) -> socket.socket:
    delen = urlsplit(adres)
    try:
        if delen.scheme != "unix":
            return socket.create_connection((delen.hostname, delen.port or POORT), VERBINDEN)
        verbinding = socket.socket(socket.AF_UNIX)
        try:
            verbinding.settimeout(VERBINDEN)
            verbinding.connect(delen.path)
        except OSError:
            verbinding.close()
            raise
        return verbinding
    except OSError as fout:
        raise ScannerWeg(f"de virusscanner is niet bereikbaar: {fout}") from fout


def _brokken(inhoud: bytes) -> Iterator[bytes]:
    """The file in pieces, each after its length; a piece of nothing ends it."""
    for begin in range(0, len(inhoud), STUK):
        stuk = inhoud[begin : begin + STUK]
        yield len(stuk).to_bytes(4) + stuk
    yield (0).to_bytes(4)


def _lees(verbinding: socket.socket, uiterlijk: float) -> str:
    """The answer up to its closing null, within the time that is left over all."""
    antwoord = b""
    while not antwoord.endswith(b"\0") and len(antwoord) < LANGSTE_ANTWOORD:
        over = uiterlijk - time.monotonic()
        if over <= 0:
            raise TimeoutError("te lang bezig")
        verbinding.settimeout(over)
        stuk = verbinding.recv(LANGSTE_ANTWOORD)
        if not stuk:
            break
        antwoord += stuk
    return antwoord.removesuffix(b"\0").decode("utf-8", "replace") if antwoord.endswith(b"\0") else ""
