"""A table of figures as CSV that a Dutch spreadsheet opens: `;` between the cells, a comma before the cents."""

import csv
import io
from decimal import Decimal

from kern.celtekst import BOM
from kern.cijfertabel import Cijfertabel, Kolom, Kolomsoort, Waarde
from kern.getal import als_kaal
from kern.uitvoer.blad import bladen, cel_tekst

SOORT = "text/csv; charset=utf-8"


def als_csv(tabel: Cijfertabel) -> bytes:
    [blad] = bladen([tabel])
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=";")
    schrijver.writerow([cel_tekst(kolom.naam) for kolom in blad.kolommen])
    schrijver.writerows(
        [_cel(kolom, waarde) for kolom, waarde in zip(blad.kolommen, rij, strict=True)] for rij in blad.rijen
    )
    return f"{BOM}{uit.getvalue()}".encode()


def _cel(kolom: Kolom, waarde: Waarde) -> str:
    """A number may begin with a minus; a text may not begin as a formula does."""
    if waarde is None:
        return ""
    match kolom.soort:
        case Kolomsoort.GELD:
            return f"{waarde:.2f}".replace(".", ",")
        case Kolomsoort.DEEL:
            return f"{waarde:.1f}".replace(".", ",")
        case Kolomsoort.MAAT:
            return als_kaal(Decimal(str(waarde)))
        case Kolomsoort.GETAL:
            return str(waarde)
        case Kolomsoort.DATUM:
            return f"{waarde:%d-%m-%Y}"
        case Kolomsoort.TEKST:
            return cel_tekst(waarde)
