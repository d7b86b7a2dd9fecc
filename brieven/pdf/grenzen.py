"""What a letter may be at most, checked before and after layout. Each bound fails with a code of its own.

Measured: an unbroken word of 20.000 characters costs seconds, 3.000 table rows twelve; a worker must live on.
"""

from typing import Any

from brieven.fouten import BriefFout, Foutcode

TEKENS_PER_VELD = 5_000
TEKENS_PER_WOORD = 200
TABELRIJEN = 500
TEKENS_HTML = 300_000
BLADZIJDEN = 30
SECONDEN = 20


def controleer_tekst(waarde: Any) -> None:
    """Every text in a snapshot (as JSON). Raises BriefFout."""
    if isinstance(waarde, dict | list):
        for deel in waarde.values() if isinstance(waarde, dict) else waarde:
            controleer_tekst(deel)
    elif isinstance(waarde, str):
        _eis(len(waarde) <= TEKENS_PER_VELD, Foutcode.VELD_TE_LANG)
        _eis(all(len(woord) <= TEKENS_PER_WOORD for woord in waarde.split()), Foutcode.WOORD_TE_LANG)


def controleer_html(html: str) -> None:
    _eis(len(html) <= TEKENS_HTML, Foutcode.TE_GROOT)
    _eis(html.count("<tr") <= TABELRIJEN, Foutcode.TE_VEEL_RIJEN)


def controleer_bladzijden(aantal: int) -> None:
    _eis(aantal <= BLADZIJDEN, Foutcode.TE_VEEL_BLADZIJDEN)


def controleer_duur(seconden: float) -> None:
    """Drawing an SVG can swallow the time limit's exception, so the time is looked at afterwards too."""
    _eis(seconden <= SECONDEN, Foutcode.TE_LANG_BEZIG)


def _eis(past: bool, code: Foutcode) -> None:
    if not past:
        raise BriefFout(code)
