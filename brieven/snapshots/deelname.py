from dataclasses import dataclass
from typing import ClassVar

from brieven.models import BriefSoort
from brieven.snapshots.basis import Snapshot
from brieven.snapshots.delen import Bezwaar, Grondslag, Ondertekening, eis


@dataclass(frozen=True, kw_only=True)
class Toelating(Snapshot):
    """An organisation gets a seat at a table. `vervolg` are the next steps, one sentence each."""

    soorten: ClassVar[tuple[BriefSoort, ...]] = (BriefSoort.TOELATING,)
    sjabloon: ClassVar[str] = "brieven/brief/toelating.html"

    tafel: str
    uitvraag: str
    vervolg: tuple[str, ...]
    grondslag: tuple[Grondslag, ...]
    ondertekening: Ondertekening
    bezwaar: Bezwaar


@dataclass(frozen=True, kw_only=True)
class Afwijzing(Snapshot):
    """An organisation gets no seat. `toets` is the rule it was measured by, `reden` why it does not meet it."""

    soorten: ClassVar[tuple[BriefSoort, ...]] = (BriefSoort.AFWIJZING,)
    sjabloon: ClassVar[str] = "brieven/brief/afwijzing.html"

    tafel: str
    uitvraag: str
    toets: str
    reden: str
    grondslag: tuple[Grondslag, ...]
    ondertekening: Ondertekening
    bezwaar: Bezwaar

    def __post_init__(self) -> None:
        eis(bool(self.reden.strip()), "een afwijzing noemt haar reden (Awb 3:46)")
