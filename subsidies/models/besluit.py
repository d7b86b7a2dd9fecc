from typing import ClassVar

from django.db import models

from begroting.models import Verplichting
from brieven.models import Brief
from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField
from organisaties.models import Lidmaatschap, Mandaat
from subsidies.models.aanvraag import Aanvraag
from subsidies.models.deel import Aanvraagdeel


class Besluit(models.Model):
    """One act of deciding on an application (Awb 1:3, 4:29), by a person with a mandate (Awb 10:1–10:12)."""

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="besluiten", verbose_name="aanvraag")
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="besluiten", verbose_name="genomen door")
    mandaat = models.ForeignKey(Mandaat, models.PROTECT, related_name="besluiten", verbose_name="mandaat")
    genomen_op = models.DateTimeField("genomen op")
    motivering = models.TextField("motivering", max_length=5000, blank=True)
    parameters = models.JSONField("wat gold", help_text="De regels van de regeling, zoals zij golden op deze dag.")

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering: ClassVar[list[str]] = ["id"]
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"besluit op aanvraag {self.aanvraag_id}"


class Beschikking(models.Model):
    """The decision for one recipient, in one letter (Awb 1:3 lid 2, 3:41)."""

    class Soort(models.TextChoices):
        VERLENING = "verlening", "Verlening"
        GEDEELTELIJK = "gedeeltelijk", "Gedeeltelijke verlening"
        WEIGERING = "weigering", "Weigering"

    besluit = models.ForeignKey(Besluit, models.PROTECT, related_name="beschikkingen", verbose_name="besluit")
    deel = models.ForeignKey(Aanvraagdeel, models.PROTECT, related_name="beschikkingen", verbose_name="deel")
    soort = models.CharField("soort", max_length=20, choices=Soort.choices)
    kenmerk = models.CharField("kenmerk", max_length=20, unique=True)
    brief = models.OneToOneField(Brief, models.PROTECT, related_name="beschikking", verbose_name="brief")

    class Meta:
        verbose_name = "beschikking"
        verbose_name_plural = "beschikkingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (models.UniqueConstraint(fields=["besluit", "deel"], name="beschikking_een_per_ontvanger"),)
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return self.kenmerk


class Beschikkingsbedrag(models.Model):
    """Asked and granted for one year, in euro. `verplichting` is the commitment in the ledger; none for 0 euro."""

    beschikking = models.ForeignKey(Beschikking, models.PROTECT, related_name="bedragen", verbose_name="beschikking")
    jaar = models.PositiveSmallIntegerField("jaar")
    gevraagd = BedragField("gevraagd")
    verleend = BedragField("verleend")
    verplichting = models.OneToOneField(
        Verplichting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="beschikkingsbedrag",
        verbose_name="verplichting",
    )

    class Meta:
        verbose_name = "beschikt bedrag"
        verbose_name_plural = "beschikte bedragen"
        ordering: ClassVar[list[str]] = ["jaar"]
        constraints = (
            models.UniqueConstraint(fields=["beschikking", "jaar"], name="beschikkingsbedrag_een_per_jaar"),
            models.CheckConstraint(
                condition=models.Q(verleend=0, verplichting__isnull=True)
                | models.Q(verleend__gt=0, verplichting__isnull=False),
                name="beschikkingsbedrag_met_verplichting",
            ),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.jaar}: {self.verleend}"
