"""What a call asks of an application as a whole: criteria, requirements and the functions with residents."""

from typing import ClassVar

from django.db import models
from django.db.models import Q, UniqueConstraint

from kern.historie import gevolgd
from thematafels.models.dicht import dicht_na_sluiting
from thematafels.models.uitvraag import Uitvraag

_VOLGORDE: list[str] = ["volgorde", "id"]


@gevolgd
class Criterium(models.Model):
    """A quality criterion on which the municipality judges an application."""

    uitvraag = models.ForeignKey(Uitvraag, models.CASCADE, related_name="criteria", verbose_name="uitvraag")
    code = models.SlugField("code", max_length=60)
    naam = models.CharField("naam", max_length=300)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "criterium"
        verbose_name_plural = "criteria"
        ordering: ClassVar[list[str]] = _VOLGORDE
        constraints = (
            UniqueConstraint(
                fields=["uitvraag", "code"],
                name="criterium_code_uniek",
                violation_error_message="Deze uitvraag heeft al een criterium met deze code.",
            ),
        )
        triggers = dicht_na_sluiting("uitvraag")

    def __str__(self) -> str:
        return self.naam


@gevolgd
class Eis(models.Model):
    """A quality requirement on the services: to be described, to be confirmed, or asked of each recipient alone."""

    class Aard(models.TextChoices):
        BESCHRIJVEN = "beschrijven", "beschrijven in de aanvraag"
        VERWACHTING = "verwachting", "bevestigen in de aanvraag"
        PER_ONTVANGER = "per_ontvanger", "per ontvanger, niet in de gezamenlijke aanvraag"

    uitvraag = models.ForeignKey(Uitvraag, models.CASCADE, related_name="eisen", verbose_name="uitvraag")
    code = models.SlugField("code", max_length=60)
    naam = models.CharField("naam", max_length=300)
    aard = models.CharField("aard", max_length=13, choices=Aard.choices)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "eis"
        verbose_name_plural = "eisen"
        ordering: ClassVar[list[str]] = _VOLGORDE
        constraints = (
            UniqueConstraint(
                fields=["uitvraag", "code"],
                name="eis_code_uniek",
                violation_error_message="Deze uitvraag heeft al een eis met deze code.",
            ),
            models.CheckConstraint(
                condition=Q(aard__in=["beschrijven", "verwachting", "per_ontvanger"]), name="eis_aard"
            ),
        )
        triggers = dicht_na_sluiting("uitvraag")

    def __str__(self) -> str:
        return self.naam


@gevolgd
class Functie(models.Model):
    """A function in the work with residents (§4 of the call): support, bridge, advice."""

    uitvraag = models.ForeignKey(Uitvraag, models.CASCADE, related_name="functies", verbose_name="uitvraag")
    code = models.SlugField("code", max_length=60)
    naam = models.CharField("naam", max_length=300)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "functie"
        verbose_name_plural = "functies"
        ordering: ClassVar[list[str]] = _VOLGORDE
        constraints = (
            UniqueConstraint(
                fields=["uitvraag", "code"],
                name="functie_code_uniek",
                violation_error_message="Deze uitvraag heeft al een functie met deze code.",
            ),
        )
        triggers = dicht_na_sluiting("uitvraag")

    def __str__(self) -> str:
        return self.naam
