"""Jobs of this room. The row is the outbox; every job may run twice."""

import logging
from smtplib import SMTPException

from celery import shared_task
from django.utils import timezone

from organisaties.models import Uitnodiging
from organisaties.services.verstuur_uitnodiging import verstuur_uitnodiging

logger = logging.getLogger(__name__)


@shared_task(name="organisaties.tasks.mail_uitnodiging")  # type: ignore[untyped-decorator]  # celery has no types
def mail_uitnodiging(uitnodiging_id: int) -> None:
    """Send one invitation. A mail server that is away leaves it to the sweeper."""
    try:
        verstuur_uitnodiging(uitnodiging_id=uitnodiging_id)
    except (SMTPException, OSError):
        logger.exception("Uitnodiging %s is nog niet verzonden", uitnodiging_id)


@shared_task(name="organisaties.tasks.veeg_uitnodigingen")  # type: ignore[untyped-decorator]  # celery has no types
def veeg_uitnodigingen() -> None:
    """Send what was left behind, oldest first, a hundred at a time."""
    wachtend = Uitnodiging.objects.wachtend(timezone.now()).order_by("pk").values_list("pk", flat=True)
    for uitnodiging_id in wachtend[:100]:
        mail_uitnodiging(uitnodiging_id)
