"""kern.verloop: one table of transitions for the service, the database and the diagram."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import isolate_apps

from kern.fouten import DomeinFout
from kern.verloop import Verloop
from tests.hulp.verloop import controleer_verloop_in_database, controleer_verloop_in_service, standen

VERLOOP = Verloop(
    naam="de proef van thema's (100%)",
    begin=("concept", "klad"),
    overgangen={
        "concept": ("ingediend",),
        "klad": ("concept",),
        "ingediend": ("in_behandeling", "ingetrokken"),
        "in_behandeling": ("besloten", "ingetrokken"),
    },
)


@pytest.fixture
def proef(db) -> Iterator[type[models.Model]]:
    """A model that exists only here, with its table and triggers."""
    with isolate_apps("kern"):

        class Proef(models.Model):
            stand = models.CharField(max_length=20)
            nummer = models.IntegerField(unique=True, default=1)

            class Meta:
                app_label = "kern"

            def __str__(self):
                return self.stand

        with connection.schema_editor() as schema:
            schema.create_model(Proef)
        with connection.cursor() as cursor:
            for trigger in VERLOOP.triggers():
                cursor.execute(trigger.compile(Proef).install_sql)
        yield Proef


def test_each_pair_outside_the_table_is_refused_by_the_service_check():
    controleer_verloop_in_service(VERLOOP)


def test_a_refusal_says_in_which_state_it_is_now():
    with pytest.raises(DomeinFout) as fout:
        VERLOOP.controleer("in_behandeling", "concept")

    assert fout.value.bericht == "Dit kan niet meer: de proef van thema's (100%) is nu 'in behandeling'."


def test_each_pair_outside_the_table_is_refused_by_the_database(proef):
    controleer_verloop_in_database(VERLOOP, proef.objects.create)

    assert proef.objects.count() == 0


def test_the_check_of_the_database_fails_when_its_triggers_are_off(proef):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kern_proef DISABLE TRIGGER USER")

    with pytest.raises(pytest.fail.Exception, match="DID NOT RAISE"):
        controleer_verloop_in_database(VERLOOP, proef.objects.create)


@pytest.mark.parametrize("stand", sorted(standen(VERLOOP) - set(VERLOOP.begin)))
def test_no_row_is_born_in_a_later_state_by_any_road(proef, stand):
    for poging in (
        lambda: proef.objects.create(stand=stand),
        lambda: proef.objects.bulk_create([proef(stand=stand)]),
        lambda: connection.cursor().execute("INSERT INTO kern_proef (stand, nummer) VALUES (%s, 7)", [stand]),
    ):
        with pytest.raises(DatabaseError, match="begint niet als"), transaction.atomic():
            poging()

    assert proef.objects.count() == 0


def test_another_column_may_change_without_a_change_of_state(proef):
    rij = proef.objects.create(stand="concept")

    proef.objects.filter(pk=rij.pk).update(nummer=2)

    rij.refresh_from_db()
    assert (rij.stand, rij.nummer) == ("concept", 2)


def test_the_diagram_shows_each_transition_once():
    regels = VERLOOP.diagram().splitlines()

    assert regels[0] == "stateDiagram-v2"
    assert "    [*] --> concept" in regels
    assert "    ingediend --> ingetrokken" in regels
    assert len(regels) == 1 + 2 + 6
