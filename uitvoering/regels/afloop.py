"""When a grant is over: nothing is left of it, or all that is left was settled. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from kern.geld import NUL
from subsidies.selectors.standen import Jaarstand

Standen = Mapping[int, Jaarstand]


def is_leeg(stand: Jaarstand) -> bool:
    """Nothing is granted for this year (any more), so that there is nothing to settle (Awb 4:42)."""
    return stand.vastgesteld is None and stand.nu == NUL


def is_afgerond(standen: Standen) -> bool:
    """Every year of which something is left was settled, and there is one."""
    over = [stand for stand in standen.values() if not is_leeg(stand)]
    return bool(over) and all(stand.vastgesteld is not None for stand in over)


def daarna(standen: Standen, verandering: Mapping[int, Decimal], vastgesteld: Mapping[int, Decimal]) -> Standen:
    """The figures once this is decided."""
    leeg = {jaar: Jaarstand(jaar, NUL, NUL, NUL, None) for jaar in verandering if jaar not in standen}
    return {
        jaar: replace(
            stand,
            gewijzigd=stand.gewijzigd + verandering.get(jaar, NUL),
            vastgesteld=vastgesteld.get(jaar, stand.vastgesteld),
        )
        for jaar, stand in {**standen, **leeg}.items()
    }
