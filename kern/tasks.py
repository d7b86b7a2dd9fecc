"""Jobs of the ground floor. Each survives running twice: the second finds nothing left to do."""

from celery import shared_task
from django.core.management import call_command

from kern.zegels import GROOTSTE_ZEGEL, verzegel


@shared_task(name="kern.tasks.verzegel_spoor")  # type: ignore[untyped-decorator]  # celery has no types
def verzegel_spoor() -> None:
    """Seal what can be sealed now. A full zegel means that there may be more."""
    while (zegel := verzegel()) is not None and zegel.aantal == GROOTSTE_ZEGEL:
        pass


@shared_task(name="kern.tasks.ruim_sessies_op")  # type: ignore[untyped-decorator]  # celery has no types
def ruim_sessies_op() -> None:
    """Remove the sessions that have ended: who was logged in when is no longer anybody's business."""
    call_command("clearsessions")
