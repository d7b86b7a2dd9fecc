"""Social return: who gets much, spends a part of its wages on people far from work (policy of the municipality)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kern.geld import NUL, centen
from regelingen.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Grondslag:
    """One year of one recipient over all its grants, in euro."""

    verleend: Decimal
    loondeel: Decimal


def sroi_verplichting(grondslagen: Mapping[int, Grondslag], regels: Parameters) -> dict[int, Decimal]:
    """What must be spent per year: a percentage of the wage part, above the threshold.

    The threshold is held against each year, or against all years together (`sroi_basis`); exactly at it owes nothing.
    """
    samen = sum((grondslag.verleend for grondslag in grondslagen.values()), NUL)
    return {
        jaar: centen(grondslag.loondeel * regels.sroi_percentage / 100)
        if (samen if regels.sroi_basis == "periode" else grondslag.verleend) > regels.sroi_drempel
        else NUL
        for jaar, grondslag in grondslagen.items()
    }
