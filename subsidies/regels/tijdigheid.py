"""Whether an application arrived before its call closed, and if not, whether that is held against the table."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from kern.termijnen.stappen import Stap, amsterdam_dag, laatste_open_dag
from kern.termijnen.storing import Storing, ontvangst
from subsidies.models import Indiening
from thematafels.models import Uitvraag

Soort = Indiening.Tijdigheid


@dataclass(frozen=True, slots=True)
class Tijdigheid:
    """`tot_en_met`: the last day on which an outage still excuses lateness; None when there was none."""

    soort: Indiening.Tijdigheid
    tot_en_met: datetime.date | None = None
    stappen: Sequence[Stap] = ()


def tijdigheid(uitvraag: Uitvraag | None, ontvangen: datetime.datetime, storingen: Sequence[Storing]) -> Tijdigheid:
    """Before the moment of closing is in time. After it an outage of our own counter while the call was open gives
    back the time that was lost (Awb 2:21 lid 3); what comes later than that is late."""
    if uitvraag is None or uitvraag.sluit_op is None or ontvangen < uitvraag.sluit_op:
        return Tijdigheid(Soort.OP_TIJD)
    begin = amsterdam_dag(uitvraag.opent_op) if uitvraag.opent_op else None
    tijdens = [storing for storing in storingen if storing.van < uitvraag.sluit_op]
    if not tijdens:
        return Tijdigheid(Soort.TE_LAAT)
    uitkomst = ontvangst(laatste_open_dag(uitvraag.sluit_op), ontvangen, tijdens, begin=begin)
    soort = Soort.VERSCHOOND if uitkomst.telt_mee else Soort.TE_LAAT
    return Tijdigheid(soort, uitkomst.tot_en_met, uitkomst.stappen)
