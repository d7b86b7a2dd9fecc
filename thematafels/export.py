"""A list as CSV that a Dutch spreadsheet opens as it is: `;` between the cells, a mark of UTF-8 in front."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

from kern.celtekst import BOM

FORMULE = ("=", "+", "-", "@", "\t", "\r")
GETAL = re.compile(r"-[0-9]+(\.[0-9]+)*(,[0-9]+)?%?")


class _Doorgeefluik:
    """What a csv writer writes to: `writerow` then gives the line itself."""

    def write(self, regel: str) -> str:
        return regel


def als_csv(bestandsnaam: str, kolommen: Sequence[str], rijen: Iterable[Sequence[str]]) -> StreamingHttpResponse:
    """A file to keep, sent line by line: `rijen` may be as many as there are, and are asked for while the file is on
    its way. What a spreadsheet would take for a formula gets an apostrophe in front; a number is none."""
    return StreamingHttpResponse(
        _regels(kolommen, rijen),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{bestandsnaam}"'},
    )


def _regels(kolommen: Sequence[str], rijen: Iterable[Sequence[str]]) -> Iterator[str]:
    schrijver = csv.writer(_Doorgeefluik(), delimiter=";")
    yield BOM
    yield schrijver.writerow(kolommen)
    for rij in rijen:
        yield schrijver.writerow([onschadelijk(cel) for cel in rij])


def onschadelijk(cel: str) -> str:
    return f"'{cel}" if cel.startswith(FORMULE) and not GETAL.fullmatch(cel) else cel
