"""An outage of our own digital counter excuses what comes in late (Awb 2:21)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from kern.termijnen.dagen import EEN_DAG
from kern.termijnen.stappen import AMSTERDAM, Stap, amsterdam_dag, datum


@dataclass(frozen=True)
class Storing:
    """A stretch in which the municipality could not be reached digitally. `tot` None: it still lasts."""

    van: datetime.datetime
    tot: datetime.datetime | None = None

    def __post_init__(self) -> None:
        if self.van.tzinfo is None or (self.tot is not None and self.tot.tzinfo is None):
            raise ValueError("Een storing heeft tijdstippen met een tijdzone")
        if self.tot is not None and self.tot < self.van:
            raise ValueError("Een storing eindigt niet voor haar begin")


@dataclass(frozen=True)
class Ontvangst:
    """`verschoond`: late, but not held against the sender. `tot_en_met` is the last day on which that holds."""

    op_tijd: bool
    verschoond: bool
    tot_en_met: datetime.date
    stappen: tuple[Stap, ...]

    @property
    def telt_mee(self) -> bool:
        return self.op_tijd or self.verschoond


def ontvangst(
    laatste_dag: datetime.date,
    ontvangen: datetime.datetime,
    storingen: Sequence[Storing] = (),
    *,
    begin: datetime.date | None = None,
) -> Ontvangst:
    """Whether something sent *to* the municipality came in time. It never excuses the municipality itself.

    Awb 2:21 lid 3 leaves it to judgement whether the sender was at fault. What the clock gives without a person
    judging: the sender gets back the time that the counter was shut between `begin` (the first day of the term)
    and the end, counted from the end of the term or of the outage that lies over it, to the end of that day.
    Beyond that an officer may still excuse.
    """
    eind = _middernacht(laatste_dag + EEN_DAG)
    start = _middernacht(begin) if begin is not None else datetime.datetime.min.replace(tzinfo=datetime.UTC)
    dag = amsterdam_dag(ontvangen)
    stappen = [
        Stap("Laatste dag om in te dienen", laatste_dag),
        Stap("Ontvangen", dag, "Awb 2:21", ontvangen.astimezone(AMSTERDAM).strftime("Om %H.%M uur.")),
    ]
    dicht = _samengevoegd([(max(s.van, start), min(s.tot or ontvangen, ontvangen)) for s in storingen])
    verloren = sum((min(tot, eind) - van for van, tot in dicht if van < eind), datetime.timedelta())
    weer_open = max((tot for van, tot in dicht if van < eind <= tot), default=eind)
    tot_en_met = laatste_dag
    if verloren:
        tot_en_met = amsterdam_dag(weer_open + verloren - datetime.timedelta(microseconds=1))
        uren, seconden = divmod(int(verloren.total_seconds()), 3600)
        stappen.append(
            Stap(
                "Storing bij de gemeente",
                tot_en_met,
                "Awb 2:21 lid 3",
                f"Indienen kon {uren} uur en {seconden // 60} minuten niet. "
                f"Wie indient tot en met {datum(tot_en_met)}, is niet te laat.",
            )
        )
    op_tijd = dag <= laatste_dag
    return Ontvangst(op_tijd, not op_tijd and bool(verloren) and dag <= tot_en_met, tot_en_met, tuple(stappen))


def _middernacht(dag: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(dag, datetime.time.min, AMSTERDAM)


def _samengevoegd(
    perioden: list[tuple[datetime.datetime, datetime.datetime]],
) -> list[tuple[datetime.datetime, datetime.datetime]]:
    uit: list[tuple[datetime.datetime, datetime.datetime]] = []
    for van, tot in sorted(periode for periode in perioden if periode[0] < periode[1]):
        if uit and van <= uit[-1][1]:
            uit[-1] = (uit[-1][0], max(uit[-1][1], tot))
        else:
            uit.append((van, tot))
    return uit
