"""Tables of figures as a workbook: numbers are numbers and days are days, so that a program can go on with them."""

import io
from collections.abc import Sequence

import xlsxwriter

from kern.celtekst import schone_tekst
from kern.cijfertabel import Cijfertabel, Kolomsoort
from kern.uitvoer.blad import UITLEG, Blad, bladen, cel_tekst, uitleg

SOORT = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_VORMEN = {
    Kolomsoort.GELD: "#,##0.00",
    Kolomsoort.DEEL: "0.0",
    Kolomsoort.MAAT: "General",
    Kolomsoort.GETAL: "0",
    Kolomsoort.DATUM: "dd-mm-yyyy",
}
_BREED, _SMAL, _ZIN = 40, 18, 110  # in characters


def als_xlsx(titel: str, tabellen: Sequence[Cijfertabel]) -> bytes:
    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    boek.set_properties({"title": schone_tekst(titel)})
    alle = bladen(tabellen)
    vet = boek.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    vormen = {soort: boek.add_format({"num_format": code}) for soort, code in _VORMEN.items()}
    for blad in alle:
        _blad(boek.add_worksheet(blad.naam), blad, vet, vormen)
    zinnen = boek.add_worksheet(UITLEG)
    zinnen.set_column(0, 0, _ZIN, boek.add_format({"text_wrap": True, "valign": "top"}))
    for nummer, zin in enumerate(uitleg(titel, alle)):
        zinnen.write_string(nummer, 0, zin)
    boek.close()
    return uit.getvalue()


def _blad(
    cellen: xlsxwriter.worksheet.Worksheet,
    blad: Blad,
    vet: xlsxwriter.format.Format,
    vormen: dict[Kolomsoort, xlsxwriter.format.Format],
) -> None:
    """A row of heads that stays in sight, the lines and the total."""
    schrijf = {
        Kolomsoort.TEKST: lambda rij, plek, waarde, _: cellen.write_string(rij, plek, cel_tekst(waarde)),
        Kolomsoort.DATUM: cellen.write_datetime,
    }
    for plek, kolom in enumerate(blad.kolommen):
        cellen.set_column(plek, plek, _BREED if kolom.soort is Kolomsoort.TEKST else _SMAL)
        cellen.write_string(0, plek, cel_tekst(kolom.naam), vet)
    for nummer, waarden in enumerate(blad.rijen, 1):
        for plek, (kolom, waarde) in enumerate(zip(blad.kolommen, waarden, strict=True)):
            if waarde is not None:
                schrijf.get(kolom.soort, cellen.write_number)(nummer, plek, waarde, vormen.get(kolom.soort))
    cellen.freeze_panes(1, 1)
