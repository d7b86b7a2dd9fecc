"""Less money for the future, or none, only after a reasonable term (Awb 4:50, 4:51)."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from kern.fouten import DomeinFout
from kern.termijnen.stappen import datum
from kern.termijnen.verlenging import Duur, Eenheid

JAREN = 3  # Awb 4:51 lid 1


@dataclass(frozen=True, slots=True)
class Vooruitzicht:
    """What the term rests on: the years in which this recipient had a grant for the same activities.

    `maanden` is what the regeling calls reasonable after three years or more.
    """

    ontvanger: str
    jaren: Collection[int]
    maanden: int


def aaneengesloten(jaren: Collection[int], dag: datetime.date) -> int:
    """How many years in a row there was a grant, counted back from the day before `dag`."""
    jaar, aantal = (dag - datetime.timedelta(days=1)).year, 0
    while jaar - aantal in jaren:
        aantal += 1
    return aantal


def eerste_dag(vandaag: datetime.date, maanden: int) -> datetime.date:
    """The first day on which less may be given: the term begins the day after it was made known, and is over."""
    return Duur(maanden, Eenheid.MAANDEN).na(vandaag) + datetime.timedelta(days=1)


def controleer_redelijke_termijn(
    vooruitzicht: Vooruitzicht, *, ingang: datetime.date | None, vandaag: datetime.date, reden: str
) -> None:
    """Raise DomeinFout when `ingang` comes too soon. The law names no length, so a recorded `reden` may shorten it;
    the past never changes on these grounds."""
    if ingang is None or ingang <= vandaag:
        raise DomeinFout(
            "Op deze grond verandert de subsidie alleen voor de toekomst. Vul een dag na vandaag in (Awb 4:50).",
            code="termijn.geen_ingang",
            veld="ingang",
        )
    aantal = aaneengesloten(vooruitzicht.jaren, ingang)
    if aantal < JAREN or not vooruitzicht.maanden or reden.strip():
        return
    vroegst = eerste_dag(vandaag, vooruitzicht.maanden)
    if ingang < vroegst:
        raise DomeinFout(
            f"{vooruitzicht.ontvanger} krijgt al {aantal} jaar achter elkaar subsidie voor dezelfde activiteiten. "
            f"Minder kan dan pas na een redelijke termijn van {vooruitzicht.maanden} maanden: vanaf {datum(vroegst)} "
            "(Awb 4:50 en 4:51). Schrijf anders waarom een kortere termijn redelijk is.",
            code="termijn.te_kort",
            veld="ingang",
        )
