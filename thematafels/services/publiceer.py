import pghistory
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from regelingen.parameters import VERDEELREGELS
from regelingen.selectors import parameters_op
from thematafels.models import Uitvraag
from thematafels.regels.publicatie import gebreken
from thematafels.selectors import publicatie_gegevens
from thematafels.services.plafondbrief import stuur_plafondbrieven


def publiceer(*, uitvraag_id: int, door: Lidmaatschap) -> Uitvraag:
    """Make a call known with its goals, criteria and ceilings (Awb 4:25–4:28). From here on it has versions, and how
    a ceiling that is short is divided no longer changes (Awb 4:26 lid 2).

    Raises GeenRecht, or DomeinFout when it is no draft or something that a published call needs is missing.
    """
    with (
        handeling("uitvraag.gepubliceerd", door=door, over=Uitvraag(pk=uitvraag_id)),
        pghistory.context(lidmaatschap=door.pk, reden="Publicatie", versie=1),
    ):
        uitvraag = Uitvraag.objects.select_for_update().get(pk=uitvraag_id)
        eis_rol(door, Rol.BELEIDSMEDEWERKER)
        Uitvraag.VERLOOP.controleer(uitvraag.stand, Uitvraag.Stand.GEPUBLICEERD)
        nu = timezone.now()
        if zinnen := gebreken(publicatie_gegevens(uitvraag), nu=nu, vandaag=timezone.localdate(nu)):
            raise DomeinFout(" ".join(zinnen), code="uitvraag.niet_compleet")
        uitvraag.stand = Uitvraag.Stand.GEPUBLICEERD
        uitvraag.gepubliceerd_op = nu
        geldend = parameters_op(uitvraag.regeling, timezone.localdate(nu)).als_dict()
        uitvraag.verdeelregels = {sleutel: geldend[sleutel] for sleutel in VERDEELREGELS}
        uitvraag.save(update_fields=["stand", "gepubliceerd_op", "verdeelregels"])
        leg_vast("uitvraag.gepubliceerd", door=door, over=uitvraag, kenmerk=Code(uitvraag.kenmerk))
        stuur_plafondbrieven(uitvraag, door)
    return uitvraag


def neem_over(*, uitvraag_id: int, door: Lidmaatschap) -> Uitvraag:
    """Close a draft that describes a call of the past, without it ever being open here.

    Its source need not name ceilings or dates, so none are asked. Raises GeenRecht, or DomeinFout when it is
    no draft, names no source, or its years are still to come.
    """
    with (
        handeling("uitvraag.overgenomen", door=door, over=Uitvraag(pk=uitvraag_id)),
        pghistory.context(lidmaatschap=door.pk, reden="Overgenomen uit de bron", versie=1),
    ):
        uitvraag = Uitvraag.objects.select_for_update().get(pk=uitvraag_id)
        eis_rol(door, Rol.BELEIDSMEDEWERKER)
        if uitvraag.stand != Uitvraag.Stand.CONCEPT:
            raise DomeinFout("Alleen een concept kunt u overnemen.", code="uitvraag.geen_concept")
        if not uitvraag.bron:
            raise DomeinFout("Noem de bron waar deze uitvraag in staat.", code="uitvraag.zonder_bron", veld="bron")
        nu = timezone.now()
        if uitvraag.eerste_jaar > timezone.localdate(nu).year or (uitvraag.sluit_op and uitvraag.sluit_op > nu):
            raise DomeinFout("Deze uitvraag is nog niet voorbij.", code="uitvraag.niet_voorbij")
        uitvraag.stand = Uitvraag.Stand.GESLOTEN
        uitvraag.gesloten_op = nu
        uitvraag.save(update_fields=["stand", "gesloten_op"])
        leg_vast("uitvraag.overgenomen", door=door, over=uitvraag, kenmerk=Code(uitvraag.kenmerk))
    return uitvraag
