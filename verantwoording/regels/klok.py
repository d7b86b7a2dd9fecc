"""When an account of a year is due: the own part on a day in the year after, the joint document some weeks later."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from kern.termijnen.stappen import amsterdam_dag
from kern.termijnen.verlenging import Duur, termijn
from regelingen.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Uiterlijk:
    deel: datetime.date
    samen: datetime.date


def uiterlijk(regels: Parameters, jaar: int, vrij: Mapping[datetime.date, str]) -> Uiterlijk:
    """By the rules of the decision. The own part is due on a fixed day; the weeks after it end on a working day."""
    maand, dag = map(int, regels.verantwoording_uiterlijk.split("-"))
    deel = datetime.date(jaar + 1, maand, dag)
    return Uiterlijk(deel, termijn(deel, Duur(regels.tafelverantwoording_weken), vrij).laatste_dag)


def te_laat(uiterlijk: datetime.date, ingediend_op: datetime.datetime | None, vandaag: datetime.date) -> bool:
    """Handed in after the last day, or not handed in and that day is over."""
    return (amsterdam_dag(ingediend_op) if ingediend_op else vandaag) > uiterlijk
