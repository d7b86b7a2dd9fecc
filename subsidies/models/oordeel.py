from typing import ClassVar

from django.db import models

from kern.historie import gevolgd
from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap
from subsidies.models.aanvraag import Aanvraag
from subsidies.models.beoordeling import Beoordeling
from subsidies.models.deel import Aanvraagdeel
from thematafels.models import Criterium


@gevolgd
class Oordeel(models.Model):
    """What one assessor finds: of the whole on one criterion, or of one aspect of the part of one participant.

    Each gives it alone; what they find together is the Beoordeling.
    """

    class Aspect(models.TextChoices):
        BIJDRAGE = "bijdrage", "Draagt dit deel bij aan het gezamenlijke plan?"
        HAALBAARHEID = "haalbaarheid", "Is dit deel haalbaar?"
        KOSTEN = "kosten", "Passen de kosten bij wat dit deel doet?"

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="oordelen", verbose_name="aanvraag")
    criterium = models.ForeignKey(
        Criterium, models.PROTECT, null=True, blank=True, related_name="oordelen", verbose_name="criterium"
    )
    deel = models.ForeignKey(
        Aanvraagdeel, models.PROTECT, null=True, blank=True, related_name="oordelen", verbose_name="deel"
    )
    aspect = models.CharField("aspect", max_length=12, choices=Aspect.choices, blank=True)
    oordeel = models.CharField("oordeel", max_length=20, choices=Beoordeling.Oordeel.choices)
    punten = models.PositiveSmallIntegerField("punten", null=True, blank=True)
    toelichting = models.TextField("toelichting", max_length=5000, blank=True)
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="oordelen", verbose_name="oordeel van")

    class Meta:
        verbose_name = "oordeel van een beoordelaar"
        verbose_name_plural = "oordelen van beoordelaars"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(
                fields=["aanvraag", "criterium", "deel", "aspect", "door"],
                nulls_distinct=False,
                name="oordeel_een_per_beoordelaar",
            ),
            models.CheckConstraint(
                condition=models.Q(criterium__isnull=False, deel__isnull=True, aspect="")
                | (models.Q(criterium__isnull=True, deel__isnull=False) & ~models.Q(aspect="")),
                name="oordeel_over_criterium_of_deel",
            ),
        )

    def __str__(self) -> str:
        return f"{self.criterium_id or self.deel_id}: {self.oordeel}"


class Beraad(models.Model):
    """A remark among the assessors, on one criterion or one part. It stays as it was said."""

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="beraad", verbose_name="aanvraag")
    criterium = models.ForeignKey(
        Criterium, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="criterium"
    )
    deel = models.ForeignKey(
        Aanvraagdeel, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="deel"
    )
    tekst = models.TextField("tekst", max_length=2000)
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="geschreven door")
    geplaatst_op = models.DateTimeField("geplaatst op", auto_now_add=True)

    class Meta:
        verbose_name = "opmerking in het beraad"
        verbose_name_plural = "opmerkingen in het beraad"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(condition=~models.Q(tekst=""), name="beraad_met_tekst"),
            models.CheckConstraint(
                condition=models.Q(criterium__isnull=False, deel__isnull=True)
                | models.Q(criterium__isnull=True, deel__isnull=False),
                name="beraad_over_criterium_of_deel",
            ),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"opmerking {self.pk} in het beraad over aanvraag {self.aanvraag_id}"
