"""Filters that read as sentences."""

from django.db.models import QuerySet

from organisaties.models import Lidmaatschap
from thematafels.models import Uitvraag


def zichtbaar_voor(lid: Lidmaatschap) -> QuerySet[Uitvraag]:
    """A draft is the municipality's own; a published or closed call is for everybody who logs in."""
    uitvragen = Uitvraag.objects.all()
    return uitvragen if lid.is_gemeente else uitvragen.exclude(stand=Uitvraag.Stand.CONCEPT)
