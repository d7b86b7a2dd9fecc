"""With DEBUG off, insecure settings refuse to start."""

import runpy

import pytest
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
    ],
)
def test_an_insecure_or_missing_value_refuses_to_start(monkeypatch, naam, waarde):
    with pytest.raises(ImproperlyConfigured, match=naam):
        lees_instellingen(monkeypatch, **{naam: waarde})


def test_production_values_start_with_every_lock_on(monkeypatch):
    instellingen = lees_instellingen(monkeypatch, PROEF="1", DEBUG=None)

    aan = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    assert all(instellingen[naam] for naam in aan)
    assert instellingen["DEBUG"] is False
    assert instellingen["PROEF"] is False
    assert instellingen["PASSWORD_HASHERS"] == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.mark.parametrize(
    ("redis", "makelaar", "cache"),
    [
        ("redis://redis:6379", "redis://redis:6379/0", "redis://redis:6379/1"),
        ("rediss://:geheim@redis:6380", "rediss://:geheim@redis:6380/0", "rediss://:geheim@redis:6380/1"),
        ("unix:///tmp/r.sock", "redis+socket:///tmp/r.sock?virtual_host=0", "unix:///tmp/r.sock?db=1"),
    ],
)
def test_broker_and_cache_use_two_databases_of_one_server(monkeypatch, redis, makelaar, cache):
    instellingen = lees_instellingen(monkeypatch, REDIS_URL=redis)

    assert instellingen["CELERY_BROKER_URL"] == makelaar
    assert instellingen["CACHES"]["default"]["LOCATION"] == cache
