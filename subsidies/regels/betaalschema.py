"""In which parts the grant of a year is paid in advance (Awb 4:95): the letter says it, the payments do it."""

from decimal import Decimal

from kern.geld import NUL, verdeel
from regelingen.parameters import Parameters

HEEL = Decimal(100)


def voorschotten(bedrag: Decimal, parameters: Parameters) -> tuple[Decimal, ...]:
    """One amount per day of advance payment, in their order. What they leave is paid after the settlement.

    A small amount comes whole on the first day. Percentages that are not one for each day count as equal parts.
    """
    dagen = len(parameters.voorschot_dagen)
    if bedrag <= parameters.betaling_ineens_tot:
        return (bedrag, *(NUL for _ in range(dagen - 1)))
    aandelen = parameters.voorschot_percentages
    if len(aandelen) != dagen:
        return tuple(verdeel(bedrag, [1] * dagen))
    return tuple(verdeel(bedrag, [*aandelen, HEEL - sum(aandelen)])[:dagen])
