"""Filters that read as sentences."""

import datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from organisaties.models import Lidmaatschap
from organisaties.toegang import RAAD
from thematafels.models import Aanstelling, Deelname, Toezegging, Uitvraag


def zichtbaar_voor(lid: Lidmaatschap) -> QuerySet[Uitvraag]:
    """A draft is the municipality's own; a published or closed call is for everybody who logs in."""
    uitvragen = Uitvraag.objects.all()
    return uitvragen if lid.is_gemeente else uitvragen.exclude(stand=Uitvraag.Stand.CONCEPT)


def aanstellingen_op(dag: datetime.date) -> QuerySet[Aanstelling]:
    """Who has a function at a table on `dag`: appointed, and still a member."""
    lid = Q(lidmaatschap__tot__isnull=True) | Q(lidmaatschap__tot__gte=dag)
    return Aanstelling.objects.filter(Q(tot__isnull=True) | Q(tot__gte=dag), lid, van__lte=dag)


def zichtbare_toezeggingen(lid: Lidmaatschap) -> QuerySet[Toezegging]:
    """All for the municipality, and for the council what is not about a draft call.

    Others see what was promised to the partners, and to the tables at which they sit or have a function.
    """
    toezeggingen = Toezegging.objects.all()
    if lid.is_gemeente:
        return toezeggingen
    toezeggingen = toezeggingen.exclude(uitvraag__stand=Uitvraag.Stand.CONCEPT)
    if lid.rol in RAAD:
        return toezeggingen
    zit_aan = Deelname.objects.filter(organisatie=lid.organisatie_id, stand=Deelname.Stand.TOEGELATEN)
    leidt = aanstellingen_op(timezone.localdate()).filter(lidmaatschap=lid)
    return toezeggingen.filter(
        Q(aan=Toezegging.Aan.PARTNERS)
        | Q(aan=Toezegging.Aan.TAFEL, tafel__in=zit_aan.values("tafel"))
        | Q(aan=Toezegging.Aan.TAFEL, tafel__in=leidt.values("tafel"))
    )


def op_volgorde(toezeggingen: QuerySet[Toezegging]) -> QuerySet[Toezegging]:
    """What is open first, the nearest last day on top; then what was settled, the newest on top."""
    return toezeggingen.alias(is_open=Q(stand=Toezegging.Stand.OPEN)).order_by(
        F("is_open").desc(), F("uiterlijk_op").asc(nulls_last=True), "-gedaan_op", "-pk"
    )
