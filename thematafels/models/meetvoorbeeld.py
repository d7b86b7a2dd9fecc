from typing import ClassVar

from django.db import models

from kern.historie import gevolgd


class Niveau(models.TextChoices):
    """What is counted or told, on the first three of the four levels; the third is seen by two.

    The fourth, effect on society, is measured by others (room verantwoording).
    """

    AANBOD = "aanbod", "Aanbod: deden wij wat we afspraken"
    BEREIK = "bereik", "Bereik: wie kwamen er"
    BEWONER = "bewoner", "Effect volgens bewoners"
    PROFESSIONAL = "professional", "Effect volgens professionals"

    @property
    def nummer(self) -> int:
        return {"aanbod": 1, "bereik": 2}.get(self.value, 3)

    @property
    def kort(self) -> str:
        return self.label.partition(":")[0]


class Richting(models.TextChoices):
    """Which way is better."""

    HOGER = "hoger", "hoger is beter"
    LAGER = "lager", "lager is beter"


@gevolgd
class Meetvoorbeeld(models.Model):
    """An indicator from the library that partners choose from: what is counted, in what, and how one measures it.

    `themas` are codes of themes it fits, empty for all: the library outlives a call. Who chose it keeps a copy.
    """

    naam = models.CharField("naam", max_length=200, unique=True)
    niveau = models.CharField("niveau", max_length=12, choices=Niveau.choices)
    eenheid = models.CharField(
        "eenheid", max_length=40, help_text="Waarin u telt, bijvoorbeeld: bewoners, straten, %."
    )
    richting = models.CharField("richting", max_length=6, choices=Richting.choices, default=Richting.HOGER)
    hoe = models.CharField("hoe u het meet", max_length=300, blank=True)
    wanneer = models.CharField("wanneer u meet", max_length=150, blank=True)
    bron = models.CharField("waar dit vandaan komt", max_length=200, blank=True)
    themas = models.JSONField("codes van thema's", default=list, blank=True)
    in_gebruik = models.BooleanField("te kiezen", default=True)

    class Meta:
        verbose_name = "voorbeeld van een indicator"
        verbose_name_plural = "voorbeelden van indicatoren"
        ordering: ClassVar[list[str]] = ["niveau", "naam"]
        constraints = (
            models.CheckConstraint(condition=models.Q(niveau__in=Niveau.values), name="meetvoorbeeld_niveau"),
            models.CheckConstraint(condition=models.Q(richting__in=Richting.values), name="meetvoorbeeld_richting"),
        )

    def __str__(self) -> str:
        return self.naam
