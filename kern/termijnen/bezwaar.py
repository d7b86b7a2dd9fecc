"""The term for objection (Awb 6:7, 6:8) and whether an objection came in time (6:9)."""

import datetime
from dataclasses import dataclass

from kern.termijnen.dagen import EEN_DAG, GEEN, Vrij
from kern.termijnen.stappen import Stap, dag_en_datum
from kern.termijnen.verlenging import Duur, termijn


@dataclass(frozen=True)
class Bezwaartermijn:
    verzonden: datetime.date
    eerste_dag: datetime.date
    laatste_dag: datetime.date
    stappen: tuple[Stap, ...]


@dataclass(frozen=True)
class OpTijd:
    """Whether a document came in time, and why."""

    op_tijd: bool
    stappen: tuple[Stap, ...]


def bezwaartermijn(verzonden: datetime.date, vrij: Vrij = GEEN, *, weken: int = 6) -> Bezwaartermijn:
    """`weken` weeks from the day after the decision was sent (3:41): the day it stood in the portal or was posted.

    The date of the letter or of the decision itself plays no part. The six weeks of Awb 6:7 are dated data of the
    regeling; they are an argument for that reason only.
    """
    geteld = termijn(verzonden, Duur(weken), vrij, artikel="Awb 6:7")
    eerste = verzonden + EEN_DAG
    stappen = (
        Stap("Besluit verzonden", verzonden, "Awb 3:41", f"Bezwaar kan vanaf {dag_en_datum(eerste)} (Awb 6:8)."),
        *geteld.stappen,
        Stap("Laatste dag voor bezwaar", geteld.laatste_dag, "Awb 6:7 en 6:8"),
    )
    return Bezwaartermijn(verzonden, eerste, geteld.laatste_dag, stappen)


def bezwaar_op_tijd(
    laatste_dag: datetime.date, ontvangen: datetime.date, *, gepost: datetime.date | None = None
) -> OpTijd:
    """Awb 6:9: received by the last day; or posted by that day and received within a week after it.

    Says nothing of excuses: a late objection may still be excusable (6:11, and 2:21 for an outage).
    """
    stap = Stap("Bezwaar ontvangen", ontvangen, "Awb 6:9 lid 1", f"De laatste dag was {dag_en_datum(laatste_dag)}.")
    if ontvangen <= laatste_dag or gepost is None:
        return OpTijd(ontvangen <= laatste_dag, (stap,))
    grens = laatste_dag + 7 * EEN_DAG
    per_post = Stap(
        "Op tijd gepost, en binnen een week na de termijn ontvangen?",
        grens,
        "Awb 6:9 lid 2",
        f"Gepost op {dag_en_datum(gepost)}; uiterlijk te ontvangen op {dag_en_datum(grens)}.",
    )
    return OpTijd(gepost <= laatste_dag and ontvangen <= grens, (stap, per_post))
