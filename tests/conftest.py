"""Fixtures for every room. The servers behind them are started by tests/omgeving.py, before Django loads.

Django itself connects as the owner of the tables (a test must be able to flush them), and takes the role `app` for
every request and task (tests/hulp/als_app.py); `app_rol`, `echte_worker` and the production test in tests/proef/
connect as that role.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import dj_database_url
import psycopg2
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client, override_settings
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page
from pytest_django.plugin import blocking_manager_key
from redis import Redis

from kern.taken import makelaar
from organisaties.models import Lidmaatschap
from socialebasis.proef import kinderen
from socialebasis.proef.klaarzetten import chromium_pad
from tests.hulp import als_app
from tests.hulp.bewaard import stapel, volgorde, werelden_van
from tests.hulp.legen import sql_flush

BREED = {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """Nothing to make: tests/omgeving.py gave this process a migrated database before Django loaded."""
    mislukt = os.environ.get("TEST_MIGRATIE_MISLUKT")
    if mislukt:
        pytest.fail(mislukt, pytrace=False)
    DatabaseOperations.sql_flush = sql_flush
    als_app.zet_aan()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=volgorde)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """The worlds a test begins in stand before its own transaction begins (tests/hulp/bewaard.py)."""
    if isinstance(item, pytest.Function) and not os.environ.get("TEST_MIGRATIE_MISLUKT"):
        with item.config.stash[blocking_manager_key].unblock():
            stapel.zet_klaar(werelden_van(item))


@pytest.fixture(autouse=True, scope="session")
def _snelle_wachtwoorden() -> Iterator[None]:
    """The production algorithm at its lowest cost."""
    with override_settings(PASSWORD_HASHERS=["tests.wachtwoorden.SnelleArgon2"]):
        yield


@pytest.fixture(autouse=True)
def _lege_cache() -> Iterator[None]:
    """What one test counted (rate limits, a broker that was away) must not stop the next one."""
    makelaar.weg_tot = 0.0
    yield
    cache.clear()


# --- servers ---


def verbind(url: str) -> psycopg2.extensions.connection:
    delen = dj_database_url.parse(url)
    return psycopg2.connect(host=delen["HOST"], user=delen["USER"], dbname=delen["NAME"])


@pytest.fixture
def app_rol(django_db_setup: None) -> Iterator[psycopg2.extensions.connection]:
    """A connection of its own as role `app`, autocommit: what the web and the worker may do in production.

    It sees only what is committed: ask for `transactional_db` too when the test writes rows.
    """
    verbinding = verbind(os.environ["DATABASE_URL_APP"])
    verbinding.autocommit = True
    yield verbinding
    verbinding.close()


@pytest.fixture
def als(client: Client) -> Callable[[Lidmaatschap], Client]:
    """`als(lid)`: the test client, logged in as that person."""

    def log_in(lid: Lidmaatschap) -> Client:
        client.force_login(lid.gebruiker, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


@pytest.fixture
def redis_server() -> Iterator[Redis]:
    """A client on the broker database of this process's Redis, empty at the start."""
    with Redis.from_url(os.environ["REDIS_URL"]) as client:
        client.flushdb()
        yield client


class EchteWorker:
    """A prefork Celery worker in a process of its own, as role `app` on the test database and the test Redis."""

    def __init__(self, logboek: Path) -> None:
        self.logboek = logboek
        self.proces: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and return when it takes work."""
        celery = [sys.executable, "-W", "ignore", "-m", "celery", "-A", "socialebasis", "worker"]
        with self.logboek.open("wb") as log:
            self.proces = kinderen.start(
                [*celery, "--pool", "prefork", "--concurrency", "2", "--loglevel", "INFO", "--without-gossip"],
                omgeving=os.environ | {"DATABASE_URL": os.environ["DATABASE_URL_APP"]},
                bij_wees=signal.SIGQUIT,
                uitvoer=log.fileno(),
            )
        wacht_op(lambda: "ready." in self.log() or self.proces.poll() is not None, "de worker start niet", 30)
        assert self.proces.poll() is None, self.log()

    def log(self) -> str:
        return self.logboek.read_text(errors="replace")

    def dood(self) -> None:
        """kill -9 of the worker and its pool at once: no acknowledgement, no clean-up."""
        os.killpg(self.proces.pid, signal.SIGKILL)
        self.proces.wait()

    def stop(self) -> None:
        if self.proces is not None:
            kinderen.stop(self.proces, signal.SIGTERM, geduld=10)


def wacht_op(klaar: Callable[[], object], anders: str, seconden: float = 20) -> None:
    """Until `klaar()` is true. Asks often, so that a test never sleeps longer than it must."""
    uiterlijk = time.monotonic() + seconden
    while not klaar():
        if time.monotonic() > uiterlijk:
            pytest.fail(f"na {seconden:g} s: {anders}", pytrace=False)
        time.sleep(0.05)


@pytest.fixture
def echte_worker(transactional_db: None, redis_server: Redis, tmp_path: Path) -> Iterator[EchteWorker]:
    """A running worker; `.dood()` kills it, `.start()` brings it back, `.log()` is what it said."""
    worker = EchteWorker(tmp_path / "worker.log")
    worker.start()
    yield worker
    worker.stop()


# --- browser ---


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    """The system's Chromium, silent towards the outside world."""
    pad = chromium_pad()
    if pad is None:
        pytest.fail("Chromium ontbreekt: draai script/voorbereiden --chromium.", pytrace=False)
    stil = ["background-networking", "component-update", "sync", "quic", "gpu"]
    return browser_type_launch_args | {
        "executable_path": pad,
        "args": ["--no-sandbox", "--no-first-run", *(f"--disable-{deel}" for deel in stil)],
    }


@pytest.fixture
def context_van(
    live_server: object, new_context: Callable[..., BrowserContext]
) -> Iterator[Callable[..., BrowserContext]]:
    """A browser of one's own per person: `context_van(viewport=…, java_script_enabled=False)`.

    A script that fails, or anything the Content-Security-Policy stops, fails the test.
    """
    klachten: list[str] = []

    def hoor(bericht: ConsoleMessage) -> None:
        if bericht.type == "error" and "Content Security Policy" in bericht.text:
            klachten.append(bericht.text)

    def fout(bericht: Error) -> None:
        klachten.append(str(bericht))

    def maak(**opties: object) -> BrowserContext:
        nederlands = {"locale": "nl-NL", "timezone_id": "Europe/Amsterdam", "viewport": BREED}
        context = new_context(base_url=live_server.url, **(nederlands | opties))
        context.set_default_timeout(10_000)
        context.on("console", hoor)
        context.on("page", lambda page: page.on("pageerror", fout))
        return context

    yield maak

    assert klachten == []


@pytest.fixture
def pagina(context_van: Callable[..., BrowserContext]) -> Page:
    """A page at 1280 px, with addresses relative to the live server: `pagina.goto("/inloggen/")`."""
    return context_van().new_page()


@pytest.fixture
def log_in(live_server: object) -> Callable[[Page, str], None]:
    """`log_in(pagina, "a@b.example")`: that person's session in this browser, without the form."""

    def geef_sessie(page: Page, email: str) -> None:
        client = Client()
        gebruiker = get_user_model().objects.get(email=email)
        client.force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
        naam = django_settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": naam, "value": client.cookies[naam].value, "url": live_server.url}])

    return geef_sessie


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(pagina)`: no violation of any rule on what the browser shows now."""

    def keur(page: Page) -> None:
        uitslag = Axe().run(page)
        assert uitslag.violations_count == 0, f"{page.url}\n{uitslag.generate_report()}"

    return keur
