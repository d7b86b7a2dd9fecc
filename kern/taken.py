"""Telling Celery after the commit. The row is the guarantee, this is only the shortcut (huis.md §4.5)."""

from typing import Any

from celery import current_app
from django.db import transaction


def na_commit(taak: str, *argumenten: Any) -> None:
    """Start the task with this name once the transaction is in. A dead broker is logged, never the user's problem."""

    def start() -> None:
        current_app.send_task(taak, argumenten)

    transaction.on_commit(start, robust=True)
