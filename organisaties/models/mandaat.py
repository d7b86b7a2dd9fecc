from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kern.velden import BedragField
from organisaties.models.lidmaatschap import Lidmaatschap
from organisaties.querysets import GeldigQuerySet


class SoortBesluit(models.TextChoices):
    """Decisions for which a mandate is given (Awb 10:3)."""

    VERLENING = "verlening", "verlening, geheel of gedeeltelijk"
    WEIGERING = "weigering", "weigering"
    BUITENBEHANDELINGSTELLING = "buitenbehandelingstelling", "buitenbehandelingstelling"
    BIJSTELLING = "bijstelling", "bijstelling"
    INTREKKING = "intrekking", "intrekking"
    OPSCHORTING = "opschorting", "opschorting van betaling"
    INDEXERING = "indexering", "indexering"
    DIRECTE_VASTSTELLING = "directe_vaststelling", "directe vaststelling"
    VASTSTELLING = "vaststelling", "vaststelling"
    TERUGVORDERING = "terugvordering", "terugvordering"
    BEZWAAR = "bezwaar", "beslissing op bezwaar"
    DWANGSOM = "dwangsom", "dwangsombesluit"


class Mandaat(models.Model):
    """What a besluitnemer may decide in the name of the college: one kind, up to an amount, from day to day."""

    lidmaatschap = models.ForeignKey(
        Lidmaatschap, models.PROTECT, related_name="mandaten", verbose_name="besluitnemer"
    )
    soort_besluit = models.CharField("soort besluit", max_length=30, choices=SoortBesluit.choices)
    maximum = BedragField("hoogste bedrag", help_text="In euro, per aanvraag over alle jaren samen.")
    van = models.DateField("vanaf")
    tot = models.DateField("tot en met", null=True, blank=True)
    grondslag = models.CharField(
        "grondslag", max_length=200, help_text="Bijvoorbeeld: Mandaatbesluit 2026, onderdeel 4.2."
    )

    objects = GeldigQuerySet["Mandaat"].as_manager()

    class Meta:
        verbose_name = "mandaat"
        verbose_name_plural = "mandaten"
        ordering: ClassVar[list[str]] = ["lidmaatschap", "soort_besluit", "van", "id"]
        constraints = (
            models.CheckConstraint(condition=Q(soort_besluit__in=SoortBesluit.values), name="mandaat_soort_besluit"),
            models.CheckConstraint(condition=Q(maximum__gte=0), name="mandaat_maximum"),
            models.CheckConstraint(condition=Q(tot__isnull=True) | Q(tot__gte=F("van")), name="mandaat_tot"),
            models.CheckConstraint(condition=~Q(grondslag=""), name="mandaat_grondslag"),
        )

    def __str__(self) -> str:
        return f"{self.get_soort_besluit_display()} tot € {self.maximum} ({self.grondslag})"
