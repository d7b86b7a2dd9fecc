"""What was agreed to count as a spreadsheet to fill in and read back, as xlsx, ods or csv."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

import xlsxwriter
from odfdo import Cell, Column, Document, Row, Style, Table

from kern.bestanden.soorten import CSV, ODS, XLSX
from kern.celtekst import BOM, onschadelijk, schone_tekst
from kern.getal import als_getal
from verantwoording.metingblad.lezen import KOLOMMEN
from verantwoording.metingblad.plan import Meetplan

KOPPEN = [naam.capitalize() for naam in (*KOLOMMEN, "doel", "eenheid")]
BREEDTES = (36, 44, 24, 24, 14, 14, 18)  # in characters
BREEDTE_UITLEG = 110
BLAD, BLAD_UITLEG = "Metingen", "Uitleg"
UITLEG = (
    "Vul in de kolom Waarde in wat u telde. Wat er al stond, staat er al.",
    "Een lege waarde betekent: niet gemeten. Schrijf alleen 0 als het echt niemand of niets was.",
    "Schrijf getallen zoals 1.250 of 62,5. Schrijf een percentage als 62,5 en niet als 62,5%.",
    "Zonder doelgroep en stadsdeel gaat een getal over iedereen. Telde u meer groepen? Maak er een rij bij.",
    "Laat de rij met koppen staan. Doel en Eenheid staan er om te lezen; wij lezen ze niet in.",
    "Bewaar het bestand en lees het in op de pagina van uw verslag. U ziet eerst wat er verandert.",
)
Waarde = str | Decimal | None


def rijen_van(plan: Meetplan) -> list[list[Waarde]]:
    """A row for everything that was agreed on or counted, with what stands there now."""
    return [
        [
            *(
                onschadelijk(schone_tekst(tekst))
                for tekst in (stand.activiteit.titel, stand.indicator, stand.cel.doelgroep, stand.cel.stadsdeel)
            ),
            stand.cel.waarde,
            stand.cel.doel,
            onschadelijk(schone_tekst(stand.cijfer.eenheid)),
        ]
        for stand in plan.cellen
    ]


def als_csv(plan: Meetplan, _titel: str) -> bytes:
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=";")
    schrijver.writerow(KOPPEN)
    schrijver.writerows(
        [als_getal(cel) if isinstance(cel, Decimal) else cel or "" for cel in rij] for rij in rijen_van(plan)
    )
    return f"{BOM}{uit.getvalue()}".encode()


def als_xlsx(plan: Meetplan, titel: str) -> bytes:
    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    boek.set_properties({"title": schone_tekst(titel)})
    blad, vet, getal = (
        boek.add_worksheet(BLAD),
        boek.add_format({"bold": True}),
        boek.add_format({"num_format": "0.##"}),
    )
    for kolom, (kop, breedte) in enumerate(zip(KOPPEN, BREEDTES, strict=True)):
        blad.set_column(kolom, kolom, breedte)
        blad.write_string(0, kolom, kop, vet)
    blad.freeze_panes(1, 0)
    for nummer, rij in enumerate(rijen_van(plan), 1):
        for kolom, cel in enumerate(rij):
            if isinstance(cel, Decimal):
                blad.write_number(nummer, kolom, cel, getal)
            elif cel:
                blad.write_string(nummer, kolom, cel)
    uitleg = boek.add_worksheet(BLAD_UITLEG)
    uitleg.set_column(0, 0, BREEDTE_UITLEG, boek.add_format({"text_wrap": True, "valign": "top"}))
    for nummer, zin in enumerate(UITLEG):
        uitleg.write_string(nummer, 0, zin)
    boek.close()
    return uit.getvalue()


def als_ods(plan: Meetplan, titel: str) -> bytes:
    document = Document("spreadsheet")
    document.body.clear()
    document.meta.title = schone_tekst(titel)
    document.insert_style(Style("table-cell", name="kop", area="text", bold=True), automatic=True)
    document.insert_style(Style("table-column", name="breed", width="7cm"), automatic=True)
    document.insert_style(Style("table-column", name="zin", width="24cm"), automatic=True)
    kop = [Cell(naam, style="kop") for naam in KOPPEN]
    rijen = ([Cell() if cel in (None, "") else Cell(cel) for cel in rij] for rij in rijen_van(plan))
    document.body.append(_ods_tabel(BLAD, ["breed"] * len(KOPPEN), [kop, *rijen]))
    document.body.append(_ods_tabel(BLAD_UITLEG, ["zin"], ([Cell(zin)] for zin in UITLEG)))
    uit = io.BytesIO()
    document.save(uit)
    return uit.getvalue()


def _ods_tabel(naam: str, kolommen: Iterable[str], rijen: Iterable[Iterable[Cell]]) -> Table:
    tabel = Table(naam)
    for stijl in kolommen:
        tabel.append_column(Column(style=stijl))
    for cellen in rijen:
        rij = Row()
        for cel in cellen:
            rij.append_cell(cel)
        tabel.append_row(rij)
    return tabel


FORMATEN: Mapping[str, tuple[str, Callable[[Meetplan, str], bytes]]] = {
    "xlsx": (XLSX, als_xlsx),
    "ods": (ODS, als_ods),
    "csv": (CSV, als_csv),
}
