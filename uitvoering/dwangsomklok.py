"""The counter of the penalty for a decision that is late (Awb 4:17): from the row and what became of the decision."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from kern.geld import NUL
from kern.selectors import vrije_dagen
from kern.termijnen.dagen import EEN_DAG
from kern.termijnen.dwangsom import TARIEF_2019, Dwangsom, dwangsom
from organisaties.models import Organisatie
from subsidies.klok import beslistermijn
from subsidies.models import Aanvraag, Aanvraagdeel, Beschikking
from uitvoering.bezwaarklok import bekend_op, klok_bij
from uitvoering.models import Bezwaar, Ingebrekestelling


@dataclass(frozen=True, slots=True)
class Dag:
    """One day too late: what it costs and what is owed up to and including it."""

    dag: datetime.date
    bedrag: Decimal
    samen: Decimal


def wettelijke_dag(aanvraag: Aanvraag, bezwaar: Bezwaar | None, organisatie_id: int) -> datetime.date:
    """The last day to decide on the objection, or on the part of this organisation in the application."""
    if bezwaar is not None:
        return klok_bij(bezwaar.pk).beslissing.laatste_dag
    deel = (
        Aanvraagdeel.objects.filter(aanvraag=aanvraag, organisatie=organisatie_id).values_list("pk", flat=True).first()
    )
    return beslistermijn(aanvraag, deel).wettelijke_dag


def besluit_bekend(aanvraag: Aanvraag, bezwaar: Bezwaar | None, organisatie_id: int) -> datetime.date | None:
    """The day on which that decision was made known (Awb 3:41); None while it was not. Two queries at most."""
    if bezwaar is not None:
        return bekend_op(bezwaar.beslissingskenmerk) if bezwaar.beslissingskenmerk else None
    eerste = Beschikking.objects.filter(
        deel__aanvraag=aanvraag, deel__organisatie=organisatie_id, wijzigt__isnull=True
    ).first()
    return bekend_op(eerste.kenmerk) if eerste else None


def aanvragers(ingebrekestelling: Ingebrekestelling) -> list[Organisatie]:
    """Who share the penalty alike (4:17 lid 7), in order of name: all applicants, or who objects."""
    if ingebrekestelling.bezwaar_id is not None:
        return [ingebrekestelling.organisatie]
    return list(
        Organisatie.objects.filter(
            aanvraagdelen__aanvraag=ingebrekestelling.aanvraag_id, aanvraagdelen__stand=Aanvraagdeel.Stand.ACTIEF
        ).order_by("sorteersleutel", "pk")
    )


def bekend_van(ingebrekestelling: Ingebrekestelling) -> datetime.date | None:
    return besluit_bekend(ingebrekestelling.aanvraag, ingebrekestelling.bezwaar, ingebrekestelling.organisatie_id)


def teller(ingebrekestelling: Ingebrekestelling, vandaag: datetime.date | None = None) -> Dwangsom:
    """The penalty as it stands today. A notice that was not valid gives one that never runs."""
    return dwangsom(
        wettelijke_dag=ingebrekestelling.wettelijke_dag,
        in_gebreke_gesteld=ingebrekestelling.ontvangen_op,
        peildatum=vandaag or timezone.localdate(),
        besluit_bekend=bekend_van(ingebrekestelling),
        aanvragers=max(len(aanvragers(ingebrekestelling)), 1),
        geen=ingebrekestelling.geen_dwangsom,
        vrij=vrije_dagen(),
    )


def per_dag(stand: Dwangsom) -> list[Dag]:
    """Day by day what is owed; at most 42 rows."""
    if stand.eerste_dag is None:
        return []
    dagen, vorige = [], NUL
    for nummer in range(1, stand.dagen + 1):
        samen = TARIEF_2019.over(nummer)
        dagen.append(Dag(stand.eerste_dag + (nummer - 1) * EEN_DAG, samen - vorige, samen))
        vorige = samen
    return dagen
