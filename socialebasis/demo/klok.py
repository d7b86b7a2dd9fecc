"""The past of the demo: the services act on the day of today, so for what lies behind us the clock is set back."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock
from zoneinfo import ZoneInfo

from django.utils import timezone

from brieven.models import Bericht

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OCHTEND = datetime.time(10)
WEEK, DINSDAG = 7, 1


def dinsdag_vanaf(dag: datetime.date) -> datetime.date:
    """The first day on or after `dag` on which people meet."""
    return dag + datetime.timedelta(days=(DINSDAG - dag.weekday()) % WEEK)


@contextmanager
def op_dag(dag: datetime.date) -> Iterator[None]:
    """Within, it is the morning of `dag`, or now when that is still to come. What was told on a day that has passed,
    was mailed then: no worker mails it today. For seeding only: one process, one thread, and never with DEBUG off
    (zaai_accounts refuses before)."""
    moment = min(datetime.datetime.combine(dag, OCHTEND, AMSTERDAM), timezone.now())
    with mock.patch.object(timezone, "now", return_value=moment.astimezone(datetime.UTC)):
        yield
        toen = timezone.localdate()
    if toen < timezone.localdate():
        Bericht.objects.wachtend().filter(dag=toen).update(pogingen=1, laatste_poging=moment, verzonden_op=moment)
