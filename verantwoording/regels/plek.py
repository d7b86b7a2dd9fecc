"""How a number of a report is named in its versions and on its form: everybody, one group, one district, or both."""

import re

Plek = tuple[int | None, int | None]  # doelgroep, stadsdeel
GEHEEL: Plek = (None, None)
_SLEUTEL = re.compile(r"(?:d(?P<d>[1-9][0-9]{0,17}))?(?:s(?P<s>[1-9][0-9]{0,17}))?")
_GEHEEL = "geheel"


def als_sleutel(plek: Plek) -> str:
    """`geheel`, `d3`, `s2` or `d3s2`."""
    groep, deel = plek
    return f"{f'd{groep}' if groep else ''}{f's{deel}' if deel else ''}" or _GEHEEL


def lees_sleutel(sleutel: str) -> Plek | None:
    """The reverse; None when it is no key of a number."""
    if sleutel == _GEHEEL:
        return GEHEEL
    gevonden = _SLEUTEL.fullmatch(sleutel)
    if not sleutel or gevonden is None:
        return None
    groep, deel = gevonden["d"], gevonden["s"]
    return int(groep) if groep else None, int(deel) if deel else None
