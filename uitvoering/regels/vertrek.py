"""What goes off a grant when its recipient stops on a day."""

import calendar
import datetime
from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal

from kern.geld import NUL

_CENT = Decimal("0.01")


def na_vertrek(bedragen: Mapping[int, Decimal], per: datetime.date) -> dict[int, Decimal]:
    """Per year what changes (negative), in euro: all of the years after `per`, and of its own year the share of the
    days from `per` on. Cents are rounded to the good of the recipient."""
    eraf = {
        jaar: bedrag if jaar > per.year else (bedrag * _rest(per)).quantize(_CENT, ROUND_DOWN)
        for jaar, bedrag in bedragen.items()
        if jaar >= per.year
    }
    return {jaar: -bedrag for jaar, bedrag in eraf.items() if bedrag > NUL}


def _rest(per: datetime.date) -> Decimal:
    dagen = 366 if calendar.isleap(per.year) else 365
    return Decimal(dagen - per.timetuple().tm_yday + 1) / dagen
