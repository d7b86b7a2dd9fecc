"""One way to write data down so that the same content always has the same hash."""

import datetime
import hashlib
import json
from decimal import Decimal
from typing import Any


def canoniek(inhoud: Any) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces; Decimal and date as text. A float is an error: money is exact."""
    return json.dumps(
        _zonder_float(inhoud), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def sha256_van(inhoud: Any) -> str:
    """SHA-256 of the canonical form, 64 lower case hexadecimal digits."""
    return hashlib.sha256(canoniek(inhoud)).hexdigest()


def als_json(inhoud: Any) -> Any:
    """The same content as plain JSON values, for a JSONField: reading it back gives the same hash."""
    return json.loads(canoniek(inhoud))


def _zonder_float(waarde: Any) -> Any:
    match waarde:
        case dict():
            return {str(sleutel): _zonder_float(inhoud) for sleutel, inhoud in waarde.items()}
        case list() | tuple():
            return [_zonder_float(inhoud) for inhoud in waarde]
        case Decimal():
            return str(waarde)
        case datetime.date():
            return waarde.isoformat()
        case None | bool() | int() | str():
            return waarde
    raise TypeError(f"Hoort niet in een vastgelegde inhoud: {type(waarde).__name__}")
