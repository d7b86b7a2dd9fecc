"""From cells to the lines of a budget. What cannot be read is named by row and column; no line is guessed."""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kern.celtekst import oorspronkelijk, schone_tekst
from kern.fouten import DomeinFout
from kern.geld import GROOTSTE, NUL, als_bedrag, centen, lees_bedrag
from kern.taal import opsomming
from subsidies.models import Begrotingspost
from subsidies.rekenblad.vorm import (
    LANGSTE_OMSCHRIJVING,
    OMSCHRIJVING,
    SOORT,
    Cel,
    Rij,
    Vreemd,
    kolomkoppen,
    kolomletter,
    soort_van,
)
from subsidies.services.begroting import MAX_POSTEN, PostInvoer

MEESTE_FOUTEN = 50
NIET_PRECIES = Decimal("0.000001")  # a program may be this far off a whole cent by counting in binary
_JAAR = re.compile(r"(?:jaar\s*)?(\d{4})", re.IGNORECASE)
_STREEPJE = re.compile(r"(?:€\s*)?[-\u2013\u2212]")


@dataclass(frozen=True, slots=True)
class Celfout:
    """What is wrong, and where: `rij` is 0 when it is about the whole."""

    rij: int
    kolom: str
    tekst: str

    def __str__(self) -> str:
        plek = ", ".join(deel for deel in (f"Rij {self.rij}" if self.rij else "", self.kolom) if deel)
        return f"{plek}: {self.tekst}" if plek else self.tekst


@dataclass(frozen=True, slots=True)
class Gelezen:
    """The lines, or what is wrong with them: with even one mistake there are no lines."""

    posten: Sequence[PostInvoer] = ()
    fouten: Sequence[Celfout] = ()


@dataclass(slots=True)
class _Kolommen:
    """Where each column stands; `anders` are the columns we do not know, by what their head says."""

    plek: dict[str, int]
    anders: dict[int, str] = field(default_factory=dict)


def is_streepje(tekst: str) -> bool:
    """How a spreadsheet shows an amount of nothing: `-`, or `€ -`."""
    return _STREEPJE.fullmatch(tekst.strip()) is not None


def lees_geplakt(tekst: str, jaren: Sequence[int]) -> Gelezen:
    """What somebody copied from a spreadsheet: cells parted by tabs, with or without the row of heads."""
    try:
        regels = list(csv.reader(tekst.splitlines(keepends=True), delimiter="\t"))
    except csv.Error:
        return Gelezen(fouten=[Celfout(0, "", "Dit is geen blok cellen. Kopieer de cellen opnieuw en plak ze.")])
    rijen = [Rij(nummer, cellen) for nummer, cellen in enumerate(regels, 1)]
    if _kop(rijen) is not None:
        return lees_blad(rijen, jaren)
    koppen = kolomkoppen(jaren)
    te_breed = [rij for rij in rijen if any(map(_gevuld, rij.cellen[len(koppen) :]))]
    if te_breed:
        uitleg = f"Er staan meer kolommen dan {opsomming(koppen)}."
        return Gelezen(fouten=[Celfout(rij.nummer, "", uitleg) for rij in te_breed[:MEESTE_FOUTEN]])
    return _lees_regels(rijen, _Kolommen({kop: plek for plek, kop in enumerate(koppen)}), jaren)


def lees_blad(rijen: Sequence[Rij], jaren: Sequence[int]) -> Gelezen:
    """A sheet with a row of heads; what stands above that row is not looked at."""
    begin = _kop(rijen)
    if begin is None:
        koppen = opsomming(kolomkoppen(jaren))
        uitleg = f"Er is geen rij met de koppen {koppen}. Gebruik het blad dat u hier downloadt."
        return Gelezen(fouten=[Celfout(0, "", uitleg)])
    kop, regels = rijen[begin], rijen[begin + 1 :]
    kolommen, fouten = _kolommen(kop, jaren)
    fouten = fouten or _onbekende_kolommen(kolommen, kop, regels)
    return Gelezen(fouten=fouten) if fouten else _lees_regels(regels, kolommen, jaren)


def _kop(rijen: Sequence[Rij]) -> int | None:
    """The first row that names both the kind and the description."""
    for plek, rij in enumerate(rijen):
        if {SOORT, OMSCHRIJVING} <= {_kopnaam(cel) for cel in rij.cellen}:
            return plek
    return None


def _kopnaam(cel: Cel) -> str:
    """What a head says: a year as four digits, our own words as we write them."""
    if isinstance(cel, Decimal):
        return str(int(cel)) if cel == cel.to_integral_value() else str(cel)
    if not isinstance(cel, str):
        return ""
    tekst = schone_tekst(cel)
    if jaar := _JAAR.fullmatch(tekst):
        return jaar[1]
    return tekst.capitalize() if tekst.capitalize() in {SOORT, OMSCHRIJVING} else tekst


def _kolommen(kop: Rij, jaren: Sequence[int]) -> tuple[_Kolommen, list[Celfout]]:
    kolommen, fouten = _Kolommen({}), []
    bekend = kolomkoppen(jaren)
    for plek, naam in enumerate(map(_kopnaam, kop.cellen)):
        if naam in kolommen.plek:
            fouten.append(Celfout(kop.nummer, f"kolom {kolomletter(plek)}", f"‘{naam}’ staat er twee keer."))
        elif naam in bekend:
            kolommen.plek[naam] = plek
        elif _JAAR.fullmatch(naam):
            uitleg = f"Het jaar valt buiten de periode {jaren[0]}–{jaren[-1]}."
            fouten.append(Celfout(kop.nummer, naam, uitleg))
        else:
            kolommen.anders[plek] = naam
    fouten += [Celfout(kop.nummer, naam, "Deze kolom ontbreekt.") for naam in bekend if naam not in kolommen.plek]
    return kolommen, fouten


def _onbekende_kolommen(kolommen: _Kolommen, kop: Rij, regels: Sequence[Rij]) -> list[Celfout]:
    """A column we do not know may stand there empty; with something in it we would lose that unseen."""
    breedte = max((len(rij.cellen) for rij in regels), default=0)
    bekend = set(kolommen.plek.values())
    fouten = []
    for plek in range(max(breedte, len(kop.cellen))):
        if plek not in bekend and any(_gevuld(rij[plek]) for rij in regels):
            naam = kolommen.anders.get(plek) or "zonder kop"
            uitleg = f"Deze kolom ({naam}) hoort niet bij de begroting. Haal haar weg en probeer het opnieuw."
            fouten.append(Celfout(kop.nummer, f"kolom {kolomletter(plek)}", uitleg))
    return fouten


def _lees_regels(rijen: Sequence[Rij], kolommen: _Kolommen, jaren: Sequence[int]) -> Gelezen:
    posten: list[PostInvoer] = []
    fouten: list[Celfout] = []
    for rij in rijen:
        cellen = {kop: rij[plek] for kop, plek in kolommen.plek.items()}
        if not any(_gevuld(cel) for kop, cel in cellen.items() if kop != SOORT):
            continue
        post, mis = _lees_regel(cellen, jaren)
        fouten += [Celfout(rij.nummer, kolom, tekst) for kolom, tekst in mis]
        if post:
            posten.append(post)
    if not fouten and len(posten) > MAX_POSTEN:
        fouten = [Celfout(0, "", f"Een begroting heeft ten hoogste {MAX_POSTEN} regels. Hier staan er {len(posten)}.")]
    if not fouten and not posten:
        fouten = [Celfout(0, "", "Er staat geen enkele regel in.")]
    if len(fouten) > MEESTE_FOUTEN:
        fouten = [*fouten[:MEESTE_FOUTEN], Celfout(0, "", f"En nog {len(fouten) - MEESTE_FOUTEN} meldingen.")]
    return Gelezen(fouten=fouten) if fouten else Gelezen(posten=posten)


def _lees_regel(cellen: Mapping[str, Cel], jaren: Sequence[int]) -> tuple[PostInvoer | None, list[tuple[str, str]]]:
    """One line, or what is wrong in which column."""
    waarden: dict[str, Any] = {}
    mis: list[tuple[str, str]] = []
    lezers: dict[str, Callable[[Cel], object]] = {SOORT: _lees_soort, OMSCHRIJVING: _lees_omschrijving}
    for kolom, lees in (lezers | {str(jaar): _lees_bedrag for jaar in jaren}).items():
        try:
            waarden[kolom] = lees(cellen.get(kolom))
        except DomeinFout as fout:
            mis.append((kolom, fout.bericht))
    if mis:
        return None, mis
    bedragen = {jaar: waarden[str(jaar)] for jaar in jaren}
    return PostInvoer(waarden[SOORT], waarden[OMSCHRIJVING], bedragen), []


def _lees_soort(cel: Cel) -> str:
    tekst = _lees_tekst(cel)
    if not tekst:
        raise _onleesbaar("Kies een soort.")
    soort = soort_van(tekst)
    if soort is None:
        raise _onleesbaar(f"‘{_kort(tekst)}’ kennen wij niet. Kies {opsomming(Begrotingspost.Soort.labels, 'of')}.")
    return soort


def _lees_omschrijving(cel: Cel) -> str:
    tekst = oorspronkelijk(_lees_tekst(cel))
    if not tekst:
        raise _onleesbaar("Vul een omschrijving in.")
    if len(tekst) > LANGSTE_OMSCHRIJVING:
        raise _onleesbaar(f"Houd het bij {LANGSTE_OMSCHRIJVING} tekens; dit zijn er {len(tekst)}.")
    return tekst


def _lees_tekst(cel: Cel) -> str:
    if isinstance(cel, Vreemd):
        raise _onleesbaar(cel.wat)
    if isinstance(cel, Decimal):
        return f"{cel.normalize():f}"
    return schone_tekst(cel or "")


def _lees_bedrag(cel: Cel) -> Decimal:
    """Zero for an empty cell. A number may be a trifle off a whole cent; more than that is refused, not rounded."""
    if isinstance(cel, Vreemd):
        raise _onleesbaar(cel.wat)
    if isinstance(cel, Decimal):
        return _eis_bedrag(_hele_centen(cel))
    tekst = schone_tekst(cel or "")
    return NUL if not tekst or is_streepje(tekst) else _eis_bedrag(lees_bedrag(tekst))


def _hele_centen(getal: Decimal) -> Decimal:
    if abs(getal) > GROOTSTE + 1:
        raise _onleesbaar(f"Dit bedrag is te groot. Het hoogste is {als_bedrag(GROOTSTE)}.")
    bedrag = centen(getal)
    if abs(getal - bedrag) > NIET_PRECIES:
        raise _onleesbaar(f"{_kort(str(getal)).replace('.', ',')} heeft meer dan twee decimalen. Rond af op centen.")
    return bedrag


def _eis_bedrag(bedrag: Decimal) -> Decimal:
    if bedrag < NUL:
        raise _onleesbaar("Vul een bedrag van 0 of hoger in. Wie meebetaalt, krijgt een eigen regel.")
    if bedrag > GROOTSTE:
        raise _onleesbaar(f"Dit bedrag is te groot. Het hoogste is {als_bedrag(GROOTSTE)}.")
    return bedrag


def _gevuld(cel: Cel) -> bool:
    return bool(cel.strip()) if isinstance(cel, str) else cel is not None


def _kort(tekst: str) -> str:
    return tekst if len(tekst) <= 40 else f"{tekst[:39]}…"


def _onleesbaar(bericht: str) -> DomeinFout:
    return DomeinFout(bericht, code="rekenblad.cel")
