"""The files with an application: who may have them, and how they are frozen."""

from dataclasses import replace

from django.db.models import F, Q, QuerySet

from kern.models import BestandStand
from organisaties.models import Lidmaatschap
from subsidies.dossier import Bijlagefeit, Dossier
from subsidies.models import Aanvraag, Bijlage


def bijlagen_voor(lid: Lidmaatschap, aanvragen: QuerySet[Aanvraag]) -> QuerySet[Bijlage]:
    """What this person may have of these applications, which it may read: one query.

    A participant's jaarrekening is for that organisation and the municipality; all else is for the whole table.
    """
    bijlagen = _van(aanvragen).select_related("door__gebruiker", "door__organisatie", "aanvraag__penvoerder")
    if lid.is_gemeente:
        return bijlagen
    van_ander = Q(deel__isnull=False) & ~Q(deel__organisatie=lid.organisatie_id)
    return bijlagen.exclude(van_ander & Q(soort=Bijlage.Soort.JAARREKENING))


def met_bijlagen(dossier: Dossier) -> Dossier:
    """With the files that belong to what is submitted or read: one query more. What was refused is no part of it."""
    rijen = _van(Aanvraag.objects.filter(pk=dossier.aanvraag.pk)).exclude(bestand__stand=BestandStand.GEWEIGERD)
    return replace(
        dossier,
        bijlagen=[
            Bijlagefeit(
                organisatie=rij.deel.organisatie.naam if rij.deel else "",
                soort=rij.soort,
                omschrijving=rij.omschrijving,
                naam=rij.bestand.naam,
                sha256=rij.bestand.sha256,
            )
            for rij in rijen
        ],
    )


def _van(aanvragen: QuerySet[Aanvraag]) -> QuerySet[Bijlage]:
    """Those of the whole first, then by organisation, in the order they came."""
    return (
        Bijlage.objects.filter(aanvraag__in=aanvragen, verwijderd_op=None)
        .select_related("bestand", "deel__organisatie")
        .order_by(F("deel__organisatie__sorteersleutel").asc(nulls_first=True), "id")
    )
