"""What a visitor or a worker does, a test does as role `app`: with the rights of production (socialebasis/rechten.py).

A test itself is the owner of the tables, so that it may make rows, break them and take them away. A request
(`BaseHandler.get_response`, of the test client and of the live server) and a task (`Task.__call__`) take the role of
production for as long as they last. The statement goes past Django, so no query is counted.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from celery import Task
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from socialebasis.proef.cluster import APP

_hier = threading.local()


@contextmanager
def als_app() -> Iterator[None]:
    """On the connection of this thread; one that is opened meanwhile takes the role too."""
    if getattr(_hier, "diep", 0):
        yield  # a task that a request runs
        return
    _hier.diep = 1
    try:
        _zeg(connection, f"SET ROLE {APP}")
        yield
    finally:
        _hier.diep = 0
        _zeg(connection, "RESET ROLE")


def _zeg(verbinding: BaseDatabaseWrapper, opdracht: str) -> None:
    """Says nothing to a connection that is not there, or that listens to a rollback only: that one resets the role."""
    open_ = verbinding.connection
    if open_ is None or open_.closed or open_.get_transaction_status() == TRANSACTION_STATUS_INERROR:
        return
    with open_.cursor() as cursor:
        cursor.execute(opdracht)


def _bij_openen(connection: BaseDatabaseWrapper, **_: object) -> None:
    if getattr(_hier, "diep", 0):
        _zeg(connection, f"SET ROLE {APP}")


def _omhuld(functie: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(functie)
    def als_in_productie(*args: Any, **kwargs: Any) -> Any:
        with als_app():
            return functie(*args, **kwargs)

    return als_in_productie


def zet_aan() -> None:
    connection_created.connect(_bij_openen)
    BaseHandler.get_response = _omhuld(BaseHandler.get_response)  # type: ignore[method-assign]
    Task.__call__ = _omhuld(Task.__call__)
