"""The two addresses for whoever watches the servers."""

import pytest
from django.db import DatabaseError
from redis.exceptions import ConnectionError as RedisWeg

from socialebasis import gezondheid


def test_healthz_answers_without_asking_anybody(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        antwoord = client.get("/healthz")

    assert (antwoord.status_code, antwoord.content) == (200, b"in orde\n")


def test_readyz_answers_when_database_and_redis_do(client, db):
    antwoord = client.get("/readyz")

    assert (antwoord.status_code, antwoord.content) == (200, b"gereed\n")


@pytest.mark.parametrize(("naam", "fout"), [("database", DatabaseError), ("redis", RedisWeg)])
def test_readyz_names_what_does_not_answer(client, db, monkeypatch, naam, fout):
    def weg():
        raise fout("geheim adres")

    monkeypatch.setitem(gezondheid.NODIG, naam, weg)

    antwoord = client.get("/readyz")

    assert (antwoord.status_code, antwoord.content) == (503, f"{naam} antwoordt niet\n".encode())
    assert "no-store" in antwoord["Cache-Control"]
