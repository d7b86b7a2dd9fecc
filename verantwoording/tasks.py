"""The jobs of this room; each may run twice."""

import logging

from celery import shared_task

from kern.fouten import DomeinFout
from verantwoording.services import herinneren, inlezen, openen, stuk_pdf, vastleggen

logger = logging.getLogger(__name__)


@shared_task(name="verantwoording.tasks.leg_plan_vast")  # type: ignore[untyped-decorator]  # celery has no types
def leg_plan_vast(besluit_id: int) -> None:
    """Freeze the plans that a decision granted: told by name from the room below."""
    vastleggen.leg_plan_vast(besluit_id=besluit_id)


@shared_task(name="verantwoording.tasks.veeg_plannen")  # type: ignore[untyped-decorator]  # celery has no types
def veeg_plannen() -> None:
    """Freeze the plans that a lost message left out."""
    vastleggen.veeg_plannen()


@shared_task(name="verantwoording.tasks.open_verantwoordingen")  # type: ignore[untyped-decorator]  # celery has no types
def open_verantwoordingen() -> None:
    """Open the account of every year that is over."""
    openen.open_verantwoordingen()


@shared_task(name="verantwoording.tasks.herinner")  # type: ignore[untyped-decorator]  # celery has no types
def herinner() -> None:
    """Tell whose own part must come soon, and write to who is late."""
    herinneren.herinner_allen()


@shared_task(  # type: ignore[untyped-decorator]  # celery has no types
    name="verantwoording.tasks.werk_aan_inlezing", soft_time_limit=540, time_limit=570
)
def werk_aan_inlezing(inlezing_id: int) -> None:
    """Look at a file of figures, or import it. Long: it is one transaction."""
    inlezen.werk(inlezing_id=inlezing_id)


@shared_task(name="verantwoording.tasks.veeg_inlezingen")  # type: ignore[untyped-decorator]  # celery has no types
def veeg_inlezingen() -> None:
    """Hand out again what a lost message, a killed worker or a virus scan left waiting."""
    inlezen.veeg()


@shared_task(name="verantwoording.tasks.maak_stuk_pdf", soft_time_limit=120, time_limit=150)  # type: ignore[untyped-decorator]  # celery has no types
def maak_stuk_pdf(stuk_id: int) -> None:
    """Make the PDF of one account. What cannot be made is logged, and tried again by the sweeper."""
    try:
        stuk_pdf.maak_stuk_pdf(stuk_id=stuk_id)
    except DomeinFout as fout:
        logger.error("De pdf van verantwoordingsstuk %s is niet te maken: %s", stuk_id, fout.code)


@shared_task(name="verantwoording.tasks.veeg_stukken")  # type: ignore[untyped-decorator]  # celery has no types
def veeg_stukken() -> None:
    """Make what a lost message or a killed worker left behind, a few at a time."""
    for stuk_id in stuk_pdf.zonder_pdf():
        maak_stuk_pdf(stuk_id)
