"""How the value of a parameter is written as text and read back."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.dates import MONTHS

from kern.fouten import DomeinFout
from kern.geld import als_euro

DAG = re.compile(r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z", re.ASCII)


@dataclass(frozen=True)
class Waardesoort:
    """A type of value: `lees` raises DomeinFout on a text that is none; `toon` is what people see."""

    naam: str
    uitleg: str
    lees: Callable[[str], Any]
    toon: Callable[[Any], str] = str
    schrijf: Callable[[Any], str] = str


def _fout(uitleg: str) -> DomeinFout:
    return DomeinFout(uitleg, code="parameter.waarde", veld="waarde")


def lees_getal(tekst: str) -> int:
    if not re.fullmatch(r"\d{1,4}", tekst, re.ASCII):
        raise _fout("Vul een heel getal in, bijvoorbeeld 13.")
    return int(tekst)


def lees_decimaal(tekst: str) -> Decimal:
    """Accepts `1234.50` and `1234,50`; at most two decimals, never negative."""
    try:
        waarde = Decimal(tekst.replace(",", "."))
    except InvalidOperation:
        waarde = Decimal(-1)
    if not (waarde.is_finite() and Decimal(0) <= waarde < Decimal(10000000000)) or waarde != round(waarde, 2):
        raise _fout("Vul een getal in met ten hoogste twee decimalen, bijvoorbeeld 5000 of 5,25.")
    return waarde


def lees_ja_nee(tekst: str) -> bool:
    if tekst not in {"ja", "nee"}:
        raise _fout("Vul ja of nee in.")
    return tekst == "ja"


def lees_dag(tekst: str) -> str:
    if not DAG.match(tekst):
        raise _fout("Vul een dag in als maand-dag, bijvoorbeeld 04-01 voor 1 april.")
    return tekst


def lees_dagen(tekst: str) -> tuple[str, ...]:
    try:
        dagen = json.loads(tekst)
    except json.JSONDecodeError:
        dagen = re.split(r"[,;\s]+", tekst.strip())
    if not isinstance(dagen, list) or not dagen:
        raise _fout("Vul een of meer dagen in als maand-dag, met komma's ertussen.")
    return tuple(lees_dag(str(dag)) for dag in dagen)


def toon_dag(dag: str) -> str:
    """`04-01` as `1 april`."""
    maand, nummer = map(int, dag.split("-"))
    return f"{nummer} {MONTHS[maand]}"


def _toon_dagen(dagen: tuple[str, ...]) -> str:
    return ", ".join(map(toon_dag, dagen))


def lees_begin(tekst: str) -> str:
    if tekst not in {"sluiting", "ontvangst"}:
        raise _fout("Vul sluiting of ontvangst in.")
    return tekst


def lees_tekst(tekst: str) -> str:
    if len(tekst) > 2000:
        raise _fout("Gebruik ten hoogste 2.000 tekens.")
    return tekst


def _ja_nee(waarde: bool) -> str:
    return "ja" if waarde else "nee"


def _procent(waarde: Decimal) -> str:
    return f"{waarde.normalize():f}%".replace(".", ",")


def _schrijf_dagen(waarde: tuple[str, ...]) -> str:
    return json.dumps(list(waarde))


WEKEN = Waardesoort("weken", "Een heel aantal weken.", lees_getal, lambda waarde: f"{waarde} weken")
DAGEN = Waardesoort("aantal dagen", "Een heel aantal dagen.", lees_getal, lambda waarde: f"{waarde} dagen")
BEDRAG = Waardesoort("bedrag", "Een bedrag in euro.", lees_decimaal, als_euro)
MAXIMUM = replace(
    BEDRAG,
    naam="maximum",
    uitleg="Een bedrag in euro; 0 is geen maximum.",
    toon=lambda waarde: als_euro(waarde) if waarde else "geen maximum",
)
PERCENTAGE = Waardesoort("percentage", "Een percentage.", lees_decimaal, _procent)
JA_NEE = Waardesoort("ja of nee", "ja of nee.", lees_ja_nee, _ja_nee, _ja_nee)
DAG_VAN_JAAR = Waardesoort("dag", "Een dag van het jaar, als maand-dag.", lees_dag, toon_dag)
DAGEN_VAN_JAAR = Waardesoort(
    "dagen", "Dagen van het jaar, als maand-dag, met komma's ertussen.", lees_dagen, _toon_dagen, _schrijf_dagen
)
BEGIN = Waardesoort("begin", "sluiting of ontvangst.", lees_begin)
TEKST = Waardesoort("tekst", "Tekst van ten hoogste 2.000 tekens.", lees_tekst)
