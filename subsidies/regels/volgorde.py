"""The order that people give the rows of a list."""

from collections.abc import MutableSequence
from typing import Any


def verschuif(rijen: MutableSequence[Any], pk: int, *, hoger: bool) -> bool:
    """Move the row with this key one place up or down, and number them all from 0. False: it is at the end, nothing
    moves. The rows have a `pk` and a `volgorde`, and are in order; the caller saves them."""
    plek = next(nummer for nummer, rij in enumerate(rijen) if rij.pk == pk)
    ander = plek - 1 if hoger else plek + 1
    if not 0 <= ander < len(rijen):
        return False
    rijen[plek], rijen[ander] = rijen[ander], rijen[plek]
    for nummer, rij in enumerate(rijen):
        rij.volgorde = nummer
    return True
