"""A row of the worklist, from a case and whose turn it is."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from overzichten.regels.aan_zet import Beurt, Kijker, Wie
from overzichten.werkregel import Werkregel


@dataclass(frozen=True, slots=True)
class Zaak:
    """What a row says about its case, before anybody's turn is known."""

    naam: str
    onder: str
    url: str
    regeling: str
    thema: str
    fictief: bool


def werkregel(
    zaak: Zaak, beurt: Beurt, kijker: Kijker, uiterlijk: datetime.date | None, namens: int | None = None
) -> Werkregel:
    """`namens`: the organisation for which whoever looks does it, when that is another than the own one."""
    return Werkregel(
        naam=zaak.naam,
        onder=zaak.onder,
        url=zaak.url,
        wat=beurt.tekst(kijker),
        toelichting=beurt.stand,
        wie=Wie.U if namens else beurt.wie(kijker),
        uiterste_dag=uiterlijk,
        dagen=(uiterlijk - timezone.localdate()).days if uiterlijk else None,
        regeling=zaak.regeling,
        thema=zaak.thema,
        fictief=zaak.fictief,
        namens=kijker.namens[namens] if namens else "",
    )


def dag(moment: datetime.datetime | None) -> datetime.date | None:
    """The Amsterdam day of a moment."""
    return timezone.localdate(moment) if moment else None
