"""From snapshot to PDF: `render(snapshot)`. The same snapshot gives the same bytes, in every process."""

import hashlib
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import translation

from brieven.fouten import BriefFout, Foutcode
from brieven.pdf import grenzen
from brieven.pdf.archief import VARIANT, maak_bewaarbaar
from brieven.pdf.grenzen import BRIEF, Grens
from brieven.pdf.huisstijl import BASIS, Huisstijl, standaard, warm
from brieven.pdf.leesbaar import maak_leesbaar
from brieven.pdf.tekeningen import maak_tekeningen_leesbaar
from brieven.snapshots import Snapshot

_beurt = threading.Lock()


@dataclass(frozen=True)
class PdfResultaat:
    inhoud: bytes
    sha256: str
    bladzijden: int


def render(snapshot: Snapshot, *, concept: bool = False) -> PdfResultaat:
    """The letter as PDF/UA-1 and PDF/A-2a; as `concept` every page says so.

    Raises BriefFout for what cannot be made as it is.
    """
    return naar_pdf(naar_html(snapshot, concept=concept), standaard("concept.css") if concept else standaard())


def naar_html(snapshot: Snapshot, *, concept: bool = False) -> str:
    data = snapshot.to_json()
    grenzen.controleer_tekst(data)
    with translation.override("nl"):
        return render_to_string(snapshot.sjabloon, {"brief": type(snapshot).from_json(data), "concept": concept})


def naar_pdf(html: str, huisstijl: Huisstijl, grens: Grens = BRIEF) -> PdfResultaat:
    """A page as PDF/UA-1 and PDF/A-2a, one at a time: fonts and warnings belong to the whole process."""
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    grenzen.controleer_html(html, grens)
    with _beurt, _meldingen_zijn_fouten():
        stijl = warm(huisstijl)
        begin = time.monotonic()
        try:
            pagina = HTML(string=html, base_url=BASIS, url_fetcher=stijl.ophaler)
            maak_leesbaar(pagina.etree_element, huisstijl.letters)
            maak_tekeningen_leesbaar(pagina.etree_element)
            document = pagina.render(font_config=stijl.letters, stylesheets=[stijl.opmaak], **VARIANT)
            grenzen.controleer_bladzijden(len(document.pages), grens)
            inhoud: bytes = document.write_pdf(finisher=maak_bewaarbaar, **VARIANT)
        except FatalURLFetchingError as fout:
            raise BriefFout(Foutcode.VREEMD_ADRES, str(fout)) from fout
    grenzen.controleer_duur(time.monotonic() - begin, grens)
    return PdfResultaat(inhoud, hashlib.sha256(inhoud).hexdigest(), len(document.pages))


class _Luisteraar(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.meldingen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.meldingen.append(record.getMessage())


@contextmanager
def _meldingen_zijn_fouten() -> Iterator[None]:
    """Any warning of WeasyPrint fails the letter: a missing glyph, language or heading level shows up there."""
    logboek = logging.getLogger("weasyprint")
    luisteraar = _Luisteraar()
    logboek.addHandler(luisteraar)
    try:
        yield
    finally:
        logboek.removeHandler(luisteraar)
    if luisteraar.meldingen:
        raise BriefFout(Foutcode.WAARSCHUWING, luisteraar.meldingen[0])
