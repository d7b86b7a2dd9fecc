"""History of rows that people edit (huis.md §4.7): pghistory keeps every version, for the diff users see.

Who and why travel in `pghistory.context` and stand in the version itself, so that a version is written
once and never touched again.
"""

from typing import TypeVar

import pghistory
from django.db import models

M = TypeVar("M", bound=models.Model)


def gevolgd(model: type[M]) -> type[M]:
    """Class decorator: keep each version of a row, deletion included, in an append-only table beside it."""
    naam = model._meta.verbose_name
    volg = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        append_only=True,
        context_field=pghistory.ContextJSONField(),
        meta={"verbose_name": f"versie van {naam}", "verbose_name_plural": f"versies van {naam}"},
    )
    return volg(model)  # type: ignore[no-any-return]  # pghistory has no types
