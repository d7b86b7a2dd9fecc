"""Numbers, read the Dutch way and strictly. Never through a float, never rounded unasked; nothing is never zero.

The comma is the mark of decimals. A point is that of thousands or of decimals, and `1.234` may be either: then the
officer says which, or the cell is an error.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import NamedTuple

from subsidies.rekenblad.vorm import Cel, Vreemd
from verantwoording.inlezen.fout import weiger

DECIMALEN = 4
GROOTSTE = Decimal(10) ** 12  # what numeric(16,4) holds stays under it


class Punt(StrEnum):
    """What a point in a number of this file means."""

    ONBEKEND = ""
    DUIZEND = "duizend"
    DECIMAAL = "decimaal"


@dataclass(frozen=True, slots=True)
class Schrijfwijze:
    """How numbers stand in this file. With `decimalen` longer ones are rounded to so many, half goes up."""

    punt: Punt = Punt.ONBEKEND
    decimalen: int | None = None


NEDERLANDS = Schrijfwijze()


class Waarde(NamedTuple):
    """`teken` is one of Waarneming.Teken, `procent` says that the sign stood behind it."""

    getal: Decimal
    teken: str
    procent: bool


_SPATIE = "[ \u00a0\u2009\u202f]"
_HEEL = rf"(?:[1-9][0-9]{{0,2}}(?:{_SPATIE}[0-9]{{3}})+|0|[1-9][0-9]*)"
_MET_PUNTEN = r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+"
_MET_KOMMA = re.compile(rf"-?(?:{_MET_PUNTEN}|{_HEEL})(?:,[0-9]+)?")
_MET_PUNT = re.compile(rf"-?{_HEEL}(?:\.[0-9]+)?")
_GEEN_CIJFER = re.compile(r"-9{4,7}[0-9](?:\.0+)?")  # as -99997: how programs write that there is none
_TWEE_LEZINGEN = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
_WEG = str.maketrans(dict.fromkeys(" \u00a0\u2009\u202f"))

_TEKENS = {"<": "minder_dan", ">": "meer_dan", "±": "ongeveer", "ca.": "ongeveer"}
_MET_TEKEN = re.compile(r"(<|>|±|ca\.)?\s*(.*?)\s*(%)?", re.DOTALL)


def lees_waarde(cel: Cel, hoe: Schrijfwijze) -> Waarde:
    """What stands in a cell that is not empty: a number, perhaps with `<`, `>` or `±` before and `%` behind it."""
    if isinstance(cel, Decimal):
        return Waarde(_pas(cel, hoe.decimalen), "", False)
    if not isinstance(cel, str):
        raise weiger("getal", cel.wat if isinstance(cel, Vreemd) else "Hier staat niets.")
    delen = _MET_TEKEN.fullmatch(cel.strip())
    teken, tekst, procent = delen.groups() if delen else (None, cel, None)
    return Waarde(lees_getal(tekst, hoe), _TEKENS.get(teken or "", ""), procent is not None)


def lees_getal(tekst: str, hoe: Schrijfwijze) -> Decimal:
    """The number in a text. Raises DomeinFout (`inlezen.getal`) with what is wrong with it."""
    kaal = tekst.strip().replace("\u2212", "-")
    if hoe.punt != Punt.DECIMAAL and _MET_KOMMA.fullmatch(kaal):
        if hoe.punt == Punt.ONBEKEND and _TWEE_LEZINGEN.fullmatch(kaal):
            raise weiger(
                "getal",
                f"{kaal} kan {kaal.replace('.', '')} zijn of {kaal.replace('.', ',')}. Schrijf een van beide. Bij een "
                "bestand kunt u ook kiezen wat de punt betekent.",
            )
        return _pas(Decimal(kaal.replace(".", "").replace(",", ".").translate(_WEG)), hoe.decimalen)
    if hoe.punt != Punt.DUIZEND and _MET_PUNT.fullmatch(kaal):
        return _pas(Decimal(kaal.translate(_WEG)), hoe.decimalen)
    if kaal.startswith(("=", "+", "@")):
        raise weiger("getal", "Hier staat een formule en geen getal.")
    raise weiger("getal", f"‘{kaal[:40]}’ is geen getal zoals 1.234,5.")


def _pas(getal: Decimal, decimalen: int | None) -> Decimal:
    if not getal.is_finite() or abs(getal) >= GROOTSTE:
        raise weiger("getal", "Dit getal is te groot.")
    if _GEEN_CIJFER.fullmatch(f"{getal:f}"):
        raise weiger("getal", f"{getal:f} is een code voor ‘geen cijfer’. Maak de cel leeg.")
    plaatsen = -int(getal.as_tuple().exponent)
    if decimalen is not None and plaatsen > decimalen:
        getal = getal.quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP)
    elif plaatsen > DECIMALEN and getal != getal.quantize(Decimal(1).scaleb(-DECIMALEN)):
        raise weiger(
            "getal",
            f"Dit getal heeft meer dan {DECIMALEN} decimalen. Rond het af. Bij een bestand kunt u ook kiezen hoe wij "
            "ronden.",
        )
    return getal + 0  # no minus before nothing
