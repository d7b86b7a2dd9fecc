"""Social return: who is granted more than a threshold owes work for people far from it (policy of the city)."""

from collections.abc import Mapping
from decimal import Decimal

from kern.geld import NUL
from regelingen.parameters import Parameters


def jaren_boven_drempel(verleend: Mapping[int, Decimal], regels: Parameters) -> frozenset[int]:
    """The years, of one recipient over all its grants (euro by year), in which it owes social return.

    The threshold is held against each year, or against all years together (`sroi_basis`); exactly at it owes nothing.
    """
    if regels.sroi_basis == "periode":
        samen = sum(verleend.values(), NUL)
        return frozenset(verleend) if samen > regels.sroi_drempel else frozenset()
    return frozenset(jaar for jaar, bedrag in verleend.items() if bedrag > regels.sroi_drempel)
