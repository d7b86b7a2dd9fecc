"""Which questions of the council one may read. No name of a person goes along."""

from django.db.models import Q, QuerySet

from begroting.models import Raadsvraag
from begroting.toegang import ZIEN
from organisaties.models import Lidmaatschap
from organisaties.toegang import RAAD


def zichtbare_vragen(lid: Lidmaatschap | None) -> QuerySet[Raadsvraag]:
    """What was answered, for everybody; what waits for an answer, for who sees the figures."""
    standen = Q(stand=Raadsvraag.Stand.BEANTWOORD)
    if lid is not None and lid.rol in {*RAAD, *ZIEN}:
        standen |= Q(stand=Raadsvraag.Stand.GESTELD)
    return Raadsvraag.objects.filter(standen)


def vragen_bij(lid: Lidmaatschap, adres: str) -> list[Raadsvraag]:
    """About the figures of one page, of whichever day; `adres` names a day. The newest first: one query."""
    pad, _, _ = adres.rpartition("per=")
    return list(zichtbare_vragen(lid).filter(adres__startswith=f"{pad}per="))
