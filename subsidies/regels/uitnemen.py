"""From which day a table may propose to go on without a part, and how long that participant has to answer."""

import datetime
from dataclasses import dataclass

from kern.termijnen.stappen import laatste_open_dag

_EEN_DAG = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Venster:
    """The days on which a proposal can be made, both included. Counted back from the closing: no day is moved."""

    vanaf: datetime.date
    tot: datetime.date

    def bevat(self, dag: datetime.date) -> bool:
        return self.vanaf <= dag <= self.tot

    def zienswijze_tot(self, dag: datetime.date, dagen: int) -> datetime.date:
        """The last day for the minority view on a proposal of `dag`; a day to decide remains before the closing."""
        return min(dag + datetime.timedelta(days=dagen), self.tot)


def venster(sluit_op: datetime.datetime, dagen_voor_sluiting: int) -> Venster:
    """`sluit_op` is the first moment at which the call is closed."""
    laatste = laatste_open_dag(sluit_op)
    return Venster(vanaf=laatste - datetime.timedelta(days=dagen_voor_sluiting), tot=laatste - _EEN_DAG)
