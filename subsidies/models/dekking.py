from typing import ClassVar

from django.db import models

from begroting.models import Bestedingsdoel
from thematafels.models import Thematafel


class Jaardekking(models.Model):
    """From which purpose of which budget year the grants of a table are paid in one year of activity."""

    tafel = models.ForeignKey(Thematafel, models.PROTECT, related_name="dekking", verbose_name="thematafel")
    jaar = models.PositiveSmallIntegerField("jaar van de activiteit")
    bestedingsdoel = models.ForeignKey(
        Bestedingsdoel, models.PROTECT, related_name="dekking", verbose_name="bestedingsdoel"
    )

    class Meta:
        verbose_name = "dekking per jaar"
        verbose_name_plural = "dekking per jaar"
        ordering: ClassVar[list[str]] = ["jaar"]
        constraints = (models.UniqueConstraint(fields=["tafel", "jaar"], name="jaardekking_een_per_tafel_en_jaar"),)

    def __str__(self) -> str:
        return f"tafel {self.tafel_id}, {self.jaar}"
