"""The processes of production on this machine: gunicorn and two workers, as role `app`, with DEBUG off."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from http.client import HTTPConnection

import pytest

from kern.models import Gebeurtenis, Zegel
from socialebasis.celery import app
from socialebasis.proef import kinderen
from socialebasis.proef.gedeeld import WORTEL
from tests.conftest import wacht_op


def vrije_poort():
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        return proef.getsockname()[1]


@pytest.fixture
def productie(tmp_path):
    """The environment a municipality would give, with static files collected."""
    omgeving = os.environ | {
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "127.0.0.1",
        "ACHTER_PROXY": "1",
        "DATABASE_URL": os.environ["DATABASE_URL_APP"],
        "STATIC_ROOT": str(tmp_path / "static"),
        "PYTHONWARNINGS": "ignore",
    }
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "-v", "0"], cwd=WORTEL, env=omgeving, check=True
    )
    return omgeving


def haal(poort, pad, **koppen):
    verbinding = HTTPConnection("127.0.0.1", poort, timeout=10)
    try:
        verbinding.request("GET", pad, headers=koppen)
        antwoord = verbinding.getresponse()
        return antwoord.status, antwoord.headers, antwoord.read()
    except OSError:  # not listening yet, or still starting
        return 0, {}, b""
    finally:
        verbinding.close()


def verzegeld():
    """Ask a worker to seal until it did: it waits for transactions of other databases of this cluster too."""
    app.send_task("kern.tasks.verzegel_spoor")
    return Zegel.objects.exists()


@pytest.mark.fouten
def test_web_and_two_workers_run_in_production_shape(productie, transactional_db, redis_server, tmp_path):
    poort = vrije_poort()
    celery = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "socialebasis",
        "worker",
        "--pool",
        "prefork",
        "--concurrency",
        "1",
    ]
    opdrachten = {
        "web": [sys.executable, "-m", "gunicorn", "socialebasis.wsgi", "--bind", f"127.0.0.1:{poort}",
                "--worker-class", "gthread", "--threads", "2", "--no-control-socket"],
        "een": [*celery, "--hostname", "een@proef"],
        "twee": [*celery, "--hostname", "twee@proef"],
    }  # fmt: skip
    Gebeurtenis.objects.create(soort="proef")

    with ExitStack() as opruimen:
        for naam, opdracht in opdrachten.items():
            log = opruimen.enter_context((tmp_path / naam).open("wb"))
            proces = kinderen.start(opdracht, omgeving=productie, uitvoer=log.fileno())
            opruimen.callback(kinderen.stop, proces, signal.SIGTERM, 10)
        wacht_op(lambda: haal(poort, "/readyz")[0] == 200, "gunicorn is niet gereed", 90)
        wacht_op(lambda: len(app.control.ping(timeout=1)) == 2, "de twee workers antwoorden niet", 90)

        wacht_op(verzegeld, "geen worker deed de taak", 60)

        assert haal(poort, "/readyz")[2] == b"gereed\n"
        status, koppen, _ = haal(poort, "/inloggen/")
        assert (status, koppen["Location"]) == (301, f"https://127.0.0.1:{poort}/inloggen/")
        manifest = json.loads((tmp_path / "static" / "staticfiles.json").read_text())["paths"]
        assert len(manifest) > 3
        bestand = f"/static/{next(iter(manifest.values()))}"
        status, koppen, _ = haal(poort, bestand, **{"X-Forwarded-Proto": "https"})
        assert (status, koppen["Cache-Control"]) == (200, "max-age=315360000, public, immutable")
    assert Zegel.objects.count() == 1
