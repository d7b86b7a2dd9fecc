"""What the plan of an application lacks, and where it holds more activities than advised."""

from collections import Counter
from collections.abc import Mapping, Sequence

from kern.taal import opsomming
from subsidies.dossier import Dossier
from subsidies.plan import Activiteitfeit, Indicatorfeit
from thematafels.models import Niveau


def activiteit_mist(activiteit: Activiteitfeit) -> list[str]:
    """What an activity needs before it can be submitted: without these nothing can be agreed on."""
    nodig = {"een naam": activiteit.naam.strip(), "een subdoel": activiteit.subdoel}
    return [wat for wat, ingevuld in nodig.items() if not ingevuld]


def plangaten(activiteit: Activiteitfeit) -> list[str]:
    """What an activity lacks to learn from it. Never blocks."""
    vaag = [_naam(een) for een in activiteit.indicatoren if not all((een.eenheid, een.hoe, een.wanneer, een.door))]
    return [
        *([] if activiteit.principes else ["geen 'wat werkt'-principe"]),
        *meetgaten(activiteit),
        *([f"niet gezegd hoe, wanneer, door wie of in welke eenheid u meet: {opsomming(vaag)}"] if vaag else []),
    ]


def meetgaten(activiteit: Activiteitfeit) -> list[str]:
    """What cannot be measured yet: levels without an indicator, and indicators without a target."""
    leeg = [niveau.kort.lower() for niveau, indicatoren in activiteit.per_niveau if not indicatoren]
    zonder = [_naam(indicator) for indicator in activiteit.indicatoren if not indicator.streef]
    return [
        *([f"geen indicator voor {opsomming(leeg)}"] if leeg else []),
        *([f"geen streefwaarde voor {opsomming(zonder)}"] if zonder else []),
    ]


def _naam(indicator: Indicatorfeit) -> str:
    return indicator.naam or f"een indicator bij {Niveau(indicator.niveau).kort.lower()}"


def per_subdoel(dossier: Dossier) -> Mapping[str, int]:
    """How many activities there are for each subdoel of the table, all participants together."""
    tel = Counter(activiteit.subdoel for deel in dossier.delen for activiteit in deel.activiteiten)
    return {subdoel: tel[subdoel] for subdoel in dict.fromkeys([*dossier.kader.subdoelen, *filter(None, tel)])}


def zonder_activiteit(dossier: Dossier) -> Sequence[str]:
    """The subdoelen that somebody works on and nobody accounts on."""
    bewerkt = {naam for deel in dossier.delen for aanbod in deel.aanbod for naam in aanbod.subdoelen}
    return [subdoel for subdoel, aantal in per_subdoel(dossier).items() if not aantal and subdoel in bewerkt]
