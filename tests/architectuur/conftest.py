"""The town of wereld.py, built once per module; every test leaves it as it found it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.architectuur.wereld import Wereld, bouw


@contextmanager
def terug() -> Iterator[None]:
    """Whatever happens inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def wereld(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Wereld]:
    with django_db_blocker.unblock(), terug():
        yield bouw()


@pytest.fixture(scope="module")
def clients(wereld: Wereld) -> dict[str, Client]:
    """One logged-in browser per person."""
    browsers = {}
    for wie, gebruiker in wereld.personen.items():
        browsers[wie] = Client()
        browsers[wie].force_login(gebruiker, backend="django.contrib.auth.backends.ModelBackend")
    return browsers
