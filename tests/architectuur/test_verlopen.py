"""One table of transitions per object drives service, database and docs (huis.md §4.6)."""

import itertools
from collections.abc import Iterator, Sequence

import pytest
from django.db import DatabaseError, connection, models, transaction

from kern.fouten import DomeinFout
from kern.verloop import Verloop
from socialebasis.management.commands.teken_verlopen import PAD, pagina, verlopen

VELD = "stand"
ALLE = [pytest.param(model, verloop, id=model._meta.label) for model, verloop in verlopen()]
per_verloop = pytest.mark.parametrize(("model", "verloop"), ALLE)


def standen(model: type[models.Model]) -> list[str]:
    return [waarde for waarde, _ in model._meta.get_field(VELD).choices]


def verboden(model: type[models.Model], verloop: Verloop) -> Iterator[tuple[str, str]]:
    return ((van, naar) for van, naar in itertools.permutations(standen(model), 2) if not verloop.mag(van, naar))


class Proeftafel:
    """A table with only a state, on which the trigger functions stand that the real table has now.

    So every pair can be tried, whatever else a row of the real table would need to come that far.
    """

    def __init__(self, model: type[models.Model]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgname, tgfoid::regproc::text FROM pg_trigger WHERE tgrelid = %s::regclass"
                " AND tgenabled IN ('O', 'A') AND (tgname ~ '^pgtrigger_verloop_' OR tgname ~ '^pgtrigger_begin_')",
                [model._meta.db_table],
            )
            self.functies = dict(cursor.fetchall())

    def _maak(self, cursor: object, handeling: str, stand: str | None) -> None:
        cursor.execute("CREATE TEMP TABLE proeftafel (stand varchar(40)) ON COMMIT DROP")
        if stand:
            cursor.execute("INSERT INTO proeftafel VALUES (%s)", [stand])
        soort = "verloop" if handeling == "UPDATE" else "begin"
        for naam, functie in self.functies.items():
            if naam.startswith(f"pgtrigger_{soort}_"):
                cursor.execute(
                    f"CREATE TRIGGER {naam} BEFORE {handeling} ON proeftafel FOR EACH ROW EXECUTE FUNCTION {functie}()"
                )

    def mag(self, opdracht: str, waarden: Sequence[str], stand: str | None = None) -> bool:
        """Whether the database takes this statement; nothing of it stays."""
        with transaction.atomic(), connection.cursor() as cursor:
            self._maak(cursor, opdracht.split()[0], stand)
            try:
                with transaction.atomic():
                    cursor.execute(opdracht, waarden)
                gelukt = True
            except DatabaseError:
                gelukt = False
            cursor.execute("DROP TABLE proeftafel")
        return gelukt

    def mag_naar(self, van: str, naar: str) -> bool:
        return self.mag("UPDATE proeftafel SET stand = %s", [naar], stand=van)

    def mag_beginnen(self, stand: str) -> bool:
        return self.mag("INSERT INTO proeftafel VALUES (%s)", [stand])


def test_there_are_objects_with_states() -> None:
    assert {model._meta.label for model, _ in verlopen()} >= {
        "brieven.Brief",
        "subsidies.Aanvraag",
        "thematafels.Deelname",
        "thematafels.Uitvraag",
    }


@per_verloop
def test_the_table_names_only_states_of_the_model(model: type[models.Model], verloop: Verloop) -> None:
    genoemd = {*verloop.begin, *verloop.overgangen, *itertools.chain(*verloop.overgangen.values())}

    assert genoemd == set(standen(model))


@per_verloop
def test_a_new_row_starts_in_a_first_state(model: type[models.Model], verloop: Verloop) -> None:
    assert model._meta.get_field(VELD).default in verloop.begin


@per_verloop
def test_the_service_check_refuses_every_pair_outside_the_table(model: type[models.Model], verloop: Verloop) -> None:
    for van, naar in verboden(model, verloop):
        with pytest.raises(DomeinFout) as fout:
            verloop.controleer(van, naar)
        assert fout.value.code == f"verloop.{van}.{naar}"


@pytest.mark.django_db
@per_verloop
def test_the_database_allows_exactly_the_pairs_of_the_table(model: type[models.Model], verloop: Verloop) -> None:
    tafel = Proeftafel(model)

    paren = list(itertools.permutations(standen(model), 2))

    assert {paar for paar in paren if tafel.mag_naar(*paar)} == {paar for paar in paren if verloop.mag(*paar)}


@pytest.mark.django_db
@per_verloop
def test_the_database_lets_a_row_be_born_only_in_a_first_state(model: type[models.Model], verloop: Verloop) -> None:
    tafel = Proeftafel(model)

    assert {stand for stand in standen(model) if tafel.mag_beginnen(stand)} == set(verloop.begin)


@pytest.mark.django_db
def test_without_its_triggers_the_database_would_allow_it_all() -> None:
    model, verloop = next(verlopen())
    tafel = Proeftafel(model)
    tafel.functies.clear()

    van, naar = next(verboden(model, verloop))

    assert tafel.mag_naar(van, naar)
    assert tafel.mag_beginnen(naar)


def test_the_docs_show_the_same_tables() -> None:
    """Run `script/manage teken_verlopen` after a change."""
    assert PAD.read_text(encoding="utf-8") == pagina()
