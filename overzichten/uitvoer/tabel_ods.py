"""Tables of figures as an open spreadsheet: numbers are numbers and days are days, as in the xlsx."""

import io
from collections.abc import Iterable, Sequence

from odfdo import Cell, Column, Document, Element, Row, Style, Table

from overzichten.cijfertabel import Cijfertabel, Kolom, Kolomsoort, Waarde
from overzichten.uitvoer.blad import UITLEG, Blad, bladen, cel_tekst, uitleg
from subsidies.rekenblad.vorm import schone_tekst

SOORT = "application/vnd.oasis.opendocument.spreadsheet"


def als_ods(titel: str, tabellen: Sequence[Cijfertabel]) -> bytes:
    document = Document("spreadsheet")
    document.body.clear()
    document.set_language("nl-NL")
    document.meta.title = schone_tekst(titel)
    for stijl in _stijlen():
        document.insert_style(stijl, automatic=True)
    alle = bladen(tabellen)
    for blad in alle:
        document.body.append(_blad(blad))
    document.body.append(
        _tabel(UITLEG, ["zin"], ([Cell(zin)] for zin in uitleg(titel, alle))),
    )
    uit = io.BytesIO()
    document.save(uit)
    return uit.getvalue()


def _blad(blad: Blad) -> Table:
    kop = [Cell(cel_tekst(kolom.naam), style="kop") for kolom in blad.kolommen]
    rijen = ([_cel(kolom, waarde) for kolom, waarde in zip(blad.kolommen, rij, strict=True)] for rij in blad.rijen)
    breedtes = ["breed" if kolom.soort is Kolomsoort.TEKST else "smal" for kolom in blad.kolommen]
    return _tabel(blad.naam, breedtes, [kop, *rijen])


def _cel(kolom: Kolom, waarde: Waarde) -> Cell:
    if waarde is None:
        return Cell()
    return Cell(cel_tekst(waarde)) if kolom.soort is Kolomsoort.TEKST else Cell(waarde, style=str(kolom.soort))


def _tabel(naam: str, breedtes: Iterable[str], rijen: Iterable[Sequence[Cell]]) -> Table:
    tabel = Table(naam)
    for breedte in breedtes:
        tabel.append_column(Column(style=breedte))
    for cellen in rijen:
        rij = Row()
        for cel in cellen:
            Element.append(rij, cel)
        Element.append(tabel, rij)  # as it is: a Table copies every row that is appended to it
    return tabel


def _stijlen() -> tuple[Style | str, ...]:
    """Our styles, by name. New ones each time: an element stands in one document."""
    return (
        Style("table-cell", name="kop", area="text", bold=True),
        Style("table-column", name="breed", width="7cm"),
        Style("table-column", name="smal", width="3.2cm"),
        Style("table-column", name="zin", width="24cm"),
        (
            '<number:number-style style:name="N-geld"><number:number number:decimal-places="2" '
            'number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/>'
            "</number:number-style>"
        ),
        (
            '<number:number-style style:name="N-deel"><number:number number:decimal-places="1" '
            'number:min-decimal-places="1" number:min-integer-digits="1"/></number:number-style>'
        ),
        (
            '<number:date-style style:name="N-datum"><number:day number:style="long"/><number:text>-</number:text>'
            '<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/>'
            "</number:date-style>"
        ),
        *(
            f'<style:style style:name="{naam}" style:family="table-cell" style:data-style-name="N-{naam}"/>'
            for naam in ("geld", "deel", "datum")
        ),
    )
