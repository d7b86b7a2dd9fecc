"""Dividing a ceiling that is too small over several applications, by the published method (Awb 4:26)."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from kern.geld import NUL, verdeel

Jaarbedragen = Mapping[int, Decimal]


@dataclass(frozen=True, slots=True)
class Kandidaat:
    """One application that shares in the ceiling. `punten` with their weights; None while it was not scored whole."""

    pk: int
    naam: str
    ontvangen_op: datetime.datetime
    gevraagd: Jaarbedragen
    punten: int | None = None


@dataclass(frozen=True, slots=True)
class Plaats:
    """Its place in the order, what is asked up to and including this one, and what fits under the ceiling.

    `gelijk_met` names who had the same points or the same moment; `loting`: no rule puts them in order, so they draw
    lots.
    """

    plek: int
    kandidaat: Kandidaat
    opgeteld: Jaarbedragen
    past: Jaarbedragen
    gelijk_met: tuple[str, ...] = ()
    loting: bool = False

    @property
    def past_totaal(self) -> Decimal:
        return sum(self.past.values(), NUL)

    @property
    def gevraagd_totaal(self) -> Decimal:
        return sum(self.kandidaat.gevraagd.values(), NUL)

    @property
    def opgeteld_totaal(self) -> Decimal:
        return sum(self.opgeteld.values(), NUL)

    @property
    def past_geheel(self) -> bool:
        return all(self.past[jaar] == bedrag for jaar, bedrag in self.kandidaat.gevraagd.items())


def rangschik(kandidaten: Sequence[Kandidaat], plafond: Jaarbedragen, methode: str) -> list[Plaats]:
    """All applications in order with what each can get; together never above the ceiling of a year.

    By arrival or by points: in full while it fits; the first that does not fit gets what is left, nobody after it.
    `naar_rato`: when a year is short all get the same share of what they asked, to the cent.
    """
    op_punten = methode == "rangschikking"
    rij = sorted(kandidaten, key=lambda een: (*_rang(een, op_punten), een.ontvangen_op, een.pk))
    past = _naar_rato(rij, plafond) if methode == "naar_rato" else _op_volgorde(rij, plafond)
    opgeteld: dict[int, Decimal] = {}
    plaatsen = []
    for plek, (een, bedragen) in enumerate(zip(rij, past, strict=True), start=1):
        opgeteld = {
            jaar: opgeteld.get(jaar, NUL) + een.gevraagd.get(jaar, NUL) for jaar in {**opgeteld, **een.gevraagd}
        }
        plaatsen.append(Plaats(plek, een, opgeteld, bedragen))
    return plaatsen if methode == "naar_rato" else _met_gelijken(plaatsen, op_punten)


def passeert(rij: Sequence[Kandidaat], plafond: Jaarbedragen, verleend: Mapping[int, Jaarbedragen]) -> list[str]:
    """The names of who stands before one of `verleend` in the order, waits, and finds too little left after it."""
    gepasseerd: dict[str, None] = {}
    wachten: list[Kandidaat] = []
    over = dict(plafond)
    for een in rij:
        if een.pk not in verleend:
            wachten.append(een)
            continue
        over = {jaar: bedrag - verleend[een.pk].get(jaar, NUL) for jaar, bedrag in over.items()}
        if not any(verleend[een.pk].values()):
            continue
        nodig = dict(over)
        for ander in wachten:
            nodig = {jaar: bedrag - ander.gevraagd.get(jaar, NUL) for jaar, bedrag in nodig.items()}
            if any(nodig[jaar] < NUL for jaar, bedrag in ander.gevraagd.items() if bedrag and jaar in nodig):
                gepasseerd[ander.naam] = None
    return list(gepasseerd)


def _rang(een: Kandidaat, op_punten: bool) -> tuple[int, ...]:
    """The most points first, who was not scored last."""
    if not op_punten:
        return ()
    return (1, 0) if een.punten is None else (0, -een.punten)


def _op_volgorde(rij: Sequence[Kandidaat], plafond: Jaarbedragen) -> Sequence[Jaarbedragen]:
    over, dicht = dict(plafond), False
    uitkomst = []
    for een in rij:
        past = {jaar: NUL if dicht else min(bedrag, over.get(jaar, bedrag)) for jaar, bedrag in een.gevraagd.items()}
        dicht = dicht or past != dict(een.gevraagd)
        over = {jaar: bedrag - past.get(jaar, NUL) for jaar, bedrag in over.items()}
        uitkomst.append(past)
    return uitkomst


def _naar_rato(rij: Sequence[Kandidaat], plafond: Jaarbedragen) -> Sequence[Jaarbedragen]:
    uitkomst: list[dict[int, Decimal]] = [dict(een.gevraagd) for een in rij]
    for jaar, bedrag in plafond.items():
        gevraagd = [een.gevraagd.get(jaar, NUL) for een in rij]
        if sum(gevraagd, NUL) <= bedrag:
            continue
        for past, deel in zip(uitkomst, verdeel(bedrag, gevraagd), strict=True):
            if jaar in past:
                past[jaar] = deel
    return uitkomst


def _met_gelijken(plaatsen: Sequence[Plaats], op_punten: bool) -> list[Plaats]:
    """Name who stands level. The same points are put in order by arrival; the same moment too needs a draw."""
    uitkomst = []
    for sleutel, groep in groupby(plaatsen, key=lambda plaats: _gelijk(plaats.kandidaat, op_punten)):
        samen = list(groep)
        if len(samen) == 1 or sleutel is None:
            uitkomst += samen
            continue
        for plaats in samen:
            anderen = [ander for ander in samen if ander is not plaats]
            loting = any(ander.kandidaat.ontvangen_op == plaats.kandidaat.ontvangen_op for ander in anderen)
            namen = tuple(ander.kandidaat.naam for ander in anderen)
            uitkomst.append(replace(plaats, gelijk_met=namen, loting=loting))
    return uitkomst


def _gelijk(een: Kandidaat, op_punten: bool) -> int | datetime.datetime | None:
    return een.punten if op_punten else een.ontvangen_op
