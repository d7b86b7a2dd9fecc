"""The instalments of one year of one grant: what is paid or on its way stays, the rest follows what is due. Pure."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kern.geld import NUL, verdeel
from regelingen.parameters import Parameters
from subsidies.regels.betaalschema import voorschotten

BETAALTERMIJN = datetime.timedelta(weeks=6)  # Awb 4:87 lid 1


@dataclass(frozen=True, slots=True)
class Termijn:
    """One instalment, in euro. `vast`: it was paid, or the bank has the order."""

    volgnummer: int
    dag: datetime.date
    bedrag: Decimal
    vast: bool = False


@dataclass(frozen=True, slots=True)
class Jaarschema:
    """All instalments of a year in order. `te_veel` was paid or sent beyond what is due now."""

    termijnen: tuple[Termijn, ...]
    te_veel: Decimal


def jaarschema(
    *,
    jaar: int,
    recht: Decimal,
    vastgesteld: bool,
    besloten: datetime.date,
    parameters: Parameters,
    nu: Sequence[Termijn],
    buiten: Decimal = NUL,
) -> Jaarschema:
    """Plan a year anew: what is fixed and what is open add up to what is due, unless more was paid already.

    `buiten` was paid outside the instalments (kept for a reclaim of another year), or came back (below zero).

    Before the settlement the advances of `recht` are due, on the days of the regeling. Once settled everything is
    due within six weeks after the decision of day `besloten` (Awb 4:87), in one instalment. An instalment with
    nothing left stays with 0 euro, so that a number means one instalment for good.
    """
    vast = {termijn.volgnummer: termijn for termijn in nu if termijn.vast}
    gepland = [] if vastgesteld else _gepland(jaar, recht, parameters)
    verschuldigd = recht if vastgesteld else sum((termijn.bedrag for termijn in gepland), NUL)
    betaald = sum((termijn.bedrag for termijn in vast.values()), buiten)
    rest = max(NUL, verschuldigd - betaald)
    open_nu = [termijn for termijn in gepland if termijn.volgnummer not in vast]
    if any(termijn.bedrag for termijn in open_nu):
        bedragen = verdeel(rest, [termijn.bedrag for termijn in open_nu])
        nieuw = {
            termijn.volgnummer: Termijn(termijn.volgnummer, termijn.dag, bedrag)
            for termijn, bedrag in zip(open_nu, bedragen, strict=True)
        }
    elif rest:
        nummer = _nummer_erna(len(parameters.voorschot_dagen), nu)
        nieuw = {nummer: Termijn(nummer, besloten + BETAALTERMIJN, rest)}
    else:
        nieuw = {}
    leeg = {termijn.volgnummer: Termijn(termijn.volgnummer, termijn.dag, NUL) for termijn in nu}
    alle = leeg | nieuw | vast
    return Jaarschema(tuple(alle[nummer] for nummer in sorted(alle)), max(NUL, betaald - verschuldigd))


def _gepland(jaar: int, recht: Decimal, parameters: Parameters) -> list[Termijn]:
    return [
        Termijn(nummer, _dag(jaar, maand_dag), bedrag)
        for nummer, (maand_dag, bedrag) in enumerate(
            zip(parameters.voorschot_dagen, voorschotten(recht, parameters), strict=True), start=1
        )
    ]


def _dag(jaar: int, maand_dag: str) -> datetime.date:
    """29 February falls on the 28th in a year without it."""
    maand, dag = map(int, maand_dag.split("-"))
    try:
        return datetime.date(jaar, maand, dag)
    except ValueError:
        return datetime.date(jaar, maand + 1, 1) - datetime.timedelta(days=1)


def _nummer_erna(voorschotten_per_jaar: int, nu: Sequence[Termijn]) -> int:
    """The first instalment after the advances that is still open, or else a new one."""
    erna = {termijn.volgnummer: termijn.vast for termijn in nu if termijn.volgnummer > voorschotten_per_jaar}
    nummer = voorschotten_per_jaar + 1
    while erna.get(nummer):
        nummer += 1
    return nummer
