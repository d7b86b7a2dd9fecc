"""The door to what this room keeps: the questions of the council."""

from django.http import Http404

from begroting.models import Raadsvraag
from organisaties.models import Lidmaatschap
from overzichten.selectors.raadsvraag import zichtbare_vragen


def haal_raadsvraag(lid: Lidmaatschap | None, pk: int) -> Raadsvraag:
    """Http404 for who may not know of it."""
    rij = zichtbare_vragen(lid).filter(pk=pk).first()
    if rij is None:
        raise Http404
    return rij
