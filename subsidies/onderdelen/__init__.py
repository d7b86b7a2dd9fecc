"""The sections of an application: one table of the three kinds, and what all of them have in common.

Writing, saving by itself, unsaved text, conflicts and history are written once, for every kind (docs/schrijven.md).
"""

from collections.abc import Mapping
from typing import Any

from django.http import Http404

from subsidies.models import Onderdeel
from subsidies.onderdelen.antwoord import Antwoorden
from subsidies.onderdelen.begroting import Begrotingen
from subsidies.onderdelen.soort import Soort
from subsidies.onderdelen.voorziening import Voorzieningen

ANTWOORD = Antwoorden()
VOORZIENING = Voorzieningen()
BEGROTING = Begrotingen()

ONDERDELEN: Mapping[Onderdeel, Soort[Any]] = {soort.soort: soort for soort in (ANTWOORD, VOORZIENING, BEGROTING)}


def vind_soort(naam: str) -> Soort[Any]:
    """The kind of this name in an address. Raises Http404."""
    if naam not in Onderdeel.values:
        raise Http404
    return ONDERDELEN[Onderdeel(naam)]
