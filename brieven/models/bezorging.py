from typing import ClassVar

from django.db import models

from brieven.models.brief import Brief, Wijze
from kern.onwijzigbaar import onwijzigbaar


class Bezorging(models.Model):
    """A moment in the delivery of a letter (Awb 3:41): placed in the portal, given to the post, or come back."""

    brief = models.ForeignKey(Brief, models.PROTECT, related_name="bezorgingen", verbose_name="brief")
    wijze = models.CharField("wijze", max_length=20, choices=Wijze.choices)
    tijdstip = models.DateTimeField("tijdstip")

    class Meta:
        verbose_name = "bezorging"
        verbose_name_plural = "bezorgingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (models.UniqueConstraint(fields=["brief", "wijze"], name="bezorging_een_keer_per_wijze"),)
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.brief_id} {self.get_wijze_display()}"
