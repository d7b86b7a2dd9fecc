"""What every kind of letter is: a frozen dataclass that is the only input of its template."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from brieven.models import BriefSoort
from brieven.snapshots.delen import Bezwaar, Briefkop
from brieven.snapshots.vorm import naar_json, uit_json


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """`soorten` are the kinds of letter this shape serves, `sjabloon` its template.

    A change of shape raises `format_versie`; letters not yet made keep the version they were written in.
    """

    soorten: ClassVar[tuple[BriefSoort, ...]]
    sjabloon: ClassVar[str]
    format_versie: ClassVar[int] = 1

    kop: Briefkop

    @property
    def bezwaartermijn(self) -> Bezwaar | None:
        """The objection clause of a decision; None for a message that decides nothing."""
        return getattr(self, "bezwaar", None)

    def to_json(self) -> dict[str, Any]:
        return {"format_versie": self.format_versie, "inhoud": naar_json(self)}

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """Raises ValueError when `data` is not this shape in this version."""
        if not isinstance(data, dict) or data.get("format_versie") != cls.format_versie:
            raise ValueError("De snapshot heeft een andere versie")
        gelezen: Self = uit_json(cls, data.get("inhoud"))
        return gelezen
