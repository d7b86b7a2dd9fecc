"""Agreeing on, reviewing and keeping a yearly account."""

from typing import ClassVar

import pgtrigger
from django.db import models

from kern.models import Bestand
from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap, Machtiging
from thematafels.models import Niveau
from verantwoording.models.verslag import Activiteitverslag, Deelverslag, Verantwoording


class Verslagakkoord(models.Model):
    """A participant agrees to the joint account as it stands: SHA-256 over its content. A change voids it.

    `machtiging` is empty when a tekenbevoegde of the organisation itself signed (Awb 2:1).
    """

    verantwoording = models.ForeignKey(
        Verantwoording, models.PROTECT, related_name="akkoorden", verbose_name="verantwoording"
    )
    deelverslag = models.ForeignKey(Deelverslag, models.PROTECT, related_name="akkoorden", verbose_name="deelverslag")
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="akkoord van")
    machtiging = models.ForeignKey(
        Machtiging, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="onder machtiging"
    )
    gegeven_op = models.DateTimeField("gegeven op", auto_now_add=True)
    inhoudshash = models.CharField("SHA-256", max_length=64)
    vervallen_op = models.DateTimeField("vervallen op", null=True, blank=True)

    class Meta:
        verbose_name = "akkoord op een verantwoording"
        verbose_name_plural = "akkoorden op verantwoordingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(
                fields=["deelverslag"], condition=models.Q(vervallen_op=None), name="verslagakkoord_een_geldig"
            ),
        )
        triggers = (
            *onwijzigbaar("verantwoording", "deelverslag", "door", "machtiging", "gegeven_op", "inhoudshash"),
            pgtrigger.Protect(
                name="vervallen_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__vervallen_op__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"akkoord {self.pk}"


class Bevinding(models.Model):
    """What an officer finds in an account, or asks back: on the whole, on one participant, or on one activity.

    A question is answered once; the finding itself stays as it was written.
    """

    class Soort(models.TextChoices):
        BEVINDING = "bevinding", "Bevinding"
        VRAAG = "vraag", "Vraag"

    verantwoording = models.ForeignKey(
        Verantwoording, models.PROTECT, related_name="bevindingen", verbose_name="verantwoording"
    )
    deelverslag = models.ForeignKey(
        Deelverslag, models.PROTECT, null=True, blank=True, related_name="bevindingen", verbose_name="deelverslag"
    )
    verslag = models.ForeignKey(
        Activiteitverslag,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bevindingen",
        verbose_name="verslag van een activiteit",
    )
    niveau = models.CharField("niveau", max_length=12, choices=Niveau.choices, blank=True)
    soort = models.CharField("soort", max_length=10, choices=Soort.choices)
    tekst = models.TextField("tekst", max_length=3000)
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="van")
    op = models.DateTimeField("op", auto_now_add=True)
    antwoord = models.TextField("antwoord", max_length=3000, blank=True)
    antwoord_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beantwoord door"
    )
    antwoord_op = models.DateTimeField("beantwoord op", null=True, blank=True)

    class Meta:
        verbose_name = "bevinding"
        verbose_name_plural = "bevindingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(verslag__isnull=True) | models.Q(deelverslag__isnull=False),
                name="bevinding_verslag_met_deel",
            ),
            models.CheckConstraint(
                condition=models.Q(antwoord="", antwoord_door__isnull=True, antwoord_op__isnull=True)
                | (
                    ~models.Q(antwoord="")
                    & models.Q(soort="vraag", antwoord_door__isnull=False, antwoord_op__isnull=False)
                ),
                name="bevinding_vraag_beantwoord",
            ),
        )
        triggers = (
            *onwijzigbaar("verantwoording", "deelverslag", "verslag", "niveau", "soort", "tekst", "door", "op"),
            pgtrigger.Protect(
                name="antwoord_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__antwoord_op__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.soort} {self.pk}"


class Verantwoordingsstuk(models.Model):
    """The joint account as it was submitted, frozen: canonical JSON, its SHA-256, and the PDF made from it."""

    verantwoording = models.ForeignKey(
        Verantwoording, models.PROTECT, related_name="stukken", verbose_name="verantwoording"
    )
    nummer = models.PositiveSmallIntegerField("nummer")
    inhoud = models.JSONField("inhoud")
    sha256 = models.CharField("SHA-256", max_length=64)
    gemaakt_op = models.DateTimeField("gemaakt op", auto_now_add=True)
    pdf = models.ForeignKey(
        Bestand, models.PROTECT, null=True, blank=True, related_name="verantwoordingsstukken", verbose_name="PDF"
    )

    class Meta:
        verbose_name = "verantwoordingsstuk"
        verbose_name_plural = "verantwoordingsstukken"
        ordering: ClassVar[list[str]] = ["verantwoording", "nummer"]
        constraints = (
            models.UniqueConstraint(fields=["verantwoording", "nummer"], name="verantwoordingsstuk_een_per_nummer"),
        )
        triggers = (
            *onwijzigbaar("verantwoording", "nummer", "inhoud", "sha256", "gemaakt_op"),
            pgtrigger.Protect(
                name="pdf_blijft", operation=pgtrigger.Update, condition=pgtrigger.Q(old__pdf__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"stuk {self.nummer} van verantwoording {self.verantwoording_id}"
