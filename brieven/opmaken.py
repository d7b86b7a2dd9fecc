"""From a text with fields to the sections of a letter (docs/briefteksten.md).

Marks, each on a line of its own: `## ` a heading, `- ` a point, `> ` the article a paragraph rests on, `! ` the
outcome, `{veld}` alone a block. A blank line parts paragraphs. What is filled in is never read as a mark.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from brieven.fouten import BriefFout
from brieven.pdf.grenzen import controleer_tekst
from brieven.snapshots.secties import Sectie, Tabel, Tekstdeel, dagplek
from brieven.templatetags.brief import alineas, procent
from brieven.vormen.vorm import Briefvorm, Veld, Veldsoort
from kern.fouten import DomeinFout
from kern.geld import als_euro
from kern.termijnen.stappen import datum
from kern.termijnen.verlenging import Duur

VELD = re.compile(r"\{([a-z][a-z_]*)\}")
_SOORTEN = {"## ": "kop", "- ": "punten", "> ": "grond", "! ": "besluit"}

_TYPEN: dict[Veldsoort, type | tuple[type, ...]] = {
    Veldsoort.TEKST: str,
    Veldsoort.BEDRAG: Decimal,
    Veldsoort.DATUM: (datetime.date, Duur),  # a Duur: so long after the sent date
    Veldsoort.GETAL: int,
    Veldsoort.PROCENT: Decimal,
    Veldsoort.ALINEAS: str,
    Veldsoort.PUNTEN: tuple,
    Veldsoort.TABEL: Tabel,
}


@dataclass(frozen=True)
class _Stuk:
    """One paragraph or list of the text, not yet filled in."""

    soort: str
    regels: tuple[str, ...]


def controleer(vorm: Briefvorm, tekst: str) -> None:
    """Raise DomeinFout for a text that no letter of this kind can be made from: an unknown or a missing field."""
    genoemd = set(VELD.findall(tekst))
    if onbekend := sorted(genoemd - set(vorm.velden)):
        raise DomeinFout(
            f"Dit veld bestaat niet in deze brief: {', '.join(onbekend)}.",
            code="brieftekst.veld_onbekend",
            veld="tekst",
        )
    nodig = {naam for naam, veld in vorm.velden.items() if veld.soort.is_blok and not veld.optioneel}
    if mist := sorted(nodig - genoemd):
        raise DomeinFout(
            f"Deze velden moeten in de brief staan: {', '.join(mist)}.", code="brieftekst.veld_mist", veld="tekst"
        )
    if "{" in VELD.sub("", tekst) or "}" in VELD.sub("", tekst):
        raise DomeinFout("Een veld schrijft u als {naam}, zonder spaties.", code="brieftekst.haken", veld="tekst")
    stukken = list(_ontleed(tekst))
    for stuk in stukken:
        _controleer_stuk(stuk, vorm.velden)
    if not vorm.eigen and not any(_staat_er_altijd(stuk, vorm.velden) for stuk in stukken):
        raise DomeinFout("Schrijf ten minste één zin die in elke brief staat.", code="brieftekst.leeg", veld="tekst")


def _controleer_stuk(stuk: _Stuk, velden: Mapping[str, Veld]) -> None:
    try:
        controleer_tekst(" ".join(stuk.regels))
    except BriefFout as fout:
        raise DomeinFout(fout.code.label, code=f"brieftekst.{fout.code}", veld="tekst") from fout
    for regel in stuk.regels:
        blokken = [naam for naam in VELD.findall(regel) if velden[naam].soort.is_blok]
        if blokken and (stuk.soort != "alinea" or regel != f"{{{blokken[0]}}}"):
            raise DomeinFout(f"Zet {{{blokken[0]}}} alleen op een regel.", code="brieftekst.blok", veld="tekst")


def _staat_er_altijd(stuk: _Stuk, velden: Mapping[str, Veld]) -> bool:
    """Whether this gives something to read, whatever optional fields stay empty."""
    regels = (VELD.sub(lambda plek: "" if velden[plek[1]].optioneel else plek[0], regel) for regel in stuk.regels)
    return stuk.soort not in {"kop", "grond"} and any(regel.strip() for regel in regels)


def stel_op(vorm: Briefvorm, tekst: str, waarden: Mapping[str, Any], *, concept: bool = False) -> tuple[Sectie, ...]:
    """The sections of one letter. Raises DomeinFout `brief.veld_leeg` for a field without a value, unless `concept`:
    then the place says what is missing. A value of another type is a mistake in our code: TypeError."""
    _controleer_waarden(vorm, waarden)
    if not concept and (leeg := lege_velden(vorm, tekst, waarden)):
        raise DomeinFout(f"De brief mist nog: {', '.join(leeg)}.", code="brief.veld_leeg")
    kop, grond, delen = "", "", list[Tekstdeel]()
    secties: list[tuple[str, list[Tekstdeel]]] = []
    for stuk in _ontleed(tekst):
        if stuk.soort == "kop":
            secties.append((kop, delen))
            kop, grond, delen = _vul(stuk.regels[0], vorm.velden, waarden), "", []
        elif stuk.soort == "grond":
            grond = " ".join(_gevuld(stuk, vorm.velden, waarden))
        else:
            for deel in _delen(stuk, vorm.velden, waarden):
                delen.append(replace(deel, grond=grond))
                grond = ""
    secties.append((kop, delen))
    return tuple(Sectie(kop=kop, delen=tuple(delen)) for kop, delen in secties if delen)


def lege_velden(vorm: Briefvorm, tekst: str, waarden: Mapping[str, Any]) -> list[str]:
    """The fields that would keep this letter from being sent: for the warning at the preview."""
    genoemd = dict.fromkeys(VELD.findall(tekst))
    return [naam for naam in genoemd if _is_leeg(waarden.get(naam)) and not vorm.velden[naam].optioneel]


def _ontleed(tekst: str) -> Iterator[_Stuk]:
    """Paragraphs in order; lines that begin with the same mark belong together, a block stands alone."""
    soort, regels = "", list[str]()
    for regel in [*tekst.replace("\r\n", "\n").split("\n"), ""]:
        teken = next((teken for teken in _SOORTEN if regel.startswith(teken)), "")
        nieuw = _SOORTEN.get(teken, "alinea") if regel.strip() else ""
        alleen = nieuw == "kop" or VELD.fullmatch(regel.strip()) is not None
        if regels and (nieuw != soort or alleen or soort == "kop"):
            yield _Stuk(soort, tuple(regels))
            regels = []
        if nieuw:
            soort, regels = nieuw, [*regels, regel.removeprefix(teken).strip()]
            if alleen:
                yield _Stuk(soort, tuple(regels))
                regels = []


def _delen(stuk: _Stuk, velden: Mapping[str, Veld], waarden: Mapping[str, Any]) -> Iterator[Tekstdeel]:
    blok = VELD.fullmatch(stuk.regels[0]) if stuk.soort == "alinea" else None
    if blok and velden[blok[1]].soort.is_blok:
        yield from _blok(blok[1], velden[blok[1]], waarden.get(blok[1]))
        return
    if regels := _gevuld(stuk, velden, waarden):
        yield Tekstdeel(soort=stuk.soort, regels=regels if stuk.soort == "punten" else (" ".join(regels),))


def _blok(naam: str, veld: Veld, waarde: Any) -> Iterator[Tekstdeel]:
    if _is_leeg(waarde):
        if not veld.optioneel:
            yield Tekstdeel(soort="alinea", regels=(f"[ontbreekt: {naam}]",))
    elif veld.soort is Veldsoort.TABEL:
        yield Tekstdeel(soort="tabel", tabel=waarde)
    elif veld.soort is Veldsoort.PUNTEN:
        yield Tekstdeel(soort="punten", regels=tuple(punt.strip() for punt in waarde if punt.strip()))
    else:
        yield from (Tekstdeel(soort="alinea", regels=(deel,)) for deel in alineas(waarde))


def _gevuld(stuk: _Stuk, velden: Mapping[str, Veld], waarden: Mapping[str, Any]) -> tuple[str, ...]:
    """Its lines with what is filled in, without those that stay empty."""
    regels = (_vul(regel, velden, waarden) for regel in stuk.regels)
    return tuple(regel for regel in regels if regel)


def _vul(regel: str, velden: Mapping[str, Veld], waarden: Mapping[str, Any]) -> str:
    return VELD.sub(lambda plek: _schrijf(plek[1], velden[plek[1]], waarden.get(plek[1])), regel).strip()


def _schrijf(naam: str, veld: Veld, waarde: Any) -> str:
    if _is_leeg(waarde):
        return "" if veld.optioneel else f"[ontbreekt: {naam}]"
    if veld.soort is Veldsoort.BEDRAG:
        return als_euro(waarde)
    if veld.soort is Veldsoort.DATUM:
        return dagplek(naam) if isinstance(waarde, Duur) else datum(waarde)
    if veld.soort is Veldsoort.PROCENT:
        return procent(waarde)
    return str(waarde)


def _controleer_waarden(vorm: Briefvorm, waarden: Mapping[str, Any]) -> None:
    for naam, waarde in waarden.items():
        soort = vorm.velden[naam].soort
        if waarde is not None and not isinstance(waarde, _TYPEN[soort]):
            raise TypeError(f"{vorm.soort}: {naam} is {soort.value}, geen {type(waarde).__name__}")


def _is_leeg(waarde: Any) -> bool:
    """Also a list of blanks, and a table without a row."""
    if isinstance(waarde, Tabel):
        return not waarde.rijen
    if isinstance(waarde, tuple):
        return not any(punt.strip() for punt in waarde)
    return waarde is None or (isinstance(waarde, str) and not waarde.strip())
