"""What a new proposal opens with, when it follows from something: a talk, a request, a partner that stops."""

from collections.abc import Mapping
from typing import Any

from subsidies.models import Subsidie
from uitvoering.models import Gesprek

_CIJFERS = 9  # no key is longer


def begin_uit(vraag: Mapping[str, str], subsidie: Subsidie) -> dict[str, Any]:
    """From the address of the page: `gesprek` is the talk that made it needed. Anything else opens it empty."""
    gesprek_id = vraag.get("gesprek", "")
    if not gesprek_id.isdecimal() or len(gesprek_id) > _CIJFERS:
        return {}
    gesprek = Gesprek.objects.filter(pk=int(gesprek_id), subsidie=subsidie).first()
    if gesprek is None:
        return {}
    return {"motivering": f"In het gesprek van {gesprek.datum:%d-%m-%Y} spraken wij af:\n{gesprek.afspraken}".strip()}
