"""From a template to a PDF that is no letter: a part of an application, the whole of it, an overview."""

import datetime
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from brieven.fouten import BriefFout, Foutcode
from brieven.pdf.grenzen import DOCUMENT
from brieven.pdf.huisstijl import standaard
from brieven.pdf.maken import naar_pdf
from kern.fouten import DomeinFout

logger = logging.getLogger(__name__)

TE_LANG = "Dit document is te lang om als pdf te maken."
REDENEN = {
    Foutcode.TE_GROOT: TE_LANG,
    Foutcode.TE_VEEL_RIJEN: TE_LANG,
    Foutcode.TE_VEEL_BLADZIJDEN: TE_LANG,
    Foutcode.TE_LANG_BEZIG: "Het maken van de pdf duurde te lang. Probeer het later opnieuw.",
}
ONVERWACHT = "De pdf kan nu niet gemaakt worden. Neem contact op met de gemeente."


@dataclass(frozen=True)
class Document:
    """What stands on every document, around its content."""

    afzender: str
    titel: str
    datum: datetime.date
    kenmerk: str
    merk: str
    liggend: bool
    klein: bool


def maak_pdf(
    sjabloon: str,
    context: Mapping[str, Any],
    *,
    titel: str,
    datum: datetime.date,
    kenmerk: str = "",
    merk: str = "",
    liggend: bool = False,
    klein: bool = False,
) -> bytes:
    """`sjabloon` (it extends brieven/document.html) as PDF/UA-1 in the house style; same input, same bytes.

    `datum` is the day on the document, `merk` a word such as CONCEPT on every page, `liggend` a page on its side and
    `klein` small print. Raises DomeinFout, with a reason for the user, for what cannot be made as it is.
    """
    document = Document(f"Gemeente {settings.GEMEENTE}", titel, datum, kenmerk, merk, liggend, klein)
    with translation.override("nl"):
        html = render_to_string(sjabloon, {**context, "document": document})
    try:
        return naar_pdf(html, standaard("document.css"), DOCUMENT).inhoud
    except BriefFout as fout:
        logger.warning("%s (%s) is niet te maken: %s", sjabloon, kenmerk, fout)
        raise DomeinFout(REDENEN.get(fout.code, ONVERWACHT), code=f"document.{fout.code}") from fout
