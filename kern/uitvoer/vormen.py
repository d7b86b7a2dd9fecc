"""The files in which a table of figures can be saved."""

from collections.abc import Callable
from dataclasses import dataclass

from kern.cijfertabel import Cijfertabel
from kern.uitvoer import tabel_csv, tabel_ods, tabel_xlsx


@dataclass(frozen=True, slots=True)
class Vorm:
    """`soort` is the media type."""

    naam: str
    soort: str
    maak: Callable[[Cijfertabel], bytes]


VORMEN = {
    "csv": Vorm("CSV", tabel_csv.SOORT, tabel_csv.als_csv),
    "ods": Vorm("ODS", tabel_ods.SOORT, lambda tabel: tabel_ods.als_ods(tabel.titel, [tabel])),
    "xlsx": Vorm("XLSX", tabel_xlsx.SOORT, lambda tabel: tabel_xlsx.als_xlsx(tabel.titel, [tabel])),
}
