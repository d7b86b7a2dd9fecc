"""What the clock does in this room."""

from celery import shared_task
from django.utils import timezone

from kern.fouten import DomeinFout
from thematafels.models import Uitvraag
from thematafels.services import sluit


@shared_task(name="thematafels.tasks.sluit_verlopen_uitvragen")  # type: ignore[untyped-decorator]  # celery has no types
def sluit_verlopen_uitvragen() -> int:
    """Close each published call whose closing moment has passed; gives how many. Running twice closes once."""
    aan_de_beurt = Uitvraag.objects.filter(stand=Uitvraag.Stand.GEPUBLICEERD, sluit_op__lte=timezone.now())
    gesloten = 0
    for uitvraag_id in aan_de_beurt.values_list("pk", flat=True):
        try:
            sluit(uitvraag_id=uitvraag_id, door=None)
        except DomeinFout:  # closed or extended by somebody else in the meantime; the refusal is on record
            continue
        gesloten += 1
    return gesloten
