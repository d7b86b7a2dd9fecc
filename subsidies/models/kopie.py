from typing import ClassVar

from django.db import models

from kern.models import Bestand
from kern.onwijzigbaar import onwijzigbaar
from subsidies.models.indiening import Indiening


class Kopie(models.Model):
    """The frozen application as a PDF, made once from the Indiening and nothing else (Awb 2:17)."""

    indiening = models.OneToOneField(Indiening, models.PROTECT, related_name="kopie", verbose_name="indiening")
    bestand = models.ForeignKey(Bestand, models.PROTECT, related_name="+", verbose_name="bestand")
    gemaakt_op = models.DateTimeField("gemaakt op", auto_now_add=True)

    class Meta:
        verbose_name = "kopie"
        verbose_name_plural = "kopieën"
        ordering: ClassVar[list[str]] = ["id"]
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"kopie van indiening {self.indiening_id}"
