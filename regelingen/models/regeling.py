from typing import ClassVar

from django.db import models
from django.db.models import Q


class Regeling(models.Model):
    """A scheme under which is granted. Its terms, thresholds and texts are dated rows (Parameter)."""

    code = models.SlugField("code", max_length=40, unique=True)
    naam = models.CharField("naam", max_length=150)
    grondslag = models.CharField("grondslag", max_length=200)
    gezamenlijk = models.BooleanField(
        "gezamenlijk", default=False, help_text="Aan: de deelnemers van een thematafel vragen samen één keer aan."
    )
    vraagt_voorzieningen = models.BooleanField(
        "vraagt voorzieningen",
        default=True,
        help_text="Aan: een deelnemer beschrijft voorzieningen. Uit: een korte vragenlijst.",
    )
    aanmelden_nodig = models.BooleanField(
        "aanmelden nodig",
        default=True,
        help_text="Aan: de gemeente laat een organisatie eerst toe tot een thematafel.",
    )
    actief = models.BooleanField("actief", default=True)

    class Meta:
        verbose_name = "regeling"
        verbose_name_plural = "regelingen"
        ordering: ClassVar[list[str]] = ["naam", "id"]
        constraints = (
            models.CheckConstraint(condition=~Q(naam="") & ~Q(grondslag=""), name="regeling_naam_en_grondslag"),
        )

    def __str__(self) -> str:
        return self.naam
