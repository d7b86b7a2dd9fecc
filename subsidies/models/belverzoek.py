from typing import ClassVar

from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap
from subsidies.models.aanvraag import Aanvraag


class Belverzoek(models.Model):
    """Somebody asks to be called, because writing it down alone does not work (Awb 2:1)."""

    aanvraag = models.ForeignKey(
        Aanvraag, models.PROTECT, null=True, blank=True, related_name="belverzoeken", verbose_name="aanvraag"
    )
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="belverzoeken", verbose_name="gevraagd door")
    telefoon = models.CharField("telefoonnummer", max_length=20)
    vraag = models.CharField("waar gaat het over", max_length=500, blank=True)
    gevraagd_op = models.DateTimeField("gevraagd op", auto_now_add=True)
    afgehandeld_op = models.DateTimeField("afgehandeld op", null=True, blank=True)
    afgehandeld_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="afgehandeld door"
    )

    class Meta:
        verbose_name = "belverzoek"
        verbose_name_plural = "belverzoeken"
        ordering: ClassVar[list[str]] = ["gevraagd_op", "id"]
        constraints = (
            models.UniqueConstraint(
                fields=["door"], condition=models.Q(afgehandeld_op__isnull=True), name="belverzoek_een_open"
            ),
            models.CheckConstraint(
                condition=models.Q(afgehandeld_op__isnull=True, afgehandeld_door__isnull=True)
                | models.Q(afgehandeld_op__isnull=False, afgehandeld_door__isnull=False),
                name="belverzoek_afgehandeld_door_iemand",
            ),
        )
        triggers = onwijzigbaar("aanvraag", "door", "telefoon", "vraag", "gevraagd_op")

    def __str__(self) -> str:
        return f"belverzoek {self.pk}"
