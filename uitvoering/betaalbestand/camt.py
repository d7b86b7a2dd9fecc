"""Reading camt.054: the bank's notice of what left the account, and of what came back."""

import datetime
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from lxml import etree

from uitvoering.betaalbestand.terugmelding import MEESTE, Uitkomst, onleesbaar

NIET_VAN_ONS = {"", "NOTPROVIDED"}


def lees_camt(inhoud: bytes) -> list[Uitkomst]:
    """Every payment in the file that carries a kenmerk. Raises DomeinFout for what is no camt.054.

    Nothing outside the file is looked up, and a file that declares entities is refused.
    """
    try:
        wortel = etree.fromstring(
            inhoud,
            etree.XMLParser(
                resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
            ),
        )
    except etree.XMLSyntaxError as fout:
        raise onleesbaar("Dit is geen leesbaar XML-bestand.") from fout
    if wortel.getroottree().docinfo.doctype or "camt.054" not in wortel.tag:
        raise onleesbaar("Dit is geen camt.054-bestand van de bank.")
    try:
        uitkomsten = [uitkomst for post in _alle(wortel, "Ntry") for uitkomst in _van_post(post)]
    except (InvalidOperation, ValueError) as fout:
        raise onleesbaar("In dit bestand staat een bedrag of datum die niet te lezen is.") from fout
    if len(uitkomsten) > MEESTE:
        raise onleesbaar("Dit bestand is te groot. Splits het.")
    return uitkomsten


def _van_post(post: etree._Element) -> Iterator[Uitkomst]:
    dag = _dag(post)
    for deel in _alle(post, "TxDtls"):
        kenmerk = _tekst(deel, "EndToEndId")
        if kenmerk in NIET_VAN_ONS or dag is None:
            continue
        terug = (_tekst(deel, "CdtDbtInd") or _tekst(post, "CdtDbtInd")) == "CRDT" or bool(_alle(deel, "RtrInf"))
        bedrag = _tekst(deel, "Amt") or _tekst(deel, "InstdAmt")
        yield Uitkomst(
            kenmerk=kenmerk,
            dag=dag,
            bedrag=Decimal(bedrag) if bedrag else None,
            reden=_reden(deel) if terug else "",
        )


def _reden(deel: etree._Element) -> str:
    code = next((_tekst(stuk, "Cd") or _tekst(stuk, "AddtlInf") for stuk in _alle(deel, "RtrInf")), "")
    return f"Teruggekomen via de bank {f'({code})' if code else ''}".strip()[:140]


def _dag(post: etree._Element) -> datetime.date | None:
    for naam in ("BookgDt", "ValDt"):
        for stuk in _alle(post, naam):
            tekst = _tekst(stuk, "Dt") or _tekst(stuk, "DtTm")
            if tekst:
                return datetime.date.fromisoformat(tekst[:10])
    return None


def _alle(element: etree._Element, naam: str) -> list[etree._Element]:
    """Descendants by name, whatever version of the message they are of."""
    return list(element.iter(f"{{*}}{naam}"))


def _tekst(element: etree._Element, naam: str) -> str:
    return next(((stuk.text or "").strip() for stuk in _alle(element, naam)), "")
