import datetime
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from kern.historie import gevolgd
from kern.verloop import Verloop
from regelingen.models import Regeling

MAX_JAREN = 10

# What stands in thematafels.urls where the kenmerk of a call stands.
VASTE_ADRESSEN = ("nieuw", "toezeggingen", "regie")

# concept → gesloten: only a call of the past, taken over from its source (services.neem_over).
VERLOOP = Verloop(
    "de uitvraag",
    begin=("concept",),
    overgangen={"concept": ("gepubliceerd", "gesloten"), "gepubliceerd": ("gesloten",)},
)


@gevolgd
class Uitvraag(models.Model):
    """A call: for which years, under which scheme, when it is open, with which goals, criteria and ceilings.

    `versie` starts at 1 and goes up with each change after publication. A call of the past that was taken
    over from a paper names its `bron`: it was never open here, so it may lack dates and ceilings.
    """

    class Stand(models.TextChoices):
        CONCEPT = "concept", "concept"
        GEPUBLICEERD = "gepubliceerd", "gepubliceerd"
        GESLOTEN = "gesloten", "gesloten"

    VERLOOP: ClassVar[Verloop] = VERLOOP

    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="uitvragen", verbose_name="regeling")
    naam = models.CharField("naam", max_length=200)
    kenmerk = models.SlugField("kenmerk", max_length=60, unique=True, help_text="Staat in het adres van de pagina.")
    eerste_jaar = models.PositiveSmallIntegerField("eerste jaar")
    laatste_jaar = models.PositiveSmallIntegerField("laatste jaar")
    opent_op = models.DateTimeField("opent op", null=True, blank=True)
    sluit_op = models.DateTimeField("sluit op", null=True, blank=True)
    verdeelwijze = models.TextField(
        "verdeling van het plafond",
        max_length=2000,
        blank=True,
        help_text="Hoe het beschikbare bedrag wordt verdeeld (Awb 4:26).",
    )
    plafondbesluit = models.CharField(
        "besluit over het plafond",
        max_length=200,
        blank=True,
        help_text="Het besluit waarin de subsidieplafonds zijn vastgesteld (Awb 4:25).",
    )
    verdeelregels = models.JSONField(
        "regels van de verdeling",
        default=dict,
        blank=True,
        help_text="Hoe een tekort wordt verdeeld, zoals bij de publicatie is bekendgemaakt (Awb 4:26 lid 2).",
    )
    bron = models.CharField(
        "bron", max_length=300, blank=True, help_text="Alleen voor een uitvraag van vroeger: waar de feiten staan."
    )
    fictief = models.BooleanField("fictief", default=False, help_text="Verzonnen voorbeeld.")
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.CONCEPT)
    versie = models.PositiveIntegerField("versie", default=1)
    gepubliceerd_op = models.DateTimeField("gepubliceerd op", null=True, blank=True)
    gesloten_op = models.DateTimeField("gesloten op", null=True, blank=True)

    class Meta:
        verbose_name = "uitvraag"
        verbose_name_plural = "uitvragen"
        ordering: ClassVar[list[str]] = ["-eerste_jaar", "kenmerk"]
        constraints = (
            models.CheckConstraint(
                condition=~Q(kenmerk__in=VASTE_ADRESSEN),
                name="uitvraag_kenmerk_vrij",
                violation_error_message="Kies een ander kenmerk: dit adres is al in gebruik.",
            ),
            models.CheckConstraint(
                condition=Q(laatste_jaar__gte=F("eerste_jaar"), laatste_jaar__lt=F("eerste_jaar") + MAX_JAREN),
                name="uitvraag_jaren",
                violation_error_message="Kies een laatste jaar dat niet voor het eerste ligt, en ten hoogste 10 jaar.",
            ),
            models.CheckConstraint(
                condition=Q(opent_op__isnull=True) | Q(sluit_op__isnull=True) | Q(sluit_op__gt=F("opent_op")),
                name="uitvraag_sluit_na_opening",
                violation_error_message="De sluiting moet na de opening liggen.",
            ),
            models.CheckConstraint(
                condition=~Q(stand="gepubliceerd")
                | Q(opent_op__isnull=False, sluit_op__isnull=False, gepubliceerd_op__isnull=False, bron=""),
                name="uitvraag_gepubliceerd_met_data",
                violation_error_message="Een gepubliceerde uitvraag heeft een opening en een sluiting.",
            ),
            models.CheckConstraint(
                condition=~Q(stand="gesloten") | Q(gepubliceerd_op__isnull=False) | ~Q(bron=""),
                name="uitvraag_gesloten_na_publicatie",
                violation_error_message="Alleen een uitvraag met een bron sluit zonder publicatie.",
            ),
        )
        triggers = (
            *VERLOOP.triggers(),
            pgtrigger.Protect(
                name="dicht_na_sluiting", operation=pgtrigger.Update, condition=pgtrigger.Q(old__stand="gesloten")
            ),
            pgtrigger.Protect(
                name="verdeling_vast",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__stand="concept")
                & pgtrigger.Q(old__verdeelregels__df=pgtrigger.F("new__verdeelregels")),
            ),
            pgtrigger.Protect(
                name="alleen_concept_weg", operation=pgtrigger.Delete, condition=~pgtrigger.Q(old__stand="concept")
            ),
        )

    def __str__(self) -> str:
        return self.naam

    @property
    def jaren(self) -> range:
        """The years of the period, first to last."""
        return range(self.eerste_jaar, self.laatste_jaar + 1)

    @property
    def periode(self) -> str:
        jaren = dict.fromkeys((self.eerste_jaar, self.laatste_jaar))
        return " tot en met ".join(map(str, jaren))

    def is_open(self, nu: datetime.datetime) -> bool:
        """Published, opened, and not past its closing time: organisations may apply."""
        return (
            self.stand == self.Stand.GEPUBLICEERD
            and self.opent_op is not None
            and self.sluit_op is not None
            and self.opent_op <= nu < self.sluit_op
        )
