from typing import ClassVar

import pgtrigger
from django.db import models

from kern.models import Bestand
from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap
from subsidies.models.aanvraag import Aanvraag
from subsidies.models.aanvulling import Aanvulling
from subsidies.models.deel import Aanvraagdeel


class Bijlage(models.Model):
    """A file that belongs to an application: to the part of one participant, or (`deel` empty) to the whole.

    What is removed while it is a draft disappears from sight; the row says who did so. After submission nothing goes,
    and what comes is a supplement (`aanvulling`).
    """

    class Soort(models.TextChoices):
        STATUTEN = "statuten", "Statuten"
        JAARREKENING = "jaarrekening", "Jaarrekening"
        PLAN = "plan", "Activiteitenplan"
        PAPIER = "papier", "Aanvraag op papier"
        OVERIG = "overig", "Iets anders"

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="bijlagen", verbose_name="aanvraag")
    deel = models.ForeignKey(
        Aanvraagdeel, models.PROTECT, null=True, blank=True, related_name="bijlagen", verbose_name="deel"
    )
    aanvulling = models.ForeignKey(
        Aanvulling,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bijlagen",
        verbose_name="bij een aanvulling",
        help_text="Awb 4:5: kwam na het indienen.",
    )
    soort = models.CharField("soort", max_length=12, choices=Soort.choices)
    omschrijving = models.CharField("omschrijving", max_length=150, blank=True)
    bestand = models.ForeignKey(Bestand, models.PROTECT, related_name="bijlagen", verbose_name="bestand")
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="bijlagen", verbose_name="toegevoegd door")
    toegevoegd_op = models.DateTimeField("toegevoegd op", auto_now_add=True)
    verwijderd_op = models.DateTimeField("verwijderd op", null=True, blank=True)
    verwijderd_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="verwijderd door"
    )

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        ordering: ClassVar[list[str]] = ["toegevoegd_op", "id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(verwijderd_op__isnull=True, verwijderd_door__isnull=True)
                | models.Q(verwijderd_op__isnull=False, verwijderd_door__isnull=False),
                name="bijlage_verwijderd_door_iemand",
            ),
        )
        triggers = (
            *onwijzigbaar(
                "aanvraag", "deel", "aanvulling", "soort", "omschrijving", "bestand", "door", "toegevoegd_op"
            ),
            pgtrigger.Protect(
                name="verwijderd_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__verwijderd_op__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_soort_display()} bij aanvraag {self.aanvraag_id}"
