"""How long a term is, and when the Algemene termijnenwet makes it longer."""

import calendar
import datetime
from dataclasses import dataclass
from enum import Enum

from kern.termijnen.dagen import EEN_DAG, GEEN, Vrij, is_werkdag, waarom_vrij
from kern.termijnen.stappen import Stap, dag_en_datum, datum, telling


class Eenheid(Enum):
    """The units in which a law words a term, with the length up to which the Algemene termijnenwet holds (4)."""

    DAGEN = ("dag", "dagen", 90)
    WEKEN = ("week", "weken", 12)
    MAANDEN = ("maand", "maanden", 3)


@dataclass(frozen=True)
class Duur:
    """The length of a term as the law words it: eight weeks is not 56 days for the limits of article 4."""

    aantal: int
    eenheid: Eenheid = Eenheid.WEKEN

    def __post_init__(self) -> None:
        if self.aantal < 1:
            raise ValueError(f"Een termijn duurt ten minste 1, niet {self.aantal}")

    def __str__(self) -> str:
        enkelvoud, meervoud, _ = self.eenheid.value
        return telling(self.aantal, enkelvoud, meervoud)

    @property
    def verlengbaar(self) -> bool:
        """Algemene termijnenwet 4: not for terms of more than 90 days, 12 weeks or 3 months."""
        return self.aantal <= self.eenheid.value[2]

    def na(self, dag: datetime.date) -> datetime.date:
        """The last day of a term that starts the day after `dag`."""
        match self.eenheid:
            case Eenheid.DAGEN:
                return dag + datetime.timedelta(days=self.aantal)
            case Eenheid.WEKEN:
                return dag + datetime.timedelta(weeks=self.aantal)
            case Eenheid.MAANDEN:
                return _maanden_verder(dag, self.aantal)

    def voor(self, dag: datetime.date) -> datetime.date:
        """The day that lies this long before `dag`: a term counted back, which is never extended (1 lid 2)."""
        match self.eenheid:
            case Eenheid.DAGEN:
                return dag - datetime.timedelta(days=self.aantal)
            case Eenheid.WEKEN:
                return dag - datetime.timedelta(weeks=self.aantal)
            case Eenheid.MAANDEN:
                return _maanden_verder(dag, -self.aantal)


@dataclass(frozen=True)
class Termijn:
    """A term counted out: `ongewijzigd` is its end by counting alone, `laatste_dag` its end in law."""

    ongewijzigd: datetime.date
    laatste_dag: datetime.date
    stappen: tuple[Stap, ...]


def verleng(einde: datetime.date, vrij: Vrij = GEEN) -> datetime.date:
    """The first day from `einde` on that is no Saturday, Sunday or recognised holiday (Algemene termijnenwet 1)."""
    while not is_werkdag(einde, vrij):
        einde += EEN_DAG
    return einde


def termijn(begin: datetime.date, duur: Duur, vrij: Vrij = GEEN, *, artikel: str = "") -> Termijn:
    """A statutory term that starts the day after `begin`, extended where the Algemene termijnenwet says so.

    Article 1: it does not end on a Saturday, Sunday or recognised holiday. Article 2: a term of at least three
    days holds at least two days that are none of these. Article 4: not for terms over 90 days, 12 weeks or 3 months.
    """
    geteld = duur.na(begin)
    laatste = geteld
    if duur.verlengbaar:
        if duur.eenheid is not Eenheid.DAGEN or duur.aantal >= 3:
            laatste = _met_twee_werkdagen(begin, laatste, vrij)
        laatste = verleng(laatste, vrij)
    stappen = (
        Stap(_hoofdletter(str(duur)), geteld, artikel, "De termijn begint de dag erna."),
        stap_verlenging(geteld, laatste, vrij, verlengbaar=duur.verlengbaar),
    )
    return Termijn(geteld, laatste, stappen)


def terug(dag: datetime.date, duur: Duur, *, artikel: str = "") -> Termijn:
    """A term counted back from `dag`, as in "at least two weeks before": never extended (1 lid 2)."""
    uiterlijk = duur.voor(dag)
    stappen = (
        Stap(f"{_hoofdletter(str(duur))} terug vanaf {dag_en_datum(dag)}", uiterlijk, artikel),
        Stap(
            "Weekend of feestdag?", uiterlijk, "Algemene termijnenwet 1 lid 2", "Geldt niet bij terugtellen.", dagen=0
        ),
    )
    return Termijn(uiterlijk, uiterlijk, stappen)


def stap_verlenging(
    geteld: datetime.date, laatste: datetime.date, vrij: Vrij = GEEN, *, verlengbaar: bool = True
) -> Stap:
    """The line "Weekend of feestdag?" of the clock."""
    artikel = "Algemene termijnenwet 1"
    if not verlengbaar:
        artikel = "Algemene termijnenwet 4"
        toelichting = "Een termijn van meer dan 12 weken, 90 dagen of 3 maanden schuift niet op."
    elif reden := waarom_vrij(geteld, vrij):
        toelichting = f"{datum(geteld)} is {reden}: de termijn loopt door tot en met {dag_en_datum(laatste)}."
    elif laatste > geteld:
        artikel = "Algemene termijnenwet 2"
        toelichting = "In een termijn van drie dagen of meer zitten ten minste twee werkdagen."
    else:
        toelichting = f"{_hoofdletter(dag_en_datum(geteld))} is een gewone werkdag."
    return Stap("Weekend of feestdag?", laatste, artikel, toelichting, dagen=(laatste - geteld).days)


def _met_twee_werkdagen(begin: datetime.date, einde: datetime.date, vrij: Vrij) -> datetime.date:
    werkdagen, dag = 0, begin
    while werkdagen < 2:
        dag += EEN_DAG
        werkdagen += is_werkdag(dag, vrij)
    return max(dag, einde)


def _maanden_verder(dag: datetime.date, aantal: int) -> datetime.date:
    """The same day number, or the last day of a month that does not have it."""
    jaar, maand = divmod(dag.year * 12 + dag.month - 1 + aantal, 12)
    return datetime.date(jaar, maand + 1, min(dag.day, calendar.monthrange(jaar, maand + 1)[1]))


def _hoofdletter(tekst: str) -> str:
    return tekst[:1].upper() + tekst[1:]
