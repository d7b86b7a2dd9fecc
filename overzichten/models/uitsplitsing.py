from typing import ClassVar

from django.db import models

from kern.velden import BedragField


class Snede(models.TextChoices):
    """How the granted money of one place is cut up."""

    AANVRAAG = "aanvraag", "gevraagd, verleend en vastgesteld"
    OMVANG = "omvang", "kleine en grotere organisaties"
    ONTVANGER = "ontvanger", "per ontvanger"
    SOORT = "soort", "per soort ontvanger"
    STADSDEEL = "stadsdeel", "per stadsdeel"
    STIL = "stil", "besloten, nog niet bekendgemaakt"
    VORM = "vorm", "per soort uitgave"
    MOMENT = "moment", "het moment van de berekening"


class Uitsplitsing(models.Model):
    """A line of the breakdowns of the council: worked out ahead by the database, a few minutes old at most.

    A materialized view (migration 0001); `overzichten_ververs()` renews it, and the row of Snede.MOMENT says when.
    `budget` and `doel` are 0 where a line is about all of them together. Only what was made known counts; the rest is
    in Snede.STIL, so that the lines of a cut and that one add up to what was granted.
    """

    id = models.CharField("sleutel", max_length=120, primary_key=True)
    jaar = models.PositiveSmallIntegerField("begrotingsjaar")
    budget = models.BigIntegerField("budget")
    doel = models.BigIntegerField("bestedingsdoel")
    snede = models.CharField("snede", max_length=10, choices=Snede.choices)
    sleutel = models.CharField("waarde", max_length=100)
    naam = models.CharField("naam", max_length=200)
    bedrag = BedragField("verleend", negatief=True)
    betaald = BedragField("betaald")
    aantal = models.IntegerField("aantal ontvangers")
    gevraagd = BedragField("gevraagd")
    eerst = BedragField("eerst verleend")
    gewijzigd = BedragField("gewijzigd", negatief=True)
    af = BedragField("verleend van wat is vastgesteld", negatief=True)
    vastgesteld = BedragField("vastgesteld")
    op = models.DateTimeField("berekend op", null=True)

    class Meta:
        managed = False
        db_table = "overzichten_uitsplitsing"
        verbose_name = "uitsplitsing"
        verbose_name_plural = "uitsplitsingen"
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return self.id
