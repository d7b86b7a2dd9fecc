"""The plan of one part as its page shows it: subdoel by subdoel, beside what the others at the table account on."""

from collections.abc import Sequence
from dataclasses import dataclass

from subsidies.dossier import Deel, Dossier
from subsidies.plan import Activiteitfeit
from subsidies.regels.plan import activiteit_mist, per_subdoel, plangaten


@dataclass(frozen=True, slots=True)
class Eigenrij:
    """One's own activity with what it lacks: `mist` before submission, `gaten` before one can learn from it."""

    activiteit: Activiteitfeit
    mist: Sequence[str]
    gaten: Sequence[str]

    @property
    def is_compleet(self) -> bool:
        return not self.mist and not self.gaten


@dataclass(frozen=True, slots=True)
class Subdoelrij:
    """One subdoel: the own activities, those of others with who does them, and how many the regeling advises.

    `werkt` says that something of this part works on it. `naam` is empty for what has no subdoel yet.
    """

    naam: str
    eigen: Sequence[Eigenrij]
    anderen: Sequence[tuple[str, Activiteitfeit]]
    advies: int
    werkt: bool

    @property
    def aantal(self) -> int:
        return len(self.eigen) + len(self.anderen)

    @property
    def boven_advies(self) -> bool:
        return bool(self.naam) and self.aantal > self.advies


def planbeeld(dossier: Dossier, deel: Deel) -> Sequence[Subdoelrij]:
    """In the order of the call, what has no subdoel first; `deel` may be one that no longer takes part."""
    bewerkt = {naam for aanbod in deel.aanbod for naam in aanbod.subdoelen}
    eigen = [Eigenrij(een, activiteit_mist(een), plangaten(een)) for een in deel.activiteiten]
    anderen = [
        (ander.organisatie, een) for ander in dossier.delen if ander.pk != deel.pk for een in ander.activiteiten
    ]
    zonder = [""] if any(not rij.activiteit.subdoel for rij in eigen) else []
    return [
        Subdoelrij(
            naam,
            [rij for rij in eigen if rij.activiteit.subdoel == naam],
            [(wie, een) for wie, een in anderen if een.subdoel == naam and naam],
            deel.activiteiten_per_subdoel,
            naam in bewerkt,
        )
        for naam in [*zonder, *per_subdoel(dossier)]
    ]
