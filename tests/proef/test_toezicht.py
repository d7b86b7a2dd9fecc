"""The supervisor and its servers: restarted, stopped in order, never orphaned."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest
from redis import Redis

from socialebasis.proef import klaarzetten
from socialebasis.proef.gedeeld import Servers, van_buiten
from socialebasis.proef.kinderen import ProefFout
from socialebasis.proef.toezicht import Taak, Toezicht

SLAAP = [sys.executable, "-c", "import time; print('wakker', flush=True); time.sleep(600)"]


def leeft(pid):
    try:
        staat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return staat != "Z"


def tot(klaar, seconden=15):
    uiterlijk = time.monotonic() + seconden
    while not klaar() and time.monotonic() < uiterlijk:
        time.sleep(0.02)
    return klaar()


@pytest.fixture
def uitvoer():
    return []


@pytest.fixture
def toezicht(uitvoer):
    maker = Toezicht([Taak("web", SLAAP, os.environ), Taak("worker", SLAAP, os.environ)], uitvoer.append)
    maker.start()
    yield maker
    maker.stop()


def waak_tot(toezicht, klaar, seconden=15):
    uiterlijk = time.monotonic() + seconden
    while not klaar() and time.monotonic() < uiterlijk:
        toezicht.waak(0.05)
    return klaar()


def test_a_child_that_is_killed_comes_back_and_the_other_stays(toezicht, uitvoer):
    web, worker = toezicht.taken
    eerste, andere = web.proces.pid, worker.proces.pid

    os.kill(eerste, signal.SIGKILL)

    assert waak_tot(toezicht, lambda: web.proces is not None and web.proces.pid != eerste)
    assert web.proces.poll() is None
    assert worker.proces.pid == andere
    assert "web    | is gestopt (code -9); start opnieuw over 0.5 s\n" in uitvoer


def test_a_child_that_dies_at_once_is_started_less_and_less_often(uitvoer):
    taak = Taak("web", [sys.executable, "-c", "raise SystemExit(3)"], os.environ)
    toezicht = Toezicht([taak], uitvoer.append)
    toezicht.start()

    assert waak_tot(toezicht, lambda: len(uitvoer) == 2)
    toezicht.stop()

    assert uitvoer == [
        "web | is gestopt (code 3); start opnieuw over 0.5 s\n",
        "web | is gestopt (code 3); start opnieuw over 1 s\n",
    ]


def test_what_children_say_is_passed_on_under_their_name(toezicht, uitvoer):
    assert waak_tot(toezicht, lambda: len(uitvoer) == 2)

    assert sorted(uitvoer) == ["web    | wakker\n", "worker | wakker\n"]


def test_stopping_leaves_no_child(uitvoer):
    toezicht = Toezicht([Taak("web", SLAAP, os.environ), Taak("worker", SLAAP, os.environ)], uitvoer.append)
    toezicht.start()
    pids = [taak.proces.pid for taak in toezicht.taken]

    toezicht.stop()

    assert [pid for pid in pids if leeft(pid)] == []
    assert [taak.proces for taak in toezicht.taken] == [None, None]


WEES = """
import os, sys, time
from pathlib import Path
from socialebasis.proef.gedeeld import Servers
from socialebasis.proef.toezicht import Taak, Toezicht
servers = Servers(Path(sys.argv[1]))
servers.start()
kind = [sys.executable, "-c", "import time; time.sleep(600)"]
toezicht = Toezicht([Taak("web", kind, os.environ), Taak("worker", kind, os.environ)])
toezicht.start()
pids = [servers.cluster.proces.pid, servers.redis.proces.pid, *(taak.proces.pid for taak in toezicht.taken)]
print(*pids, flush=True)
time.sleep(600)
"""


@pytest.mark.fouten
def test_kill_9_of_the_supervisor_leaves_no_orphan(tmp_path):
    ouder = subprocess.Popen([sys.executable, "-c", WEES, tmp_path / "data"], stdout=subprocess.PIPE, text=True)
    pids = [int(pid) for pid in ouder.stdout.readline().split()]
    assert len(pids) == 4
    assert all(map(leeft, pids))

    ouder.kill()
    ouder.communicate()

    assert tot(lambda: not any(map(leeft, pids))), [pid for pid in pids if leeft(pid)]


@pytest.fixture
def servers(tmp_path):
    proef = Servers(tmp_path / "data")
    proef.start()
    yield proef
    proef.stop()


@pytest.mark.fouten
def test_a_killed_database_and_redis_come_back_at_the_same_address_with_their_data(servers):
    adressen = servers.lopend()
    servers.cluster.voer_uit("CREATE ROLE bewaard")
    with Redis.from_url(adressen.redis) as client:
        client.set("bewaard", "ja")
        time.sleep(1.1)  # Redis writes its file to disk once a second

        servers.cluster.proces.kill()
        servers.redis.proces.kill()
        assert tot(lambda: servers.cluster.proces.poll() is not None and servers.redis.proces.poll() is not None)
        servers.waak()

        assert servers.lopend() == adressen
        assert client.get("bewaard") == b"ja"
    verbinding = psycopg2.connect(adressen.app)
    with verbinding.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_roles WHERE rolname = 'bewaard'")
        assert cursor.fetchone() == (1,)
    verbinding.close()


def test_the_database_is_made_as_in_production(servers):
    verbinding = psycopg2.connect(servers.lopend().eigenaar)
    with verbinding.cursor() as cursor:
        cursor.execute(
            "SELECT pg_encoding_to_char(encoding), datlocprovider, datlocale FROM pg_database WHERE datname = %s",
            ["socialebasis"],
        )
        vorm = cursor.fetchone()
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolsuper AND rolname IN ('app', 'migratie')")
        almachtig = cursor.fetchall()
    verbinding.close()

    assert vorm == ("UTF8", "b", "C.UTF-8")
    assert almachtig == []


def test_starting_over_keeps_nothing_but_the_locks_and_the_test_templates(tmp_path):
    for naam in ("postgres", "bestanden", "sjablonen"):
        (tmp_path / naam).mkdir()
    for naam in ("beat", "servers.json", "gebruik.lock"):
        (tmp_path / naam).touch()

    Servers(tmp_path).wis()

    assert sorted(pad.name for pad in tmp_path.iterdir()) == ["gebruik.lock", "sjablonen"]


def test_a_port_in_use_gives_one_line():
    with socket.socket() as bezet:
        bezet.bind(("127.0.0.1", 0))
        bezet.listen()
        poort = bezet.getsockname()[1]

        klaar = subprocess.run(
            [sys.executable, "-m", "socialebasis.proef", "run"],
            env=os.environ | {"PORT": str(poort)},
            capture_output=True,
            text=True,
            check=False,
        )

    assert klaar.returncode == 1
    assert klaar.stdout == ""
    assert klaar.stderr == (
        f"Poort {poort} is niet vrij (Address already in use): stop wat daar draait, of kies: PORT=8001 script/run\n"
    )


def test_one_of_two_server_addresses_is_refused(monkeypatch):
    monkeypatch.delenv("REDIS_URL")

    with pytest.raises(ProefFout, match="Alleen DATABASE_URL is gezet"):
        van_buiten()


def test_without_a_package_manager_the_line_to_type_is_told(monkeypatch):
    monkeypatch.setattr(klaarzetten.shutil, "which", lambda naam: None)
    monkeypatch.setattr(klaarzetten.sys, "platform", "linux")

    with pytest.raises(ProefFout) as fout:
        klaarzetten.installeer(["chromium"], "Chromium", "brew install --cask chromium")

    assert str(fout.value) == "Chromium ontbreekt. Installeer het met: sudo apt-get install -y chromium"
