"""Who of an organisation is told that something in an application waits."""

from collections.abc import Iterable

from django.utils import timezone

from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol


def leden_met_rol(
    organisaties: Iterable[int], *rollen: Rol, behalve: Lidmaatschap | None = None
) -> list[Lidmaatschap]:
    """The present members of these organisations in one of `rollen`: one query. Who acts needs no message."""
    leden = Lidmaatschap.objects.geldig_op(timezone.localdate()).filter(organisatie__in=organisaties, rol__in=rollen)
    return [lid for lid in leden if behalve is None or lid.gebruiker_id != behalve.gebruiker_id]
