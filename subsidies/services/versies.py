"""Saving a section: nothing is overwritten unseen, and every version stays readable."""

from typing import Any

from kern.fouten import DomeinFout
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Klad, Onderdeel, Versie


class VersieConflict(DomeinFout):
    """Somebody else saved this section since it was read; what was typed here is not lost."""

    def __init__(self) -> None:
        super().__init__(
            "Iemand anders bewaarde dit onderdeel terwijl u schreef. Hieronder staan beide versies naast elkaar.",
            code="versie.conflict",
        )


def eis_gelezen(soort: Onderdeel, onderdeel: int, *, nu: int, gelezen: int, blad: str) -> None:
    """Raise VersieConflict unless the writer read version `nu`, or all that came after it came from the same page.

    An open page saves by itself while its owner goes on: what arrives late from that page is no conflict.
    """
    if gelezen == nu:
        return
    later = Versie.objects.filter(soort=soort, onderdeel=onderdeel, nummer__gt=gelezen)
    if gelezen > nu or not blad or later.exclude(blad=blad).exists():
        raise VersieConflict


def leg_versie_vast(
    aanvraag: Aanvraag,
    soort: Onderdeel,
    onderdeel: int,
    *,
    nummer: int,
    inhoud: dict[str, Any],
    door: Lidmaatschap,
    blad: str,
    heeft_klad: bool = True,
) -> None:
    """Keep what was just saved as a version, and drop this writer's klad of the section: it is in now.

    `heeft_klad` spares a query when the caller knows that there is none.
    """
    Versie.objects.create(
        aanvraag=aanvraag, soort=soort, onderdeel=onderdeel, nummer=nummer, inhoud=inhoud, door=door, blad=blad
    )
    if heeft_klad:
        Klad.objects.filter(soort=soort, onderdeel=onderdeel, lidmaatschap=door).delete()
