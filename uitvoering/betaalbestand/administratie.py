"""The payment order for the financial administration as a table, and reading back what it paid."""

import csv
import datetime
import io
from collections.abc import Iterable

from kern.fouten import DomeinFout
from kern.geld import als_bedrag, lees_bedrag
from uitvoering.betaalbestand.terugmelding import MEESTE, Uitkomst, onleesbaar
from uitvoering.models import Betaling

KOLOMMEN = ("Betaalkenmerk", "Subsidie", "Jaar", "Termijn", "Ontvanger", "IBAN", "Bedrag", "Betaaldag")
TERUG = ("Betaalkenmerk", "Betaald op", "Bedrag", "Reden")


def als_rijen(betalingen: Iterable[Betaling]) -> list[tuple[str, ...]]:
    """One line per payment. They come with `batch` and `termijn__subsidie__ontvanger`."""
    return [
        (
            betaling.kenmerk,
            betaling.termijn.subsidie.kenmerk,
            str(betaling.termijn.jaar),
            str(betaling.termijn.volgnummer),
            betaling.termijn.subsidie.ontvanger.naam,
            betaling.iban,
            als_bedrag(betaling.bedrag),
            f"{betaling.batch.betaaldag:%d-%m-%Y}",
        )
        for betaling in betalingen
    ]


def lees_csv(inhoud: bytes) -> list[Uitkomst]:
    """`Betaalkenmerk; Betaald op; Bedrag; Reden`, with a heading; a filled Reden means that it was not paid."""
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError as fout:
        raise onleesbaar("Bewaar het bestand als CSV in UTF-8.") from fout
    rijen = [rij for rij in csv.reader(io.StringIO(tekst), delimiter=";") if any(cel.strip() for cel in rij)]
    if not rijen or tuple(cel.strip() for cel in rijen[0][:2]) != TERUG[:2]:
        raise onleesbaar(f"De eerste regel moet zijn: {'; '.join(TERUG)}.")
    if len(rijen) > MEESTE:
        raise onleesbaar("Dit bestand is te groot. Splits het.")
    return [_uitkomst(nummer, rij) for nummer, rij in enumerate(rijen[1:], start=2)]


def _uitkomst(nummer: int, rij: list[str]) -> Uitkomst:
    kenmerk, dag, bedrag, reden, *_ = [*(cel.strip() for cel in rij), "", "", "", ""]
    try:
        return Uitkomst(
            kenmerk=kenmerk.lstrip("'"),
            dag=_dag(dag),
            bedrag=lees_bedrag(bedrag) if bedrag else None,
            reden=reden[:140],
        )
    except (ValueError, DomeinFout) as fout:
        raise onleesbaar(f"Regel {nummer}: de datum of het bedrag is niet te lezen.") from fout


def _dag(tekst: str) -> datetime.date:
    if tekst[2:3] in "-/" and len(tekst) == 10:
        return datetime.date(int(tekst[6:]), int(tekst[3:5]), int(tekst[:2]))
    return datetime.date.fromisoformat(tekst)
