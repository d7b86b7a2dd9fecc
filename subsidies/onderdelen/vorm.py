"""Small things the kinds of sections share."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.http import QueryDict

from kern.fouten import DomeinFout
from subsidies.onderdelen.soort import Ingevuld

V = TypeVar("V", bound=Ingevuld)


def als_querydict(velden: Mapping[str, Any]) -> QueryDict:
    """Fields as a browser sends them: what is empty or not ticked is not there, a list is several values."""
    data = QueryDict(mutable=True)
    for naam, waarde in velden.items():
        waarden: Iterable[Any] = waarde if isinstance(waarde, list) else [waarde]
        data.setlist(naam, [str(deel) for deel in waarden if deel is not None and deel is not False])
    return data


def eis_geldig(ingevuld: V) -> V:
    if not ingevuld.is_valid():
        raise DomeinFout("Er klopt nog iets niet in wat u invulde.", code="invoer.ongeldig")
    return ingevuld
