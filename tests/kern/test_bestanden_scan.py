"""The virus scan against a scanner of our own making: only a clear answer takes a file out of quarantine."""

import datetime
import socket
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from kern.bestanden import download, lees, neem_aan
from kern.bestanden.scan import GeenUitslag, ScannerWeg, scan
from kern.fouten import DomeinFout
from kern.models import Bestand, Gebeurtenis
from kern.querysets import RUST
from kern.tasks import scan_bestand, veeg_scans
from tests.hulp import bestanden as b

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("eigen_opslag")]

EICAR = "Eicar-Test-Signature"
OK, FOUND = b"stream: OK\0", f"stream: {EICAR} FOUND\0".encode()


class Clamd:
    """A scanner that reads an INSTREAM as clamd does and says what it is told to say."""

    def __init__(self, luisteraar: socket.socket) -> None:
        self.luisteraar = luisteraar
        self.antwoorden: list[bytes] = []  # the last one goes on
        self.gelezen: list[bytes] = []
        self.mag_verder = threading.Event()
        self.mag_verder.set()
        self.gevraagd = threading.Event()
        self.draad = threading.Thread(target=self._draai)
        self.draad.start()

    def _draai(self) -> None:
        while True:
            try:
                gesprek, _ = self.luisteraar.accept()
            except OSError:
                return
            with gesprek, gesprek.makefile("rb") as stroom:
                self._luister(gesprek, stroom)

    def _luister(self, gesprek: socket.socket, stroom: object) -> None:
        assert stroom.read(10) == b"zINSTREAM\0"
        inhoud = b""
        while lengte := int.from_bytes(stroom.read(4)):
            inhoud += stroom.read(lengte)
        self.gelezen.append(inhoud)
        self.gevraagd.set()
        self.mag_verder.wait(10)
        antwoord = self.antwoorden.pop(0) if len(self.antwoorden) > 1 else self.antwoorden[0]
        gesprek.sendall(antwoord)

    def stop(self) -> None:
        self.mag_verder.set()
        self.luisteraar.shutdown(socket.SHUT_RDWR)
        self.luisteraar.close()
        self.draad.join(10)


@pytest.fixture
def clamd(settings) -> Iterator[Clamd]:
    luisteraar = socket.create_server(("127.0.0.1", 0))
    settings.CLAMD_ADRES = f"tcp://127.0.0.1:{luisteraar.getsockname()[1]}"
    scanner = Clamd(luisteraar)
    yield scanner
    scanner.stop()


@pytest.fixture
def draai(django_capture_on_commit_callbacks) -> Callable[..., None]:
    """A task, and after it what waits for its commit."""

    def doe(taak: Callable[..., None], *args: object) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            taak(*args)

    return doe


def in_quarantaine(naam: str = "a.pdf") -> Bestand:
    """Uploaded long enough ago for the sweeper."""
    bestand = neem_aan(b.upload(naam=naam))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kern_bestand DISABLE TRIGGER USER")
        Bestand.objects.filter(pk=bestand.pk).update(geplaatst_op=timezone.now() - 2 * RUST)
        cursor.execute("ALTER TABLE kern_bestand ENABLE TRIGGER USER")
    bestand.refresh_from_db()
    return bestand


def stand(bestand: Bestand) -> str:
    return Bestand.objects.get(pk=bestand.pk).stand


def is_er(bestand: Bestand) -> bool:
    return default_storage.exists(bestand.bestand.name)


def nog_in_quarantaine(bestand: Bestand) -> bool:
    """Untouched, and not to be had."""
    bestand.refresh_from_db()
    with pytest.raises(DomeinFout) as fout:
        download(bestand)
    return (bestand.stand, bestand.reden, bestand.gescand_op, fout.value.code) == (
        "quarantaine",
        "",
        None,
        "bestand.niet_vrij",
    ) and lees(bestand) == b.PDF


# --- what the scanner says ---


def test_a_clean_file_is_free_and_the_scanner_saw_all_of_it(clamd, draai):
    clamd.antwoorden = [OK]
    bestand = in_quarantaine()

    draai(scan_bestand, bestand.pk)

    bestand.refresh_from_db()
    assert (bestand.stand, bestand.reden) == ("vrij", "")
    assert timezone.now() - bestand.gescand_op < datetime.timedelta(minutes=1)
    assert clamd.gelezen == [b.PDF]
    assert download(bestand).content == b.PDF
    assert Gebeurtenis.objects.count() == 0


def test_a_found_virus_refuses_the_file_and_removes_it(clamd, draai):
    clamd.antwoorden = [FOUND]
    bestand = in_quarantaine()

    draai(scan_bestand, bestand.pk)

    bestand.refresh_from_db()
    assert (bestand.stand, bestand.reden) == ("geweigerd", f"De viruscontrole vond {EICAR}.")
    assert not is_er(bestand)
    rij = Gebeurtenis.objects.get()
    assert (rij.soort, rij.lidmaatschap_id, rij.over_id) == ("bestand.geweigerd", None, bestand.pk)
    assert rij.feiten == {"sha256": bestand.sha256}


@pytest.mark.parametrize("antwoord", [OK, FOUND])
def test_the_task_twice_has_one_effect(clamd, draai, antwoord):
    clamd.antwoorden = [antwoord]
    bestand = in_quarantaine()
    draai(scan_bestand, bestand.pk)
    na_een = Bestand.objects.values().get(pk=bestand.pk), Gebeurtenis.objects.count()

    draai(scan_bestand, bestand.pk)
    draai(veeg_scans)

    assert (Bestand.objects.values().get(pk=bestand.pk), Gebeurtenis.objects.count()) == na_een
    assert len(clamd.gelezen) == 1


@pytest.mark.parametrize(
    "antwoord",
    [
        b"",
        b"\0",
        b"stream: OK",  # broken off before its end
        b"stream: OK, of toch niet\0",
        b"OK\0",
        b"stream: \0",
        b"stream:  FOUND\0",
        b"stream: ok\0",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"HTTP/1.1 200 OK\r\n\r\n\0",
        b"\xff\xfe\0",
        b"x" * 10_000 + b"\0",
    ],
)
def test_any_other_answer_leaves_the_file_in_quarantine(clamd, draai, caplog, antwoord):
    clamd.antwoorden = [antwoord]
    bestand = in_quarantaine()

    draai(scan_bestand, bestand.pk)

    assert nog_in_quarantaine(bestand)
    assert f"Bestand {bestand.pk} blijft in quarantaine" in caplog.text


# --- a scanner that is away or silent ---


def test_a_closed_door_leaves_the_file_in_quarantine_until_it_opens(settings, draai, clamd):
    adres = settings.CLAMD_ADRES
    with socket.create_server(("127.0.0.1", 0)) as dicht:
        settings.CLAMD_ADRES = f"tcp://127.0.0.1:{dicht.getsockname()[1]}"
    bestand = in_quarantaine()
    draai(scan_bestand, bestand.pk)
    draai(veeg_scans)
    assert nog_in_quarantaine(bestand)

    settings.CLAMD_ADRES, clamd.antwoorden = adres, [OK]
    draai(veeg_scans)

    assert stand(bestand) == "vrij"


def test_a_scanner_that_does_not_answer_leaves_the_file_in_quarantine(clamd, draai, monkeypatch):
    monkeypatch.setattr("kern.bestanden.scan.ANTWOORDEN", 0.1)
    monkeypatch.setattr("kern.bestanden.scan.VERBINDEN", 0.1)
    clamd.antwoorden = [OK]
    clamd.mag_verder.clear()
    bestand = in_quarantaine()

    draai(scan_bestand, bestand.pk)

    assert clamd.gelezen == [b.PDF]
    assert nog_in_quarantaine(bestand)


def test_a_sweep_asks_an_absent_scanner_once(settings, draai, monkeypatch):
    settings.CLAMD_ADRES = "unix:///bestaat/niet"
    bestanden = [in_quarantaine(f"{n}.pdf") for n in range(3)]
    gevraagd = []

    def weg(inhoud: bytes, adres: str) -> str:
        gevraagd.append(adres)
        return scan(inhoud, adres)

    monkeypatch.setattr("kern.bestanden.controle.scan", weg)
    draai(veeg_scans)

    assert gevraagd == ["unix:///bestaat/niet"]
    assert all(nog_in_quarantaine(bestand) for bestand in bestanden)


def test_one_file_that_chokes_the_scanner_does_not_stop_the_others(clamd, draai):
    clamd.antwoorden = [b"stream: Can't allocate memory ERROR\0", OK]
    bestanden = [in_quarantaine(f"{n}.pdf") for n in range(3)]

    draai(veeg_scans)
    assert sorted(stand(bestand) for bestand in bestanden) == ["quarantaine", "vrij", "vrij"]
    draai(veeg_scans)

    assert {stand(bestand) for bestand in bestanden} == {"vrij"}


def test_the_sweeper_leaves_what_was_uploaded_just_now_to_its_own_task(clamd, draai):
    clamd.antwoorden = [OK]
    vers = neem_aan(b.upload())

    draai(veeg_scans)

    assert clamd.gelezen == []
    assert stand(vers) == "quarantaine"


def test_with_the_scanner_switched_off_later_what_waits_goes_on_waiting(settings, draai, clamd):
    bestand = in_quarantaine()
    settings.CLAMD_ADRES = ""

    draai(scan_bestand, bestand.pk)
    draai(veeg_scans)

    assert nog_in_quarantaine(bestand)
    assert clamd.gelezen == []


def test_a_file_that_changed_in_the_storage_is_not_scanned_in_its_place(clamd, draai, caplog):
    clamd.antwoorden = [OK]
    bestand = in_quarantaine()
    Path(default_storage.path(bestand.bestand.name)).write_bytes(b"iets anders")

    draai(scan_bestand, bestand.pk)

    assert stand(bestand) == "quarantaine"
    assert clamd.gelezen == []
    assert "niet heel in de opslag" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_scan_a_file_once(clamd):
    clamd.antwoorden = [FOUND]
    clamd.mag_verder.clear()
    bestand = in_quarantaine()

    def werker() -> None:
        scan_bestand(bestand.pk)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        eerste = pool.submit(werker)
        assert clamd.gevraagd.wait(10)
        scan_bestand(bestand.pk)  # the first holds the row
        assert stand(bestand) == "quarantaine"
        clamd.mag_verder.set()
        eerste.result(10)

    assert stand(bestand) == "geweigerd"
    assert len(clamd.gelezen) == 1
    assert not is_er(bestand)
    assert Gebeurtenis.objects.count() == 1


# --- the client alone ---


def test_a_large_file_goes_in_pieces_over_a_unix_socket_too(tmp_path):
    pad = tmp_path / "clamd"
    luisteraar = socket.socket(socket.AF_UNIX)
    luisteraar.bind(str(pad))
    luisteraar.listen()
    scanner = Clamd(luisteraar)
    scanner.antwoorden = [OK, FOUND]
    inhoud = bytes(range(256)) * 1000

    try:
        uitslagen = [scan(inhoud, f"unix://{pad}"), scan(inhoud, f"unix://{pad}")]
    finally:
        scanner.stop()

    assert uitslagen == ["", EICAR]
    assert scanner.gelezen == [inhoud, inhoud]


def test_an_absent_scanner_is_another_error_than_a_vague_one(clamd, settings):
    clamd.antwoorden = [b"?\0"]

    with pytest.raises(GeenUitslag) as vaag:
        scan(b"x", settings.CLAMD_ADRES)
    with pytest.raises(ScannerWeg):
        scan(b"x", "unix:///bestaat/niet")

    assert not isinstance(vaag.value, ScannerWeg)
