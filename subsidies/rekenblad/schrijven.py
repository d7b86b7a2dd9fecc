"""A budget as a spreadsheet that a volunteer can fill in and send back, as xlsx or ods."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
from odfdo import Cell, Column, Document, Row, Style, Table

from kern.celtekst import onschadelijk, schone_tekst
from kern.geld import NUL
from subsidies.begrotingsbeeld import Regel, Uitkomst
from subsidies.models import Begrotingspost
from subsidies.rekenblad.vorm import (
    BLAD,
    BLAD_TOTALEN,
    BLAD_UITLEG,
    kolomkoppen,
)
from subsidies.services.begroting import MAX_POSTEN

SOORTEN = [str(label) for label in Begrotingspost.Soort.labels]
SAMEN = "Samen"
BREEDTES = (34, 44)  # of kind and description, in characters
BREEDTE_BEDRAG = 16
BREEDTE_UITLEG = 110
GELD, PROCENT = "#,##0.00", '0.0"%"'


OdsRij = tuple[Sequence[str | Decimal | None], str]  # the cells, and how its amounts are written


@dataclass(frozen=True, slots=True)
class Rekenblad:
    """What goes into the file. `titel` names the organisation and the application."""

    titel: str
    jaren: Sequence[int]
    posten: Sequence[Regel]
    uitkomsten: Sequence[Uitkomst]

    @property
    def namen(self) -> list[tuple[str, str]]:
        """Kind and description of each line, as they stand in the sheet."""
        return [
            (str(Begrotingspost.Soort(post.soort).label), onschadelijk(schone_tekst(post.omschrijving)))
            for post in self.posten
        ]

    @property
    def totaalkoppen(self) -> list[str]:
        return ["Uitkomst", *map(str, self.jaren), SAMEN]

    @property
    def totalen(self) -> list[tuple[Uitkomst, list[Decimal | None]]]:
        return [
            (uitkomst, [*(uitkomst.per_jaar[jaar] for jaar in self.jaren), uitkomst.samen])
            for uitkomst in self.uitkomsten
        ]

    @property
    def uitleg(self) -> list[str]:
        return [
            onschadelijk(schone_tekst(self.titel)),
            f"Vul het blad ‘{BLAD}’ in: één regel per soort kosten of bijdrage, met een bedrag voor elk jaar.",
            "Kies de soort uit de lijst. Schrijf bedragen in euro, met ten hoogste twee decimalen, en niet onder 0.",
            "Een leeg bedrag telt als 0. Een lege rij slaan wij over.",
            "Wat u van de gemeente vraagt, rekenen wij uit: de kosten min de eigen bijdrage en min andere financiers.",
            f"Laat de koppen in de bovenste rij staan. Er passen {MAX_POSTEN} regels in een begroting.",
            "Bewaar het bestand als xlsx of ods en lees het in op de pagina van uw begroting.",
            "U ziet eerst wat er verandert. Pas als u bevestigt, komt het in de aanvraag.",
            f"Het blad ‘{BLAD_TOTALEN}’ laat zien wat bewaard was toen u dit bestand ophaalde. Wij lezen het niet in.",
            "De soorten:",
            *SOORTEN,
        ]


def als_xlsx(blad: Rekenblad) -> bytes:
    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    boek.set_properties({"title": schone_tekst(blad.titel)})
    _xlsx_begroting(boek, blad)
    _xlsx_totalen(boek, blad)
    uitleg = boek.add_worksheet(BLAD_UITLEG)
    uitleg.set_column(0, 0, BREEDTE_UITLEG, boek.add_format({"text_wrap": True, "valign": "top"}))
    for nummer, zin in enumerate(blad.uitleg):
        uitleg.write_string(nummer, 0, zin)
    boek.close()
    return uit.getvalue()


def _xlsx_begroting(boek: xlsxwriter.Workbook, blad: Rekenblad) -> None:
    """The lines, room for more, and the list of kinds to choose from (it stands at the end of the explanation)."""
    cellen, geld = boek.add_worksheet(BLAD), boek.add_format({"num_format": GELD})
    koppen = kolomkoppen(blad.jaren)
    _xlsx_kop(boek, cellen, koppen, BREEDTES)
    for nummer, (post, (soort, omschrijving)) in enumerate(zip(blad.posten, blad.namen, strict=True), 1):
        cellen.write_string(nummer, 0, soort)
        cellen.write_string(nummer, 1, omschrijving)
        for kolom, jaar in enumerate(blad.jaren, len(BREEDTES)):
            cellen.write_number(nummer, kolom, post.bedragen.get(jaar, NUL), geld)
    for nummer in range(len(blad.posten) + 1, MAX_POSTEN + 1):
        for kolom in range(len(BREEDTES), len(koppen)):
            cellen.write_blank(nummer, kolom, None, geld)
    einde = len(blad.uitleg)
    lijst = f"={BLAD_UITLEG}!$A${einde - len(SOORTEN) + 1}:$A${einde}"
    melding = {"error_title": "Kies uit de lijst", "error_message": "Kies een soort uit de lijst."}
    cellen.data_validation(1, 0, MAX_POSTEN, 0, {"validate": "list", "source": lijst} | melding)


def _xlsx_totalen(boek: xlsxwriter.Workbook, blad: Rekenblad) -> None:
    cellen = boek.add_worksheet(BLAD_TOTALEN)
    vormen = {vorm: boek.add_format({"num_format": code}) for vorm, code in (("bedrag", GELD), ("procent", PROCENT))}
    _xlsx_kop(boek, cellen, blad.totaalkoppen, BREEDTES[:1])
    for nummer, (uitkomst, waarden) in enumerate(blad.totalen, 1):
        cellen.write_string(nummer, 0, uitkomst.naam)
        for kolom, waarde in enumerate(waarden, 1):
            if waarde is not None:
                cellen.write_number(nummer, kolom, waarde, vormen[uitkomst.vorm])


def _xlsx_kop(
    boek: xlsxwriter.Workbook, cellen: xlsxwriter.worksheet.Worksheet, koppen: Sequence[str], breedtes: Sequence[int]
) -> None:
    """A row of heads that stays in sight; a year is text, so that no program adds it up."""
    vet = boek.add_format({"bold": True, "bottom": 1})
    for kolom, kop in enumerate(koppen):
        cellen.set_column(kolom, kolom, breedtes[kolom] if kolom < len(breedtes) else BREEDTE_BEDRAG)
        cellen.write_string(0, kolom, kop, vet)
    cellen.freeze_panes(1, len(breedtes))


def als_ods(blad: Rekenblad) -> bytes:
    document = Document("spreadsheet")
    document.body.clear()
    document.meta.title = schone_tekst(blad.titel)
    _ods_stijlen(document)
    document.body.append(_ods_tabel(BLAD, kolomkoppen(blad.jaren), _ods_begroting(blad)))
    document.body.append(_ods_tabel(BLAD_TOTALEN, blad.totaalkoppen, _ods_totalen(blad)))
    document.body.append(_ods_tabel(BLAD_UITLEG, [], [([zin], "bedrag") for zin in blad.uitleg]))
    uit = io.BytesIO()
    document.save(uit)
    return uit.getvalue()


def _ods_begroting(blad: Rekenblad) -> list[OdsRij]:
    return [
        ([*namen, *(post.bedragen.get(jaar, NUL) for jaar in blad.jaren)], "bedrag")
        for post, namen in zip(blad.posten, blad.namen, strict=True)
    ]


def _ods_totalen(blad: Rekenblad) -> list[OdsRij]:
    return [([uitkomst.naam, *waarden], uitkomst.vorm) for uitkomst, waarden in blad.totalen]


def _ods_tabel(naam: str, koppen: Sequence[str], rijen: Iterable[OdsRij]) -> Table:
    """A sheet with its row of heads, if any; a column of text is wider than one of amounts."""
    tabel = Table(naam)
    teksten = 1 if SAMEN in koppen else len(BREEDTES)
    for kolom in range(len(koppen)):
        tabel.append_column(Column(style="tekst" if kolom < teksten else "getal"))
    if koppen:
        tabel.append_row(_ods_rij(koppen, "kop"))
    else:
        tabel.append_column(Column(style="zin"))
    for cellen, vorm in rijen:
        tabel.append_row(_ods_rij(cellen, vorm))
    return tabel


def _ods_rij(cellen: Sequence[str | Decimal | None], stijl: str) -> Row:
    rij = Row()
    for cel in cellen:
        rij.append_cell(Cell() if cel is None else Cell(cel, style=stijl))
    return rij


def _ods_stijlen(document: Document) -> None:
    """Our styles, by name: of columns, of heads, and how an amount and a percentage are written."""
    stijlen: list[Style | str] = [
        Style("table-cell", name="kop", area="text", bold=True),
        Style("table-column", name="tekst", width="7cm"),
        Style("table-column", name="getal", width="3.2cm"),
        Style("table-column", name="zin", width="24cm"),
        (
            '<number:number-style style:name="N-bedrag"><number:number number:decimal-places="2" '
            'number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/>'
            "</number:number-style>"
        ),
        (
            '<number:number-style style:name="N-procent"><number:number number:decimal-places="1" '
            'number:min-integer-digits="1"/><number:text>%</number:text></number:number-style>'
        ),
        '<style:style style:name="bedrag" style:family="table-cell" style:data-style-name="N-bedrag"/>',
        '<style:style style:name="procent" style:family="table-cell" style:data-style-name="N-procent"/>',
    ]
    for stijl in stijlen:
        document.insert_style(stijl, automatic=True)
