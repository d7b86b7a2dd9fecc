"""The case as one frozen value: the dossier with what the municipality made of it."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from brieven.models import Stand
from brieven.selectors import TEKEN
from kern.geld import NUL
from kern.termijnen.beslistermijn import Beslistermijn
from subsidies.dossier import Deel, Dossier, Vraag, tel_op
from subsidies.models import Aanvraag


@dataclass(frozen=True, slots=True)
class Oordeelrij:
    """One criterium with the joint text and the judgement on it, if any."""

    vraag: Vraag
    oordeel: str
    oordeel_naam: str
    toelichting: str


@dataclass(frozen=True, slots=True)
class Deelrij:
    """One participant: asked, proposed and why. `voorstel` is None until an officer filled it in."""

    deel: Deel
    voorstel: Mapping[int, Decimal] | None
    motivering: str
    verplichting: str

    @property
    def voorstel_totaal(self) -> Decimal | None:
        return sum(self.voorstel.values(), NUL) if self.voorstel is not None else None

    @property
    def per_jaar(self) -> list[tuple[int, Decimal, Decimal | None]]:
        voorstel = self.voorstel or {}
        return [(jaar, gevraagd, voorstel.get(jaar)) for jaar, gevraagd in self.deel.gevraagd.items()]


@dataclass(frozen=True, slots=True)
class Beschikkingrij:
    """One decision letter and how far it is."""

    organisatie: str
    kenmerk: str
    soort: str
    verleend: Decimal
    brief_stand: str
    brief_stand_naam: str

    @property
    def brief_soort(self) -> str:
        """The shape of the status of its letter."""
        return TEKEN[Stand(self.brief_stand)]

    @property
    def brief_bezig(self) -> bool:
        return self.brief_soort == "bezig"


class Beschikkingen(list[Beschikkingrij]):
    """All letters of one case."""

    @property
    def bezig(self) -> bool:
        """Whether one of them is still on its way, so that the page is worth looking at again."""
        return any(rij.brief_bezig for rij in self)


@dataclass(frozen=True, slots=True)
class Rolrij:
    """Who did which step on the case."""

    naam: str
    rol: str


@dataclass(frozen=True, slots=True)
class Stapje:
    """One act on the case, from the audit trail."""

    tijdstip: datetime.datetime
    wie: str
    zin: str


@dataclass(frozen=True, slots=True)
class Zaak:
    dossier: Dossier
    klok: Beslistermijn
    oordelen: Sequence[Oordeelrij]
    delen: Sequence[Deelrij]
    beschikkingen: Beschikkingen
    rollen: Sequence[Rolrij]
    verloop: Sequence[Stapje]
    aan_anderen: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def aanvraag(self) -> Aanvraag:
        return self.dossier.aanvraag

    @property
    def voorgesteld(self) -> dict[int, Decimal]:
        return tel_op([rij.voorstel for rij in self.delen if rij.voorstel is not None], self.dossier.jaren)

    @property
    def voorgesteld_totaal(self) -> Decimal:
        return sum(self.voorgesteld.values(), NUL)

    @property
    def beoordeeld(self) -> int:
        return sum(bool(rij.oordeel) for rij in self.oordelen)

    @property
    def per_jaar(self) -> list[tuple[int, Decimal, Decimal, Decimal, Decimal | None]]:
        """Year, asked, proposed, granted to others from the same ceiling, and the ceiling."""
        gevraagd, voorgesteld = self.dossier.gevraagd, self.voorgesteld
        return [
            (jaar, gevraagd[jaar], voorgesteld[jaar], self.aan_anderen.get(jaar, NUL), self.dossier.plafond.get(jaar))
            for jaar in self.dossier.jaren
        ]

    @property
    def is_compleet(self) -> bool:
        """Every criterium judged and every participant given a proposal: it can be laid before a besluitnemer."""
        return self.beoordeeld == len(self.oordelen) and all(rij.voorstel is not None for rij in self.delen)
