"""The migrations are the models, and every one of them can be undone (kwaliteit.md 8)."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection, migrations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from tests.architectuur.huis import KAMERS


def onomkeerbaar(stappen: Iterator[tuple[str, Operation]]) -> list[str]:
    """Hand-written steps without a way back. `noop` is a way back that somebody wrote down."""
    return [
        plek
        for plek, stap in stappen
        if (isinstance(stap, migrations.RunSQL) and stap.reverse_sql is None)
        or (isinstance(stap, migrations.RunPython) and stap.reverse_code is None)
    ]


def stappen() -> Iterator[tuple[str, Operation]]:
    for (kamer, naam), migratie in MigrationLoader(None, ignore_no_migrations=True).disk_migrations.items():
        if kamer in KAMERS:
            for stap in migratie.operations:
                yield f"{kamer}.{naam}", stap


@pytest.mark.django_db
def test_every_migration_has_run() -> None:
    uitvoerder = MigrationExecutor(connection)

    assert uitvoerder.migration_plan(uitvoerder.loader.graph.leaf_nodes()) == []


@pytest.mark.django_db
def test_the_models_are_what_the_migrations_make() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_every_hand_written_step_has_a_way_back() -> None:
    assert len(list(stappen())) > 50
    assert onomkeerbaar(stappen()) == []


def test_a_step_without_a_way_back_is_seen() -> None:
    alleen_heen = migrations.RunSQL("SELECT 1")
    en_terug = migrations.RunSQL("SELECT 1", migrations.RunSQL.noop)

    assert onomkeerbaar(iter([("kern.0009", alleen_heen), ("kern.0010", en_terug)])) == ["kern.0009"]
