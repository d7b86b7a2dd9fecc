"""Files with an application: added and removed while it is a draft, and part of what is submitted."""

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from kern.bestanden import neem_aan
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Aanvraagdeel, Bijlage
from subsidies.services.slot import vergrendel_concept
from subsidies.toegang import eis_mag_bijvoegen

MAX_PER_DEEL = 20


def voeg_bijlage_toe(
    *,
    aanvraag_id: int,
    deel_id: int | None,
    soort: str,
    bestand: UploadedFile,
    door: Lidmaatschap,
    omschrijving: str = "",
) -> Bijlage:
    """Add a file to a part, or (`deel_id` None) to the whole application.

    Raises DomeinFout for a file that is no good, for the 21st file, and for a scan of an application that did not
    come on paper.
    """
    with handeling("aanvraag.bijlage_toegevoegd", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel_concept(aanvraag_id)
        deel = _deel(aanvraag, deel_id)
        eis_mag_bijvoegen(door, aanvraag, deel)
        if soort == Bijlage.Soort.PAPIER and (aanvraag.ingevoerd_door_id is None or deel is not None):
            raise DomeinFout("Deze aanvraag kwam niet op papier.", code="bijlage.papier", veld="soort")
        if Bijlage.objects.filter(aanvraag=aanvraag, deel=deel, verwijderd_op=None).count() >= MAX_PER_DEEL:
            raise DomeinFout(f"Voeg hier ten hoogste {MAX_PER_DEEL} bestanden toe.", code="bijlage.te_veel")
        bijlage = Bijlage.objects.create(
            aanvraag=aanvraag,
            deel=deel,
            soort=soort,
            omschrijving=omschrijving,
            bestand=neem_aan(bestand),
            door=door,
        )
        leg_vast("aanvraag.bijlage_toegevoegd", door=door, over=aanvraag, bijlage=bijlage.pk)
    return bijlage


def verwijder_bijlage(*, bijlage_id: int, door: Lidmaatschap) -> Bijlage:
    """Take a file out of a draft. The row stays and says who did so."""
    with handeling("aanvraag.bijlage_verwijderd", door=door, over=Bijlage(pk=bijlage_id)):
        aanvraag = vergrendel_concept(Bijlage.objects.values_list("aanvraag_id", flat=True).get(pk=bijlage_id))
        bijlage = Bijlage.objects.select_related("deel__organisatie").get(pk=bijlage_id)
        if bijlage.deel is not None:
            bijlage.deel.aanvraag = aanvraag
        eis_mag_bijvoegen(door, aanvraag, bijlage.deel)
        if bijlage.verwijderd_op is not None:
            raise DomeinFout("Deze bijlage is al verwijderd.", code="bijlage.verwijderd")
        bijlage.verwijderd_op, bijlage.verwijderd_door = timezone.now(), door
        bijlage.save(update_fields=["verwijderd_op", "verwijderd_door"])
        leg_vast("aanvraag.bijlage_verwijderd", door=door, over=aanvraag, bijlage=bijlage.pk)
    return bijlage


def _deel(aanvraag: Aanvraag, deel_id: int | None) -> Aanvraagdeel | None:
    if deel_id is None:
        return None
    deel = Aanvraagdeel.objects.select_related("organisatie").filter(pk=deel_id, aanvraag=aanvraag).first()
    if deel is None or deel.stand != Aanvraagdeel.Stand.ACTIEF:
        raise DomeinFout("Dit deel hoort niet bij de aanvraag.", code="bijlage.deel", veld="waar")
    deel.aanvraag = aanvraag
    return deel
