"""Filters of the ground floor that read as sentences. States are text here: the models import this module."""

import datetime
from typing import Self, TypeVar

from django.db import models

RUST = datetime.timedelta(minutes=1)  # the task that was started at the upload goes first

M = TypeVar("M", bound=models.Model, covariant=True)


class BestandQuerySet(models.QuerySet[M]):
    def te_scannen(self) -> Self:
        return self.filter(stand="quarantaine")

    def blijven_liggen(self, nu: datetime.datetime) -> Self:
        """Not scanned, though that was asked for a while ago."""
        return self.te_scannen().filter(geplaatst_op__lt=nu - RUST)

    def met_inhoud(self) -> Self:
        """Those whose file must be in the storage."""
        return self.exclude(stand__in=("geweigerd", "verwijderd"))


class StoringQuerySet(models.QuerySet[M]):
    def tussen(self, van: datetime.datetime, tot: datetime.datetime) -> Self:
        """Those that lasted for some part of that period; one without an end lasts still."""
        return self.filter(models.Q(tot__isnull=True) | models.Q(tot__gt=van), van__lt=tot)
