"""Looking for a part of a kenmerk by an index: its text from each place on is a word there (migration 0003)."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, CharField, Func, Lookup, QuerySet


class EenVan(Func):
    """Whether the row is one of those: they are looked up first, and each is then found by its id. With IN the planner
    guesses how many there are, and it guesses thousands."""

    template = "%(expressions)s)"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, ids: QuerySet[Any, Any]) -> None:
        super().__init__("pk", ArraySubquery(ids))


@CharField.register_lookup
class Kenmerkdeel(Lookup):
    """`kenmerk__deel="2026-00"`: the kenmerk holds this text, in capitals or not."""

    lookup_name = "deel"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        links, parameters = self.process_lhs(compiler, connection)
        woord = str(self.rhs).lower().replace("\\", "\\\\").replace("'", "''")
        return f"overzichten_delen({links}) @@ %s::tsquery", (*parameters, f"'{woord}':*")
