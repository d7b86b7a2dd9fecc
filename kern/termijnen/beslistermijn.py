"""The term to decide on an application (Awb 4:13), postponed (4:14) and suspended (4:15)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kern.fouten import DomeinFout
from kern.termijnen.dagen import EEN_DAG, GEEN, Vrij
from kern.termijnen.opschorting import Opschorting, samengevoegd, stap_stilstand
from kern.termijnen.stappen import Stap, dag_en_datum, datum
from kern.termijnen.verlenging import Duur, stap_verlenging, verleng

REDELIJK = Duur(8)  # Awb 4:13 lid 2: without a statutory term a reasonable one has passed after eight weeks


@dataclass(frozen=True)
class Beslisregel:
    """What a regeling says of the term: weeks, or one fixed date; neither means Awb 4:13 lid 2.

    `verdaging_toegestaan`: the regeling itself grants a postponement, of at most `verdaging_max_weken` in all.
    """

    weken: int | None = None
    vaste_dag: datetime.date | None = None
    vanaf: Literal["ontvangst", "sluiting"] = "ontvangst"
    verdaging_toegestaan: bool = False
    verdaging_max_weken: int | None = None
    artikel: str = "Awb 4:13"

    def __post_init__(self) -> None:
        if self.weken is not None and self.vaste_dag is not None:
            raise ValueError("Een regeling noemt weken of een vaste dag, niet allebei")

    @property
    def is_wettelijk(self) -> bool:
        return self.weken is not None or self.vaste_dag is not None

    @property
    def verdaging_verschuift(self) -> bool:
        """With a statutory term only what the regeling grants moves the end (4:14 lid 1); else it always does."""
        return self.verdaging_toegestaan or not self.is_wettelijk


@dataclass(frozen=True)
class Verdaging:
    """The applicant was told on `aangekondigd_op` that the decision comes by `nieuwe_dag` (Awb 4:14)."""

    aangekondigd_op: datetime.date
    nieuwe_dag: datetime.date


@dataclass(frozen=True)
class Beslistermijn:
    """`wettelijke_dag` is the last day in law, `aangekondigde_dag` the day the applicant was told, if any.

    With `staat_stil` the clock stands still on the day of reckoning, and the last day moves on with every day.
    `verdagen_tot` is the last day to which it may be postponed; None when no maximum holds.
    """

    begin: datetime.date
    wettelijke_dag: datetime.date
    aangekondigde_dag: datetime.date | None
    verdagen_tot: datetime.date | None
    staat_stil: bool
    opgeschort: int
    stappen: tuple[Stap, ...]

    def dagen_over(self, vandaag: datetime.date) -> int:
        """Days left to the end in law; negative when it is over."""
        return (self.wettelijke_dag - vandaag).days

    def is_voorbij(self, vandaag: datetime.date) -> bool:
        return vandaag > self.wettelijke_dag


def beslistermijn(
    *,
    ontvangen: datetime.date,
    peildatum: datetime.date,
    regel: Beslisregel = Beslisregel(),
    sluiting: datetime.date | None = None,
    opschortingen: Sequence[Opschorting] = (),
    verdagingen: Sequence[Verdaging] = (),
    vrij: Vrij = GEEN,
) -> Beslistermijn:
    """The last day to decide, as it stands on `peildatum` (only open suspensions make it matter).

    The term starts the day after receipt, or after the closing date when the regeling says so. Suspended days are
    added to the end by counting; the Algemene termijnenwet comes last. It is applied to the term in weeks of a
    municipal regeling as it is to one in an act, as municipalities do; a named day (a fixed date, a postponement)
    stays the day named. A suspension that starts after the end no longer helps.
    """
    loop = _Loop(regel, peildatum, tuple(opschortingen), vrij)
    loop.start(ontvangen, sluiting)
    vanaf = datetime.date.min
    for verdaging in sorted(verdagingen, key=lambda v: v.aangekondigd_op):
        loop.sta_stil(vanaf, verdaging.aangekondigd_op)
        loop.verdaag(verdaging)
        vanaf = verdaging.aangekondigd_op + EEN_DAG
    loop.sta_stil(vanaf, datetime.date.max)
    return loop.besluit()


def controleer_verdaging(stand: Beslistermijn, regel: Beslisregel, verdaging: Verdaging) -> None:
    """Refuse a postponement the law does not give; `stand` is the term before it. Raises DomeinFout.

    A mere announcement (statutory term, no postponement granted) is always allowed: it gives no right, and the
    applicant must be told (4:14 lid 1).
    """
    if verdaging.nieuwe_dag <= stand.wettelijke_dag:
        raise DomeinFout(
            f"Kies een dag na {datum(stand.wettelijke_dag)}: tot en met die dag loopt de termijn al.",
            code="termijn.verdaging_niet_later",
            veld="nieuwe_dag",
        )
    if not regel.verdaging_verschuift:
        return
    if verdaging.aangekondigd_op > stand.wettelijke_dag:
        raise DomeinFout(
            f"Verdagen kan niet meer: de termijn liep tot en met {datum(stand.wettelijke_dag)}.",
            code="termijn.verdaging_te_laat",
        )
    if stand.verdagen_tot is not None and verdaging.nieuwe_dag > stand.verdagen_tot:
        raise DomeinFout(
            f"Verdagen kan tot en met {datum(stand.verdagen_tot)}.",
            code="termijn.verdaging_te_lang",
            veld="nieuwe_dag",
        )


class _Loop:
    """The clock while it is being counted: `einde` moves, each move leaves a step."""

    def __init__(
        self, regel: Beslisregel, peildatum: datetime.date, opschortingen: tuple[Opschorting, ...], vrij: Vrij
    ) -> None:
        self.regel, self.peildatum, self.opschortingen, self.vrij = regel, peildatum, opschortingen, vrij
        self.stappen: list[Stap] = []
        self.begin = self.einde = peildatum
        self.verlengbaar = True
        self.aangekondigd: datetime.date | None = None
        self.uiterste: datetime.date | None = None  # set by the first postponement, moved on by suspension
        self.opgeschort = 0

    @property
    def laatste_dag(self) -> datetime.date:
        return verleng(self.einde, self.vrij) if self.verlengbaar else self.einde

    @property
    def verdagen_tot(self) -> datetime.date | None:
        """The maximum of the regeling counts over all postponements together."""
        if self.regel.verdaging_max_weken is None or not self.regel.verdaging_verschuift:
            return None
        return self.uiterste or Duur(self.regel.verdaging_max_weken).na(self.laatste_dag)

    def start(self, ontvangen: datetime.date, sluiting: datetime.date | None) -> None:
        self.begin = ontvangen
        self.stappen.append(Stap("Aanvraag ontvangen", ontvangen, toelichting="De dag erna begint de termijn."))
        if self.regel.vanaf == "sluiting" and sluiting is not None and sluiting > ontvangen:
            self.begin = sluiting
            self.stappen[0] = Stap("Aanvraag ontvangen", ontvangen)
            self.stappen.append(
                Stap("Indienen kon tot en met", sluiting, toelichting="De dag erna begint de termijn.")
            )
        if self.regel.vaste_dag is not None:
            self.einde, self.verlengbaar = self.regel.vaste_dag, False
            stap = Stap("Besluit op een vaste dag", self.einde, self.regel.artikel, "De regeling noemt deze dag.")
        else:
            duur = Duur(self.regel.weken) if self.regel.weken is not None else REDELIJK
            self.einde, self.verlengbaar = duur.na(self.begin), duur.verlengbaar
            waarom = "Beslistermijn van de regeling." if self.regel.is_wettelijk else "De regeling noemt geen termijn."
            stap = Stap(f"{duur} om te beslissen", self.einde, self.regel.artikel, waarom)
        self.stappen.append(stap)

    def sta_stil(self, van: datetime.date, tot_en_met: datetime.date) -> None:
        """Add the suspended days between two dates, as far as the term was still running."""
        venster = range(max(van, self.begin + EEN_DAG).toordinal(), tot_en_met.toordinal() + 1)
        for heel in samengevoegd(self.opschortingen, self.peildatum):
            stuk = range(max(heel.start, venster.start), min(heel.stop, venster.stop))
            if not stuk or stuk.start > self.laatste_dag.toordinal():
                continue
            if stuk.start > self.einde.toordinal():  # it begins in the weekend by which the term was extended
                self.einde = self.laatste_dag
            self.einde += len(stuk) * EEN_DAG
            self.uiterste = self.uiterste and self.uiterste + len(stuk) * EEN_DAG
            self.opgeschort += len(stuk)
            self.stappen.append(stap_stilstand(stuk, self.opschortingen, self.peildatum, self.einde))

    def verdaag(self, verdaging: Verdaging) -> None:
        self.aangekondigd = verdaging.nieuwe_dag
        op_tijd = verdaging.aangekondigd_op <= self.laatste_dag
        aangekondigd = f"Aangekondigd op {datum(verdaging.aangekondigd_op)}. "
        if not (self.regel.verdaging_verschuift and op_tijd and verdaging.nieuwe_dag > self.laatste_dag):
            self.stappen.append(
                Stap(
                    "Nieuwe dag aangekondigd",
                    verdaging.nieuwe_dag,
                    "Awb 4:14 lid 1",
                    f"{aangekondigd}De wettelijke termijn verandert er niet door.",
                )
            )
            return
        artikel = self.regel.artikel if self.regel.is_wettelijk else "Awb 4:14 lid 3"
        self.uiterste = self.verdagen_tot
        nieuwe_dag = min(verdaging.nieuwe_dag, self.uiterste or datetime.date.max)
        self.einde, self.verlengbaar = nieuwe_dag, False
        self.stappen.append(Stap("Besluit verdaagd", nieuwe_dag, artikel, f"{aangekondigd}Dit is de nieuwe termijn."))

    def besluit(self) -> Beslistermijn:
        laatste = self.laatste_dag
        if self.regel.vaste_dag is None and self.verlengbaar:
            self.stappen.append(stap_verlenging(self.einde, laatste, self.vrij))
        staat_stil = any(o.is_open(self.peildatum) for o in self.opschortingen) and self.peildatum <= laatste
        toelichting = f"{dag_en_datum(laatste).capitalize()}."
        if staat_stil:
            toelichting = "De klok staat stil: deze dag schuift elke dag een dag op."
        self.stappen.append(Stap("Laatste dag voor het besluit", laatste, self.regel.artikel, toelichting))
        return Beslistermijn(
            self.begin, laatste, self.aangekondigd, self.verdagen_tot, staat_stil, self.opgeschort, tuple(self.stappen)
        )
