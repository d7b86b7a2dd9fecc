"""What the architecture tests know of the house: its rooms, their floors and their files."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

WORTEL = Path(__file__).resolve().parent.parent.parent

# From the ground up (huis.md §1); siblings stand on one floor.
VERDIEPINGEN: tuple[tuple[str, ...], ...] = (
    ("kern",),
    ("regelingen",),
    ("organisaties",),
    ("brieven",),
    ("begroting", "thematafels"),
    ("subsidies",),
    ("uitvoering",),
    ("verantwoording",),
    ("overzichten",),
    ("socialebasis",),
)
VERDIEPING = {kamer: hoogte for hoogte, kamers in enumerate(VERDIEPINGEN) for kamer in kamers}
KAMERS = tuple(VERDIEPING)


def mag_kennen(kamer: str, ander: str) -> bool:
    """A room knows itself and the rooms below it, never a sibling."""
    return kamer == ander or VERDIEPING[ander] < VERDIEPING[kamer]


def modellen() -> list[type[models.Model]]:
    """The models of our rooms, the tables of pghistory and many-to-many included."""
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in VERDIEPING]


def geschreven_modellen() -> list[type[models.Model]]:
    """The models that somebody wrote: without the versions that pghistory keeps, and without join tables."""
    return [
        model
        for model in modellen()
        if not model._meta.auto_created and not hasattr(model, "pgh_tracked_model") and ".models" in model.__module__
    ]


def bronnen(patroon: str = "**/*.py") -> Iterator[Path]:
    """The source files of our rooms, migrations left out."""
    for kamer in KAMERS:
        for pad in sorted((WORTEL / kamer).glob(patroon)):
            if "migrations" not in pad.parts:
                yield pad


def ontleed(pad: Path) -> ast.Module:
    return ast.parse(pad.read_text(encoding="utf-8"), filename=str(pad))


def kort(pad: Path) -> str:
    return str(pad.relative_to(WORTEL))
