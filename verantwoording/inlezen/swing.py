"""A matrix as Swing exports it: areas in the rows; periods, indicators or both in the columns; words around it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from kern.fouten import DomeinFout
from subsidies.rekenblad.vorm import Rij
from verantwoording.inlezen.fout import weiger
from verantwoording.inlezen.getallen import lees_waarde
from verantwoording.inlezen.periode import Periode, is_periode, lees_periode
from verantwoording.inlezen.vorm import (
    Cijfer,
    Fout,
    Gelezen,
    Keuzes,
    Leeg,
    Opmerking,
    eis_zelfde_periode,
    kolom_van,
    kort,
    noem,
    tekst_van,
)

GEEN_CIJFER = frozenset({"", "-", "x", ".", "?"})
_BOVEN = 40
_GEBIED = re.compile(
    r"(gebieds?|gebieden|wijk|wijken|buurt|buurten|gemeentes?|gemeenten|stadsdeel|stadsdelen|regio|regio's|land)?"
    r"[ _-]?(code|naam)?( \d{4})?",
    re.IGNORECASE,
)
_CODE = re.compile(r"code", re.IGNORECASE)
_VAN_ALLES = re.compile(r"(periode|perioden|jaar|peiljaar)\s*:?", re.IGNORECASE)
_VOET = re.compile(
    r"(?:bron|bronnen|bewerking|toelichting|noot|noten|definitie|peildatum|copyright)\b|©|\*|[0-9]+\)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Kolom:
    """What every figure in a column is about. An empty indicator is the one that was chosen."""

    naam: str
    indicator: str
    periode: Periode


@dataclass(frozen=True, slots=True)
class _Kop:
    """Where the area stands, what the other columns hold, and the first row of the matrix."""

    gebied: tuple[int, ...]
    kolommen: dict[int, _Kolom]
    begin: int


def lees_swing(rijen: Iterable[Rij], keuzes: Keuzes) -> Iterator[Gelezen]:
    """The figures of the matrix; the words above it are not looked at, those under it are handed on."""
    rijen = iter(rijen)
    boven = list(islice(rijen, _BOVEN))
    kop = _kop(boven, keuzes)
    onder = False
    for rij in chain(boven[kop.begin :], rijen):
        gevuld = [plek for plek, cel in enumerate(rij.cellen) if tekst_van(cel)]
        if not gevuld:
            onder = True
        elif gevuld == [0] and (onder or _VOET.match(tekst_van(rij[0]))):
            onder = True
            yield Opmerking(kort(tekst_van(rij[0]), 200))
        elif onder:
            yield Fout(rij.nummer, "", "Onder de matrix staan nog cijfers. Zet elke matrix in een eigen bestand.")
        else:
            yield from _lees_rij(rij, kop, keuzes)


def _kop(boven: list[Rij], keuzes: Keuzes) -> _Kop:
    """The heads of the columns: one row with periods or indicators, or a row of indicators above one of periods."""
    alle = keuzes.periode
    for nummer, rij in enumerate(boven):
        namen = [tekst_van(cel) for cel in rij.cellen]
        if len(namen) > 1 and _VAN_ALLES.fullmatch(namen[0]) and sum(map(bool, namen)) == 2:
            boven_alles = next(filter(None, namen[1:]))
            eis_zelfde_periode(filter(is_periode, [boven_alles]), keuzes.periode)
            alle = alle or boven_alles
            continue
        gebied = _gebiedskolommen(namen)
        koppen = {plek: naam for plek, naam in enumerate(namen) if plek >= len(gebied) and naam}
        if not koppen or not (namen[0] or all(map(_heeft_periode, koppen.values()))):
            continue
        if gebied:
            return _kop_van(boven, nummer, gebied, koppen, alle, keuzes)
    raise weiger(
        "kop",
        "Er is geen rij met koppen: eerst een kolom met gebieden (zoals ‘Wijken’ of ‘Gemeenten’), daarna perioden of "
        "indicatoren.",
    )


def _gebiedskolommen(namen: list[str]) -> tuple[int, ...]:
    """The columns in front that name the area: one, or a code and a name. An empty corner counts as one."""
    breedte = 0
    while breedte < min(len(namen), 2) and _GEBIED.fullmatch(namen[breedte]) and (namen[breedte] or breedte == 0):
        breedte += 1
    return tuple(sorted(range(breedte), key=lambda plek: not _CODE.search(namen[plek])))


def _heeft_periode(kop: str) -> bool:
    return any(map(is_periode, _delen(kop)))


def _kop_van(
    boven: list[Rij], nummer: int, gebied: tuple[int, ...], koppen: dict[int, str], alle: str, keuzes: Keuzes
) -> _Kop:
    met_periode = [_heeft_periode(kop) for kop in koppen.values()]
    begin = nummer + 1
    if all(met_periode):
        namen = _doorgetrokken(boven[nummer - 1] if nummer else None, gebied, koppen)
        perioden = koppen
    elif any(met_periode):
        raise weiger("kop", f"In rij {boven[nummer].nummer} staan perioden en andere koppen door elkaar.")
    elif perioden := _perioden_eronder(boven[nummer + 1 : nummer + 2], gebied):
        namen, begin = _doorgetrokken(boven[nummer], gebied, perioden), nummer + 2
    elif is_periode(alle):
        namen, perioden = koppen, dict.fromkeys(koppen, alle)
    else:
        raise weiger(
            "periode", "Er staan geen perioden bij de kolommen. Vul bij het aanbieden in welke periode dit is."
        )
    genoemd = {plek: _genoemd(perioden[plek], namen.get(plek, "")) for plek in perioden}
    gekozen = _gekozen(keuzes, genoemd.values())
    kolommen = {plek: _kolom(perioden[plek], genoemd[plek], gekozen) for plek in perioden}
    eis_zelfde_periode((kolom.periode.tekst for kolom in kolommen.values()), keuzes.periode)
    if not keuzes.indicator and not all(kolom.indicator for kolom in kolommen.values()):
        raise weiger("indicator", "Het bestand noemt geen indicator. Kies er een bij het aanbieden.")
    return _Kop(gebied, kolommen, begin)


def _perioden_eronder(rijen: list[Rij], gebied: tuple[int, ...]) -> dict[int, str]:
    """A second row of heads: nothing but periods, and nothing in front of them."""
    namen = [tekst_van(cel) for rij in rijen for cel in rij.cellen]
    perioden = {plek: naam for plek, naam in enumerate(namen) if naam}
    return perioden if all(plek not in gebied and is_periode(naam) for plek, naam in perioden.items()) else {}


def _doorgetrokken(rij: Rij | None, gebied: tuple[int, ...], koppen: dict[int, str]) -> dict[int, str]:
    """A head above several columns stands in the first of them. Words above the matrix are no row of heads."""
    if rij is None or not _GEBIED.fullmatch(tekst_van(rij[0])):
        return {}
    namen, laatste = {}, ""
    for plek in range(max(koppen) + 1):
        laatste = tekst_van(rij[plek]) if plek not in gebied and tekst_van(rij[plek]) else laatste
        namen[plek] = laatste
    return namen


def _genoemd(kop: str, naam: str) -> str:
    """The indicator that a head names: a head is a period, or a period and an indicator with a bar between them."""
    return " ".join(deel for deel in _delen(kop) if deel != _periode(kop)) or naam


def _gekozen(keuzes: Keuzes, genoemd: Iterable[str]) -> Mapping[str, str]:
    """Which indicator was chosen for a head; a head that is not there was meant to be another one."""
    koppen = dict.fromkeys(filter(None, genoemd))
    klein = {kop.casefold() for kop in koppen}
    if mist := [kop for kop in keuzes.kolommen if kop.strip().casefold() not in klein]:
        raise weiger("kolommen", f"De kolom ‘{kort(mist[0])}’ staat er niet in: {noem(list(koppen))}.")
    return {kop.strip().casefold(): indicator for kop, indicator in keuzes.kolommen.items()}


def _kolom(kop: str, genoemd: str, gekozen: Mapping[str, str]) -> _Kolom:
    periode = _periode(kop)
    return _Kolom(
        " ".join(filter(None, (genoemd, periode))), gekozen.get(genoemd.casefold(), genoemd), lees_periode(periode)
    )


def _periode(kop: str) -> str:
    return next(deel for deel in _delen(kop) if is_periode(deel))


def _delen(kop: str) -> list[str]:
    return [deel.strip() for deel in kop.split("|")]


def _lees_rij(rij: Rij, kop: _Kop, keuzes: Keuzes) -> Iterator[Gelezen]:
    gebied = next(filter(None, (tekst_van(rij[plek]) for plek in kop.gebied)), "")
    bekend = {*kop.gebied, *kop.kolommen}
    buiten = [plek for plek, cel in enumerate(rij.cellen) if tekst_van(cel) and plek not in bekend]
    if not gebied or buiten:
        plek = buiten[0] if buiten else 0
        yield Fout(
            rij.nummer, kolom_van(plek, ""), "Hier hoort niets te staan." if buiten else "Hier hoort een gebied."
        )
        return
    for plek, kolom in kop.kolommen.items():
        cel = rij[plek]
        if tekst_van(cel).casefold() in GEEN_CIJFER:
            yield Leeg(rij.nummer)
            continue
        try:
            getal, teken, procent = lees_waarde(cel, keuzes.schrijfwijze)
        except DomeinFout as fout:
            yield Fout(rij.nummer, kolom_van(plek, kolom.naam), fout.bericht)
            continue
        indicator = kolom.indicator or keuzes.indicator
        yield Cijfer(rij.nummer, kolom_van(plek, kolom.naam), indicator, gebied, *kolom.periode, getal, teken, procent)
