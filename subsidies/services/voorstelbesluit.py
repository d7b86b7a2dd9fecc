"""What kind of decision is proposed for a part: on which grounds it is refused, or whether it is settled at once."""

from collections.abc import Mapping

import pghistory
from django.utils import timezone

from kern.fouten import DomeinFout
from kern.geld import NUL
from kern.handeling import handeling
from kern.spoor import leg_vast
from organisaties.models import Lidmaatschap
from regelingen.selectors import parameters_op, weigeringsgronden_op
from subsidies.models import Aanvraagdeel, Beschikking, Deelvoorstel, Paraaf, Voorstelgrond
from subsidies.regels.besluitbaar import eis_onder_drempel
from subsidies.services.behandeling import open_in_behandeling
from subsidies.services.tweede_lezer import laat_vervallen


def kies_besluitsoort(
    *, deel_id: int, meteen_vaststellen: bool, gronden: Mapping[int, str], door: Lidmaatschap
) -> Deelvoorstel:
    """Say on which grounds (id of the ground → why it applies here) less is proposed than was asked, and whether a
    small amount is settled at once (Awb 4:29). The amounts must have been proposed before.

    Raises DomeinFout for a ground that does not hold today or has no reason, and for an amount too large to settle.
    """
    with handeling("voorstel.besluitsoort", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = Aanvraagdeel.objects.get(pk=deel_id)
        aanvraag = open_in_behandeling(deel.aanvraag_id, door)
        if Beschikking.objects.filter(deel=deel, wijzigt=None).exists():
            raise DomeinFout("Over dit deel is al besloten.", code="deel.besloten")
        voorstel = Deelvoorstel.objects.filter(deel=deel).first()
        if voorstel is None:
            raise DomeinFout("Vul eerst de bedragen in.", code="voorstel.onvolledig")
        vandaag = timezone.localdate()
        totaal = sum(voorstel.bedragen.values_list("bedrag", flat=True), NUL)
        if meteen_vaststellen:
            eis_onder_drempel(totaal, parameters_op(aanvraag.regeling, vandaag))
        geldig = {grond.pk for grond in weigeringsgronden_op(aanvraag.regeling_id, vandaag)}
        if set(gronden) - geldig:
            raise DomeinFout("Deze grond geldt nu niet voor deze regeling.", code="voorstel.grond_geldt_niet")
        for grond_id, motivering in gronden.items():
            if not motivering.strip():
                raise DomeinFout(
                    "Schrijf waarom deze grond hier geldt: de organisatie leest dit in de brief.",
                    code="voorstel.grond_motivering",
                    veld=f"motivering_{grond_id}",
                )
        with pghistory.context(lidmaatschap=door.pk):
            voorstel.meteen_vaststellen = meteen_vaststellen
            voorstel.save(update_fields=["meteen_vaststellen"])
        voorstel.gronden.all().delete()
        Voorstelgrond.objects.bulk_create(
            Voorstelgrond(voorstel=voorstel, grond_id=grond_id, motivering=motivering.strip())
            for grond_id, motivering in gronden.items()
        )
        laat_vervallen(aanvraag, Paraaf.Reden.BEDRAG, door)
        leg_vast("voorstel.besluitsoort", door=door, over=aanvraag, deel=deel_id, gronden=len(gronden))
    return voorstel
