"""The end of a suspension: by lifting it, or with the decision it waited for (Awb 4:56)."""

from django.utils import timezone

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.models import Besluit
from subsidies.services.slot import vergrendel
from subsidies.services.vervolgbesluit import vergrendel_subsidies
from uitvoering.models import Opschorting
from uitvoering.services.betaalschema import plan


def hef_op(*, opschorting_id: int, reden: str, door: Lidmaatschap) -> Opschorting:
    """Begin paying again before the term is over, from today. Raises DomeinFout when nothing is suspended."""
    with handeling("opschorting.opgeheven", door=door, over=Opschorting(pk=opschorting_id)):
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een opschorting heft een beleidsmedewerker op.")
        gezocht = Opschorting.objects.select_related("subsidie__deel").get(pk=opschorting_id)
        vergrendel(gezocht.subsidie.deel.aanvraag_id)
        (subsidie,) = vergrendel_subsidies([gezocht.subsidie_id])
        opschorting = Opschorting.objects.get(pk=opschorting_id)
        vandaag = timezone.localdate()
        if not opschorting.loopt_op(vandaag):
            raise DomeinFout("De betaling is niet meer opgeschort.", code="opschorting.voorbij")
        if not reden.strip():
            raise DomeinFout("Schrijf waarom wij weer betalen.", code="opschorting.reden", veld="reden")
        opschorting.opgeheven_op, opschorting.opgeheven_door, opschorting.opgeheven_reden = vandaag, door, reden
        opschorting.save(update_fields=["opgeheven_op", "opgeheven_door", "opgeheven_reden"])
        plan([subsidie])
        leg_vast("opschorting.opgeheven", door=door, over=opschorting, kenmerk=Code(subsidie.kenmerk))
    return opschorting


def beeindig_opschorting(besluit: Besluit, door: Lidmaatschap) -> None:
    """The decision to withdraw or adjust, or to revoke the suspension, was made known today: it is over."""
    vandaag = timezone.localdate()
    for opschorting in Opschorting.objects.filter(
        subsidie__deel__beschikkingen__besluit=besluit, opgeheven_op__isnull=True
    ).order_by("id"):
        if opschorting.loopt_op(vandaag):
            opschorting.opgeheven_op, opschorting.opgeheven_door = vandaag, door
            opschorting.opgeheven_reden = f"Er is besloten: {besluit.get_soort_display()}."
            opschorting.save(update_fields=["opgeheven_op", "opgeheven_door", "opgeheven_reden"])
