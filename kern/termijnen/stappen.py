"""What every calculation of a term gives back beside its dates: the steps, in Dutch, as an officer reads them."""

import datetime
from dataclasses import dataclass
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_DAGEN = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MAANDEN = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


@dataclass(frozen=True)
class Stap:
    """One line of the clock. `uitkomst` is the date after this step, `dagen` what it added where that is the point."""

    tekst: str
    uitkomst: datetime.date | None = None
    artikel: str = ""
    toelichting: str = ""
    dagen: int | None = None


def amsterdam_dag(tijdstip: datetime.datetime) -> datetime.date:
    """The calendar date in Amsterdam of a moment. Raises ValueError on a naive datetime: it names no moment."""
    if tijdstip.tzinfo is None:
        raise ValueError("Een tijdstip heeft een tijdzone")
    return tijdstip.astimezone(AMSTERDAM).date()


def laatste_open_dag(sluit_op: datetime.datetime) -> datetime.date:
    """The day in Amsterdam before the moment of closing: what closes at midnight was open until the day before."""
    return amsterdam_dag(sluit_op - datetime.timedelta(microseconds=1))


def datum(dag: datetime.date) -> str:
    """`10 december 2026`, whatever the locale of the machine."""
    return f"{dag.day} {_MAANDEN[dag.month - 1]} {dag.year}"


def dag_en_datum(dag: datetime.date) -> str:
    """`donderdag 10 december 2026`."""
    return f"{_DAGEN[dag.weekday()]} {datum(dag)}"


def telling(aantal: int, enkelvoud: str, meervoud: str) -> str:
    """`1 dag`, `3 dagen`."""
    return f"{aantal} {enkelvoud if aantal == 1 else meervoud}"
