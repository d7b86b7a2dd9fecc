"""A list as CSV that a Dutch spreadsheet opens as it is: `;` between the cells, a mark of UTF-8 in front."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

FORMULE = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


def als_csv(bestandsnaam: str, kolommen: Sequence[str], rijen: Iterable[Sequence[str]]) -> HttpResponse:
    """A file to keep. What a spreadsheet would take for a formula gets an apostrophe in front."""
    antwoord = HttpResponse(content_type="text/csv; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="{bestandsnaam}"'
    antwoord.write(BOM)
    schrijver = csv.writer(antwoord, delimiter=";")
    schrijver.writerow(kolommen)
    schrijver.writerows([onschadelijk(cel) for cel in rij] for rij in rijen)
    return antwoord


def onschadelijk(cel: str) -> str:
    return f"'{cel}" if cel.startswith(FORMULE) else cel
