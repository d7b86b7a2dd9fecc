"""A letter whose words stand in a versioned text."""

from dataclasses import dataclass
from typing import ClassVar

from brieven.models import BriefSoort
from brieven.snapshots.basis import Snapshot
from brieven.snapshots.delen import Bezwaar, Grondslag, Ondertekening, Verdeling, eis
from brieven.snapshots.secties import Dagtermijn, Sectie, met_dagen

GESCHREVEN = frozenset(  # these have a shape and a template of their own
    {
        BriefSoort.ONTVANGSTBEVESTIGING,
        BriefSoort.TOELATING,
        BriefSoort.AFWIJZING,
        BriefSoort.VERLENING,
        BriefSoort.GEDEELTELIJKE_VERLENING,
        BriefSoort.WEIGERING,
    }
)


@dataclass(frozen=True, kw_only=True)
class Tekstbrief(Snapshot):
    """`tekstversie` names the text it was made from; a message that decides nothing has no clause and no rules.

    `termijnen` run from the sent date: `secties` hold a place for their days, `woorden` the days themselves.
    """

    soorten: ClassVar[tuple[BriefSoort, ...]] = tuple(soort for soort in BriefSoort if soort not in GESCHREVEN)
    sjabloon: ClassVar[str] = "brieven/brief/tekst.html"

    secties: tuple[Sectie, ...]
    tekstversie: str
    grondslag: tuple[Grondslag, ...] = ()
    ondertekening: Ondertekening | None = None
    bezwaar: Bezwaar | None = None
    verdeling: Verdeling | None = None
    termijnen: tuple[Dagtermijn, ...] = ()

    def __post_init__(self) -> None:
        eis(bool(self.secties), "de brief heeft geen tekst")

    @property
    def woorden(self) -> tuple[Sectie, ...]:
        """What the recipient reads."""
        return met_dagen(self.secties, self.termijnen)
