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
    """A commitment in the ledger from which a grant is paid in one year of activity.

    A year that several budgets cover has a row for each, used in the order of `volgorde`. The first stands for the
    year itself, for what hangs on the year and not on one budget.
    """

    subsidie = models.ForeignKey(Subsidie, models.PROTECT, related_name="jaren", verbose_name="subsidie")
    jaar = models.PositiveSmallIntegerField("jaar van de activiteit")
    verplichting = models.OneToOneField(
        Verplichting, models.PROTECT, related_name="subsidiejaar", verbose_name="verplichting"
    )
    volgorde = models.PositiveSmallIntegerField("volgorde", default=1)

    class Meta:
        verbose_name = "subsidiejaar"
        verbose_name_plural = "subsidiejaren"
        ordering: ClassVar[list[str]] = ["jaar", "volgorde"]
        constraints = (
            models.UniqueConstraint(fields=["subsidie", "jaar", "volgorde"], name="subsidiejaar_een_per_plek"),
            models.CheckConstraint(condition=models.Q(volgorde__gte=1), name="subsidiejaar_volgorde"),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.subsidie_id}: {self.jaar}"
