"""What somebody typed and is not in the application yet: kept per person and section, on every device."""

import datetime
from collections.abc import Mapping, Sequence

from django.utils import timezone

from kern.fouten import DomeinFout
from organisaties.models import Lidmaatschap
from subsidies.models import Klad, Onderdeel

MAX_TEKENS = 200_000
_NIET_BEWAREN = frozenset({"csrfmiddlewaretoken", "versie"})


def bewaar_klad(
    *,
    aanvraag_id: int,
    soort: Onderdeel,
    onderdeel: int,
    versie: int,
    invoer: Mapping[str, Sequence[str]],
    reden: str,
    door: Lidmaatschap,
) -> datetime.datetime:
    """Keep what a form sent, with the version that was read and the code of why it waits; one query.

    Raises DomeinFout when it is far more than such a form holds.
    """
    velden = {
        _bewaarbaar(naam): [_bewaarbaar(waarde) for waarde in waarden]
        for naam, waarden in invoer.items()
        if naam not in _NIET_BEWAREN
    }
    if sum(len(naam) + sum(map(len, waarden)) for naam, waarden in velden.items()) > MAX_TEKENS:
        raise DomeinFout("Dit is te veel tekst om te bewaren.", code="klad.te_lang")
    klad = Klad(
        aanvraag_id=aanvraag_id,
        soort=soort,
        onderdeel=onderdeel,
        lidmaatschap=door,
        versie=versie,
        invoer=velden,
        reden=reden[:60],
        gewijzigd_op=timezone.now(),
    )
    Klad.objects.bulk_create(
        [klad],
        update_conflicts=True,
        unique_fields=["soort", "onderdeel", "lidmaatschap"],
        update_fields=["versie", "invoer", "reden", "gewijzigd_op"],
    )
    return klad.gewijzigd_op


def _bewaarbaar(tekst: str) -> str:
    """PostgreSQL keeps no NUL: it becomes the sign that a browser shows for it."""
    return tekst.replace("\0", "\ufffd")


def gooi_klad_weg(*, soort: Onderdeel, onderdeel: int, door: Lidmaatschap) -> None:
    """Throw away one's own unsaved text of a section. What is in the application stays."""
    Klad.objects.filter(soort=soort, onderdeel=onderdeel, lidmaatschap=door).delete()
