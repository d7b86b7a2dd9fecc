"""Periods: a year, or years together. What is shorter than a year is no period of ours."""

import re
from functools import lru_cache
from typing import NamedTuple

from verantwoording.inlezen.fout import weiger

EERSTE, LAATSTE, LANGST = 1900, 2099, 10
_JAREN = re.compile(r"((?:19|20)[0-9]{2})(?:\s*[-/\u2013]\s*'?((?:19|20)?[0-9]{2}))?\*{0,2}")
_CBS = re.compile(r"((?:19|20)[0-9]{2})(JJ|SJ)00")
_JAAR_OF_MAAND = re.compile(r"(?:19|20)[0-9]{2}\s*[-/\u2013]\s*(?:0[1-9]|1[0-2])\*{0,2}")


class Periode(NamedTuple):
    """`tekst` as we keep it ("2016", "2016-2018"), `jaar` the last year."""

    tekst: str
    jaar: int


def nog_niet_gemeten(periode: str) -> str:
    """What is said of a period that ends in a year that must still begin."""
    return f"De periode {periode} moet nog komen. Hier staan alleen cijfers die zijn gemeten."


def is_periode(tekst: str) -> bool:
    return _JAREN.fullmatch(tekst) is not None or _CBS.fullmatch(tekst) is not None


@lru_cache(maxsize=1024)
def lees_periode(tekst: str) -> Periode:
    """From `2016`, `2016-2018`, `2017/'18`, `2016JJ00` or `2017SJ00` (a school year); a star means provisional."""
    if _JAAR_OF_MAAND.fullmatch(tekst):
        raise weiger(
            "periode", f"‘{tekst[:40]}’ kan een maand zijn. Schrijf een jaar zoals 2016, of jaren voluit: 2016-2018."
        )
    if cbs := _CBS.fullmatch(tekst):
        van = int(cbs[1])
        tot = van + 1 if cbs[2] == "SJ" else van
    elif jaren := _JAREN.fullmatch(tekst):
        van = int(jaren[1])
        staart = jaren[2] or jaren[1]
        tot = int(staart if len(staart) == 4 else f"{jaren[1][:2]}{staart}")
    else:
        raise weiger("periode", f"‘{tekst[:40]}’ is geen jaar zoals 2016 en geen periode zoals 2016-2018.")
    if not van <= tot <= min(van + LANGST, LAATSTE):
        raise weiger("periode", f"De periode {tekst[:40]} loopt niet van een jaar naar een later jaar.")
    return Periode(str(van) if van == tot else f"{van}-{tot}", tot)
