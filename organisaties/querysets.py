"""Filters that read as sentences."""

import datetime
from typing import TypeVar

from django.db import models
from django.db.models import Q

M = TypeVar("M", bound=models.Model, covariant=True)


class GeldigQuerySet(models.QuerySet[M]):
    """For rows with `van` and `tot`; both days count, and an empty `tot` has no end."""

    def geldig_op(self, datum: datetime.date) -> "GeldigQuerySet[M]":
        return self.filter(Q(tot__isnull=True) | Q(tot__gte=datum), van__lte=datum)
