"""Which sub-goals and area tasks the plan covers, by whom, and where the gaps are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from subsidies.dossier import Aanbod, Dossier

VEEL = 3


@dataclass(frozen=True, slots=True)
class Dekkingsrij:
    """One sub-goal or area task: the number of voorzieningen per part, in the order of the parts."""

    naam: str
    onder: str
    aantallen: Sequence[int]

    @property
    def totaal(self) -> int:
        return sum(self.aantallen)


def dekking(dossier: Dossier) -> list[Dekkingsrij]:
    return [
        *(_rij(dossier, naam, "", lambda aanbod: aanbod.subdoelen) for naam in dossier.kader.subdoelen),
        *(
            _rij(
                dossier,
                opgave.naam,
                f"gebiedsopgave {', '.join(opgave.stadsdelen)}",
                lambda a: a.gebiedsopgaven,
            )
            for opgave in dossier.kader.opgaven
        ),
        *(
            _rij(dossier, naam, "wettelijke taak", lambda aanbod: aanbod.wettelijke_taken)
            for naam in dossier.kader.wettelijke_taken
        ),
    ]


def _rij(dossier: Dossier, naam: str, onder: str, kies: Callable[[Aanbod], Sequence[str]]) -> Dekkingsrij:
    return Dekkingsrij(naam, onder, [sum(naam in kies(aanbod) for aanbod in deel.aanbod) for deel in dossier.delen])
