"""The promises as a table, to save as a file."""

import datetime

from kern.cijfertabel import Cijfertabel, Rij, datum, tekst
from organisaties.models import Lidmaatschap
from thematafels.selectors import ToezeggingRij, kies_toezeggingen, toezegging_rijen

TE_LAAT = "te laat"
_KOLOMMEN = (
    tekst("Aan"),
    tekst("Aan wie"),
    tekst("Onderwerp"),
    tekst("Thematafel"),
    datum("Toegezegd op"),
    datum("Uiterlijk op"),
    tekst("Stand"),
    tekst("Uitkomst"),
    datum("Afgerond op"),
    tekst("Bron"),
)


def toezeggingen(lid: Lidmaatschap, *, stand: str, aan: str, vandaag: datetime.date) -> Cijfertabel:
    """What this membership may see, narrowed down as on the page: one query."""
    gekozen = kies_toezeggingen(lid, stand=stand, aan=aan, vandaag=vandaag)
    return Cijfertabel(
        code="toezeggingen",
        titel="Toezeggingen",
        kolommen=_KOLOMMEN,
        rijen=tuple(map(_rij, toezegging_rijen(gekozen, vandaag))),
        per=vandaag,
        adres="",
    )


def _rij(rij: ToezeggingRij) -> Rij:
    toezegging = rij.toezegging
    return Rij(
        (
            toezegging.get_aan_display(),
            toezegging.aan_wie,
            toezegging.onderwerp,
            toezegging.tafel.thema.naam if toezegging.tafel else None,
            toezegging.gedaan_op,
            toezegging.uiterlijk_op,
            TE_LAAT if rij.te_laat else toezegging.get_stand_display(),
            toezegging.uitkomst or None,
            toezegging.afgerond_op,
            toezegging.bron or None,
        )
    )
