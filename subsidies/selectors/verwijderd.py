"""What was removed from a part and can be put back."""

from collections.abc import Mapping

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from kern.models import Gebeurtenis
from subsidies.models import Aanvraagdeel, Activiteit, Onderdeel, Versie, Voorziening

# What can be removed from a part and put back, and where it stood.
VERWIJDERBAAR: Mapping[Onderdeel, type[Voorziening] | type[Activiteit]] = {
    Onderdeel.VOORZIENING: Voorziening,
    Onderdeel.ACTIVITEIT: Activiteit,
}


def versies_van_verwijderde(deel: Aanvraagdeel, soort: Onderdeel) -> QuerySet[Versie]:
    """Of every section of this kind that was removed from this part and does not stand there again.

    The audit trail knows from which part it was; who wrote a version says nothing, on paper that is an officer.
    """
    verwijderd = Gebeurtenis.objects.filter(
        soort=f"aanvraag.{soort}_verwijderd",
        over_soort=Aanvraagdeel._meta.label_lower,
        over_id=deel.pk,
        geweigerd="",
    ).values_list(Cast(KT(f"feiten__{soort}"), BigIntegerField()))
    weg = Versie.objects.filter(aanvraag=deel.aanvraag_id, soort=soort, onderdeel__in=verwijderd)
    return weg.exclude(Exists(VERWIJDERBAAR[soort].objects.filter(pk=OuterRef("onderdeel"))))
