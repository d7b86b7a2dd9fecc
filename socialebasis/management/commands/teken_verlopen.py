"""Write docs/verlopen.md: the states of every object, drawn from the tables that the code itself obeys."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import models

from kern.verloop import Verloop

PAD = settings.WORTEL / "docs" / "verlopen.md"
KOP = """# Standen en overgangen

Elk object met een stand heeft één tabel van overgangen (`VERLOOP` op het model, `kern/verloop.py`). Die tabel stuurt
de service, de triggers in de database en deze pagina. `manage.py teken_verlopen` schrijft haar opnieuw.
"""


def verlopen() -> Iterator[tuple[type[models.Model], Verloop]]:
    """Every model with a table of transitions, in the order of their labels."""
    for model in sorted(apps.get_models(), key=lambda model: model._meta.label):
        verloop = getattr(model, "VERLOOP", None)
        if isinstance(verloop, Verloop):
            yield model, verloop


def pagina() -> str:
    delen = [
        f"## {model._meta.verbose_name} (`{model._meta.label}`)\n\n```mermaid\n{verloop.diagram()}\n```\n"
        for model, verloop in verlopen()
    ]
    return "\n".join([KOP, *delen])


class Command(BaseCommand):
    help = "Schrijf docs/verlopen.md opnieuw uit de tabellen van overgangen."

    def handle(self, *args: Any, **options: Any) -> None:
        PAD.parent.mkdir(exist_ok=True)
        PAD.write_text(pagina(), encoding="utf-8")
        self.stdout.write(f"{PAD} is geschreven.")
