from typing import ClassVar

from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField
from organisaties.models import Lidmaatschap
from subsidies.models.deel import Aanvraagdeel


class Plafondvrijstelling(models.Model):
    """How far a part may go over the ceiling in one year, because it runs on for a reasonable term (Awb 4:51 lid 2).

    Given before the decision, which books what it needs of it. Another amount is a new row; the old one lapses.
    """

    deel = models.ForeignKey(Aanvraagdeel, models.PROTECT, related_name="plafondvrijstellingen", verbose_name="deel")
    jaar = models.PositiveSmallIntegerField("jaar")
    bedrag = BedragField("ten hoogste boven het plafond")
    grond = models.CharField("grond", max_length=300)
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="gegeven door")
    gegeven_op = models.DateTimeField("gegeven op", auto_now_add=True)
    vervallen_op = models.DateTimeField("vervallen op", null=True, blank=True)

    class Meta:
        verbose_name = "vrijstelling van het plafond"
        verbose_name_plural = "vrijstellingen van het plafond"
        ordering: ClassVar[list[str]] = ["jaar", "id"]
        constraints = (
            models.UniqueConstraint(
                fields=["deel", "jaar"],
                condition=models.Q(vervallen_op__isnull=True),
                name="plafondvrijstelling_een_per_jaar",
            ),
            models.CheckConstraint(
                condition=models.Q(bedrag__gt=0) & ~models.Q(grond=""), name="plafondvrijstelling_gevuld"
            ),
        )
        triggers = onwijzigbaar("deel", "jaar", "bedrag", "grond", "door", "gegeven_op")

    def __str__(self) -> str:
        return f"{self.jaar}: {self.bedrag}"
