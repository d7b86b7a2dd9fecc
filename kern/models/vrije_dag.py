from typing import ClassVar

from django.db import models


class VrijeDag(models.Model):
    """A day that counts as a recognised holiday besides those of the law (Algemene termijnenwet 3 lid 3)."""

    datum = models.DateField("datum", unique=True)
    naam = models.CharField("naam", max_length=100)
    bron = models.CharField("bron", max_length=200, help_text="Het besluit waarbij de dag is gelijkgesteld.")

    class Meta:
        verbose_name = "vrije dag"
        verbose_name_plural = "vrije dagen"
        ordering: ClassVar[list[str]] = ["datum"]

    def __str__(self) -> str:
        return f"{self.naam} ({self.datum:%d-%m-%Y})"
