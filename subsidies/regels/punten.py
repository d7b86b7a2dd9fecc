"""Points on a criterium: only where the regeling ranks applications, and then always (Awb 4:26)."""

from collections.abc import Mapping

from kern.fouten import DomeinFout
from regelingen.parameters import Parameters


def telt_punten(parameters: Parameters) -> bool:
    return parameters.verdeelmethode == "rangschikking"


def controleer_punten(parameters: Parameters, punten: int | None) -> None:
    """Raise DomeinFout for points that are missing, too many, or given where nothing is ranked."""
    if not telt_punten(parameters):
        if punten is not None:
            raise DomeinFout("Deze regeling telt geen punten.", code="oordeel.geen_punten", veld="punten")
        return
    if punten is None or not 0 <= punten <= parameters.punten_maximum:
        raise DomeinFout(
            f"Geef 0 tot en met {parameters.punten_maximum} punten.", code="oordeel.punten", veld="punten"
        )


def gewogen(punten: Mapping[str, int | None], gewichten: Mapping[str, int]) -> int | None:
    """The points of all criteria together, each as often as its weight says; None while one has none."""
    totaal = 0
    for code, aantal in punten.items():
        if aantal is None:
            return None
        totaal += aantal * gewichten.get(code, 1)
    return totaal if punten else None
