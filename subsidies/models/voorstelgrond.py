from typing import ClassVar

from django.db import models

from regelingen.models import Weigeringsgrond
from subsidies.models.beoordeling import Deelvoorstel


class Voorstelgrond(models.Model):
    """A ground on which the officer proposes to refuse a part, or some of it, and why it applies here (Awb 3:46)."""

    voorstel = models.ForeignKey(Deelvoorstel, models.CASCADE, related_name="gronden", verbose_name="voorstel")
    grond = models.ForeignKey(Weigeringsgrond, models.PROTECT, related_name="+", verbose_name="grond")
    motivering = models.TextField("waarom deze grond", max_length=2000)

    class Meta:
        verbose_name = "weigeringsgrond bij een voorstel"
        verbose_name_plural = "weigeringsgronden bij voorstellen"
        ordering: ClassVar[list[str]] = ["grond__volgorde", "id"]
        constraints = (
            models.UniqueConstraint(fields=["voorstel", "grond"], name="voorstelgrond_een_keer"),
            models.CheckConstraint(condition=~models.Q(motivering=""), name="voorstelgrond_gemotiveerd"),
        )

    def __str__(self) -> str:
        return f"voorstel {self.voorstel_id}: grond {self.grond_id}"
