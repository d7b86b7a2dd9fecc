"""Reads a spreadsheet from standard input and writes its cells as JSON; runs as a process of its own.

The library keeps a sheet as one block in memory and aborts the process when that does not fit, and a few bytes can
ask for 500 GB. So it runs here, within bounds, and not in the server. Knows nothing of the project, so that it
starts fast.

What the library gives as empty while something stands there (an error, a formula that was never worked out) is read
from the file itself: taken for nothing it would make an amount 0.
"""

import datetime
import io
import json
import posixpath
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

GEHEUGEN = 1 << 30
SECONDEN = 20
MEESTE_RIJEN = 5_000
MEESTE_KOLOMMEN = 100
BLAD = "begroting"

TE_GROOT = 3
DATUM = "Hier staat een datum."
WAAR = "Hier staat waar of onwaar."
FOUT = "Hier staat een fout van het rekenblad."
ZONDER_UITKOMST = "Hier staat een formule zonder uitkomst. Open het blad in uw rekenprogramma en bewaar het opnieuw."

Plek = tuple[int, int]


def lees(inhoud: bytes) -> list[list[Any]]:
    """The rows with something in them: their number and their cells."""
    boek = CalamineWorkbook.from_filelike(io.BytesIO(inhoud))
    naam = _kies(boek)
    blad = boek.get_sheet_by_name(naam)
    if blad.height > MEESTE_RIJEN or blad.width > MEESTE_KOLOMMEN:
        raise OverflowError
    vreemd = dict(_vreemde_cellen(inhoud, naam))
    return [
        [nummer + 1, cellen] for nummer, cellen in _rijen(blad, vreemd) if any(cel not in (None, "") for cel in cellen)
    ]


def _kies(boek: CalamineWorkbook) -> str:
    """The sheet that is called as ours, else the first one that can be seen."""
    zichtbaar = [blad.name for blad in boek.sheets_metadata if blad.visible == SheetVisibleEnum.Visible]
    return next((naam for naam in boek.sheet_names if naam.strip().lower() == BLAD), zichtbaar[0])


def _rijen(blad: CalamineSheet, vreemd: dict[Plek, str]) -> Iterator[tuple[int, list[Any]]]:
    boven, links = blad.start or (0, 0)
    rijen = blad.to_python()
    onder = max([boven + len(rijen), *(rij + 1 for rij, _ in vreemd)])
    if onder - boven > MEESTE_RIJEN:
        raise OverflowError
    for nummer in range(min([boven, *(rij for rij, _ in vreemd)]), onder):
        ruw = rijen[nummer - boven] if boven <= nummer < boven + len(rijen) else []
        cellen = [None] * links + [_cel(waarde) for waarde in ruw]
        for kolom in sorted(kolom for rij, kolom in vreemd if rij == nummer):
            if kolom >= MEESTE_KOLOMMEN:
                raise OverflowError
            cellen += [None] * (kolom + 1 - len(cellen))
            cellen[kolom] = {"vreemd": vreemd[nummer, kolom]}
        yield nummer, cellen


def _cel(waarde: Any) -> Any:
    if isinstance(waarde, bool):
        return {"vreemd": WAAR}
    if isinstance(waarde, datetime.date | datetime.time | datetime.timedelta):
        return {"vreemd": DATUM}
    return waarde


def _vreemde_cellen(inhoud: bytes, naam: str) -> Iterator[tuple[Plek, str]]:
    with zipfile.ZipFile(io.BytesIO(inhoud)) as archief:
        if "content.xml" in archief.namelist():
            yield from _vreemd_in_ods(archief.read("content.xml"), naam)
        else:
            yield from _vreemd_in_xlsx(archief.read(_deel_van(archief, naam)))


def _deel_van(archief: zipfile.ZipFile, naam: str) -> str:
    """The part of a workbook in which the sheet with this name stands."""
    boek, relaties = (ElementTree.fromstring(archief.read(deel)) for deel in _BOEK)  # noqa: S314
    nummer = next(
        waarde
        for blad in boek.iter()
        if _kaal(blad.tag) == "sheet" and blad.get("name") == naam
        for sleutel, waarde in blad.attrib.items()
        if _kaal(sleutel) == "id"
    )
    doel = next(relatie.get("Target", "") for relatie in relaties if relatie.get("Id") == nummer)
    return posixpath.normpath(posixpath.join("/xl", doel)).lstrip("/")


def _vreemd_in_xlsx(deel: bytes) -> Iterator[tuple[Plek, str]]:
    rij = kolom = -1
    for moment, element in ElementTree.iterparse(io.BytesIO(deel), ["start", "end"]):  # noqa: S314
        match moment, _kaal(element.tag):
            case "start", "row":
                rij, kolom = int(element.get("r", rij + 2)) - 1, -1
            case "end", "c":
                kolom = _kolom_van(element.get("r", "")) if element.get("r") else kolom + 1
                if wat := _wat_in_xlsx(element):
                    yield (rij, kolom), wat
            case "end", "row":
                element.clear()


def _wat_in_xlsx(cel: ElementTree.Element) -> str:
    delen = {_kaal(deel.tag): deel.text or "" for deel in cel}
    if cel.get("t") == "e":
        return FOUT
    return ZONDER_UITKOMST if "f" in delen and not delen.get("v") and cel.get("t") != "str" else ""


def _kolom_van(plek: str) -> int:
    kolom = 0
    for letter in plek:
        if letter.isalpha():
            kolom = kolom * 26 + ord(letter.upper()) - ord("A") + 1
    return kolom - 1


def _vreemd_in_ods(deel: bytes, naam: str) -> Iterator[tuple[Plek, str]]:
    for _, tabel in ElementTree.iterparse(io.BytesIO(deel)):  # noqa: S314
        if _kaal(tabel.tag) == "table" and _eigen(tabel, "name") == naam:
            yield from _vreemd_in_tabel(tabel)


def _vreemd_in_tabel(tabel: ElementTree.Element) -> Iterator[tuple[Plek, str]]:
    rij = 0
    for regel in tabel.iter():
        if _kaal(regel.tag) != "table-row":
            continue
        kolom = 0
        for cel in regel:
            if wat := _wat_in_ods(cel):
                yield (rij, kolom), wat
            kolom += int(_eigen(cel, "number-columns-repeated") or 1)
        rij += int(_eigen(regel, "number-rows-repeated") or 1)


def _wat_in_ods(cel: ElementTree.Element) -> str:
    soorten = {waarde for sleutel, waarde in cel.attrib.items() if _kaal(sleutel) == "value-type"}
    if "error" in soorten:
        return FOUT
    return ZONDER_UITKOMST if _eigen(cel, "formula") and not soorten else ""


def _eigen(element: ElementTree.Element, naam: str) -> str:
    """An attribute by its name without the namespace."""
    return next((waarde for sleutel, waarde in element.attrib.items() if _kaal(sleutel) == naam), "")


def _kaal(naam: str) -> str:
    return naam.rpartition("}")[2]


_BOEK = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (GEHEUGEN, GEHEUGEN))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDEN, SECONDEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        json.dump(lees(sys.stdin.buffer.read()), sys.stdout, allow_nan=False)
    except OverflowError:
        sys.exit(TE_GROOT)
