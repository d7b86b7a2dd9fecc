"""Telling Celery: the row is the guarantee, the message only the shortcut."""

import pytest
from django.db import transaction

from kern import taken
from kern.taken import na_commit

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_dead_broker_costs_an_act_with_many_messages_its_timeout_once(monkeypatch, caplog):
    pogingen = []

    def dood(taak, argumenten):
        pogingen.append(argumenten)
        raise ConnectionError("broker down")

    monkeypatch.setattr("kern.taken.current_app.send_task", dood)

    with transaction.atomic():
        for nummer in range(8):
            na_commit("brieven.tasks.maak_brief", nummer)

    assert pogingen == [(0,)]
    assert caplog.text.count("Traceback") == 1


def test_after_a_rest_the_broker_is_asked_again(monkeypatch):
    verstuurd = []
    monkeypatch.setattr("kern.taken.current_app.send_task", lambda taak, argumenten: verstuurd.append(argumenten))
    klok = [1000.0]
    monkeypatch.setattr("kern.taken.time.monotonic", lambda: klok[0])
    monkeypatch.setattr(taken.makelaar, "weg_tot", 1000.0 + taken.RUST)

    na_commit("brieven.tasks.maak_brief", 1)
    klok[0] += taken.RUST
    na_commit("brieven.tasks.maak_brief", 2)

    assert verstuurd == [(2,)]
