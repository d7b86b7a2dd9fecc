"""Every job that is planned or named exists, and survives running for nothing and running twice (huis.md §4.5)."""

import ast
import re
from collections.abc import Iterable

import pytest
from django.conf import settings

from kern.models import Gebeurtenis
from socialebasis.celery import app
from tests.architectuur.huis import KAMERS, bronnen, ontleed

# What to hand to a task that needs to know what it is about: nothing with this number exists.
ARGUMENTEN = {
    "brieven.tasks.maak_brief": (0,),
    "brieven.tasks.mail_bericht": (0,),
    "kern.tasks.scan_bestand": (0,),
    "organisaties.tasks.mail_uitnodiging": (0,),
    "subsidies.tasks.maak_kopie": (0,),
    "subsidies.tasks.voer_collegebesluit_uit": (0,),
    "uitvoering.tasks.begin_uitvoering": (0,),
    "uitvoering.tasks.indexeer": (0,),
    "verantwoording.tasks.werk_aan_inlezing": (0,),
    "verantwoording.tasks.leg_plan_vast": (0,),
    "verantwoording.tasks.maak_stuk_pdf": (0,),
}

TAAKNAAM = re.compile(rf"^({'|'.join(KAMERS)})\.tasks\.\w+$")


def taken() -> dict[str, object]:
    app.loader.import_default_modules()
    return {naam: taak for naam, taak in app.tasks.items() if naam.startswith(KAMERS)}


def genoemd(bomen: Iterable[ast.Module]) -> set[str]:
    """Every text that looks like the name of one of our tasks."""
    return {
        tak.value
        for boom in bomen
        for tak in ast.walk(boom)
        if isinstance(tak, ast.Constant) and isinstance(tak.value, str) and TAAKNAAM.match(tak.value)
    }


def test_there_are_tasks() -> None:
    assert set(taken()) >= {"brieven.tasks.maak_brief", "brieven.tasks.veeg_brieven", "kern.tasks.verzegel_spoor"}


def test_every_beat_entry_names_a_task() -> None:
    gepland = {regel["task"] for regel in settings.CELERY_BEAT_SCHEDULE.values()}

    assert gepland - set(taken()) == set()


def test_every_task_name_in_the_code_exists() -> None:
    assert genoemd(ontleed(pad) for pad in bronnen()) - set(taken()) == set()


def test_a_name_without_a_task_is_seen() -> None:
    boom = ast.parse('app.send_task("brieven.tasks.bestaat_niet", args=[1])')

    assert genoemd([boom]) - set(taken()) == {"brieven.tasks.bestaat_niet"}


def test_a_lost_worker_gives_every_task_back() -> None:
    assert settings.CELERY_TASK_ACKS_LATE
    assert settings.CELERY_TASK_REJECT_ON_WORKER_LOST


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("naam", sorted(taken()))
def test_every_task_runs_on_an_empty_database_and_twice(naam: str) -> None:
    taak = taken()[naam]

    taak(*ARGUMENTEN.get(naam, ()))
    taak(*ARGUMENTEN.get(naam, ()))

    assert Gebeurtenis.objects.count() == 0
