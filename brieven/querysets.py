import datetime
from typing import Self, TypeVar

from django.db import models
from django.db.models.functions import Coalesce

from kern.pogingen import is_rijp

M = TypeVar("M", bound=models.Model, covariant=True)

VERLOREN_NA = datetime.timedelta(minutes=1)
VASTGELOPEN_NA = datetime.timedelta(minutes=5)


class BriefQuerySet(models.QuerySet[M]):
    """Filters on letters. The states are written as text here: the model imports this module, not the reverse."""

    def geldend(self) -> Self:
        """Without the versions that were replaced before they were sent."""
        return self.exclude(stand="vervangen")

    def te_maken(self, nu: datetime.datetime) -> Self:
        """Waiting for a worker, or claimed by one that no longer lives."""
        return self.filter(models.Q(stand="klaargezet") | models.Q(stand="bezig", geclaimd_op__lt=nu - VASTGELOPEN_NA))

    def te_vegen(self, nu: datetime.datetime, vandaag: datetime.date) -> Self:
        """What the sweeper hands out again: lost messages, dead workers, and letters whose day has come."""
        return self.alias(sinds=Coalesce("geclaimd_op", "aangemaakt_op")).filter(
            models.Q(stand="klaargezet", sinds__lt=nu - VERLOREN_NA)
            | models.Q(stand="bezig", geclaimd_op__lt=nu - VASTGELOPEN_NA)
            | models.Q(stand="gemaakt", wijze="portaal", verzenddatum__lte=vandaag)
        )

    def te_printen(self, vandaag: datetime.date) -> Self:
        """On paper, made, and not yet given to the post; oldest first."""
        return self.filter(stand="gemaakt", wijze="post", verzenddatum__lte=vandaag).order_by("verzenddatum", "pk")


class BerichtQuerySet(models.QuerySet[M]):
    """Filters on messages."""

    def wachtend(self) -> Self:
        """Whose mail has neither gone out nor been given up."""
        return self.filter(verzonden_op__isnull=True, opgegeven_op__isnull=True)

    def te_vegen(self, nu: datetime.datetime) -> Self:
        """What the sweeper hands out again: lost messages, dead workers, and attempts whose waiting time is over."""
        return self._met_sinds().filter(is_rijp(nu))

    def te_versturen(self, nu: datetime.datetime) -> Self:
        """The same, and what nobody has tried yet."""
        return self._met_sinds().filter(models.Q(pogingen=0) | is_rijp(nu))

    def _met_sinds(self) -> Self:
        return self.wachtend().alias(sinds=Coalesce("laatste_poging", "gemaakt_op"))
