"""How often, and ever later, work that failed is tried again: for a row with `pogingen` and `laatste_poging`."""

import datetime
import functools
import operator

from django.db.models import Q

# How long the sweeper leaves a row alone after as many attempts; whoever claims it after the last one gives it up.
WACHTTIJDEN = (
    datetime.timedelta(minutes=1),
    datetime.timedelta(minutes=5),
    datetime.timedelta(minutes=30),
    datetime.timedelta(hours=3),
    datetime.timedelta(hours=12),
    datetime.timedelta(hours=12),
)
POGINGEN = len(WACHTTIJDEN) - 1


def is_rijp(nu: datetime.datetime) -> Q:
    """Whose waiting time is over. Needs the alias `sinds`: the last attempt, or else when the row was made."""
    gevallen = (Q(pogingen=pogingen, sinds__lt=nu - wachttijd) for pogingen, wachttijd in enumerate(WACHTTIJDEN))
    return functools.reduce(operator.or_, gevallen)
