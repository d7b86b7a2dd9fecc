from typing import ClassVar

from django.db import models
from django.db.models import Q

from kern.onwijzigbaar import onwijzigbaar


class BudgetAard(models.TextChoices):
    STRUCTUREEL = "structureel", "structureel"
    INCIDENTEEL = "incidenteel", "incidenteel"


class Budget(models.Model):
    """A pot of money that the council fills, year by year."""

    naam = models.CharField(
        "naam", max_length=150, unique=True, error_messages={"unique": "Er is al een budget met deze naam."}
    )
    aard = models.CharField(
        "aard", max_length=15, choices=BudgetAard.choices, help_text="Structureel geld komt elk jaar terug."
    )

    class Meta:
        verbose_name = "budget"
        verbose_name_plural = "budgetten"
        ordering: ClassVar[list[str]] = ["naam"]
        constraints = (models.CheckConstraint(condition=Q(aard__in=BudgetAard.values), name="budget_aard"),)

    def __str__(self) -> str:
        return self.naam


class Budgetjaar(models.Model):
    """One year of a budget: the year the money comes from, whenever the work is done or the decision taken."""

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="jaren", verbose_name="budget")
    jaar = models.PositiveSmallIntegerField("begrotingsjaar")

    class Meta:
        verbose_name = "budgetjaar"
        verbose_name_plural = "budgetjaren"
        ordering: ClassVar[list[str]] = ["budget", "jaar"]
        constraints = (
            models.UniqueConstraint(
                fields=["budget", "jaar"],
                name="budgetjaar_een_keer",
                violation_error_message="Dit begrotingsjaar is al geopend.",
            ),
            models.CheckConstraint(condition=Q(jaar__range=(2000, 2100)), name="budgetjaar_jaar"),
        )
        triggers = onwijzigbaar("budget", "jaar")

    def __str__(self) -> str:
        return f"{self.budget} {self.jaar}"


class Bestedingsdoel(models.Model):
    """What a part of one budget year is for: coaching, pilots, new requests, a thematafel."""

    budgetjaar = models.ForeignKey(Budgetjaar, models.PROTECT, related_name="doelen", verbose_name="budgetjaar")
    code = models.SlugField("code", max_length=40, help_text="Kort en zonder spaties, bijvoorbeeld: coaching.")
    naam = models.CharField("naam", max_length=150)

    class Meta:
        verbose_name = "bestedingsdoel"
        verbose_name_plural = "bestedingsdoelen"
        ordering: ClassVar[list[str]] = ["budgetjaar", "id"]
        constraints = (
            models.UniqueConstraint(
                fields=["budgetjaar", "code"],
                name="bestedingsdoel_een_keer",
                violation_error_message="Er is in dit jaar al een bestedingsdoel met deze code.",
            ),
        )
        triggers = onwijzigbaar("budgetjaar")

    def __str__(self) -> str:
        return self.naam
