"""Who of an organisation is told that something in an application waits."""

from collections.abc import Iterable

from django.utils import timezone

from organisaties.models import Lidmaatschap, Machtiging
from organisaties.toegang import Rol
from subsidies.toegang import SCHRIJVERS


def leden_met_rol(
    organisaties: Iterable[int], *rollen: Rol, behalve: Lidmaatschap | None = None
) -> list[Lidmaatschap]:
    """The present members of these organisations in one of `rollen`: one query. Who acts needs no message."""
    leden = Lidmaatschap.objects.geldig_op(timezone.localdate()).filter(organisatie__in=organisaties, rol__in=rollen)
    return [lid for lid in leden if behalve is None or lid.gebruiker_id != behalve.gebruiker_id]


def schrijvers_en_gemachtigden(organisatie_id: int) -> list[Lidmaatschap]:
    """Who writes or signs at this organisation, and who signs for it under a machtiging (Awb 2:1): two queries.

    Each person once: who has a place there needs no second message for a machtiging. A letter goes to the
    organisation itself.
    """
    eigen = leden_met_rol([organisatie_id], *SCHRIJVERS)
    namens = Machtiging.objects.van_kracht(timezone.localdate()).filter(organisatie=organisatie_id)
    gemachtigden = Lidmaatschap.objects.filter(machtigingen__in=namens).distinct()
    return [*eigen, *gemachtigden.exclude(gebruiker__in=[lid.gebruiker_id for lid in eigen])]
