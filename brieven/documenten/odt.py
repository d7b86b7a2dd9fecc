"""A document that its reader goes on writing in: ODT with real headings, lists and tables, built on odfdo."""

import datetime
import io
from collections.abc import Collection, Iterable, Sequence
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from odfdo import Column, Element, Header, HeaderRows, List, ListItem, Paragraph, Row, Style, Table
from odfdo import Document as OdfDocument

from brieven.snapshots.vorm import schone_tekst
from brieven.templatetags.brief import alineas
from kern.termijnen.stappen import datum as dag

SOORT = "application/vnd.oasis.opendocument.text"

# What the empty document of odfdo has no style for, named as LibreOffice names them: its parent, and what differs.
_VET = {"fo:font-weight": "bold"}
_ALINEASTIJLEN: dict[str, tuple[str, dict[str, dict[str, str]]]] = {
    "Title": ("Heading", {"text": _VET | {"fo:font-size": "20pt", "fo:color": "#12506b"}}),
    "Table Contents": ("Standard", {}),
    "Table Heading": ("Table Contents", {"text": _VET, "paragraph": {"fo:keep-with-next": "always"}}),
    "Table Number": ("Table Contents", {"paragraph": {"fo:text-align": "end"}}),
    "Table Number Heading": ("Table Heading", {"paragraph": {"fo:text-align": "end"}}),
}
_STIJL_IN_TABEL = {  # in the head, and to the right
    (False, False): "Table Contents",
    (False, True): "Table Number",
    (True, False): "Table Heading",
    (True, True): "Table Number Heading",
}
_CEL = "Tabelcel"
_CELSTIJL = {"fo:padding": "0.1cm", "fo:border": "none", "fo:border-bottom": "0.5pt solid #c3cbd2"}


class _Alle:
    """Every character that shows something: here the reader's own fonts draw them."""

    def __contains__(self, teken: object) -> bool:
        return isinstance(teken, str) and teken.isprintable()


class Odt:
    """Builds one document from top to bottom; `inhoud()` gives the file. The same calls give the same bytes."""

    def __init__(self, titel: str, *, datum: datetime.date, kenmerk: str = "") -> None:
        self._document = OdfDocument("text")
        self._document.body.clear()
        self._document.set_language("nl-NL")
        self._maak_stijlen()
        meta, moment = self._document.meta, datetime.datetime.combine(datum, datetime.time())
        meta.title, meta.creation_date, meta.date = _schoon(titel), moment, moment
        self._tabellen = 0
        self._zet(Paragraph(_schoon(titel), style="Title"))
        self.alinea(f"Kenmerk {kenmerk} · {dag(datum)}" if kenmerk else dag(datum))

    def kop(self, tekst: str, niveau: int = 1) -> None:
        """A heading under the title; `niveau` 1 to 4."""
        self._zet(Header(niveau, _schoon(tekst), style=_code(f"Heading {niveau}")))

    def alinea(self, tekst: str) -> None:
        """A blank line in `tekst` starts a new paragraph, another line break stays a line break."""
        for deel in alineas(_schoon(tekst)):
            self._zet(Paragraph(deel, style=_code("Text body")))

    def lijst(self, punten: Iterable[str]) -> None:
        lijst = List(style=_code("List 1"))
        for punt in punten:
            lijst.append(ListItem(Paragraph(_schoon(punt), style=_code("Text body"))))
        self._zet(lijst)

    def tabel(
        self,
        titel: str,
        *,
        kolommen: Sequence[str],
        rijen: Iterable[Sequence[str]],
        rechts: Collection[int] = (),
    ) -> None:
        """A table with its title above it; the head is repeated on every page. `rechts`: columns with numbers.

        Raises ValueError for a row that has not one cell per column.
        """
        self._tabellen += 1
        self._zet(Paragraph(_schoon(titel), style=_code("Table Heading")))
        tabel = Table(f"Tabel {self._tabellen}")
        tabel.append(Column(repeated=len(kolommen)))
        kop = HeaderRows()
        kop.append(_rij(kolommen, rechts, is_kop=True))
        Element.append(tabel, kop)  # as it is: a Table copies every row that is appended to it
        for rij in rijen:
            if len(rij) != len(kolommen):
                raise ValueError(f"{len(rij)} cellen in een tabel met {len(kolommen)} kolommen")
            Element.append(tabel, _rij(rij, rechts))
        self._zet(tabel)

    def inhoud(self) -> bytes:
        """The file, without any clock in it."""
        uit = io.BytesIO()
        self._document.save(uit)
        return _zonder_klok(uit)

    def _maak_stijlen(self) -> None:
        standaard = self._document.get_style("paragraph", "Standard")
        if isinstance(standaard, Style):
            standaard.set_properties({"style:font-name": "Liberation Sans"}, area="text")
        for naam, (ouder, gebieden) in _ALINEASTIJLEN.items():
            stijl = Style("paragraph", name=_code(naam), display_name=naam, parent_style=_code(ouder))
            for gebied, eigenschappen in gebieden.items():
                stijl.set_properties(eigenschappen, area=gebied)
            self._document.insert_style(stijl)
        cel = Style("table-cell", name=_CEL)
        cel.set_properties(_CELSTIJL, area="table-cell")
        self._document.insert_style(cel, automatic=True)

    def _zet(self, deel: Element) -> None:
        self._document.body.append(deel)


def _code(stijlnaam: str) -> str:
    """The name of a style as the file writes it."""
    return stijlnaam.replace(" ", "_20_")


def _rij(teksten: Sequence[str], rechts: Collection[int], *, is_kop: bool = False) -> Row:
    rij = Row()
    for nummer, tekst in enumerate(teksten):
        stijl = _STIJL_IN_TABEL[is_kop, nummer in rechts]
        cel = Element.from_tag("table:table-cell")
        cel.set_attribute("table:style-name", _CEL)
        cel.set_attribute("office:value-type", "string")
        cel.append(Paragraph(_schoon(tekst), style=_code(stijl)))
        Element.append(rij, cel)
    return rij


def _schoon(tekst: str) -> str:
    return schone_tekst(tekst, _Alle())


def _zonder_klok(bron: io.BytesIO) -> bytes:
    """The same archive with every file on the first day that a zip knows; the mimetype first and as it is."""
    uit = io.BytesIO()
    with ZipFile(bron) as oud, ZipFile(uit, "w") as nieuw:
        for naam in oud.namelist():
            nieuw.writestr(ZipInfo(naam), oud.read(naam), ZIP_STORED if naam == "mimetype" else ZIP_DEFLATED)
    return uit.getvalue()
