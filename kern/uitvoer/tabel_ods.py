"""Tables of figures as an open spreadsheet: numbers are numbers and days are days, as in the xlsx.

Written as text, row by row: a tree of a long table takes minutes to make, and hundreds of megabytes.
"""

import datetime
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from xml.sax.saxutils import escape, quoteattr

from kern.celtekst import schone_tekst
from kern.cijfertabel import Cijfertabel, Kolom, Kolomsoort, Waarde
from kern.uitvoer.blad import UITLEG, Blad, bladen, cel_tekst, uitleg

SOORT = "application/vnd.oasis.opendocument.spreadsheet"

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_RUIMTES = {
    "office": f"{_OASIS}:office:1.0",
    "style": f"{_OASIS}:style:1.0",
    "text": f"{_OASIS}:text:1.0",
    "table": f"{_OASIS}:table:1.0",
    "number": f"{_OASIS}:datastyle:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_KOP = '<?xml version="1.0" encoding="UTF-8"?>\n'
_IN_ODF = "".join(f' xmlns:{naam}="{adres}"' for naam, adres in _RUIMTES.items()) + ' office:version="1.3"'
_LIJST = (
    f'{_KOP}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{SOORT}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{naam}" manifest:media-type="text/xml"/>'
        for naam in ("content.xml", "styles.xml", "meta.xml")
    )
    + "</manifest:manifest>"
)
_STIJLEN = (
    f"{_KOP}<office:document-styles{_IN_ODF}><office:styles>"
    '<style:default-style style:family="table-cell"><style:text-properties fo:language="nl" fo:country="NL"/>'
    "</style:default-style></office:styles></office:document-styles>"
)
_VORMEN = (
    '<number:number-style style:name="N-geld"><number:number number:decimal-places="2" '
    'number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
    '<number:number-style style:name="N-deel"><number:number number:decimal-places="1" '
    'number:min-decimal-places="1" number:min-integer-digits="1"/></number:number-style>'
    '<number:date-style style:name="N-datum"><number:day number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/>'
    "</number:date-style>"
)
_MET_VORM = (Kolomsoort.GELD, Kolomsoort.DEEL, Kolomsoort.DATUM)
_BREEDTES = {"breed": "7cm", "smal": "3.2cm", "zin": "24cm"}


def als_ods(titel: str, tabellen: Sequence[Cijfertabel]) -> bytes:
    alle = bladen(tabellen)
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as pak:
        pak.writestr(zipfile.ZipInfo("mimetype"), SOORT)  # first, and as it is: by this programs know what it is
        for naam, delen in (
            ("META-INF/manifest.xml", [_LIJST]),
            ("content.xml", _inhoud(titel, alle)),
            ("styles.xml", [_STIJLEN]),
            ("meta.xml", [_meta(titel)]),
        ):
            _schrijf(pak, naam, delen)
    return uit.getvalue()


def _schrijf(pak: zipfile.ZipFile, naam: str, delen: Iterable[str]) -> None:
    bestand = zipfile.ZipInfo(naam)
    bestand.compress_type = zipfile.ZIP_DEFLATED
    with pak.open(bestand, "w") as uit:
        for deel in delen:
            uit.write(deel.encode())


def _meta(titel: str) -> str:
    return (
        f"{_KOP}<office:document-meta{_IN_ODF}><office:meta><dc:title>{escape(schone_tekst(titel))}</dc:title>"
        "<dc:language>nl-NL</dc:language></office:meta></office:document-meta>"
    )


def _inhoud(titel: str, alle: Sequence[Blad]) -> Iterator[str]:
    yield f"{_KOP}<office:document-content{_IN_ODF}><office:automatic-styles>{_VORMEN}"
    yield '<style:style style:name="kop" style:family="table-cell"><style:text-properties fo:font-weight="bold"/>'
    yield "</style:style>"
    for soort in _MET_VORM:
        yield f'<style:style style:name="{soort}" style:family="table-cell" style:data-style-name="N-{soort}"/>'
    for naam, breedte in _BREEDTES.items():
        yield f'<style:style style:name="{naam}" style:family="table-column">'
        yield f'<style:table-column-properties style:column-width="{breedte}"/></style:style>'
    yield "</office:automatic-styles><office:body><office:spreadsheet>"
    for blad in alle:
        yield from _blad(blad)
    yield from _tabel(UITLEG, ["zin"], ([_tekst(zin)] for zin in uitleg(titel, alle)))
    yield "</office:spreadsheet></office:body></office:document-content>"


def _blad(blad: Blad) -> Iterator[str]:
    kop = [_tekst(kolom.naam, "kop") for kolom in blad.kolommen]
    rijen = ([_cel(kolom, waarde) for kolom, waarde in zip(blad.kolommen, rij, strict=True)] for rij in blad.rijen)
    breedtes = ["breed" if kolom.soort is Kolomsoort.TEKST else "smal" for kolom in blad.kolommen]
    return _tabel(blad.naam, breedtes, chain([kop], rijen))


def _tabel(naam: str, breedtes: Iterable[str], rijen: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(naam)}>"
    yield from (f'<table:table-column table:style-name="{breedte}"/>' for breedte in breedtes)
    for cellen in rijen:
        yield f"<table:table-row>{''.join(cellen)}</table:table-row>"
    yield "</table:table>"


def _cel(kolom: Kolom, waarde: Waarde) -> str:
    if waarde is None:
        return "<table:table-cell/>"
    if kolom.soort is Kolomsoort.TEKST:
        return _tekst(waarde)
    if isinstance(waarde, datetime.date):
        inhoud = f'office:value-type="date" office:date-value="{waarde:%Y-%m-%d}"'
    else:
        inhoud = f'office:value-type="float" office:value="{waarde}"'
    return f"<table:table-cell{_stijl(kolom.soort if kolom.soort in _MET_VORM else '')} {inhoud}/>"


def _tekst(waarde: Waarde, stijl: str = "") -> str:
    tekst = escape(cel_tekst(waarde))
    return f'<table:table-cell{_stijl(stijl)} office:value-type="string"><text:p>{tekst}</text:p></table:table-cell>'


def _stijl(naam: str) -> str:
    return f' table:style-name="{naam}"' if naam else ""
