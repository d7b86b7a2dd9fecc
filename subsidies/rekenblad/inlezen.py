"""Reading a spreadsheet that was sent in, in a process of its own (kind.py) and without keeping the file."""

import json
import subprocess
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from kern.bestanden.weigering import weiger
from kern.fouten import DomeinFout
from subsidies.rekenblad.cellen import Gelezen, lees_blad
from subsidies.rekenblad.kind import MEESTE_KOLOMMEN, MEESTE_RIJEN, SECONDEN, TE_GROOT
from subsidies.rekenblad.vorm import Cel, Rij, Vreemd

_KIND = str(Path(__file__).with_name("kind.py"))


def lees_rekenblad(inhoud: bytes, jaren: Sequence[int]) -> Gelezen:
    """The lines in an xlsx or ods that `kern.bestanden` found in order. Raises DomeinFout when no program reads it."""
    return lees_blad(lees_cellen(inhoud), jaren)


def lees_cellen(inhoud: bytes) -> list[Rij]:
    """The rows with something in them of an xlsx or ods, whatever it holds. Raises DomeinFout as above."""
    return [_rij(nummer, cellen) for nummer, cellen in _lees_apart(inhoud)]


def _lees_apart(inhoud: bytes) -> list[Any]:
    opdracht = [sys.executable, "-I", _KIND]
    try:
        uitkomst = subprocess.run(  # noqa: S603 - our own script, nothing of the reader in the command
            opdracht, input=inhoud, capture_output=True, timeout=2 * SECONDEN, check=False, env={}
        )
    except subprocess.TimeoutExpired as fout:
        raise _onleesbaar() from fout
    if uitkomst.returncode == TE_GROOT or uitkomst.returncode < 0:  # refused, or ended by a bound
        raise weiger(
            "te_veel_cellen",
            f"Dit blad heeft meer dan {MEESTE_RIJEN} rijen of {MEESTE_KOLOMMEN} kolommen. Neem uw regels over in het "
            "blad dat u hier downloadt.",
        )
    if uitkomst.returncode:
        raise _onleesbaar()
    rijen: list[Any] = json.loads(uitkomst.stdout, parse_float=Decimal, parse_int=Decimal)
    return rijen


def _rij(nummer: Decimal, cellen: list[Any]) -> Rij:
    return Rij(int(nummer), [_cel(waarde) for waarde in cellen])


def _cel(waarde: Any) -> Cel:
    if isinstance(waarde, dict):
        return Vreemd(waarde["vreemd"])
    return waarde if isinstance(waarde, str | Decimal) and waarde != "" else None


def _onleesbaar() -> DomeinFout:
    return weiger("onleesbaar", "Dit rekenblad is niet te lezen. Bewaar het opnieuw als xlsx of ods.")
