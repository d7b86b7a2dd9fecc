"""What every kind of letter is: a frozen dataclass that is the only input of its template."""

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from brieven.models import BriefSoort
from brieven.snapshots.delen import Bezwaar, Briefkop
from brieven.snapshots.secties import Sectie
from brieven.snapshots.vorm import naar_json, uit_json


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """`soorten` are the kinds of letter this shape serves, `sjabloon` its template. `eigen` are the sentences that a
    municipality adds to a letter with a shape of its own, from the text in force (Brieftekst).

    A new field has a default and raises `format_versie`: letters of an earlier version are read with that default.
    """

    soorten: ClassVar[tuple[BriefSoort, ...]]
    sjabloon: ClassVar[str]
    format_versie: ClassVar[int] = 2

    kop: Briefkop
    eigen: tuple[Sectie, ...] = ()

    @property
    def bezwaartermijn(self) -> Bezwaar | None:
        """The objection clause of a decision; None for a message that decides nothing."""
        return getattr(self, "bezwaar", None)

    def to_json(self) -> dict[str, Any]:
        return {"format_versie": self.format_versie, "inhoud": naar_json(self)}

    @classmethod
    def from_json(cls, data: Any) -> Self:
        """Raises ValueError when `data` is not this shape, in this version or an earlier one."""
        versie = data.get("format_versie") if isinstance(data, dict) else None
        if type(versie) is not int or not 1 <= versie <= cls.format_versie:
            raise ValueError("De snapshot heeft een andere versie")
        gelezen: Self = uit_json(cls, data.get("inhoud"), ouder=versie < cls.format_versie)
        return gelezen
