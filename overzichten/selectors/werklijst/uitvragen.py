"""Which calls are open at this moment."""

from django.db.models import QuerySet
from django.utils import timezone

from thematafels.models import Uitvraag


def open_nu() -> QuerySet[Uitvraag]:
    nu = timezone.now()
    return Uitvraag.objects.filter(stand=Uitvraag.Stand.GEPUBLICEERD, opent_op__lte=nu, sluit_op__gt=nu)
