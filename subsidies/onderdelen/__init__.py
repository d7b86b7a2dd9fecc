"""The sections of an application: one table of the four kinds, and what all of them have in common.

Writing, saving by itself, unsaved text, conflicts and history are written once, for every kind (docs/schrijven.md).
"""

from collections.abc import Mapping
from typing import Any

from django.http import Http404

from subsidies.models import Onderdeel
from subsidies.onderdelen.activiteit import Activiteiten
from subsidies.onderdelen.antwoord import Antwoorden
from subsidies.onderdelen.begroting import Begrotingen
from subsidies.onderdelen.soort import Soort
from subsidies.onderdelen.voorziening import Voorzieningen

ANTWOORD = Antwoorden()
VOORZIENING = Voorzieningen()
BEGROTING = Begrotingen()
ACTIVITEIT = Activiteiten()

ONDERDELEN: Mapping[Onderdeel, Soort[Any]] = {
    soort.soort: soort for soort in (ANTWOORD, VOORZIENING, BEGROTING, ACTIVITEIT)
}


_SOORTEN: dict[str, Soort[Any]] = {soort.value: kind for soort, kind in ONDERDELEN.items()}


def registreer(soort: Soort[Any]) -> None:
    """A kind of a room above: written, saved and kept the same way, and no section of the application itself."""
    _SOORTEN[soort.soort.value] = soort


def vind_soort(naam: str) -> Soort[Any]:
    """The kind of this name in an address. Raises Http404."""
    if naam not in _SOORTEN:
        raise Http404
    return _SOORTEN[naam]
