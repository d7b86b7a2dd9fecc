"""Advice on an application or a part: of the assessors, or from outside (Awb 3:5)."""

import datetime

from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Aanvraagdeel, Advies, Paraaf
from subsidies.services.behandeling import open_in_behandeling
from subsidies.services.tweede_lezer import laat_vervallen


def geef_advies(
    *,
    aanvraag_id: int,
    deel_id: int | None,
    strekking: Advies.Strekking,
    tekst: str,
    door: Lidmaatschap,
    afzender: str = "",
    datum: datetime.date | None = None,
) -> Advies:
    """Record an advice. With `afzender` it came from outside, given on `datum`; else it is of the assessors, today.

    A newer advice of the same sender on the same subject replaces the older, which stays to be read.
    """
    with handeling("advies.gegeven", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = open_in_behandeling(aanvraag_id, door)
        vandaag = timezone.localdate()
        if deel_id is not None and not Aanvraagdeel.objects.filter(pk=deel_id, aanvraag=aanvraag).exists():
            raise DomeinFout("Dit deel hoort niet bij de aanvraag.", code="advies.deel", veld="deel")
        if not tekst.strip():
            raise DomeinFout("Schrijf het advies.", code="advies.leeg", veld="tekst")
        if datum is not None and datum > vandaag:
            raise DomeinFout("Deze dag moet nog komen.", code="advies.datum", veld="datum")
        wie = afzender.strip() or "De beoordelaars"
        Advies.objects.filter(aanvraag=aanvraag, deel=deel_id, afzender=wie, vervangen_op=None).update(
            vervangen_op=timezone.now()
        )
        advies = Advies.objects.create(
            aanvraag=aanvraag,
            deel_id=deel_id,
            afzender=wie,
            extern=bool(afzender.strip()),
            datum=datum or vandaag,
            strekking=strekking,
            tekst=tekst,
            door=door,
        )
        laat_vervallen(aanvraag, Paraaf.Reden.ADVIES, door)
        leg_vast("advies.gegeven", door=door, over=aanvraag, advies=advies.pk, strekking=Code(strekking))
    return advies
