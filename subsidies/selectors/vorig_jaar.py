"""What the municipality granted before: to the same organisation, or to others from the same ceiling."""

from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, QuerySet, Sum
from django.db.models.functions import Cast, JSONObject

from subsidies.models import Aanvraag, Aanvraagdeel, Beschikkingsbedrag


def bedragen_vorig_jaar(aanvraag: Aanvraag) -> QuerySet[Beschikkingsbedrag]:
    """What was granted for the same work in the year before: the same regeling and, at a table, the same theme."""
    bedragen = Beschikkingsbedrag.objects.filter(
        jaar=aanvraag.eerste_jaar - 1, beschikking__besluit__aanvraag__regeling=aanvraag.regeling_id
    )
    if aanvraag.tafel is None:
        return bedragen
    return bedragen.filter(beschikking__besluit__aanvraag__tafel__thema__code=aanvraag.tafel.thema.code)


def verleend_vorig_jaar(deel: Aanvraagdeel) -> Decimal | None:
    """By our own decisions, in euro: one query. None when we decided nothing for that year.

    `deel` comes with its application.
    """
    eigen = bedragen_vorig_jaar(deel.aanvraag).filter(beschikking__deel__organisatie=deel.organisatie_id)
    verleend: Decimal | None = eigen.aggregate(som=Sum("verleend"))["som"]
    return verleend


def verleend_aan_anderen(aanvraag: Aanvraag) -> dict[int, Decimal]:
    """By decisions on other applications at the same table, in euro by year: one query."""
    return dict(bedragen_aan_anderen(aanvraag).order_by().values_list("jaar").annotate(som=Sum("verleend")))


def bedragen_aan_anderen(aanvraag: Aanvraag) -> QuerySet[Beschikkingsbedrag]:
    """What was granted from the same ceiling on other applications; nothing without a table."""
    if aanvraag.tafel_id is None:
        return Beschikkingsbedrag.objects.none()
    bedragen = Beschikkingsbedrag.objects.filter(beschikking__besluit__aanvraag__tafel=aanvraag.tafel_id)
    return bedragen.exclude(beschikking__besluit__aanvraag=aanvraag.pk)


def verleend_per(bedragen: QuerySet[Beschikkingsbedrag], **sleutel: str) -> ArraySubquery:
    """What was granted in these rows by that key, to fold into another query: the key with `som`, euro as text."""
    sommen = bedragen.order_by().values(*sleutel.values()).annotate(som=Sum("verleend"))
    return ArraySubquery(sommen.values(feiten=JSONObject(**sleutel, som=Cast("som", CharField()))))
