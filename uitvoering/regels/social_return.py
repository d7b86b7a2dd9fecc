"""Social return: what part of its wages a recipient spends on people far from work (policy of the municipality)."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kern.geld import NUL, centen
from regelingen.parameters import Parameters
from subsidies.regels.social_return import jaren_boven_drempel


@dataclass(frozen=True, slots=True)
class Grondslag:
    """One year of one recipient over all its grants, in euro."""

    verleend: Decimal
    loondeel: Decimal


def sroi_verplichting(grondslagen: Mapping[int, Grondslag], regels: Parameters) -> dict[int, Decimal]:
    """What must be spent per year: a percentage of the wage part, in the years above the threshold."""
    boven = jaren_boven_drempel({jaar: grondslag.verleend for jaar, grondslag in grondslagen.items()}, regels)
    return {
        jaar: centen(grondslag.loondeel * regels.sroi_percentage / 100) if jaar in boven else NUL
        for jaar, grondslag in grondslagen.items()
    }
