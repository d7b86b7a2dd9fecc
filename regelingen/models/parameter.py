from typing import ClassVar

from django.db import models
from django.db.models import Q

from kern.onwijzigbaar import onwijzigbaar
from regelingen.models.regeling import Regeling


class Parameter(models.Model):
    """One value of a scheme from a day on. The newest row on or before a date holds; rows never change.

    `sleutel` is a field of regelingen.parameters.Parameters, which knows the type of `waarde`.
    """

    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="parameters", verbose_name="regeling")
    sleutel = models.CharField("onderdeel", max_length=60)
    waarde = models.TextField("waarde", blank=True)
    geldig_van = models.DateField("geldt vanaf")
    artikel = models.CharField("artikel", max_length=150, help_text="Waar de waarde op rust.")

    class Meta:
        verbose_name = "parameter"
        verbose_name_plural = "parameters"
        ordering: ClassVar[list[str]] = ["regeling", "sleutel", "-geldig_van"]
        constraints = (
            models.UniqueConstraint(
                fields=["regeling", "sleutel", "geldig_van"],
                name="parameter_een_per_dag",
                violation_error_message="Vanaf deze dag is al een waarde ingesteld.",
            ),
            models.CheckConstraint(condition=~Q(artikel=""), name="parameter_artikel"),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.sleutel} vanaf {self.geldig_van:%d-%m-%Y}"
