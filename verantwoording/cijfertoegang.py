"""The door to the figures of the city: what others published, so whoever works with the municipality may read it."""

from django.http import Http404

from organisaties.toegang import GEMEENTE, ONAFHANKELIJK, PARTNER, RAAD
from verantwoording.models import Maatschappelijkeindicator

LEZERS = (*GEMEENTE, *PARTNER, *ONAFHANKELIJK, *RAAD)


def haal_indicator(code: str) -> Maatschappelijkeindicator:
    """With its source. Raises Http404."""
    indicator = Maatschappelijkeindicator.objects.select_related("bron").filter(code=code).first()
    if indicator is None:
        raise Http404
    return indicator
