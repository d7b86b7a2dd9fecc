"""The penalty for deciding too late (Awb 4:17 to 4:19)."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from kern.geld import NUL, als_euro, verdeel
from kern.termijnen.dagen import EEN_DAG, GEEN, Vrij
from kern.termijnen.stappen import Stap, dag_en_datum, datum, telling
from kern.termijnen.verlenging import Duur, termijn

TWEE_WEKEN = Duur(2)


@dataclass(frozen=True)
class Tarief:
    """The amounts per day of Awb 4:17 lid 2; they are indexed, so a new amount is a new Tarief.

    `treden`: number of days and euro per day, in order; together at most 42 days.
    """

    treden: tuple[tuple[int, Decimal], ...]

    def over(self, dagen: int) -> Decimal:
        """What is owed after `dagen` days."""
        som = NUL
        for aantal, bedrag in self.treden:
            in_trede = min(max(dagen, 0), aantal)
            som += in_trede * bedrag
            dagen -= in_trede
        return som

    @property
    def meeste_dagen(self) -> int:
        return sum(aantal for aantal, _ in self.treden)


TARIEF_2019 = Tarief(((14, Decimal("23.00")), (14, Decimal("35.00")), (14, Decimal("45.00"))))
"""In force since 1 January 2019 (Stcrt. 2018, 65542)."""


class GeenDwangsom(Enum):
    """Awb 4:17 lid 6: grounds on which nothing is owed, whatever the days."""

    ONREDELIJK_LAAT = ("onder a", "De gemeente is onredelijk laat in gebreke gesteld.")
    GEEN_BELANGHEBBENDE = ("onder b", "De aanvrager is geen belanghebbende.")
    KENNELIJK_ONGEGROND = ("onder c", "De aanvraag is kennelijk niet-ontvankelijk of kennelijk ongegrond.")


@dataclass(frozen=True)
class Dwangsom:
    """What is owed on the day of reckoning. `eerste_dag` None: no penalty can run.

    `vaststellen_uiterlijk`: the last day to decide on the penalty itself (4:18), known once it has stopped.
    """

    eerste_dag: datetime.date | None
    dagen: int
    bedrag: Decimal
    per_aanvrager: tuple[Decimal, ...]
    vaststellen_uiterlijk: datetime.date | None
    stappen: tuple[Stap, ...]


def dwangsom(
    *,
    wettelijke_dag: datetime.date,
    in_gebreke_gesteld: datetime.date,
    peildatum: datetime.date,
    besluit_bekend: datetime.date | None = None,
    aanvragers: int = 1,
    tarief: Tarief = TARIEF_2019,
    geen: GeenDwangsom | None = None,
    vrij: Vrij = GEEN,
) -> Dwangsom:
    """The penalty as it stands on `peildatum`.

    Two weeks run from the day after the notice of default was received, which must be after the term to decide;
    the first day owed is the one after those two weeks (4:17 lid 3). The Algemene termijnenwet is set aside only
    for the 42 days (lid 1), so these two weeks do move past a weekend. Days are counted up to and not including
    the day on which the decision was made known: on that day the municipality is no longer in default; case law
    is not uniform here, an officer may add that day. Joint applicants each get an equal share (lid 7); cents that
    cannot be split go one by one to the first in order.
    """
    if aanvragers < 1:
        raise ValueError("Een aanvraag heeft ten minste één aanvrager")
    stappen = [
        Stap("Laatste dag voor het besluit", wettelijke_dag, "Awb 4:13"),
        Stap("Ingebrekestelling ontvangen", in_gebreke_gesteld, "Awb 4:17 lid 3"),
    ]
    if in_gebreke_gesteld <= wettelijke_dag:
        stappen.append(Stap("Te vroeg", None, "Awb 4:17 lid 3", "De termijn was nog niet voorbij: er loopt niets."))
        return _niets(aanvragers, stappen)
    if geen is not None:
        lid, uitleg = geen.value
        stappen.append(Stap("Geen dwangsom", None, f"Awb 4:17 lid 6 {lid}", uitleg))
        return _niets(aanvragers, stappen)
    respijt = termijn(in_gebreke_gesteld, TWEE_WEKEN, vrij, artikel="Awb 4:17 lid 3")
    eerste = respijt.laatste_dag + EEN_DAG
    stopt = min(besluit_bekend or datetime.date.max, eerste + tarief.meeste_dagen * EEN_DAG)
    gestopt = stopt <= peildatum
    dagen = max((min(stopt, peildatum + EEN_DAG) - eerste).days, 0)
    bedrag = tarief.over(dagen)
    stappen += [
        *respijt.stappen,
        Stap("Eerste dag van de dwangsom", eerste, "Awb 4:17 lid 3", f"{dag_en_datum(eerste).capitalize()}."),
        Stap(
            f"{telling(dagen, 'dag', 'dagen')} te laat: {als_euro(bedrag)}",
            eerste + (dagen - 1) * EEN_DAG if dagen else None,
            "Awb 4:17 lid 1 en 2",
            _reken(tarief, dagen),
            dagen=dagen,
        ),
    ]
    delen = tuple(verdeel(bedrag, [1] * aanvragers))
    if aanvragers > 1:
        tekst = f"Gelijk verdeeld over {aanvragers} aanvragers: {als_euro(delen[0])}"
        rest = "" if delen[0] == delen[-1] else f" De laatste krijgen {als_euro(delen[-1])}."
        stappen.append(Stap(tekst, None, "Awb 4:17 lid 7", f"Samen {als_euro(bedrag)}.{rest}"))
    vaststellen = None
    if gestopt and dagen:
        laatste = stopt - EEN_DAG
        vaststellen = termijn(laatste, TWEE_WEKEN, vrij).laatste_dag
        stappen.append(
            Stap("Uiterlijk besluit over de dwangsom", vaststellen, "Awb 4:18", f"Twee weken na {datum(laatste)}.")
        )
    return Dwangsom(eerste, dagen, bedrag, delen, vaststellen, tuple(stappen))


def _niets(aanvragers: int, stappen: list[Stap]) -> Dwangsom:
    return Dwangsom(None, 0, NUL, (NUL,) * aanvragers, None, tuple(stappen))


def _reken(tarief: Tarief, dagen: int) -> str:
    regels = []
    for aantal, bedrag in tarief.treden:
        in_trede = min(max(dagen, 0), aantal)
        if in_trede:
            regels.append(f"{telling(in_trede, 'dag', 'dagen')} van {als_euro(bedrag)}")
        dagen -= in_trede
    return ", ".join(regels) + "." if regels else "Er is nog niets verschuldigd."
