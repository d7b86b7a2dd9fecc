"""The worker process: it warms up once, keeps within its memory, and its tasks have the agreed names."""

import datetime
import os
import subprocess
import sys

import pytest
import time_machine
from celery import current_app
from django.conf import settings

from brieven import tasks
from brieven.fouten import Foutcode
from brieven.models import Stand
from brieven.services import verwerk

WERKER = """
import django, gc, resource
django.setup()
from brieven import tasks
from brieven.pdf.maken import render
from tests.brieven.voorbeelden import verlening
tasks.laad_weasyprint()
tasks.warm_werker_op()
grens = resource.getrlimit(resource.RLIMIT_AS)[0]
try:
    gulzig = bytearray(tasks.GEHEUGEN)
except MemoryError:
    gulzig = None
zuinig = gc.get_freeze_count() > 0 and gc.get_threshold()[0] == tasks.AFVAL
print(zuinig, grens == tasks.GEHEUGEN, gulzig is None, render(verlening()).bladzijden)
"""


def test_the_tasks_have_the_names_that_beat_and_services_use():
    namen = {tasks.maak_brief.name, tasks.veeg_brieven.name}

    assert namen == {"brieven.tasks.maak_brief", "brieven.tasks.veeg_brieven"}
    assert namen <= set(current_app.tasks)
    assert settings.CELERY_BEAT_SCHEDULE["brieven-vegen"]["task"] in namen


def test_a_worker_that_asks_more_than_its_memory_is_refused_and_makes_its_next_letter():
    assert tasks.GEHEUGEN == 1.5 * 2**30
    klaar = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", WERKER],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "socialebasis.settings"},
    )

    assert klaar.stdout.split() == ["True", "True", "True", "3"], klaar.stderr


def test_a_letter_has_twenty_seconds_and_ten_more_before_its_worker_ends():
    assert (tasks.maak_brief.soft_time_limit, tasks.maak_brief.time_limit) == (20, 30)


@pytest.mark.django_db
@time_machine.travel(datetime.datetime(2026, 11, 20, 9, 0, tzinfo=datetime.UTC), tick=False)
def test_a_letter_that_takes_more_memory_than_a_worker_has_fails_and_the_next_one_is_made(zet_klaar, monkeypatch):
    gulzig, gewoon = zet_klaar(), zet_klaar(kenmerk="SB-2026-0011-2")

    def te_groot(snapshot):
        raise MemoryError

    with monkeypatch.context() as m:
        m.setattr(verwerk, "render", te_groot)
        tasks.maak_brief(gulzig.pk)
    tasks.maak_brief(gewoon.pk)

    gulzig.refresh_from_db()
    gewoon.refresh_from_db()
    assert (gulzig.stand, gulzig.fout_code, gulzig.pogingen) == (Stand.MISLUKT, Foutcode.TE_VEEL_GEHEUGEN, 1)
    assert gewoon.stand == Stand.VERZONDEN
