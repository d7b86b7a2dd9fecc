from typing import ClassVar

from django.db import models

from subsidies.models.deel import Aanvraagdeel
from subsidies.models.voorziening import Voorziening
from thematafels.models import Doelgroep, Meetvoorbeeld, Niveau, Principe, Richting, Stadsdeel, Subdoel


class Activiteit(models.Model):
    """One of the few crucial activities a participant accounts on: why it should work, and what is measured.

    Not everything one offers is accounted on. While the application is a draft everything but the name may be empty.
    """

    deel = models.ForeignKey(Aanvraagdeel, models.PROTECT, related_name="activiteiten", verbose_name="deel")
    voorziening = models.ForeignKey(
        Voorziening,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activiteiten",
        verbose_name="voorziening",
        help_text="Bij welke voorziening hoort de activiteit?",
    )
    subdoel = models.ForeignKey(
        Subdoel, models.PROTECT, null=True, blank=True, related_name="activiteiten", verbose_name="subdoel"
    )
    principes = models.ManyToManyField(
        Principe, related_name="activiteiten", blank=True, verbose_name="'wat werkt'-principes"
    )
    naam = models.CharField("naam", max_length=150, blank=True)
    omschrijving = models.TextField("wat gaat u doen", max_length=3000, blank=True)
    verwachting = models.TextField(
        "waarom werkt dit", max_length=3000, blank=True, help_text="Wat verandert er voor bewoners, en waarom?"
    )
    versie = models.PositiveIntegerField("versie", default=0)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "activiteit"
        verbose_name_plural = "activiteiten"
        ordering: ClassVar[list[str]] = ["volgorde", "id"]

    def __str__(self) -> str:
        return self.naam or "Activiteit zonder naam"


class Indicator(models.Model):
    """What one counts or asks to know whether an activity does what it should, on one level.

    `volgorde` is its place in the activity, from 0 on and without gaps.
    """

    activiteit = models.ForeignKey(Activiteit, models.CASCADE, related_name="indicatoren", verbose_name="activiteit")
    niveau = models.CharField("niveau", max_length=12, choices=Niveau.choices)
    naam = models.CharField("indicator", max_length=200, blank=True)
    eenheid = models.CharField("eenheid", max_length=40, blank=True)
    richting = models.CharField("richting", max_length=6, choices=Richting.choices, default=Richting.HOGER)
    hoe = models.CharField("hoe u meet", max_length=300, blank=True)
    wanneer = models.CharField("wanneer u meet", max_length=150, blank=True)
    door = models.CharField("wie meet", max_length=150, blank=True)
    voorbeeld = models.ForeignKey(
        Meetvoorbeeld, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gekozen voorbeeld"
    )
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "indicator"
        verbose_name_plural = "indicatoren"
        ordering: ClassVar[list[str]] = ["volgorde", "id"]
        constraints = (
            models.UniqueConstraint(fields=["activiteit", "volgorde"], name="indicator_een_per_plek"),
            models.CheckConstraint(condition=models.Q(niveau__in=Niveau.values), name="indicator_niveau"),
            models.CheckConstraint(condition=models.Q(richting__in=Richting.values), name="indicator_richting"),
        )

    def __str__(self) -> str:
        return self.naam


class Streefwaarde(models.Model):
    """What an indicator should be in one year, in its unit: for everybody, or for one group or district.

    The row without group and district is the whole; the others say how it is divided, and need not add up to it. A
    plan names a group or a district, never both.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="streefwaarden", verbose_name="indicator")
    jaar = models.PositiveSmallIntegerField("jaar")
    doelgroep = models.ForeignKey(
        Doelgroep, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="doelgroep"
    )
    stadsdeel = models.ForeignKey(
        Stadsdeel, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="stadsdeel"
    )
    waarde = models.DecimalField("streefwaarde", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "streefwaarde"
        verbose_name_plural = "streefwaarden"
        ordering: ClassVar[list[str]] = ["jaar", "id"]
        constraints = (
            models.UniqueConstraint(
                fields=["indicator", "jaar", "doelgroep", "stadsdeel"],
                name="streefwaarde_een_per_cel",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=models.Q(waarde__gte=0), name="streefwaarde_niet_negatief"),
        )

    def __str__(self) -> str:
        return f"{self.jaar}: {self.waarde}"


# What is filled in on an activity itself.
ACTIVITEITVELDEN = ("naam", "omschrijving", "verwachting")
INDICATORVELDEN = ("niveau", "naam", "eenheid", "richting", "hoe", "wanneer", "door")
# The levels in the order in which a plan has them.
PLEK_VAN_NIVEAU = {niveau.value: plek for plek, niveau in enumerate(Niveau)}
