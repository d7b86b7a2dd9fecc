from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q, UniqueConstraint

from kern.historie import gevolgd
from kern.velden import BedragField
from thematafels.models.dicht import dicht_na_sluiting
from thematafels.models.thema import Thema
from thematafels.models.uitvraag import Uitvraag


class Thematafel(models.Model):
    """The table of one theme: the organisations that sit at it write one joint application."""

    thema = models.OneToOneField(Thema, models.CASCADE, related_name="tafel", verbose_name="thema")

    class Meta:
        verbose_name = "thematafel"
        verbose_name_plural = "thematafels"
        ordering: ClassVar[list[str]] = ["thema__volgorde", "id"]
        triggers = dicht_na_sluiting("thema")

    def __str__(self) -> str:
        return f"thematafel {self.thema.naam}"

    @property
    def uitvraag(self) -> Uitvraag:
        """The call. Select `thema__uitvraag` along with the table."""
        return self.thema.uitvraag


@gevolgd
class Plafond(models.Model):
    """The subsidy ceiling of one table in one year, in euro (Awb 4:25).

    A ceiling changed after publication names the decision and the day it was made known (Awb 4:27).
    """

    tafel = models.ForeignKey(Thematafel, models.PROTECT, related_name="plafonds", verbose_name="thematafel")
    jaar = models.PositiveSmallIntegerField("jaar")
    bedrag = BedragField("bedrag")
    besluit = models.CharField("besluit tot wijziging", max_length=200, blank=True)
    bekendgemaakt_op = models.DateField("wijziging bekendgemaakt op", null=True, blank=True)

    class Meta:
        verbose_name = "plafond"
        verbose_name_plural = "plafonds"
        ordering: ClassVar[list[str]] = ["jaar", "id"]
        constraints = (
            UniqueConstraint(fields=["tafel", "jaar"], name="plafond_uniek"),
            models.CheckConstraint(condition=Q(bedrag__gte=Decimal(0)), name="plafond_niet_negatief"),
            models.CheckConstraint(
                condition=Q(besluit="", bekendgemaakt_op__isnull=True)
                | (~Q(besluit="") & Q(bekendgemaakt_op__isnull=False)),
                name="plafond_wijziging_heeft_besluit_en_dag",
            ),
        )
        triggers = dicht_na_sluiting("tafel")

    def __str__(self) -> str:
        return f"plafond {self.jaar}"
