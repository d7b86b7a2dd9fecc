from typing import ClassVar

from django.db import models
from django.db.models import Q

from begroting.models.budget import Bestedingsdoel
from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Organisatie


class JuridischeVorm(models.TextChoices):
    """On what ground money is spent. Only a subsidie enters the public register."""

    SUBSIDIE = "subsidie", "subsidie"
    OPDRACHT = "opdracht", "opdracht"
    EIGEN_KOSTEN = "eigen_kosten", "eigen kosten"


class Verplichting(models.Model):
    """Money promised to one recipient, from one purpose of one budget year. Its amounts stand in its Stand.

    A grant that is covered by several budgets has one row in each, with the same kenmerk.
    """

    bestedingsdoel = models.ForeignKey(
        Bestedingsdoel, models.PROTECT, related_name="verplichtingen", verbose_name="bestedingsdoel"
    )
    kenmerk = models.CharField("kenmerk", max_length=80)
    ontvanger = models.ForeignKey(
        Organisatie,
        models.PROTECT,
        null=True,
        related_name="verplichtingen",
        verbose_name="ontvanger",
        help_text="Leeg: de ontvanger staat niet in de bron, of het zijn eigen kosten.",
    )
    juridische_vorm = models.CharField("juridische vorm", max_length=15, choices=JuridischeVorm.choices)
    omschrijving = models.CharField("omschrijving", max_length=300)
    jaar_van_activiteit = models.PositiveSmallIntegerField(
        "jaar van activiteit", help_text="Het jaar van de uitvoering; dat kan later zijn dan het begrotingsjaar."
    )

    class Meta:
        verbose_name = "verplichting"
        verbose_name_plural = "verplichtingen"
        ordering: ClassVar[list[str]] = ["bestedingsdoel", "id"]
        indexes = (
            models.Index(
                fields=["bestedingsdoel", "juridische_vorm"],
                condition=~Q(juridische_vorm="subsidie"),
                name="verplichting_geen_subsidie",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["kenmerk", "bestedingsdoel"], name="verplichting_een_keer"),
            models.CheckConstraint(
                condition=Q(juridische_vorm__in=JuridischeVorm.values), name="verplichting_juridische_vorm"
            ),
            models.CheckConstraint(condition=~Q(kenmerk=""), name="verplichting_kenmerk"),
            models.CheckConstraint(condition=Q(jaar_van_activiteit__range=(2000, 2100)), name="verplichting_jaar"),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return self.kenmerk
