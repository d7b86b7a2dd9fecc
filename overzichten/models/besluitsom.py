from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models.functions import Abs

from kern.velden import BedragField
from subsidies.models import Beschikking


class Besluitsom(models.Model):
    """What one decision on one recipient grants or changes over all its years: to be found by that amount.

    Nobody writes this table: a trigger adds up the amounts when they are written (migration 0003).
    """

    beschikking = models.OneToOneField(
        Beschikking, models.PROTECT, primary_key=True, related_name="som", verbose_name="beschikking"
    )
    bedrag = BedragField("bedrag", negatief=True)

    class Meta:
        verbose_name = "besluitsom"
        verbose_name_plural = "besluitsommen"
        ordering: ClassVar[list[str]] = ["beschikking"]
        indexes = (models.Index(Abs("bedrag"), name="besluitsom_bedrag"),)
        triggers = (
            pgtrigger.Protect(
                name="alleen_via_bedragen",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("pg_trigger_depth() = 0"),
            ),
        )

    def __str__(self) -> str:
        return f"beschikking {self.beschikking_id}: {self.bedrag}"
