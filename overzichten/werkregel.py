"""The row of the worklist: what selectors fill, rules arrange and pages show."""

import datetime
from dataclasses import dataclass

from overzichten.regels.aan_zet import Wie


@dataclass(frozen=True, slots=True)
class Werkregel:
    """One thing to do. `dagen` are the days left, below zero when late; None without a last day.

    `namens`: the other organisation for which the reader does it, under its machtiging; empty for the own one.
    """

    naam: str
    onder: str
    url: str
    wat: str
    toelichting: str
    wie: Wie
    uiterste_dag: datetime.date | None
    dagen: int | None
    regeling: str
    thema: str
    fictief: bool
    namens: str = ""

    @property
    def van_u(self) -> bool:
        return self.wie == Wie.U

    @property
    def is_te_laat(self) -> bool:
        return self.dagen is not None and self.dagen < 0
