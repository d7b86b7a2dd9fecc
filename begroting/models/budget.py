from typing import ClassVar

from django.db import models
from django.db.models import Q

from kern.historie import gevolgd
from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap

# What stands right behind /geld/ in an address of the council, and so names no budget (overzichten.urls).
GEEN_CODE = frozenset({"bijlage", "ontvanger", "vraag"})


class Bron(models.TextChoices):
    """Where the council found the money, and whether it comes back."""

    STRUCTUREEL = "structureel", "structureel"
    INCIDENTEEL = "incidenteel", "incidenteel"
    INTENSIVERING = "intensivering", "beleidsintensivering"
    TRANSITIE = "transitie", "transitiebudget"

    @property
    def is_structureel(self) -> bool:
        """Structural money comes back each year; all other sources are incidental (Woo 3.3a shows which)."""
        return self is Bron.STRUCTUREEL


@gevolgd
class Budget(models.Model):
    """A pot of money that the council fills, year by year. `code` is its address for the council: it never changes."""

    naam = models.CharField(
        "naam", max_length=150, unique=True, error_messages={"unique": "Er is al een budget met deze naam."}
    )
    code = models.SlugField(
        "code",
        max_length=60,
        unique=True,
        help_text="Staat in het webadres waarnaar de raad verwijst. Kort en zonder spaties; verandert nooit.",
        error_messages={"unique": "Er is al een budget met deze code."},
    )
    bron = models.CharField(
        "bron", max_length=15, choices=Bron.choices, help_text="Structureel geld komt elk jaar terug."
    )
    grondslag = models.CharField(
        "grondslag", max_length=300, blank=True, help_text="Besluit of verordening, bijvoorbeeld: Kadernota 2018."
    )
    verantwoordelijke = models.ForeignKey(
        Lidmaatschap,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="budgetten",
        verbose_name="budgethouder",
        help_text="Wie bij de gemeente over dit budget gaat.",
    )

    class Meta:
        verbose_name = "budget"
        verbose_name_plural = "budgetten"
        ordering: ClassVar[list[str]] = ["naam"]
        constraints = (
            models.CheckConstraint(condition=Q(bron__in=Bron.values), name="budget_bron"),
            models.CheckConstraint(condition=~Q(code=""), name="budget_code"),
        )
        triggers = onwijzigbaar("code")

    def __str__(self) -> str:
        return self.naam

    @property
    def is_structureel(self) -> bool:
        return Bron(self.bron).is_structureel


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
