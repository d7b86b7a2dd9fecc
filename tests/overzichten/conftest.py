"""The table of tests.uitvoering.conftest: two grants that run."""

from tests.subsidies.conftest import beoordeeld, concept, eens, gevuld, in_behandeling, ingediend, voorgesteld, wereld
from tests.uitvoering.conftest import verleend

__all__ = [
    "beoordeeld",
    "concept",
    "eens",
    "gevuld",
    "in_behandeling",
    "ingediend",
    "verleend",
    "voorgesteld",
    "wereld",
]
