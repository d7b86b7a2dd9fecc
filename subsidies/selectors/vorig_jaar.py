"""What the municipality granted before: to the same organisation, or to others from the same ceiling."""

from decimal import Decimal

from django.db.models import Sum

from subsidies.models import Aanvraag, Aanvraagdeel, Beschikkingsbedrag


def verleend_vorig_jaar(deel: Aanvraagdeel) -> Decimal | None:
    """By our own decisions, in euro: one query. None when we decided nothing for that year.

    The same work is the same regeling and, at a table, the same theme; `deel` comes with its application.
    """
    aanvraag = deel.aanvraag
    bedragen = Beschikkingsbedrag.objects.filter(
        jaar=aanvraag.eerste_jaar - 1,
        beschikking__deel__organisatie=deel.organisatie_id,
        beschikking__besluit__aanvraag__regeling=aanvraag.regeling_id,
    )
    if aanvraag.tafel is not None:
        bedragen = bedragen.filter(beschikking__besluit__aanvraag__tafel__thema__code=aanvraag.tafel.thema.code)
    verleend: Decimal | None = bedragen.aggregate(som=Sum("verleend"))["som"]
    return verleend


def verleend_aan_anderen(aanvraag: Aanvraag) -> dict[int, Decimal]:
    """By decisions on other applications at the same table, in euro by year: one query."""
    if aanvraag.tafel_id is None:
        return {}
    bedragen = Beschikkingsbedrag.objects.filter(beschikking__besluit__aanvraag__tafel=aanvraag.tafel_id)
    anderen = bedragen.exclude(beschikking__besluit__aanvraag=aanvraag.pk)
    return dict(anderen.order_by().values_list("jaar").annotate(som=Sum("verleend")))
