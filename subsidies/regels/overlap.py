"""Where two organisations offer the same: the table talks about it, nothing is refused."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from subsidies.dossier import Aanbod, Dossier


@dataclass(frozen=True, slots=True)
class Aanbieder:
    """A voorziening by name, with who offers it."""

    organisatie: str
    naam: str
    pk: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two voorzieningen of different organisations, and what they both serve, in the order of the first."""

    een: Aanbieder
    ander: Aanbieder
    subdoelen: Sequence[str]
    stadsdelen: Sequence[str]
    doelgroepen: Sequence[str]

    @property
    def omvang(self) -> int:
        """How many combinations of a sub-goal, a district and a group of residents they share."""
        return len(self.subdoelen) * len(self.stadsdelen) * max(len(self.doelgroepen), 1)


def overlappen(dossier: Dossier) -> list[Overlap]:
    """Each pair that shares a sub-goal, a district and, where the call names any, a group; the largest first."""
    alles = [(deel, aanbod) for deel in dossier.delen for aanbod in deel.aanbod]
    met_doelgroep = bool(dossier.kader.doelgroepen)
    gevonden = [
        Overlap(
            Aanbieder(deel.organisatie, aanbod.naam, aanbod.pk),
            Aanbieder(ander_deel.organisatie, ander.naam, ander.pk),
            *gedeeld,
        )
        for (deel, aanbod), (ander_deel, ander) in combinations(alles, 2)
        if deel.pk != ander_deel.pk and (gedeeld := _gedeeld(aanbod, ander, met_doelgroep=met_doelgroep))
    ]
    return sorted(gevonden, key=lambda overlap: -overlap.omvang)


def _gedeeld(een: Aanbod, ander: Aanbod, *, met_doelgroep: bool) -> tuple[list[str], list[str], list[str]] | None:
    subdoelen = _beide(een.subdoelen, ander.subdoelen)
    stadsdelen = _beide(een.stadsdelen, ander.stadsdelen)
    doelgroepen = _beide(een.doelgroepen, ander.doelgroepen)
    if not subdoelen or not stadsdelen or (met_doelgroep and not doelgroepen):
        return None
    return subdoelen, stadsdelen, doelgroepen


def _beide(een: Sequence[str], ander: Sequence[str]) -> list[str]:
    return [naam for naam in een if naam in ander]
