import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from brieven.models import BriefSoort
from brieven.snapshots.basis import Snapshot
from brieven.snapshots.delen import eis
from kern.geld import NUL


@dataclass(frozen=True, kw_only=True)
class Deelnemerbedrag:
    """A participant and what the application asks for it, over all years."""

    deelnemer: str
    gevraagd: Decimal


@dataclass(frozen=True, kw_only=True)
class Ontvangstbevestiging(Snapshot):
    """The receipt of an application (Awb 2:17) with the day we decide at the latest (Awb 4:13). No decision.

    `tijdstip` is Amsterdam time ("14:05"). `beslisgrond` is the article or rule the term rests on and
    `beslisuitleg` how the day follows from it. `sha256` is the hash of the frozen Indiening.
    """

    soorten: ClassVar[tuple[BriefSoort, ...]] = (BriefSoort.ONTVANGSTBEVESTIGING,)
    sjabloon: ClassVar[str] = "brieven/brief/ontvangstbevestiging.html"

    tafel: str
    regeling: str
    ontvangen_op: datetime.date
    tijdstip: str
    eerste_jaar: int
    laatste_jaar: int
    deelnemers: tuple[Deelnemerbedrag, ...]
    sha256: str
    beslissen_uiterlijk: datetime.date
    beslisuitleg: str
    beslisgrond: str

    def __post_init__(self) -> None:
        eis(bool(self.deelnemers), "een aanvraag heeft ten minste één deelnemer")

    @property
    def gevraagd(self) -> Decimal:
        return sum((rij.gevraagd for rij in self.deelnemers), NUL)
