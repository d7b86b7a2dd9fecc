from typing import ClassVar

from django.db import models

from begroting.models import Verplichting
from kern.onwijzigbaar import onwijzigbaar
from kern.verloop import Verloop
from organisaties.models import Organisatie
from subsidies.models.besluit import Beschikking
from subsidies.models.deel import Aanvraagdeel

VERLOOP = Verloop(
    "de subsidie",
    begin=("lopend", "vastgesteld"),
    overgangen={
        "lopend": ("vastgesteld", "ingetrokken"),
        "vastgesteld": ("ingetrokken",),
        "ingetrokken": ("lopend", "vastgesteld"),  # a withdrawal undone on objection (Awb 7:11)
    },
)


class Subsidie(models.Model):
    """A grant of one recipient, from its first decision until it is settled or withdrawn (Awb 4:21).

    Its amounts stand in the decisions (Beschikkingsbedrag); its money in the ledger, per year (Subsidiejaar). It is
    born settled when the decision was a direct settlement (Awb 4:29).
    """

    class Stand(models.TextChoices):
        LOPEND = "lopend", "loopt"
        VASTGESTELD = "vastgesteld", "vastgesteld"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    VERLOOP: ClassVar[Verloop] = VERLOOP

    deel = models.OneToOneField(Aanvraagdeel, models.PROTECT, related_name="subsidie", verbose_name="deel")
    beschikking = models.OneToOneField(
        Beschikking, models.PROTECT, related_name="subsidie", verbose_name="eerste beschikking"
    )
    kenmerk = models.CharField("kenmerk", max_length=20, unique=True)
    ontvanger = models.ForeignKey(Organisatie, models.PROTECT, related_name="subsidies", verbose_name="ontvanger")
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.LOPEND)

    class Meta:
        verbose_name = "subsidie"
        verbose_name_plural = "subsidies"
        ordering: ClassVar[list[str]] = ["id"]
        triggers = (*VERLOOP.triggers(), *onwijzigbaar("deel", "beschikking", "kenmerk", "ontvanger"))

    def __str__(self) -> str:
        return self.kenmerk


class Subsidiejaar(models.Model):
    """The commitment in the ledger from which a grant is paid in one year of activity."""

    subsidie = models.ForeignKey(Subsidie, models.PROTECT, related_name="jaren", verbose_name="subsidie")
    jaar = models.PositiveSmallIntegerField("jaar van de activiteit")
    verplichting = models.OneToOneField(
        Verplichting, models.PROTECT, related_name="subsidiejaar", verbose_name="verplichting"
    )

    class Meta:
        verbose_name = "subsidiejaar"
        verbose_name_plural = "subsidiejaren"
        ordering: ClassVar[list[str]] = ["jaar"]
        constraints = (models.UniqueConstraint(fields=["subsidie", "jaar"], name="subsidiejaar_een_keer"),)
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.subsidie_id}: {self.jaar}"
