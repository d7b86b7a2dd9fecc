"""The frame of every change in a call."""

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory

from kern.handeling import handeling
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from thematafels.models import Uitvraag
from thematafels.regels.wijziging import controleer_wijzigbaar


@contextmanager
def wijziging(soort: str, *, uitvraag_id: int, door: Lidmaatschap, reden: str) -> Iterator[Uitvraag]:
    """Lock the call and let the officer change it; a published call gets its next version.

    Who, why and which version go along into the history of every row that is touched. Raises GeenRecht, or
    DomeinFout when the call is closed, or published while `reden` is empty.
    """
    with (
        handeling(soort, door=door, over=Uitvraag(pk=uitvraag_id)),
        pghistory.context(lidmaatschap=door.pk, reden=reden),
    ):
        uitvraag = Uitvraag.objects.select_for_update().get(pk=uitvraag_id)
        eis_rol(door, Rol.BELEIDSMEDEWERKER)
        controleer_wijzigbaar(uitvraag.stand, reden)
        gepubliceerd = uitvraag.stand == Uitvraag.Stand.GEPUBLICEERD
        pghistory.context(versie=uitvraag.versie + gepubliceerd)
        if gepubliceerd:
            uitvraag.versie += 1
            uitvraag.save(update_fields=["versie"])
        yield uitvraag
