"""Jobs of the ground floor. Each survives running twice: the second finds nothing left to do."""

import logging

from celery import shared_task
from django.core.management import call_command

from kern.bestanden import controle
from kern.bestanden.scan import GeenUitslag
from kern.zegels import GROOTSTE_ZEGEL, verzegel

logger = logging.getLogger(__name__)


@shared_task(name="kern.tasks.verzegel_spoor")  # type: ignore[untyped-decorator]  # celery has no types
def verzegel_spoor() -> None:
    """Seal what can be sealed now. A full zegel means that there may be more."""
    while (zegel := verzegel()) is not None and zegel.aantal == GROOTSTE_ZEGEL:
        pass


@shared_task(name="kern.tasks.ruim_sessies_op")  # type: ignore[untyped-decorator]  # celery has no types
def ruim_sessies_op() -> None:
    """Remove the sessions that have ended: who was logged in when is no longer anybody's business."""
    call_command("clearsessions")


@shared_task(name="kern.tasks.scan_bestand")  # type: ignore[untyped-decorator]  # celery has no types
def scan_bestand(bestand_id: int) -> None:
    """Have one upload scanned for viruses. Without an answer it stays in quarantine, for the sweeper."""
    try:
        controle.scan_bestand(bestand_id)
    except GeenUitslag as fout:
        logger.warning("Bestand %s blijft in quarantaine: %s", bestand_id, fout)


@shared_task(name="kern.tasks.veeg_scans")  # type: ignore[untyped-decorator]  # celery has no types
def veeg_scans() -> None:
    controle.veeg()


@shared_task(name="kern.tasks.ruim_bestanden_op")  # type: ignore[untyped-decorator]  # celery has no types
def ruim_bestanden_op() -> None:
    """Remove from the storage what was refused, or belonged to an act that did not happen."""
    controle.ruim_op()
