from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from brieven.models import BriefSoort
from brieven.snapshots.basis import Snapshot
from brieven.snapshots.delen import Bezwaar, Grondslag, Ondertekening, Verdeling, eis


@dataclass(frozen=True, kw_only=True)
class Weigeringsgrond:
    """One ground to refuse and the article that allows it, written out ("Artikel 4:25 lid 2 Awb")."""

    tekst: str
    artikel: str


@dataclass(frozen=True, kw_only=True)
class Weigering(Snapshot):
    """The refusal of the whole amount. `tafel` is empty for an individual application."""

    soorten: ClassVar[tuple[BriefSoort, ...]] = (BriefSoort.WEIGERING,)
    sjabloon: ClassVar[str] = "brieven/brief/weigering.html"

    tafel: str
    eerste_jaar: int
    laatste_jaar: int
    gevraagd: Decimal
    gronden: tuple[Weigeringsgrond, ...]
    zienswijze: str
    grondslag: tuple[Grondslag, ...]
    ondertekening: Ondertekening
    bezwaar: Bezwaar
    verdeling: Verdeling | None

    def __post_init__(self) -> None:
        eis(bool(self.gronden), "een weigering noemt haar grond")
