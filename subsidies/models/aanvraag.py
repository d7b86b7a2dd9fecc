from typing import ClassVar

from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap, Organisatie
from regelingen.models import Regeling
from thematafels.models import Thematafel, Uitvraag

VERLOOP = Verloop(
    "de aanvraag",
    begin=("concept",),
    overgangen={
        "concept": ("ingediend", "ingetrokken"),
        "ingediend": ("in_behandeling", "ingetrokken"),
        "in_behandeling": ("voorgesteld", "ingetrokken"),
        "voorgesteld": ("in_behandeling", "besloten", "ingetrokken"),
    },
)


class Aanvraag(models.Model):
    """One application with one or more participants (Awb 4:1); `penvoerder` submits it for all of them.

    A table has one joint application. `zelfstandig`: one organisation applies alone, under an individual scheme or
    after its part left the joint application. `ingevoerd_door` is the officer who enters one that came on paper.
    """

    class Stand(models.TextChoices):
        CONCEPT = "concept", "concept"
        INGEDIEND = "ingediend", "ingediend"
        IN_BEHANDELING = "in_behandeling", "in behandeling"
        VOORGESTELD = "voorgesteld", "voorgesteld"
        BESLOTEN = "besloten", "besloten"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    VERLOOP: ClassVar[Verloop] = VERLOOP

    kenmerk = models.CharField("kenmerk", max_length=20, unique=True)
    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="aanvragen", verbose_name="regeling")
    uitvraag = models.ForeignKey(
        Uitvraag, models.PROTECT, null=True, blank=True, related_name="aanvragen", verbose_name="uitvraag"
    )
    tafel = models.ForeignKey(
        Thematafel, models.PROTECT, null=True, blank=True, related_name="aanvragen", verbose_name="thematafel"
    )
    penvoerder = models.ForeignKey(
        Organisatie, models.PROTECT, related_name="aanvragen_als_penvoerder", verbose_name="penvoerder"
    )
    stand = models.CharField("stand", max_length=20, choices=Stand.choices, default=Stand.CONCEPT)
    eerste_jaar = models.PositiveSmallIntegerField("eerste jaar")
    laatste_jaar = models.PositiveSmallIntegerField("laatste jaar")
    zelfstandig = models.BooleanField("zelfstandig", default=False)
    ingevoerd_door = models.ForeignKey(
        Lidmaatschap,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="op papier, ingevoerd door",
        help_text="Awb 2:7: ook een aanvraag op papier telt.",
    )
    indienen_zodra_eens = models.ForeignKey(
        Lidmaatschap,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dient in zodra iedereen akkoord is",
        help_text="De tekenbevoegde van de penvoerder die dit vroeg.",
    )
    aangemaakt_op = models.DateTimeField("aangemaakt op", auto_now_add=True)
    ontvangen_op = models.DateTimeField(
        "ontvangen op", null=True, blank=True, help_text="Awb 4:13: de termijn begint."
    )
    beslis_uiterlijk = models.DateField("besluit uiterlijk op", null=True, blank=True, help_text="Awb 4:13")

    class Meta:
        verbose_name = "aanvraag"
        verbose_name_plural = "aanvragen"
        ordering: ClassVar[list[str]] = ["-id"]
        triggers = (*VERLOOP.triggers(), *onwijzigbaar("kenmerk", "regeling", "uitvraag", "tafel", "zelfstandig"))
        constraints = (
            models.UniqueConstraint(
                fields=["tafel"],
                condition=~models.Q(stand="ingetrokken") & models.Q(zelfstandig=False),
                name="aanvraag_een_per_tafel",
            ),
            models.UniqueConstraint(
                fields=["tafel", "penvoerder"],
                condition=~models.Q(stand="ingetrokken") & models.Q(zelfstandig=True),
                name="aanvraag_een_per_organisatie",
            ),
            models.CheckConstraint(
                condition=models.Q(laatste_jaar__gte=models.F("eerste_jaar"))
                & models.Q(laatste_jaar__lt=models.F("eerste_jaar") + 10),
                name="aanvraag_jaren_op_volgorde",
            ),
            models.CheckConstraint(
                condition=models.Q(tafel__isnull=True, uitvraag__isnull=True)
                | models.Q(tafel__isnull=False, uitvraag__isnull=False),
                name="aanvraag_tafel_met_uitvraag",
            ),
            models.CheckConstraint(
                condition=models.Q(stand__in=["concept", "ingetrokken"])
                | models.Q(ontvangen_op__isnull=False, beslis_uiterlijk__isnull=False),
                name="aanvraag_ingediend_met_klok",
            ),
        )

    def __str__(self) -> str:
        return self.kenmerk

    @property
    def jaren(self) -> range:
        return range(self.eerste_jaar, self.laatste_jaar + 1)

    @property
    def naam(self) -> str:
        """What people call it: the theme of the table, or who applies alone. Select both along."""
        return self.tafel.thema.naam if self.tafel and not self.zelfstandig else self.penvoerder.naam

    @property
    def waarvoor(self) -> str:
        """What the money is for: the theme of the table, or the regeling of who applies alone. Select both along."""
        return self.tafel.thema.naam if self.tafel and not self.zelfstandig else self.regeling.naam

    @property
    def periode(self) -> str:
        return f"{self.eerste_jaar}–{self.laatste_jaar}" if len(self.jaren) > 1 else str(self.eerste_jaar)

    @property
    def fictief(self) -> bool:
        """Its call was made up, and so is every letter about it. Select `uitvraag` along."""
        return self.uitvraag is not None and self.uitvraag.fictief
