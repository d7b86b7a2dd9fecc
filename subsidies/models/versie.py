from typing import ClassVar

from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap
from subsidies.models.aanvraag import Aanvraag


class Onderdeel(models.TextChoices):
    """What is written, saved and agreed upon as one: the sections of an application, and of its yearly report."""

    ANTWOORD = "antwoord", "gezamenlijke tekst"
    VOORZIENING = "voorziening", "voorziening"
    BEGROTING = "begroting", "begroting"
    ACTIVITEIT = "activiteit", "activiteit"
    VERSLAG = "verslag", "verslag van een activiteit"
    DUIDING = "duiding", "duiding"


class Versie(models.Model):
    """One saved version of a section: who, when, and the whole of what stood there then.

    `onderdeel` is the key of the Antwoord, the Voorziening or (for a budget) the Aanvraagdeel; a voorziening that
    was removed keeps its versions, so that it can be put back. `blad` names the page it was typed on: what one
    open page saved step by step reads as one change, and never conflicts with itself.
    """

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="versies", verbose_name="aanvraag")
    soort = models.CharField("soort onderdeel", max_length=12, choices=Onderdeel.choices)
    onderdeel = models.BigIntegerField("nummer van het onderdeel")
    nummer = models.PositiveIntegerField("versie")
    inhoud = models.JSONField("inhoud")
    door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, related_name="versies", verbose_name="bewaard door"
    )
    bewaard_op = models.DateTimeField("bewaard op", auto_now_add=True)
    blad = models.CharField("blad", max_length=36, blank=True)

    class Meta:
        verbose_name = "versie"
        verbose_name_plural = "versies"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (models.UniqueConstraint(fields=["soort", "onderdeel", "nummer"], name="versie_een_per_nummer"),)
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.soort} {self.onderdeel}, versie {self.nummer}"


class Klad(models.Model):
    """What somebody typed in a section that is not in the application yet, as the form sent it.

    A budget waits here until it is saved on purpose, because it moves everybody's shares; so does a text that
    somebody else changed first, or that would void an akkoord. It is there after a lapsed session, a restart, or
    on another device, and goes when it is saved or thrown away.
    """

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="kladden", verbose_name="aanvraag")
    soort = models.CharField("soort onderdeel", max_length=12, choices=Onderdeel.choices)
    onderdeel = models.BigIntegerField("nummer van het onderdeel")
    lidmaatschap = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="kladden", verbose_name="getypt door")
    versie = models.PositiveIntegerField("gelezen versie")
    invoer = models.JSONField("invoer", help_text="De velden van het formulier, zoals zij zijn ingevuld.")
    reden = models.CharField("waarom nog niet bewaard", max_length=60, blank=True)
    gewijzigd_op = models.DateTimeField("gewijzigd op", auto_now=True)

    class Meta:
        verbose_name = "klad"
        verbose_name_plural = "kladden"
        ordering: ClassVar[list[str]] = ["-gewijzigd_op", "-id"]
        constraints = (
            models.UniqueConstraint(fields=["soort", "onderdeel", "lidmaatschap"], name="klad_een_per_persoon"),
        )

    def __str__(self) -> str:
        return f"klad van {self.soort} {self.onderdeel}"
