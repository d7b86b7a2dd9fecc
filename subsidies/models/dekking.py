from typing import ClassVar

from django.db import models

from begroting.models import Bestedingsdoel
from kern.velden import BedragField
from thematafels.models import Thematafel


class Jaardekking(models.Model):
    """From which purpose of which budget year the grants of a table are paid in one year of activity.

    Several purposes are used in order, each up to what it has free and up to `hoogstens`: what all grants of the table
    together may take from it in that year. A grant that straddles has a commitment in each.
    """

    tafel = models.ForeignKey(Thematafel, models.PROTECT, related_name="dekking", verbose_name="thematafel")
    jaar = models.PositiveSmallIntegerField("jaar van de activiteit")
    bestedingsdoel = models.ForeignKey(
        Bestedingsdoel, models.PROTECT, related_name="dekking", verbose_name="bestedingsdoel"
    )
    volgorde = models.PositiveSmallIntegerField("volgorde", default=1)
    hoogstens = BedragField("hoogstens", null=True, blank=True, help_text="Leeg: tot wat er vrij is.")

    class Meta:
        verbose_name = "dekking per jaar"
        verbose_name_plural = "dekking per jaar"
        ordering: ClassVar[list[str]] = ["jaar", "volgorde"]
        constraints = (
            models.UniqueConstraint(fields=["tafel", "jaar", "volgorde"], name="jaardekking_een_per_plek"),
            models.UniqueConstraint(fields=["tafel", "jaar", "bestedingsdoel"], name="jaardekking_doel_een_keer"),
            models.CheckConstraint(condition=models.Q(volgorde__gte=1), name="jaardekking_volgorde"),
            models.CheckConstraint(
                condition=models.Q(hoogstens__isnull=True) | models.Q(hoogstens__gt=0), name="jaardekking_hoogstens"
            ),
        )

    def __str__(self) -> str:
        return f"tafel {self.tafel_id}, {self.jaar}"
