import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from brieven.models import Brief, Stand

# How a state looks (kern's `status` tag).
TEKEN = {
    Stand.KLAARGEZET: "bezig",
    Stand.BEZIG: "bezig",
    Stand.GEMAAKT: "bezig",
    Stand.VERZONDEN: "klaar",
    Stand.MISLUKT: "fout",
    Stand.VERVANGEN: "rust",
}


@dataclass(frozen=True)
class BriefRij:
    """One line of the list of letters."""

    kenmerk: str
    soort: str
    onderwerp: str
    ontvanger: str
    verzenddatum: datetime.date
    stand: str
    teken: str
    reden: str


def brief_rijen(brieven: Iterable[Brief]) -> list[BriefRij]:
    """Rows of letters that were read with their recipient."""
    return [
        BriefRij(
            kenmerk=brief.kenmerk,
            soort=brief.get_soort_display(),
            onderwerp=brief.onderwerp,
            ontvanger=brief.ontvanger.naam,
            verzenddatum=brief.verzenddatum,
            stand=brief.get_stand_display(),
            teken=TEKEN[Stand(brief.stand)],
            reden=brief.get_fout_code_display(),
        )
        for brief in brieven
    ]


def vorige_versies(brief: Brief) -> Iterable[Brief]:
    """Earlier versions under the same kenmerk, newest first; they were never sent."""
    return Brief.objects.filter(kenmerk=brief.kenmerk, stand=Stand.VERVANGEN).order_by("-pk")
