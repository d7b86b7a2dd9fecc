from typing import ClassVar

import pgtrigger
from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap
from subsidies.models.aanvraag import Aanvraag
from subsidies.models.besluit import Besluit
from subsidies.models.deel import Aanvraagdeel


class Advies(models.Model):
    """What somebody advises to decide, on the whole application or on one part (Awb 3:5, 3:50).

    By the assessors themselves, or from outside (`extern`) with who gave it and when. It stays as it was given; a
    newer advice of the same sender on the same subject takes its place (`vervangen_op`).
    """

    class Strekking(models.TextChoices):
        VERLENEN = "verlenen", "verlenen zoals gevraagd"
        DEELS = "deels", "voor een deel verlenen"
        WEIGEREN = "weigeren", "weigeren"

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="adviezen", verbose_name="aanvraag")
    deel = models.ForeignKey(
        Aanvraagdeel, models.PROTECT, null=True, blank=True, related_name="adviezen", verbose_name="deel"
    )
    afzender = models.CharField("van wie", max_length=200)
    extern = models.BooleanField("van buiten de gemeente", default=False)
    datum = models.DateField("datum van het advies")
    strekking = models.CharField("strekking", max_length=12, choices=Strekking.choices)
    tekst = models.TextField("advies", max_length=10000)
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="vastgelegd door")
    vastgelegd_op = models.DateTimeField("vastgelegd op", auto_now_add=True)
    vervangen_op = models.DateTimeField("vervangen op", null=True, blank=True)

    class Meta:
        verbose_name = "advies"
        verbose_name_plural = "adviezen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(condition=~models.Q(tekst="") & ~models.Q(afzender=""), name="advies_met_tekst"),
            models.UniqueConstraint(
                fields=["aanvraag", "deel", "afzender"],
                condition=models.Q(vervangen_op__isnull=True),
                nulls_distinct=False,
                name="advies_een_per_afzender",
            ),
        )
        triggers = (
            *onwijzigbaar(
                "aanvraag", "deel", "afzender", "extern", "datum", "strekking", "tekst", "door", "vastgelegd_op"
            ),
            pgtrigger.Protect(
                name="vervangen_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__vervangen_op__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"advies van {self.afzender}: {self.get_strekking_display()}"


class Adviesafwijking(models.Model):
    """Why a decision differs from an advice (Awb 3:50)."""

    besluit = models.ForeignKey(Besluit, models.PROTECT, related_name="adviesafwijkingen", verbose_name="besluit")
    advies = models.ForeignKey(Advies, models.PROTECT, related_name="afwijkingen", verbose_name="advies")
    motivering = models.TextField("waarom anders dan het advies", max_length=5000)

    class Meta:
        verbose_name = "afwijking van een advies"
        verbose_name_plural = "afwijkingen van adviezen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(fields=["besluit", "advies"], name="adviesafwijking_een_per_advies"),
            models.CheckConstraint(condition=~models.Q(motivering=""), name="adviesafwijking_met_reden"),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"afwijking van advies {self.advies_id} in besluit {self.besluit_id}"
