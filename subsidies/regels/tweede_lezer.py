"""Whether a proposal needs the approval of a second reader."""

from decimal import Decimal

from regelingen.parameters import Parameters


def is_nodig(parameters: Parameters, *, gevraagd: Decimal, voorgesteld: Decimal, toegewezen: bool) -> bool:
    """Above the amount of the regeling, and always when somebody was asked to read: also a large refusal is read."""
    return toegewezen or max(gevraagd, voorgesteld) > parameters.tweede_lezer_boven
