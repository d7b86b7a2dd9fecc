"""The jobs of this room; each may run twice."""

import logging

from celery import shared_task

from kern.fouten import DomeinFout
from subsidies.models import Collegebesluit, Indiening
from subsidies.services import collegebesluit, kopie, termijnen

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


@shared_task(name="subsidies.tasks.voer_collegebesluit_uit", soft_time_limit=900, time_limit=960)  # type: ignore[untyped-decorator]  # celery has no types
def voer_collegebesluit_uit(collegebesluit_id: int) -> None:
    """Decide every case as the college did. What fails keeps its reason on the case."""
    collegebesluit.voer_uit(collegebesluit_id=collegebesluit_id)


@shared_task(name="subsidies.tasks.veeg_collegebesluiten")  # type: ignore[untyped-decorator]  # celery has no types
def veeg_collegebesluiten() -> None:
    """Go on where a lost message or a killed worker left a collegebesluit; what failed waits for a person."""
    wachtend = Collegebesluit.objects.filter(
        stand=Collegebesluit.Stand.VASTGESTELD, regels__open=True, regels__fout=""
    ).distinct()
    for collegebesluit_id in wachtend.order_by("pk").values_list("pk", flat=True):
        voer_collegebesluit_uit(collegebesluit_id)


@shared_task(name="subsidies.tasks.zet_klokken_gelijk")  # type: ignore[untyped-decorator]  # celery has no types
def zet_klokken_gelijk() -> None:
    """Every night: the last day of a case that stands still moves on (Awb 4:15)."""
    logger.info("De uiterste dag van %s zaken schoof op", termijnen.zet_klokken_gelijk())
