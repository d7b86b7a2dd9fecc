"""What keeps a table from submitting its joint account. Who is late keeps nobody: it is named in the document."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from kern.taal import opsomming
from kern.termijnen.stappen import datum


@dataclass(frozen=True, slots=True)
class Belet:
    """One reason, as a sentence for who wants to submit; mended on the form (`veld`), or in a part of the page of the
    joint document (`plek`): with the texts, or with the parts and akkoorden of the partners."""

    code: str
    zin: str
    veld: str | None = None
    plek: str = "partners"


@dataclass(frozen=True, slots=True)
class Toestand:
    """Where the joint account stands: names of what is missing, and the last days of parts and document."""

    vandaag: datetime.date
    delen_tot: datetime.date
    samen_tot: datetime.date
    binnen: int
    niet_geschreven: Sequence[str]
    niet_binnen: Sequence[str]
    zonder_akkoord: Sequence[str]
    met_vraag: Sequence[str] = ()  # whose part says what was submitted before the officer asked back: keeps nobody
    op_papier: bool = False  # the akkoorden are on the paper
    naar_iemand: Sequence[str] = ()  # texts with what certainly is personal data

    @property
    def delen_voorbij(self) -> bool:
        return self.vandaag > self.delen_tot

    @property
    def samen_voorbij(self) -> bool:
        return self.vandaag > self.samen_tot

    @property
    def zonder_mag(self) -> bool:
        """Whether it may go without the akkoord of somebody, with a reason."""
        return bool(self.zonder_akkoord) and (self.samen_voorbij or self.op_papier)


def beletsels(toestand: Toestand) -> list[Belet]:
    """Every reason, except the one that a reason on the form takes away."""
    gevonden = [regel(toestand) for regel in _REGELS]
    return [belet for belet in gevonden if belet is not None]


def eis_waarom(toestand: Toestand, waarom: str) -> Belet | None:
    if toestand.zonder_mag and not waarom.strip():
        return Belet("stuk.zonder_reden", "Schrijf waarom u indient zonder ieders akkoord.", "waarom")
    return None


def _niets_binnen(toestand: Toestand) -> Belet | None:
    if toestand.binnen:
        return None
    return Belet("stuk.niets_binnen", "Er is nog geen eigen verslag ingediend. Zonder verslag is er geen stuk.")


def _niet_geschreven(toestand: Toestand) -> Belet | None:
    if not toestand.niet_geschreven:
        return None
    namen = opsomming(toestand.niet_geschreven)
    return Belet("stuk.niet_geschreven", f"Schrijf eerst nog over: {namen}.", plek="teksten")


def _naar_iemand(toestand: Toestand) -> Belet | None:
    if not toestand.naar_iemand:
        return None
    namen = opsomming(toestand.naar_iemand)
    return Belet("stuk.persoonsgegevens", f"Haal persoonsgegevens weg uit: {namen}.", plek="teksten")


def _delen_lopen(toestand: Toestand) -> Belet | None:
    if not toestand.niet_binnen or toestand.delen_voorbij:
        return None
    return Belet(
        "stuk.delen_lopen",
        f"Nog niet ingediend: {opsomming(toestand.niet_binnen)}. Dat kan nog tot en met {datum(toestand.delen_tot)}.",
    )


def _akkoord(toestand: Toestand) -> Belet | None:
    if not toestand.zonder_akkoord or toestand.zonder_mag:
        return None
    return Belet(
        "stuk.geen_akkoord",
        f"Nog niet akkoord: {opsomming(toestand.zonder_akkoord)}. "
        f"Na {datum(toestand.samen_tot)} kan het ook zonder, met een reden.",
    )


_REGELS = (_niets_binnen, _niet_geschreven, _naar_iemand, _delen_lopen, _akkoord)
