"""By which day the figures of a page stand. Pure."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Peil:
    """By which day the figures stand. `toen` is that day when it was asked for, None for now.

    `blad`: which page of a long table; None gives all of it, for a file.
    """

    dag: datetime.date
    toen: datetime.date | None = None
    blad: str | None = "1"

    @property
    def achter(self) -> str:
        """What follows the address of another page to see it by the same day."""
        return self.adres("")

    def adres(self, url: str) -> str:
        """The same page by the same day."""
        return op_dag(url, self.toen) if self.toen else url


def op_dag(pad: str, dag: datetime.date) -> str:
    """The address of a page as it stood on this day."""
    return f"{pad}{'&' if '?' in pad else '?'}per={dag:%Y-%m-%d}"
