"""The term to decide on an objection (Awb 7:10): six weeks, or twelve with an advisory committee."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from kern.termijnen.dagen import EEN_DAG, GEEN, Vrij
from kern.termijnen.opschorting import Opschorting, samengevoegd, stap_stilstand
from kern.termijnen.stappen import Stap, dag_en_datum, datum
from kern.termijnen.verlenging import Duur, stap_verlenging, verleng

ZES, TWAALF = Duur(6), Duur(12)
VERDAGING = Duur(6)  # lid 3: at most six weeks, once


@dataclass(frozen=True)
class Bezwaarbeslissing:
    """`begin` is the day before the first day of the term, `laatste_dag` its end in law.

    With `staat_stil` the clock stands still on the day of reckoning, and the last day moves on with every day.
    """

    begin: datetime.date
    laatste_dag: datetime.date
    staat_stil: bool
    opgeschort: int
    stappen: tuple[Stap, ...]

    def is_voorbij(self, vandaag: datetime.date) -> bool:
        return vandaag > self.laatste_dag


def bezwaarbeslissing(
    *,
    bezwaartermijn_tot: datetime.date,
    ontvangen: datetime.date,
    peildatum: datetime.date,
    met_commissie: bool = False,
    opschortingen: Sequence[Opschorting] = (),
    verdaagd_op: datetime.date | None = None,
    uitstel_tot: datetime.date | None = None,
    vrij: Vrij = GEEN,
) -> Bezwaarbeslissing:
    """The last day to decide on an objection, as it stands on `peildatum`.

    The term starts the day after the objection term ended (lid 1); after that day nothing can be decided too late that
    was not yet received, so for an objection that came later it starts the day after receipt. A request to repair an
    omission (6:6) suspends it (lid 2). The postponement (lid 3) adds six weeks to the end by counting, once; one that
    was told after the end no longer helps. `uitstel_tot` is a later day to which those concerned agreed (lid 4).
    """
    begin, stappen = _begin(bezwaartermijn_tot, ontvangen)
    duur = TWAALF if met_commissie else ZES
    einde = duur.na(begin)
    waarom = "Met een adviescommissie." if met_commissie else "Zonder adviescommissie."
    stappen.append(Stap(f"{duur} om te beslissen", einde, "Awb 7:10 lid 1", waarom))
    opgeschort = 0
    for heel in samengevoegd(opschortingen, peildatum):
        stuk = range(max(heel.start, (begin + EEN_DAG).toordinal()), heel.stop)
        if not stuk or stuk.start > verleng(einde, vrij).toordinal():
            continue
        einde += len(stuk) * EEN_DAG
        opgeschort += len(stuk)
        stap = stap_stilstand(stuk, opschortingen, peildatum, einde)
        stappen.append(Stap(stap.tekst, einde, "Awb 7:10 lid 2", stap.toelichting, len(stuk)))
    if verdaagd_op is not None and verdaagd_op <= verleng(einde, vrij):
        einde = VERDAGING.na(einde)
        stappen.append(Stap(f"{VERDAGING} verdaagd", einde, "Awb 7:10 lid 3", f"Meegedeeld op {datum(verdaagd_op)}."))
    laatste = verleng(einde, vrij)
    stappen.append(stap_verlenging(einde, laatste, vrij))
    if uitstel_tot is not None and uitstel_tot > laatste:
        laatste = uitstel_tot
        stappen.append(Stap("Verder uitstel met instemming", laatste, "Awb 7:10 lid 4"))
    staat_stil = any(o.is_open(peildatum) for o in opschortingen) and peildatum <= laatste
    toelichting = f"{dag_en_datum(laatste).capitalize()}."
    if staat_stil:
        toelichting = "De klok staat stil: deze dag schuift elke dag een dag op."
    stappen.append(Stap("Laatste dag voor de beslissing op bezwaar", laatste, "Awb 7:10", toelichting))
    return Bezwaarbeslissing(begin, laatste, staat_stil, opgeschort, tuple(stappen))


def _begin(bezwaartermijn_tot: datetime.date, ontvangen: datetime.date) -> tuple[datetime.date, list[Stap]]:
    if ontvangen <= bezwaartermijn_tot:
        erna = "De dag erna begint de termijn, ook als het bezwaar eerder kwam."
        return bezwaartermijn_tot, [Stap("Bezwaar maken kon tot en met", bezwaartermijn_tot, "Awb 7:10 lid 1", erna)]
    return ontvangen, [
        Stap("Bezwaar maken kon tot en met", bezwaartermijn_tot, "Awb 7:10 lid 1"),
        Stap("Bezwaar ontvangen", ontvangen, "", "Na die dag: de dag erna begint de termijn."),
    ]
