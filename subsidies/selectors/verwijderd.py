"""What was removed from a part and can be put back."""

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from kern.models import Gebeurtenis
from subsidies.models import Aanvraagdeel, Onderdeel, Versie, Voorziening


def versies_van_verwijderde(deel: Aanvraagdeel) -> QuerySet[Versie]:
    """Of every voorziening that was removed from this part and does not stand there again.

    The audit trail knows from which part it was; who wrote a version says nothing, on paper that is an officer.
    """
    verwijderd = Gebeurtenis.objects.filter(
        soort="aanvraag.voorziening_verwijderd",
        over_soort=Aanvraagdeel._meta.label_lower,
        over_id=deel.pk,
        geweigerd="",
    ).values_list(Cast(KT("feiten__voorziening"), BigIntegerField()))
    return Versie.objects.filter(
        aanvraag=deel.aanvraag_id, soort=Onderdeel.VOORZIENING, onderdeel__in=verwijderd
    ).exclude(Exists(Voorziening.objects.filter(pk=OuterRef("onderdeel"))))
