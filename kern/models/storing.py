from typing import ClassVar

import pgtrigger
from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from kern.querysets import StoringQuerySet


class Storing(models.Model):
    """A stretch in which nobody could hand in digitally (Awb 2:21 lid 3). Once its end is known it never changes."""

    van = models.DateTimeField("begonnen op")
    tot = models.DateTimeField("voorbij op", null=True, blank=True, help_text="Leeg: de storing duurt nog.")
    omschrijving = models.CharField("omschrijving", max_length=500, help_text="Wat werkte niet?")
    geregistreerd_door = models.BigIntegerField("geregistreerd door", help_text="Het lidmaatschap.")

    objects = StoringQuerySet["Storing"].as_manager()

    class Meta:
        verbose_name = "storing"
        verbose_name_plural = "storingen"
        ordering: ClassVar[list[str]] = ["-van", "-id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(tot__isnull=True) | models.Q(tot__gt=models.F("van")), name="storing_tot_na_van"
            ),
            models.CheckConstraint(condition=~models.Q(omschrijving=""), name="storing_heeft_omschrijving"),
            models.UniqueConstraint(
                fields=["tot"],
                condition=models.Q(tot__isnull=True),
                nulls_distinct=False,
                name="storing_een_tegelijk",
            ),
        )
        triggers = (
            *onwijzigbaar("van", "omschrijving", "geregistreerd_door"),
            pgtrigger.Protect(
                name="voorbij_is_voorbij", operation=pgtrigger.Update, condition=pgtrigger.Q(old__tot__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"storing vanaf {self.van:%d-%m-%Y %H:%M}"
