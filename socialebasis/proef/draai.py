"""`script/run`: prepare the database, then keep web, worker and beat running until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from socialebasis.proef.gedeeld import DATA, WORTEL, Adressen, eigen_servers, van_buiten
from socialebasis.proef.kinderen import ProefFout
from socialebasis.proef.toezicht import Taak, Toezicht

ADRES = "127.0.0.1"
STOPSEINEN = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def vrije_poort() -> int:
    """The port to listen on, from PORT. Taken or senseless: one line that says so."""
    tekst = os.environ.get("PORT") or "8000"
    if not tekst.isdecimal() or not 0 < int(tekst) < 65536:
        raise ProefFout(f"PORT={tekst} is geen poortnummer.")
    with socket.socket() as proef:
        proef.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            proef.bind((ADRES, int(tekst)))
        except OSError as fout:
            raise ProefFout(
                f"Poort {tekst} is niet vrij ({fout.strerror}): stop wat daar draait, of kies: PORT=8001 script/run"
            ) from None
    return int(tekst)


def manage(adressen: Adressen, *argumenten: str) -> str:
    """manage.py as owner; its output. What goes wrong there is shown whole."""
    klaar = subprocess.run(  # noqa: S603 - our own manage.py
        [sys.executable, WORTEL / "manage.py", *argumenten],
        env=adressen.omgeving(als_eigenaar=True),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if klaar.returncode:
        raise ProefFout(f"{klaar.stdout}manage.py {argumenten[0]} is mislukt; de reden staat hierboven.")
    return klaar.stdout


def bereid_voor(adressen: Adressen) -> str:
    """Migrations, rights and demo data; what the demo says about its accounts."""
    manage(adressen, "migrate", "--verbosity", "0")
    if adressen.eigenaar != adressen.app:
        manage(adressen, "rechten")
    return manage(adressen, "zaai_demo")


def taken(adressen: Adressen, poort: int) -> list[Taak]:
    """In the order in which they stop: first nobody comes in any more, then the work is finished."""
    webadres = os.environ.get("WEBADRES") or f"http://{ADRES}:{poort}"  # what stands in mails
    omgeving = adressen.omgeving(als_eigenaar=False) | {"PROEF": "1", "PYTHONUNBUFFERED": "1", "WEBADRES": webadres}
    celery = [sys.executable, "-m", "celery", "-A", "socialebasis"]
    return [
        Taak(
            "web",
            [
                *(sys.executable, "-m", "gunicorn", "socialebasis.wsgi", "--bind", f"{ADRES}:{poort}"),
                *("--worker-class", "gthread", "--workers", "2", "--threads", "4", "--graceful-timeout", "10"),
                *("--no-control-socket", "--log-level", "warning"),
            ],
            omgeving,
        ),
        Taak("beat", [*celery, "beat", "--schedule", DATA / "beat", "--pidfile=", "--loglevel", "WARNING"], omgeving),
        Taak(
            "worker",
            [
                *celery,
                "worker",
                "--pool",
                "prefork",
                "--concurrency",
                "2",
                "--hostname",
                "proef@%h",
                "--loglevel",
                "INFO",
            ],
            omgeving,
            geduld=30.0,
        ),
    ]


@contextmanager
def servers_van(schoon: bool) -> Iterator[tuple[Callable[[], None], Adressen]]:
    """The addresses, and what to call now and then to keep the servers up. Servers of others are not ours to watch."""
    buiten = van_buiten()
    if buiten is None:
        with eigen_servers(schoon=schoon) as (servers, adressen):
            yield servers.waak, adressen
    elif schoon:
        raise ProefFout("--schoon wist alleen de proefservers in .data/, niet de database uit DATABASE_URL.")
    else:
        yield lambda: None, buiten


def antwoordt(poort: int) -> bool:
    try:
        with urlopen(f"http://{ADRES}:{poort}/healthz", timeout=2):
            return True
    except (URLError, OSError):
        return False


def meld(tekst: str) -> None:
    sys.stdout.write(f"{tekst}\n")
    sys.stdout.flush()


def stop_netjes(*_: object) -> None:
    raise KeyboardInterrupt


def draai(argumenten: list[str]) -> int:
    if argumenten not in ([], ["--schoon"]):
        raise ProefFout("Gebruik: script/run [--schoon]")
    for sein in STOPSEINEN:  # SIGINT too: a shell starts a background job with it ignored
        signal.signal(sein, stop_netjes)
    poort = vrije_poort()
    meld("Sociale Basis start …")
    with servers_van(schoon=bool(argumenten)) as (waak_servers, adressen):
        try:
            accounts = bereid_voor(adressen)
            bewaak(Toezicht(taken(adressen, poort)), waak_servers, poort, accounts)
        except KeyboardInterrupt:
            return 0
        finally:
            for sein in STOPSEINEN:
                signal.signal(sein, signal.SIG_IGN)
            meld("Gestopt.")
    return 0


def bewaak(toezicht: Toezicht, waak_servers: Callable[[], None], poort: int, accounts: str) -> None:
    """Until Ctrl-C. The address and the accounts are told once the web server answers."""
    try:
        toezicht.start()
        gemeld = False
        while True:
            toezicht.waak(0.2)
            waak_servers()
            if not gemeld and antwoordt(poort):
                gemeld = True
                meld(f"\n{accounts.strip()}\n\nSociale Basis draait op http://{ADRES}:{poort}  (Ctrl-C stopt alles)\n")
            sys.stdout.flush()
    finally:
        toezicht.stop()
