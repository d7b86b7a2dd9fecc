"""Frozen dataclasses to JSON and back, exactly: Decimal as text, dates as ISO, tuples as lists.

Reading is strict: a missing, extra or wrongly typed value raises ValueError. A letter is never made from
something that only looks like its snapshot.
"""

import dataclasses
import datetime
import functools
import types
import unicodedata
from collections.abc import Container
from decimal import Decimal, InvalidOperation
from typing import Any, Union, get_args, get_origin, get_type_hints

_WEG = {"Cc", "Cf", "Co", "Cs", "Cn"}  # control, invisible, private use, half a pair, unassigned


def naar_json(waarde: Any) -> Any:
    if dataclasses.is_dataclass(waarde):
        return {veld.name: naar_json(getattr(waarde, veld.name)) for veld in dataclasses.fields(waarde)}
    if isinstance(waarde, tuple):
        return [naar_json(deel) for deel in waarde]
    if isinstance(waarde, Decimal):
        return str(waarde)
    if isinstance(waarde, datetime.date):
        return waarde.isoformat()
    if waarde is None or isinstance(waarde, bool | int | str):
        return waarde
    raise ValueError(f"Dit hoort niet in een snapshot: {type(waarde).__name__}")


def uit_json(soort: Any, waarde: Any, pad: str = "snapshot", *, ouder: bool = False) -> Any:
    """Build a value of type `soort` from JSON. Raises ValueError naming the place (`pad`) that does not fit.

    `ouder`: written before some of the fields existed; these get their default.
    """
    if get_origin(soort) in (Union, types.UnionType):
        (echt,) = [deel for deel in get_args(soort) if deel is not type(None)]
        return None if waarde is None else uit_json(echt, waarde, pad, ouder=ouder)
    if get_origin(soort) is tuple:
        _eis(isinstance(waarde, list), pad)
        (echt, _) = get_args(soort)
        return tuple(uit_json(echt, deel, f"{pad}[{plek}]", ouder=ouder) for plek, deel in enumerate(waarde))
    if dataclasses.is_dataclass(soort) and isinstance(soort, type):
        return _dataclass(soort, waarde, pad, ouder=ouder)
    if soort in (Decimal, datetime.date):
        _eis(isinstance(waarde, str), pad)
        return _lees(soort, waarde, pad)
    _eis(type(waarde) is soort, pad)
    return waarde


def schone_tekst(tekst: str, letters: Container[str]) -> str:
    """Composed letters, no control or private-use characters, and nothing that is not in `letters`.

    What an applicant typed is frozen: a sign that the font lacks may not keep a decision from being made known.
    """
    regels = unicodedata.normalize("NFC", tekst).replace("\r\n", "\n")
    return "".join(
        teken if teken == "\n" or teken in letters else _plaatsvervanger(teken, letters)
        for teken in regels
        if teken.isspace() or unicodedata.category(teken) not in _WEG
    )


def _plaatsvervanger(teken: str, letters: Container[str]) -> str:
    """The plain form of a sign (`①` as `1`, any white space as a space), else a question mark."""
    if teken.isspace():
        return " "
    gewoon = unicodedata.normalize("NFKC", teken)
    return gewoon if all(deel in letters for deel in gewoon) else "?"


def _dataclass(soort: type, waarde: Any, pad: str, *, ouder: bool) -> Any:
    velden = dataclasses.fields(soort)
    nodig = {veld.name for veld in velden if not ouder or veld.default is dataclasses.MISSING}
    _eis(isinstance(waarde, dict) and nodig <= set(waarde) <= {veld.name for veld in velden}, pad)
    hints = _hints(soort)
    return soort(**{naam: uit_json(hints[naam], waarde[naam], f"{pad}.{naam}", ouder=ouder) for naam in waarde})


@functools.cache
def _hints(soort: type) -> dict[str, Any]:
    return get_type_hints(soort)


def _lees(soort: Any, waarde: str, pad: str) -> Decimal | datetime.date:
    try:
        return Decimal(waarde) if soort is Decimal else datetime.date.fromisoformat(waarde)
    except (InvalidOperation, ValueError) as fout:
        raise ValueError(f"{pad} past niet in de vorm") from fout


def _eis(past: bool, pad: str) -> None:
    if not past:
        raise ValueError(f"{pad} past niet in de vorm")
