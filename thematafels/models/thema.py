"""The goals framework of a call: its themes with what hangs on them."""

from typing import ClassVar

from django.db import models
from django.db.models import UniqueConstraint

from kern.historie import gevolgd
from thematafels.models.dicht import dicht_na_sluiting
from thematafels.models.uitvraag import Uitvraag

_VOLGORDE: list[str] = ["volgorde", "id"]


class Stadsdeel(models.Model):
    """A district of the city."""

    naam = models.CharField("naam", max_length=100, unique=True)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "stadsdeel"
        verbose_name_plural = "stadsdelen"
        ordering: ClassVar[list[str]] = _VOLGORDE

    def __str__(self) -> str:
        return self.naam


@gevolgd
class Thema(models.Model):
    """A theme with its main goal. It has exactly one table (Thematafel)."""

    uitvraag = models.ForeignKey(Uitvraag, models.CASCADE, related_name="themas", verbose_name="uitvraag")
    code = models.SlugField("code", max_length=40, help_text="Staat in het adres van de pagina.")
    naam = models.CharField("naam", max_length=100)
    hoofddoel = models.TextField("hoofddoel", max_length=1000)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        ordering: ClassVar[list[str]] = _VOLGORDE
        constraints = (
            UniqueConstraint(
                fields=["uitvraag", "code"],
                name="thema_code_uniek",
                violation_error_message="Deze uitvraag heeft al een thema met deze code.",
            ),
        )
        triggers = dicht_na_sluiting("uitvraag")

    def __str__(self) -> str:
        return self.naam


@gevolgd
class Subdoel(models.Model):
    """A sub-goal: a short name for screens, and the official text for decisions."""

    thema = models.ForeignKey(Thema, models.CASCADE, related_name="subdoelen", verbose_name="thema")
    groep = models.CharField("groep", max_length=100, blank=True)
    naam = models.CharField("naam", max_length=200)
    officiele_tekst = models.TextField(
        "officiële tekst", max_length=2000, blank=True, help_text="Komt in beschikkingen. Leeg: dan de naam."
    )
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "subdoel"
        verbose_name_plural = "subdoelen"
        ordering: ClassVar[list[str]] = _VOLGORDE
        constraints = (
            UniqueConstraint(
                fields=["thema", "naam"],
                name="subdoel_naam_uniek",
                violation_error_message="Dit thema heeft dit subdoel al.",
            ),
        )
        triggers = dicht_na_sluiting("thema")

    def __str__(self) -> str:
        return self.naam


@gevolgd
class Gebiedsopgave(models.Model):
    """What one or more districts ask for within a theme."""

    thema = models.ForeignKey(Thema, models.CASCADE, related_name="gebiedsopgaven", verbose_name="thema")
    opgave = models.TextField("opgave", max_length=1000)
    stadsdelen = models.ManyToManyField(
        Stadsdeel, through="GebiedsopgaveStadsdeel", related_name="gebiedsopgaven", verbose_name="stadsdelen"
    )
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "gebiedsopgave"
        verbose_name_plural = "gebiedsopgaven"
        ordering: ClassVar[list[str]] = _VOLGORDE
        triggers = dicht_na_sluiting("thema")

    def __str__(self) -> str:
        return self.opgave


@gevolgd
class GebiedsopgaveStadsdeel(models.Model):
    """Which district an area task is about; a model of its own so that its history is kept."""

    gebiedsopgave = models.ForeignKey(
        Gebiedsopgave, models.CASCADE, related_name="plaatsen", verbose_name="gebiedsopgave"
    )
    stadsdeel = models.ForeignKey(Stadsdeel, models.PROTECT, related_name="+", verbose_name="stadsdeel")

    class Meta:
        verbose_name = "stadsdeel van een gebiedsopgave"
        verbose_name_plural = "stadsdelen van gebiedsopgaven"
        ordering: ClassVar[list[str]] = ["stadsdeel__volgorde", "id"]
        constraints = (UniqueConstraint(fields=["gebiedsopgave", "stadsdeel"], name="gebiedsopgave_stadsdeel_uniek"),)
        triggers = dicht_na_sluiting("gebiedsopgave")

    def __str__(self) -> str:
        return f"stadsdeel {self.stadsdeel_id} van opgave {self.gebiedsopgave_id}"


@gevolgd
class Doelgroep(models.Model):
    """A group of residents a theme is for."""

    thema = models.ForeignKey(Thema, models.CASCADE, related_name="doelgroepen", verbose_name="thema")
    naam = models.CharField("naam", max_length=200)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "doelgroep"
        verbose_name_plural = "doelgroepen"
        ordering: ClassVar[list[str]] = _VOLGORDE
        constraints = (
            UniqueConstraint(
                fields=["thema", "naam"],
                name="doelgroep_naam_uniek",
                violation_error_message="Dit thema heeft deze doelgroep al.",
            ),
        )
        triggers = dicht_na_sluiting("thema")

    def __str__(self) -> str:
        return self.naam


@gevolgd
class Principe(models.Model):
    """A 'what works' principle, in a group."""

    thema = models.ForeignKey(Thema, models.CASCADE, related_name="principes", verbose_name="thema")
    groep = models.CharField("groep", max_length=100)
    naam = models.CharField("naam", max_length=200)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "principe"
        verbose_name_plural = "principes"
        ordering: ClassVar[list[str]] = _VOLGORDE
        constraints = (
            UniqueConstraint(
                fields=["thema", "groep", "naam"],
                name="principe_naam_uniek",
                violation_error_message="Deze groep heeft dit principe al.",
            ),
        )
        triggers = dicht_na_sluiting("thema")

    def __str__(self) -> str:
        return self.naam


@gevolgd
class WettelijkeTaak(models.Model):
    """A task of the law that somebody at the table must carry."""

    thema = models.ForeignKey(Thema, models.CASCADE, related_name="wettelijke_taken", verbose_name="thema")
    naam = models.CharField("naam", max_length=200)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "wettelijke taak"
        verbose_name_plural = "wettelijke taken"
        ordering: ClassVar[list[str]] = _VOLGORDE
        constraints = (
            UniqueConstraint(
                fields=["thema", "naam"],
                name="wettelijke_taak_naam_uniek",
                violation_error_message="Dit thema heeft deze taak al.",
            ),
        )
        triggers = dicht_na_sluiting("thema")

    def __str__(self) -> str:
        return self.naam
