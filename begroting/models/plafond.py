from typing import ClassVar

from django.db import models

from begroting.models.boeking import Boekstuk
from begroting.models.budget import Bestedingsdoel
from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField


class Plafondpublicatie(models.Model):
    """The ceiling of one purpose as it was published, with how it is divided (Awb 4:25 to 4:27). Never changes.

    The newest is in force. The boekstuk books the difference with what stood before, so that the database itself
    refuses a grant above it (`stand_plafond`); a ceiling is not a budget and gives no room by itself.
    """

    bestedingsdoel = models.ForeignKey(
        Bestedingsdoel, models.PROTECT, related_name="plafonds", verbose_name="bestedingsdoel"
    )
    bedrag = BedragField("subsidieplafond")
    verdeelwijze = models.TextField(
        "verdeelwijze", max_length=2000, help_text="Hoe het plafond wordt verdeeld, in gewone woorden (Awb 4:26)."
    )
    gepubliceerd_op = models.DateField("gepubliceerd op")
    vindplaats = models.CharField(
        "vindplaats", max_length=200, help_text="Bijvoorbeeld: Gemeenteblad 2018, 12345 (Awb 4:27)."
    )
    boekstuk = models.OneToOneField(
        Boekstuk, models.PROTECT, null=True, related_name="plafondpublicatie", verbose_name="boekstuk"
    )

    class Meta:
        verbose_name = "publicatie van een plafond"
        verbose_name_plural = "publicaties van plafonds"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(verdeelwijze="") & ~models.Q(vindplaats=""), name="plafondpublicatie_gevuld"
            ),
            models.CheckConstraint(condition=models.Q(bedrag__gt=0), name="plafondpublicatie_bedrag"),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"plafond {self.bedrag} van doel {self.bestedingsdoel_id}"
