from typing import ClassVar

from django.db import models

from brieven.models import Brief
from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap
from subsidies.models.aanvraag import Aanvraag


class Indiening(models.Model):
    """What was submitted, frozen (Awb 2:17, 4:2): canonical JSON in a numbered format, and its SHA-256."""

    aanvraag = models.OneToOneField(Aanvraag, models.PROTECT, related_name="indiening", verbose_name="aanvraag")
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="indieningen", verbose_name="ingediend door")
    ingediend_op = models.DateTimeField("ingediend op")
    format_versie = models.PositiveSmallIntegerField("versie van het formaat")
    inhoud = models.JSONField("inhoud")
    sha256 = models.CharField("SHA-256", max_length=64)
    ontvangstbevestiging = models.OneToOneField(
        Brief, models.PROTECT, related_name="+", verbose_name="ontvangstbevestiging"
    )

    class Meta:
        verbose_name = "indiening"
        verbose_name_plural = "indieningen"
        ordering: ClassVar[list[str]] = ["id"]
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"indiening van aanvraag {self.aanvraag_id}"
