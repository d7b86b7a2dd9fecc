"""What submitted accounts say, kept beside the document: to count and to search over years without reading them all.

Written in the transaction that freezes a document, from that document, and replaced by the next one of the same
account (services/uitkomsten.py). What is written afterwards stands in none of these rows.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q

from thematafels.models import Niveau
from verantwoording.models.afspraak import Meetafspraak
from verantwoording.models.beoordeling import Verantwoordingsstuk
from verantwoording.models.verslag import Activiteitverslag, Verantwoording

ZOEKTAAL = "simple"  # words as they are written: the beginning of a word finds it
_BEKEND = Q(doel__isnull=False, waarde__isnull=False)


class Uitkomst(models.Model):
    """One activity in a submitted account. `bereikt`: all its targets, None when nobody knows.

    `verhalen`: the SHA-256 of each story, in its place; the words stand in `Stukverhaal`.
    """

    verslag = models.OneToOneField(
        Activiteitverslag, models.PROTECT, related_name="uitkomst", verbose_name="verslag van een activiteit"
    )
    stuk = models.ForeignKey(Verantwoordingsstuk, models.PROTECT, related_name="uitkomsten", verbose_name="stuk")
    verantwoording = models.ForeignKey(
        Verantwoording, models.PROTECT, db_index=False, related_name="uitkomsten", verbose_name="verantwoording"
    )
    jaar = models.PositiveSmallIntegerField("jaar")
    naam = models.CharField("naam", max_length=150)
    organisatie = models.CharField("organisatie", max_length=200)
    volgens_plan = models.CharField(
        "gedaan zoals afgesproken", max_length=6, choices=Activiteitverslag.Gedaan.choices, blank=True
    )
    volgens_principes = models.CharField(
        "gewerkt volgens de principes", max_length=6, choices=Activiteitverslag.Gedaan.choices, blank=True
    )
    bereikt = models.BooleanField("doelen gehaald", null=True)
    verteld = models.TextField("wat is gedaan", max_length=5000, blank=True)
    bewoners_zien = models.TextField("wat bewoners merken", max_length=3000, blank=True)
    professionals_zien = models.TextField("wat professionals zien", max_length=3000, blank=True)
    werkte = models.TextField("wat werkte", max_length=3000, blank=True)
    werkte_niet = models.TextField("wat niet werkte", max_length=3000, blank=True)
    verhalen = ArrayField(models.CharField(max_length=64), verbose_name="verhalen", default=list, blank=True)
    zoek = models.GeneratedField(
        expression=SearchVector("naam", "verteld", "werkte", "werkte_niet", config=ZOEKTAAL),
        output_field=SearchVectorField(),
        db_persist=True,
        verbose_name="woorden",
    )

    class Meta:
        verbose_name = "uitkomst van een activiteit"
        verbose_name_plural = "uitkomsten van activiteiten"
        ordering: ClassVar[list[str]] = ["id"]
        indexes = (
            GinIndex(fields=["zoek"], name="uitkomst_woorden"),
            models.Index(fields=["-jaar", "naam"], name="uitkomst_jaar"),
            models.Index(  # what is counted over years, without the texts
                fields=["verantwoording", "verslag"],
                include=["id", "jaar", "bereikt", "volgens_plan"],
                name="uitkomst_telling",
            ),
        )

    def __str__(self) -> str:
        return f"{self.naam}, {self.jaar}"


class Meetstand(models.Model):
    """One indicator of an activity in a submitted account. No `waarde`: nobody knows, and `reden` may say why.

    `cellen`: per group or district `[doelgroep, stadsdeel, doel, waarde]`, numbers as text.
    """

    uitkomst = models.ForeignKey(
        Uitkomst, models.PROTECT, db_index=False, related_name="meetstanden", verbose_name="uitkomst"
    )
    meetafspraak = models.ForeignKey(
        Meetafspraak, models.PROTECT, related_name="meetstanden", verbose_name="meetafspraak"
    )
    niveau = models.CharField("niveau", max_length=12, choices=Niveau.choices)
    doel = models.DecimalField("doel", max_digits=12, decimal_places=2, null=True)
    waarde = models.DecimalField("gehaald", max_digits=16, decimal_places=2, null=True)
    bereikt = models.BooleanField("doel gehaald", null=True)
    reden = models.CharField("waarom niet gemeten", max_length=500, blank=True)
    cellen = models.JSONField("per doelgroep en stadsdeel", default=list, blank=True)

    class Meta:
        verbose_name = "stand van een indicator"
        verbose_name_plural = "standen van indicatoren"
        ordering: ClassVar[list[str]] = ["id"]
        indexes = (
            models.Index(  # the same, without the cells
                fields=["uitkomst", "niveau"], include=["id", "doel", "bereikt"], name="meetstand_telling"
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=["uitkomst", "meetafspraak"], name="meetstand_een_per_indicator"),
            models.CheckConstraint(
                condition=(_BEKEND & Q(bereikt__isnull=False)) | (~_BEKEND & Q(bereikt__isnull=True)),
                name="meetstand_bereikt_als_bekend",
            ),
        )

    def __str__(self) -> str:
        return f"{self.meetafspraak_id}: {self.waarde}"


class Bereikstand(models.Model):
    """Who was reached by all activities of a submitted account together, in one unit: a group, or a district."""

    class Snede(models.TextChoices):
        DOELGROEP = "doelgroep", "per doelgroep"
        STADSDEEL = "stadsdeel", "per stadsdeel"

    verantwoording = models.ForeignKey(
        Verantwoording, models.PROTECT, related_name="bereikstanden", verbose_name="verantwoording"
    )
    snede = models.CharField("waarnaar", max_length=10, choices=Snede.choices)
    naam = models.CharField("naam", max_length=200)
    eenheid = models.CharField("eenheid", max_length=40)
    doel = models.DecimalField("doel", max_digits=16, decimal_places=2, null=True)
    waarde = models.DecimalField("gehaald", max_digits=16, decimal_places=2, null=True)

    class Meta:
        verbose_name = "bereik van een tafel"
        verbose_name_plural = "bereik van tafels"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(
                fields=["verantwoording", "snede", "naam", "eenheid"], name="bereikstand_een_per_naam"
            ),
        )

    def __str__(self) -> str:
        return f"{self.naam}: {self.waarde}"
