"""The jobs of this room; each may run twice."""

import logging

from celery import shared_task

from kern.fouten import DomeinFout
from subsidies.models import Indiening
from subsidies.services import kopie

logger = logging.getLogger(__name__)


@shared_task(name="subsidies.tasks.maak_kopie", soft_time_limit=120, time_limit=150)  # type: ignore[untyped-decorator]  # celery has no types
def maak_kopie(indiening_id: int) -> None:
    """Make the copy of one application. What cannot be made is logged, and tried again by the sweeper."""
    try:
        kopie.maak_kopie(indiening_id=indiening_id)
    except DomeinFout as fout:
        logger.error("De kopie van indiening %s is niet te maken: %s", indiening_id, fout.code)


@shared_task(name="subsidies.tasks.veeg_kopieen")  # type: ignore[untyped-decorator]  # celery has no types
def veeg_kopieen() -> None:
    """Make what a lost message or a killed worker left behind, oldest first, a few at a time."""
    zonder = Indiening.objects.filter(kopie__isnull=True).order_by("pk")
    for indiening_id in zonder.values_list("pk", flat=True)[:20]:
        maak_kopie(indiening_id)
