"""The audit trail: which acts exist, how they read, and how one is recorded.

Every room registers its kinds in its own `gebeurtenissen.py`. A kind names its facts and their types, and
those types leave no room for names, mail addresses or free text: a sealed chain cannot forget.
"""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from string import Formatter
from typing import Any, Protocol

from django.db import models

from kern.geld import als_euro, centen
from kern.models import Gebeurtenis

CODE = re.compile(r"[A-Za-z0-9_.:/-]{1,80}")  # every slug is one


class Deur(Protocol):
    """Who acts: the one membership a request acts for (organisaties.Lidmaatschap)."""

    pk: Any


class Code(str):
    """A fact that is a code, a state, a kenmerk or a hash: letters, digits and `_.:/-`, at most 80."""

    __slots__ = ()


Feit = int | Decimal | datetime.date | Code
_TYPEN: tuple[type, ...] = (int, Decimal, datetime.date, Code)


@dataclass(frozen=True)
class Soort:
    """One registered kind of act. `zin` is Dutch, with the facts between braces."""

    code: str
    zin: str
    feiten: Mapping[str, type]


_soorten: dict[str, Soort] = {}


def registreer(code: str, zin: str, **feiten: type) -> None:
    """Make a kind of act known. Raises ValueError on a double code, an unknown type or a sentence with other facts."""
    if _code(code) in _soorten:
        raise ValueError(f"Soort gebeurtenis bestaat al: {code}")
    if onbekend := {naam for _, naam, _, _ in Formatter().parse(zin) if naam is not None} - set(feiten):
        raise ValueError(f"De zin van {code} noemt feiten die niet zijn geregistreerd: {sorted(onbekend)}")
    if vreemd := [naam for naam, soort in feiten.items() if soort not in _TYPEN]:
        raise ValueError(f"Feiten van {code} met een type dat niet in het spoor mag: {vreemd}")
    _soorten[code] = Soort(code, zin, feiten)


def soorten() -> Mapping[str, Soort]:
    return dict(_soorten)


def geregistreerd(code: str) -> Soort:
    """The registered kind. Raises ValueError when there is none: a mistake in our code, never of a user."""
    if code not in _soorten:
        raise ValueError(f"Soort gebeurtenis is niet geregistreerd: {code}")
    return _soorten[code]


def leg_vast(
    soort: str, *, door: Deur | None, over: models.Model | None = None, geweigerd: str = "", **feiten: Feit
) -> Gebeurtenis:
    """Write one audit row inside the caller's transaction.

    `door` is None only for the system itself (a task). Raises ValueError when the kind is not registered, or when
    the facts and their types are not exactly the registered ones: a mistake in our code, never of a user. A refusal
    (`geweigerd` holds its code) may come before the facts are known: it carries all of them or none.
    """
    bekend = geregistreerd(soort)
    verwacht: Mapping[str, type] = {} if geweigerd and not feiten else bekend.feiten
    if set(feiten) != set(verwacht):
        raise ValueError(f"{soort} vraagt de feiten {sorted(verwacht)}, kreeg {sorted(feiten)}")
    return Gebeurtenis.objects.create(
        soort=soort,
        lidmaatschap_id=door.pk if door is not None else None,
        over_soort=over._meta.label_lower if over is not None else "",
        over_id=over.pk if over is not None else None,
        geweigerd=_code(geweigerd) if geweigerd else "",
        feiten={naam: _schrijf(verwacht[naam], waarde) for naam, waarde in feiten.items()},
    )


def lees_zin(gebeurtenis: Gebeurtenis) -> str:
    """The Dutch sentence of one row, for screens. A kind that no longer exists still reads as its code."""
    soort = _soorten.get(gebeurtenis.soort)
    if soort is None:
        return gebeurtenis.soort
    if gebeurtenis.geweigerd and not gebeurtenis.feiten:
        zin = gebeurtenis.soort.replace(".", " ").replace("_", " ")
    else:
        zin = soort.zin.format(**{naam: _toon(soort.feiten[naam], gebeurtenis.feiten[naam]) for naam in soort.feiten})
    return f"Geweigerd ({gebeurtenis.geweigerd}): {zin}" if gebeurtenis.geweigerd else zin


def _code(waarde: str) -> str:
    if not CODE.fullmatch(waarde):
        raise ValueError(f"Geen code, dus niet voor het spoor: {waarde!r}")
    return waarde


def _schrijf(soort: type, waarde: Feit) -> int | str:
    """The fact as JSON keeps it. Strict on purpose: an int is no bool, a date no moment, an amount has whole cents."""
    if soort is Code and isinstance(waarde, str):
        return _code(waarde)
    if soort is int and isinstance(waarde, int) and not isinstance(waarde, bool):
        return int(waarde)
    if soort is Decimal and isinstance(waarde, Decimal) and centen(waarde) == waarde:
        return str(centen(waarde))
    if soort is datetime.date and type(waarde) is datetime.date:
        return waarde.isoformat()
    raise ValueError(f"Geen {soort.__name__} voor het spoor: {waarde!r}")


def _toon(soort: type, waarde: int | str) -> str:
    if soort is Decimal:
        return als_euro(Decimal(waarde))
    if soort is datetime.date:
        return datetime.date.fromisoformat(str(waarde)).strftime("%d-%m-%Y")
    return str(waarde).replace("_", " ")
