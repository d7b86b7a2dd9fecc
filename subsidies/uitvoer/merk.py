"""The mark on every page of a document that leaves the system."""

from subsidies.models import Aanvraag


def merk_van(aanvraag: Aanvraag) -> str:
    """CONCEPT while it is a draft, VOORBEELD for what is made up, or both; otherwise nothing."""
    merken = {
        "CONCEPT": aanvraag.stand == Aanvraag.Stand.CONCEPT,
        "VOORBEELD": aanvraag.fictief,
    }
    return " · ".join(merk for merk, geldt in merken.items() if geldt)
