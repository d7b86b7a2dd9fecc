"""Telling Celery after the commit. The row is the guarantee, this is only the shortcut (huis.md §4.5)."""

import time
from typing import Any

from celery import current_app
from django.db import transaction

RUST = 10  # seconds


class Makelaar:
    """Sends messages. A broker that is away costs its time-out once: the rest of the act's messages wait for the
    sweeper, so that a decision with twenty letters is as fast as one with one."""

    def __init__(self) -> None:
        self.weg_tot = 0.0

    def stuur(self, taak: str, argumenten: tuple[Any, ...]) -> None:
        if time.monotonic() < self.weg_tot:
            return
        try:
            current_app.send_task(taak, argumenten)
        except Exception:
            self.weg_tot = time.monotonic() + RUST
            raise


makelaar = Makelaar()


def na_commit(taak: str, *argumenten: Any) -> None:
    """Start the task with this name once the transaction is in. A dead broker is logged, never the user's problem."""

    def start() -> None:
        makelaar.stuur(taak, argumenten)

    transaction.on_commit(start, robust=True)
