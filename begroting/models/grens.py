from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from begroting.models.budget import Budget
from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap

STANDAARD = Decimal(90)  # while nobody set another one


class Waarschuwingsgrens(models.Model):
    """From which part of a ceiling or a purpose on its budgethouder is warned, from a day on. Rows never change."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="waarschuwingsgrenzen", verbose_name="budget")
    percentage = models.DecimalField("waarschuw vanaf", max_digits=5, decimal_places=2)
    geldig_van = models.DateField("geldt vanaf")
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="ingesteld door")
    ingesteld_op = models.DateTimeField("ingesteld op", auto_now_add=True)

    class Meta:
        verbose_name = "waarschuwingsgrens"
        verbose_name_plural = "waarschuwingsgrenzen"
        ordering: ClassVar[list[str]] = ["budget", "-geldig_van"]
        constraints = (
            models.UniqueConstraint(
                fields=["budget", "geldig_van"],
                name="waarschuwingsgrens_een_per_dag",
                violation_error_message="Vanaf deze dag is al een percentage ingesteld.",
            ),
            models.CheckConstraint(
                condition=Q(percentage__gt=0, percentage__lte=100), name="waarschuwingsgrens_percentage"
            ),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.percentage}% vanaf {self.geldig_van:%d-%m-%Y}"
