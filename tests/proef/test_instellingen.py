"""With DEBUG off, insecure settings refuse to start."""

import runpy
import socket

import pytest
import redis
from allauth.core.internal.httpkit import get_client_ip
from django.core.cache import CacheHandler
from django.core.exceptions import ImproperlyConfigured

from socialebasis.proef.gedeeld import WORTEL

GOED = {
    "DEBUG": "0",
    "SECRET_KEY": "x1" * 30,
    "ALLOWED_HOSTS": "subsidies.example",
    "DATABASE_URL": "postgres://app:geheim@db/socialebasis",
    "REDIS_URL": "redis://redis:6379",
}


def lees_instellingen(monkeypatch, **anders):
    for naam, waarde in (GOED | anders).items():
        if waarde is None:
            monkeypatch.delenv(naam, raising=False)
        else:
            monkeypatch.setenv(naam, waarde)
    return runpy.run_path(str(WORTEL / "socialebasis" / "settings" / "__init__.py"))


@pytest.mark.parametrize(
    ("naam", "waarde"),
    [
        ("SECRET_KEY", None),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "te-kort"),
        ("SECRET_KEY", "django-insecure-" + "x" * 50),
        ("ALLOWED_HOSTS", None),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "subsidies.example,*"),
        ("DATABASE_URL", None),
        ("REDIS_URL", None),
        ("DEBUG", "misschien"),
        ("CLAMD_ADRES", "clamd:3310"),
        ("CLAMD_ADRES", "unix://"),
        ("CLAMD_ADRES", "tcp://"),
    ],
)
def test_an_insecure_or_missing_value_refuses_to_start(monkeypatch, naam, waarde):
    with pytest.raises(ImproperlyConfigured, match=naam):
        lees_instellingen(monkeypatch, **{naam: waarde})


def test_production_values_start_with_every_lock_on(monkeypatch):
    instellingen = lees_instellingen(monkeypatch, PROEF="1", DEBUG=None)

    aan = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    assert all(instellingen[naam] for naam in aan)
    assert instellingen["CLAMD_ADRES"] == ""
    assert instellingen["BESTAND_MAX_BYTES"] == 10 * 2**20
    assert instellingen["DEBUG"] is False
    assert instellingen["PROEF"] is False
    assert instellingen["PASSWORD_HASHERS"] == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.mark.parametrize("adres", ["tcp://clamd:3310", "unix:///run/clamd.ctl"])
def test_a_virus_scanner_is_named_by_its_kind_of_socket(monkeypatch, adres):
    assert lees_instellingen(monkeypatch, CLAMD_ADRES=adres)["CLAMD_ADRES"] == adres


@pytest.mark.parametrize(("achter_proxy", "telt"), [("0", 0), ("1", 1)])
def test_behind_a_proxy_failed_logins_count_per_visitor_and_nowhere_else_is_its_header_believed(
    monkeypatch, rf, settings, achter_proxy, telt
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = lees_instellingen(monkeypatch, ACHTER_PROXY=achter_proxy)[
        "ALLAUTH_TRUSTED_PROXY_COUNT"
    ]

    verzoek = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 192.0.2.7")

    assert get_client_ip(verzoek) == ("10.0.0.1", "192.0.2.7")[telt]


@pytest.mark.parametrize(
    ("pad", "host", "status"), [("/hulp/", "evil.example", 400), ("/bestaat-niet/", "testserver", 404)]
)
def test_an_error_carries_the_policy_too(client, db, settings, pad, host, status):
    settings.SECURE_SSL_REDIRECT = host == "evil.example"  # asks for the host before anything else

    antwoord = client.get(pad, HTTP_HOST=host)

    assert antwoord.status_code == status
    assert "default-src 'self'" in antwoord["Content-Security-Policy"]


def test_static_files_carry_the_policy_too(monkeypatch):
    volgorde = lees_instellingen(monkeypatch)["MIDDLEWARE"]

    assert volgorde[0] == "csp.middleware.CSPMiddleware"


def test_a_silent_cache_is_given_up(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as stil:
        instellingen = lees_instellingen(monkeypatch, REDIS_URL=f"redis://127.0.0.1:{stil.getsockname()[1]}")

        with pytest.raises(redis.exceptions.TimeoutError):
            CacheHandler(instellingen["CACHES"])["default"].get("x")


@pytest.mark.parametrize(
    ("adres", "makelaar", "cache"),
    [
        ("redis://redis:6379", "redis://redis:6379/0", "redis://redis:6379/1"),
        ("rediss://:geheim@redis:6380", "rediss://:geheim@redis:6380/0", "rediss://:geheim@redis:6380/1"),
        ("unix:///tmp/r.sock", "redis+socket:///tmp/r.sock?virtual_host=0", "unix:///tmp/r.sock?db=1"),
    ],
)
def test_broker_and_cache_use_two_databases_of_one_server(monkeypatch, adres, makelaar, cache):
    instellingen = lees_instellingen(monkeypatch, REDIS_URL=adres)

    assert instellingen["CELERY_BROKER_URL"] == makelaar
    assert instellingen["CACHES"]["default"]["LOCATION"] == cache
