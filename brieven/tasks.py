"""The jobs of letters and messages. The state lives on the row; a task only names it and may run twice."""

import contextlib
import gc
import logging
import resource
from typing import Any

from celery import shared_task
from celery.signals import worker_init, worker_process_init

from brieven.fouten import BriefFout
from brieven.pdf.grenzen import BRIEF
from brieven.pdf.huisstijl import standaard, warm
from brieven.services.verstuur_bericht import geef_opnieuw_uit, verstuur_bericht
from brieven.services.verwerk import veeg, verwerk

GEHEUGEN = 3 * 2**29  # 1,5 GiB of addresses per child: a letter that needs more fails, the worker lives on
AFVAL = 50_000  # about what one letter makes: looking for garbage once per letter, not seventy times

logger = logging.getLogger(__name__)


@shared_task(  # type: ignore[untyped-decorator]  # celery has no types
    name="brieven.tasks.maak_brief", soft_time_limit=BRIEF.seconden, time_limit=BRIEF.seconden + 10
)
def maak_brief(brief_id: int) -> None:
    verwerk(brief_id=brief_id)


@shared_task(name="brieven.tasks.veeg_brieven")  # type: ignore[untyped-decorator]  # celery has no types
def veeg_brieven() -> None:
    veeg()


@shared_task(name="brieven.tasks.mail_bericht")  # type: ignore[untyped-decorator]  # celery has no types
def mail_bericht(bericht_id: int) -> None:
    verstuur_bericht(bericht_id=bericht_id)


@shared_task(name="brieven.tasks.veeg_berichten")  # type: ignore[untyped-decorator]  # celery has no types
def veeg_berichten() -> None:
    geef_opnieuw_uit()


@worker_init.connect  # type: ignore[untyped-decorator]  # celery has no types
def laad_weasyprint(**_kwargs: Any) -> None:
    """Import it once in the parent: its children start fast and share the memory."""
    import weasyprint  # noqa: F401  # only to have it in memory


@worker_process_init.connect  # type: ignore[untyped-decorator]  # celery has no types
def warm_werker_op(**_kwargs: Any) -> None:
    """Fonts and CSS are read once per child; what lives on from here is kept out of garbage collection.

    Nearly all that a letter makes goes without the collector; looking for the rest less often leaves a few MB more.
    """
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (GEHEUGEN, GEHEUGEN))
    try:
        warm(standaard())
    except BriefFout as fout:
        logger.error("Brieven kunnen niet gemaakt worden: %s", fout)
    gc.collect()
    gc.freeze()
    gc.set_threshold(AFVAL)
