"""What a letter or a document may be at most, checked before and after layout. Each bound fails with its own code.

Measured: an unbroken word of 20.000 characters costs seconds, 3.000 table rows twelve; a worker must live on.
"""

from dataclasses import dataclass
from typing import Any

from brieven.fouten import BriefFout, Foutcode

TEKENS_PER_VELD = 5_000
TEKENS_PER_WOORD = 200


@dataclass(frozen=True)
class Grens:
    """The most that one PDF may hold, and the time that making it may take."""

    tekens_html: int
    tabelrijen: int
    bladzijden: int
    seconden: int


BRIEF = Grens(tekens_html=300_000, tabelrijen=500, bladzijden=30, seconden=20)
DOCUMENT = Grens(tekens_html=2_000_000, tabelrijen=3_000, bladzijden=200, seconden=60)


def controleer_tekst(waarde: Any) -> None:
    """Every text in a snapshot (as JSON). Raises BriefFout."""
    if isinstance(waarde, dict | list):
        for deel in waarde.values() if isinstance(waarde, dict) else waarde:
            controleer_tekst(deel)
    elif isinstance(waarde, str):
        _eis(len(waarde) <= TEKENS_PER_VELD, Foutcode.VELD_TE_LANG)
        _eis(all(len(woord) <= TEKENS_PER_WOORD for woord in waarde.split()), Foutcode.WOORD_TE_LANG)


def controleer_html(html: str, grens: Grens) -> None:
    _eis(len(html) <= grens.tekens_html, Foutcode.TE_GROOT)
    _eis(html.count("<tr") <= grens.tabelrijen, Foutcode.TE_VEEL_RIJEN)


def controleer_bladzijden(aantal: int, grens: Grens) -> None:
    _eis(aantal <= grens.bladzijden, Foutcode.TE_VEEL_BLADZIJDEN)


def controleer_duur(seconden: float, grens: Grens) -> None:
    """Drawing an SVG can swallow the time limit's exception, so the time is looked at afterwards too."""
    _eis(seconden <= grens.seconden, Foutcode.TE_LANG_BEZIG)


def _eis(past: bool, code: Foutcode) -> None:
    if not past:
        raise BriefFout(code)
