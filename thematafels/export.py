"""A list as CSV that a Dutch spreadsheet opens as it is: `;` between the cells, a mark of UTF-8 in front."""

import csv
import re
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from kern.celtekst import BOM

FORMULE = ("=", "+", "-", "@", "\t", "\r")
GETAL = re.compile(r"-[0-9]+(\.[0-9]+)*(,[0-9]+)?%?")


def als_csv(bestandsnaam: str, kolommen: Sequence[str], rijen: Iterable[Sequence[str]]) -> HttpResponse:
    """A file to keep. What a spreadsheet would take for a formula gets an apostrophe in front; a number is none."""
    antwoord = HttpResponse(content_type="text/csv; charset=utf-8")
    antwoord["Content-Disposition"] = f'attachment; filename="{bestandsnaam}"'
    antwoord.write(BOM)
    schrijver = csv.writer(antwoord, delimiter=";")
    schrijver.writerow(kolommen)
    schrijver.writerows([onschadelijk(cel) for cel in rij] for rij in rijen)
    return antwoord


def onschadelijk(cel: str) -> str:
    return f"'{cel}" if cel.startswith(FORMULE) and not GETAL.fullmatch(cel) else cel
