import pghistory
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from thematafels.models import Uitvraag


def sluit(*, uitvraag_id: int, door: Lidmaatschap | None, reden: str = "") -> Uitvraag:
    """Close a published call; nothing in it changes any more.

    `door` is None for the task that closes what is due. Before the announced moment only an officer may close,
    with a reason. Raises GeenRecht, or DomeinFout.
    """
    with (
        handeling("uitvraag.gesloten", door=door, over=Uitvraag(pk=uitvraag_id)),
        pghistory.context(lidmaatschap=door.pk if door else None, reden=reden),
    ):
        uitvraag = Uitvraag.objects.select_for_update().get(pk=uitvraag_id)
        if door is not None:
            eis_rol(door, Rol.BELEIDSMEDEWERKER)
        if uitvraag.stand != Uitvraag.Stand.GEPUBLICEERD or uitvraag.sluit_op is None:
            raise DomeinFout("Alleen een gepubliceerde uitvraag kunt u sluiten.", code="uitvraag.niet_gepubliceerd")
        nu = timezone.now()
        if nu < uitvraag.sluit_op and (door is None or not reden.strip()):
            raise DomeinFout(
                "Schrijf waarom u de uitvraag eerder sluit dan is bekendgemaakt.",
                code="uitvraag.te_vroeg",
                veld="reden",
            )
        pghistory.context(versie=uitvraag.versie)
        uitvraag.stand = Uitvraag.Stand.GESLOTEN
        uitvraag.gesloten_op = nu
        uitvraag.save(update_fields=["stand", "gesloten_op"])
        leg_vast("uitvraag.gesloten", door=door, over=uitvraag, kenmerk=Code(uitvraag.kenmerk))
    return uitvraag
