"""A letter that was not written yet, for who reads along before the act; and an example of every kind."""

import datetime
import logging
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from brieven.fouten import BriefFout
from brieven.opmaken import stel_op
from brieven.opstellen import COLLEGE, DIENST
from brieven.pdf.maken import render
from brieven.snapshots import (
    Bezwaar,
    Briefkop,
    Grondslag,
    Ondertekening,
    Sectie,
    Snapshot,
    Tabel,
    Tabelrij,
    Tekstbrief,
    Tekstdeel,
)
from brieven.vormen import Briefvorm, Veld, Veldsoort
from kern.fouten import DomeinFout
from kern.termijnen.bezwaar import bezwaartermijn

logger = logging.getLogger(__name__)

_VASTE_VORM = (
    Sectie(kop="", delen=(Tekstdeel(soort="alinea", regels=("Hier staat de vaste tekst van deze brief.",)),)),
)
_VOORBEELDEN: dict[Veldsoort, Callable[[Veld], Any]] = {
    Veldsoort.TEKST: lambda veld: veld.uitleg,
    Veldsoort.BEDRAG: lambda veld: Decimal("12500.00"),
    Veldsoort.DATUM: lambda veld: datetime.date(2027, 1, 15),
    Veldsoort.GETAL: lambda veld: 3,
    Veldsoort.PROCENT: lambda veld: Decimal("2.5"),
    Veldsoort.ALINEAS: lambda veld: f"Hier leest u {veld.uitleg}.\n\nEen tweede alinea mag ook.",
    Veldsoort.PUNTEN: lambda veld: (f"Hier leest u {veld.uitleg}.", "Een tweede punt."),
    Veldsoort.TABEL: lambda veld: Tabel(
        bijschrift=veld.uitleg[:1].upper() + veld.uitleg[1:],
        koppen=("Jaar", "Bedrag"),
        rijen=(
            Tabelrij(cellen=("2027", "12.500,00")),
            Tabelrij(cellen=("2028", "12.500,00")),
            Tabelrij(cellen=("Totaal", "25.000,00"), totaal=True),
        ),
    ),
}


def voorbeeld_pdf(snapshot: Snapshot) -> bytes:
    """The letter as it would be made, with CONCEPT on every page. Raises DomeinFout with the reason when it cannot."""
    try:
        return render(snapshot, concept=True).inhoud
    except BriefFout as fout:
        logger.warning("Voorbeeld %s is niet te maken: %s", snapshot.kop.kenmerk, fout)
        raise DomeinFout(fout.code.label, code=f"brief.{fout.code}") from fout


def voorbeeld_antwoord(snapshot: Snapshot) -> HttpResponse:
    """The same as an answer that the browser shows. Raises DomeinFout."""
    return pdf_antwoord(voorbeeld_pdf(snapshot), f"concept-{snapshot.kop.kenmerk}", opslaan=False)


def pdf_antwoord(inhoud: bytes, naam: str, *, opslaan: bool) -> HttpResponse:
    """A PDF under the name `naam`, to save or to show; never kept by a cache."""
    return HttpResponse(
        inhoud,
        content_type="application/pdf",
        headers={
            "Content-Disposition": content_disposition_header(opslaan, f"{slugify(naam)}.pdf"),
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def voorbeeldbrief(vorm: Briefvorm, tekst: str) -> Tekstbrief:
    """A letter of this kind in these words to a made-up organisation. The text passed `controleer`."""
    kop = Briefkop(
        afzender="Gemeente Voorbeeldstad",
        dienst=DIENST,
        kenmerk="SB-2026-0011-2",
        verzenddatum=vorm.voorbeelddag,
        soort_besluit=vorm.soort.label,
        onderwerp=f"Voorbeeld: {vorm.soort.label.lower()}",
        adres=("Stichting Voorbeeld", "Het bestuur", "Voorbeeldstraat 1", "0000 AA Voorbeeldstad"),
        vragen=("(000) 000 00 00", "subsidies@voorbeeldstad.example"),
    )
    secties = stel_op(vorm, tekst, voorbeeldwaarden(vorm))
    brief = Tekstbrief(
        kop=kop,
        secties=_VASTE_VORM if vorm.eigen else secties,
        eigen=secties if vorm.eigen else (),
        tekstversie=f"{vorm.soort} voorbeeld",
    )
    if not vorm.besluit:
        return brief
    termijn = bezwaartermijn(vorm.voorbeelddag)
    return replace(
        brief,
        grondslag=(
            Grondslag(soort="Wet", tekst="Algemene wet bestuursrecht (Awb), titel 4.2"),
            Grondslag(soort="Verordening", tekst="Algemene subsidieverordening Voorbeeldstad (ASV)"),
        ),
        ondertekening=Ondertekening(
            namens=COLLEGE, naam="naam ondertekenaar", functie="functie", mandaat="Mandaatbesluit 2026"
        ),
        bezwaar=Bezwaar(
            laatste_dag=termijn.laatste_dag,
            adres="college van burgemeester en wethouders, Postbus 0, 0000 AA Voorbeeldstad",
            uitleg=" ".join(stap.toelichting for stap in termijn.stappen if stap.dagen),
        ),
    )


def voorbeeldwaarden(vorm: Briefvorm) -> dict[str, Any]:
    """Something to fill in for every field: its own example, or else one of its type."""
    return {naam: veld.voorbeeld or _VOORBEELDEN[veld.soort](veld) for naam, veld in vorm.velden.items()}
