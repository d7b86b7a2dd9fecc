from collections.abc import Mapping
from typing import Any

import pghistory

from kern.bewaar import bewaar
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from thematafels.models import Meetvoorbeeld


def bewaar_meetvoorbeeld(
    *, voorbeeld_id: int | None, gegevens: Mapping[str, Any], door: Lidmaatschap
) -> Meetvoorbeeld:
    """Add an indicator to the library, or change it. Who chose it before keeps what it was.

    `gegevens` are its fields by name. Raises GeenRecht, or DomeinFout when the name exists or something lacks.
    """
    with (
        handeling("meetvoorbeeld.bewaard", door=door, over=Meetvoorbeeld(pk=voorbeeld_id)),
        pghistory.context(lidmaatschap=door.pk, reden="", versie=1),
    ):
        eis_rol(door, Rol.BELEIDSMEDEWERKER)
        voorbeeld = _vergrendeld(voorbeeld_id) if voorbeeld_id else Meetvoorbeeld()
        for veld, waarde in gegevens.items():
            setattr(voorbeeld, veld, waarde)
        bewaar(voorbeeld)
        leg_vast("meetvoorbeeld.bewaard", door=door, over=voorbeeld, voorbeeld=voorbeeld.pk)
    return voorbeeld


def zet_in_gebruik(*, voorbeeld_id: int, in_gebruik: bool, door: Lidmaatschap) -> Meetvoorbeeld:
    """Offer an indicator to choose from, or no longer; where it was chosen nothing changes. Raises GeenRecht."""
    soort = "meetvoorbeeld.terug" if in_gebruik else "meetvoorbeeld.vervallen"
    with (
        handeling(soort, door=door, over=Meetvoorbeeld(pk=voorbeeld_id)),
        pghistory.context(lidmaatschap=door.pk, reden="", versie=1),
    ):
        eis_rol(door, Rol.BELEIDSMEDEWERKER)
        voorbeeld = _vergrendeld(voorbeeld_id)
        if voorbeeld.in_gebruik != in_gebruik:
            voorbeeld.in_gebruik = in_gebruik
            bewaar(voorbeeld)
            leg_vast(
                "meetvoorbeeld.terug" if in_gebruik else "meetvoorbeeld.vervallen",
                door=door,
                over=voorbeeld,
                voorbeeld=voorbeeld.pk,
            )
    return voorbeeld


def _vergrendeld(voorbeeld_id: int) -> Meetvoorbeeld:
    return Meetvoorbeeld.objects.select_for_update().get(pk=voorbeeld_id)
