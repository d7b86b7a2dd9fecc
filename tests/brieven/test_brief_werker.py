"""The worker process: it warms up once, keeps within its memory, and its tasks have the agreed names."""

import os
import subprocess
import sys

from celery import current_app
from django.conf import settings

from brieven import tasks

WERKER = """
import django, gc, resource
django.setup()
from brieven import tasks
from brieven.pdf.maken import render
from tests.brieven.voorbeelden import verlening
tasks.laad_weasyprint()
tasks.warm_werker_op()
grens = resource.getrlimit(resource.RLIMIT_AS)[0]
print(gc.get_freeze_count() > 0, grens == tasks.GEHEUGEN, render(verlening()).bladzijden)
"""


def test_the_tasks_have_the_names_that_beat_and_services_use():
    namen = {tasks.maak_brief.name, tasks.veeg_brieven.name}

    assert namen == {"brieven.tasks.maak_brief", "brieven.tasks.veeg_brieven"}
    assert namen <= set(current_app.tasks)
    assert settings.CELERY_BEAT_SCHEDULE["brieven-vegen"]["task"] in namen


def test_a_warm_worker_makes_letters_within_its_memory():
    klaar = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", WERKER],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "socialebasis.settings"},
    )

    assert klaar.stdout.split() == ["True", "True", "3"], klaar.stderr
