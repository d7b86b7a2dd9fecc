from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models

from begroting.models import Boeking


class Stilte(models.Model):
    """The days on which a booking counted and the letter about it was not sent yet: those before its first are no
    part, nor is the day of the letter.

    Nobody writes this table: a trigger adds the rows when a letter is sent (migration 0002). A letter that was sent
    never changes; what waits for its letter now is not here (overzichten.selectors.geld_stand).
    """

    boeking = models.OneToOneField(
        Boeking, models.PROTECT, primary_key=True, related_name="stilte", verbose_name="boeking"
    )
    dagen = DateRangeField("dagen")

    class Meta:
        verbose_name = "stilte"
        verbose_name_plural = "stiltes"
        ordering: ClassVar[list[str]] = ["boeking"]
        indexes = (GistIndex(fields=["dagen"], name="stilte_dagen"),)
        triggers = (
            pgtrigger.Protect(
                name="alleen_via_brieven",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("pg_trigger_depth() = 0"),
            ),
        )

    def __str__(self) -> str:
        return f"boeking {self.boeking_id} stil op {self.dagen}"
