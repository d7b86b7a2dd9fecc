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


def lees_sroibasis(tekst: str) -> str:
    if tekst not in {"jaar", "periode"}:
        raise _fout("Vul jaar of periode in.")
    return tekst


VERDEELMETHODEN = {
    "volgorde_van_binnenkomst": "op volgorde van binnenkomst",
    "rangschikking": "op rangschikking naar punten",
    "naar_rato": "naar rato van wat is gevraagd",
}


def lees_verdeelmethode(tekst: str) -> str:
    if tekst not in VERDEELMETHODEN:
        raise _fout(f"Vul een van deze in: {', '.join(VERDEELMETHODEN)}.")
    return tekst


def lees_gewichten(tekst: str) -> tuple[tuple[str, int], ...]:
    """`samenhang=2, bereik=1`: how often the points on a criterium count. Nothing: each counts once."""
    gewichten = re.findall(r"([a-z0-9-]+)\s*=\s*([1-9][0-9]?)(?:\s*,\s*|\s*\Z)", tekst, re.ASCII)
    geschreven = re.sub(r"\s", "", tekst)
    if ",".join(f"{code}={gewicht}" for code, gewicht in gewichten) != geschreven:
        raise _fout("Vul in als code=gewicht, met komma's ertussen, bijvoorbeeld samenhang=2, bereik=1.")
    return tuple((code, int(gewicht)) for code, gewicht in gewichten)


def _schrijf_gewichten(waarde: tuple[tuple[str, int], ...]) -> str:
    return ", ".join(f"{code}={gewicht}" for code, gewicht in waarde)


def lees_tekst(tekst: str) -> str:
    if len(tekst) > 2000:
        raise _fout("Gebruik ten hoogste 2.000 tekens.")
    return tekst


def _ja_nee(waarde: bool) -> str:
    return "ja" if waarde else "nee"


def _procent(waarde: Decimal) -> str:
    return f"{waarde.normalize():f}%".replace(".", ",")


def lees_aandelen(tekst: str) -> tuple[Decimal, ...]:
    """`gelijk` is no shares at all; else percentages of 0 or more that add up to at most 100."""
    if tekst == "gelijk":
        return ()
    aandelen = tuple(lees_decimaal(deel) for deel in re.split(r"[;\s]+", tekst.strip()))
    if not Decimal(0) < sum(aandelen) <= Decimal(100):
        raise _fout("De percentages zijn samen meer dan 0 en ten hoogste 100.")
    return aandelen


def _toon_aandelen(aandelen: tuple[Decimal, ...]) -> str:
    return ", ".join(map(_procent, aandelen)) or "gelijke delen"


def _schrijf_aandelen(aandelen: tuple[Decimal, ...]) -> str:
    return "; ".join(map(str, aandelen)) or "gelijk"


def _schrijf_dagen(waarde: tuple[str, ...]) -> str:
    return json.dumps(list(waarde))


WEKEN = Waardesoort("weken", "Een heel aantal weken.", lees_getal, lambda waarde: f"{waarde} weken")
DAGEN = Waardesoort("aantal dagen", "Een heel aantal dagen.", lees_getal, lambda waarde: f"{waarde} dagen")
MAANDEN = Waardesoort("maanden", "Een heel aantal maanden.", lees_getal, lambda waarde: f"{waarde} maanden")
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
AANDELEN = Waardesoort(
    "aandelen",
    "gelijk, of percentages met een puntkomma ertussen: 40; 30; 30. Wat tot 100 ontbreekt, volgt na de vaststelling.",
    lees_aandelen,
    _toon_aandelen,
    _schrijf_aandelen,
)
BEGIN = Waardesoort("begin", "sluiting of ontvangst.", lees_begin)
SROIBASIS = Waardesoort("grondslag", "jaar of periode.", lees_sroibasis)
AANTAL = Waardesoort("aantal", "Een heel aantal.", lees_getal, str)
PUNTEN = Waardesoort("punten", "Een heel aantal punten.", lees_getal, lambda waarde: f"{waarde} punten")
VERDEELMETHODE = Waardesoort(
    "verdeelmethode", f"{', '.join(VERDEELMETHODEN)}.", lees_verdeelmethode, VERDEELMETHODEN.__getitem__
)
GEWICHTEN = Waardesoort(
    "gewichten",
    "Code van het criterium=gewicht, met komma's ertussen. Leeg: elk criterium telt een keer.",
    lees_gewichten,
    lambda waarde: _schrijf_gewichten(waarde) or "elk criterium telt een keer",
    _schrijf_gewichten,
)
TEKST = Waardesoort("tekst", "Tekst van ten hoogste 2.000 tekens.", lees_tekst)
