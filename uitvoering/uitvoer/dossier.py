"""The file of a case on paper: an inventory, then every document with a stamp on each page (docs/bezwaar.md)."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from brieven.documenten.pdf import maak_pdf
from brieven.pdf.grenzen import DOCUMENT
from brieven.pdf.huisstijl import standaard
from brieven.pdf.maken import naar_pdf
from subsidies.models import Aanvraag
from uitvoering.dossierstukken import Stuk

PER_STEMPELVEL = 150  # sheets of stamps made at a time, within the bound of one document
DOET_IETS = ("/AA", "/Annots", "/StructParents", "/Tabs", "/Metadata", "/PieceInfo")


@dataclass(frozen=True)
class Regel:
    """One line of the inventory. `bladzijde` None: the document is listed and not included."""

    nummer: int
    stuk: Stuk
    bladen: Sequence[PageObject]
    bladzijde: int | None = None
    waarom: str = ""


def lees(nummer: int, stuk: Stuk) -> Regel:
    """The pages of one document; one that cannot be read is listed all the same."""
    if not stuk.inhoud:
        return Regel(nummer, stuk, (), waarom=stuk.waarom)
    try:
        lezer = PdfReader(io.BytesIO(stuk.inhoud))
        if lezer.is_encrypted:
            return Regel(nummer, stuk, (), waarom="versleuteld: los bij het dossier")
        return Regel(nummer, stuk, list(lezer.pages))
    except (PyPdfError, ValueError, KeyError, RecursionError):
        return Regel(nummer, stuk, (), waarom="niet te lezen: los bij het dossier")


def voeg_samen(aanvraag: Aanvraag, regels: Sequence[Regel]) -> bytes:
    """The inventory is laid out twice: its own length decides on which page each document begins."""
    titel = f"Dossier {aanvraag.kenmerk}"
    lengte = len(PdfReader(io.BytesIO(_inventaris(aanvraag, titel, _genummerd(regels, 0)))).pages)
    genummerd = _genummerd(regels, lengte)
    voorin = PdfReader(io.BytesIO(_inventaris(aanvraag, titel, genummerd)))
    schrijver = PdfWriter()
    for blad in voorin.pages:
        _zet(schrijver, blad)
    schrijver.add_outline_item(title="Inventaris", page_number=0)
    totaal = lengte + sum(len(regel.bladen) for regel in genummerd)
    stempels = _stempels(aanvraag, genummerd, lengte, totaal)
    plek = 0
    for regel in genummerd:
        for blad in regel.bladen:
            gezet = _zet(schrijver, blad)
            gezet.merge_page(stempels[plek], over=True)
            plek += 1
        if regel.bladzijde is not None:
            schrijver.add_outline_item(title=f"{regel.nummer}. {regel.stuk.titel}", page_number=regel.bladzijde - 1)
    return _sluit(schrijver, titel)


def _genummerd(regels: Sequence[Regel], voorin: int) -> list[Regel]:
    plek, uitkomst = voorin + 1, []
    for regel in regels:
        uitkomst.append(Regel(regel.nummer, regel.stuk, regel.bladen, plek if regel.bladen else None, regel.waarom))
        plek += len(regel.bladen)
    return uitkomst


def _inventaris(aanvraag: Aanvraag, titel: str, regels: Sequence[Regel]) -> bytes:
    return maak_pdf(
        "uitvoering/document/inventaris.html",
        {"aanvraag": aanvraag, "regels": regels},
        titel=titel,
        datum=timezone.localdate(),
        kenmerk=aanvraag.kenmerk,
    )


def _stempels(aanvraag: Aanvraag, regels: Sequence[Regel], voorin: int, totaal: int) -> list[PageObject]:
    """One otherwise empty page for every page of a document: the case, the document and the page in the file."""
    teksten = [
        f"{aanvraag.kenmerk} · stuk {regel.nummer} · bladzijde {(regel.bladzijde or 0) + plek} van {totaal}"
        for regel in regels
        for plek in range(len(regel.bladen))
    ]
    bladen: list[PageObject] = []
    for begin in range(0, len(teksten), PER_STEMPELVEL):
        html = render_to_string(
            "uitvoering/document/stempels.html", {"teksten": teksten[begin : begin + PER_STEMPELVEL]}
        )
        vel = naar_pdf(html, standaard("stempel.css"), DOCUMENT).inhoud
        bladen.extend(PdfReader(io.BytesIO(vel)).pages)
    return bladen


def _zet(schrijver: PdfWriter, blad: PageObject) -> PageObject:
    """A page without what would run, link or point into the structure of the document it came from."""
    gezet = schrijver.add_page(blad)
    for naam in DOET_IETS:
        if naam in gezet:
            del gezet[naam]
    return gezet


def _sluit(schrijver: PdfWriter, titel: str) -> bytes:
    schrijver.metadata = None
    schrijver.add_metadata({"/Title": titel, "/Author": f"Gemeente {settings.GEMEENTE}"})
    wortel = schrijver.root_object
    wortel[NameObject("/Lang")] = TextStringObject("nl")
    wortel[NameObject("/PageMode")] = NameObject("/UseOutlines")
    wortel[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    uit = io.BytesIO()
    schrijver.write(uit)
    return uit.getvalue()
