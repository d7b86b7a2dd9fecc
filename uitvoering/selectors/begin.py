"""What a new proposal opens with, when it follows from something: a talk, an account, a partner that stops."""

from collections.abc import Callable, Mapping
from typing import Any

from subsidies.models import Subsidie
from uitvoering.models import Gesprek

Bron = Callable[[int, Subsidie], dict[str, Any]]
_CIJFERS = 9  # no key is longer


def begin_uit(vraag: Mapping[str, str], subsidie: Subsidie) -> dict[str, Any]:
    """From the address of the page: `gesprek` is the talk that made it needed, a room above names its own.

    Anything else opens it empty.
    """
    for naam, bron in _BRONNEN.items():
        sleutel = vraag.get(naam, "")
        if sleutel.isdecimal() and len(sleutel) <= _CIJFERS and (begin := bron(int(sleutel), subsidie)):
            return begin
    return {}


def registreer(naam: str, bron: Bron) -> None:
    """What `naam` in the address refers to, for a room above: what the form opens with, empty when it is not about
    this grant."""
    _BRONNEN[naam] = bron


def _uit_gesprek(gesprek_id: int, subsidie: Subsidie) -> dict[str, Any]:
    gesprek = Gesprek.objects.filter(pk=gesprek_id, subsidie=subsidie).first()
    if gesprek is None:
        return {}
    tekst = f"In het gesprek van {gesprek.datum:%d-%m-%Y} spraken wij af:\n{gesprek.afspraken}"
    return {"motivering": tekst.strip()}


_BRONNEN: dict[str, Bron] = {"gesprek": _uit_gesprek}
