from typing import ClassVar

from django.db import models
from django.db.models import Q

from begroting.models.verplichting import Verplichting
from kern.historie import gevolgd
from organisaties.models import Organisatie


@gevolgd
class Traject(models.Model):
    """One of the activities that a commitment pays for: the coaching of an organisation that gets no money itself."""

    verplichting = models.ForeignKey(
        Verplichting, models.PROTECT, related_name="trajecten", verbose_name="verplichting"
    )
    volgnummer = models.PositiveSmallIntegerField("volgnummer")
    organisatie = models.ForeignKey(
        Organisatie,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="trajecten",
        verbose_name="organisatie",
        help_text="Leeg: de naam staat niet in de bron, of er is nog niemand gekozen.",
    )
    omschrijving = models.CharField("omschrijving", max_length=300)

    class Meta:
        verbose_name = "traject"
        verbose_name_plural = "trajecten"
        ordering: ClassVar[list[str]] = ["verplichting", "volgnummer"]
        constraints = (
            models.UniqueConstraint(fields=["verplichting", "volgnummer"], name="traject_een_keer"),
            models.CheckConstraint(condition=~Q(omschrijving="") & Q(volgnummer__gt=0), name="traject_gevuld"),
        )

    def __str__(self) -> str:
        return f"traject {self.volgnummer} van verplichting {self.verplichting_id}"
