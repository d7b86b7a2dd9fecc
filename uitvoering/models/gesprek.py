from typing import ClassVar

import pgtrigger
from django.db import models

from kern.historie import gevolgd
from kern.onwijzigbaar import onwijzigbaar
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap
from subsidies.models import Subsidie

VERLOOP = Verloop(
    "het gesprek",
    begin=("gepland",),
    overgangen={
        "gepland": ("gehouden", "vervallen"),
        "gehouden": ("bij_partner",),
        "bij_partner": ("gehouden", "vastgesteld"),
    },
)


@gevolgd
class Gesprek(models.Model):
    """A progress talk on one grant: planned, held, its report agreed by the recipient, and frozen then.

    There is at least one a year. `bijstelling_nodig` is its outcome: a change of the grant is a proposal of its own.
    """

    class Stand(models.TextChoices):
        GEPLAND = "gepland", "gepland"
        GEHOUDEN = "gehouden", "gehouden, verslag in de maak"
        BIJ_PARTNER = "bij_partner", "verslag ligt bij de partner"
        VASTGESTELD = "vastgesteld", "vastgesteld"
        VERVALLEN = "vervallen", "vervallen"

    VERLOOP: ClassVar[Verloop] = VERLOOP

    subsidie = models.ForeignKey(Subsidie, models.PROTECT, related_name="gesprekken", verbose_name="subsidie")
    datum = models.DateField("datum")
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.GEPLAND)
    deelnemers = models.CharField(
        "wie erbij waren", max_length=500, blank=True, help_text="Noem functies, bijvoorbeeld: directeur, adviseur."
    )
    verslag = models.TextField("verslag", max_length=10000, blank=True)
    afspraken = models.TextField("afspraken", max_length=5000, blank=True, help_text="Eén afspraak per regel.")
    bijstelling_nodig = models.BooleanField("de subsidie moet veranderen", null=True, blank=True)
    gemaakt_door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="gemaakt door")
    opmerking = models.TextField("opmerking van de partner", max_length=5000, blank=True)
    akkoord_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="akkoord van"
    )
    akkoord_op = models.DateTimeField("akkoord op", null=True, blank=True)

    class Meta:
        verbose_name = "voortgangsgesprek"
        verbose_name_plural = "voortgangsgesprekken"
        ordering: ClassVar[list[str]] = ["-datum", "-id"]
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(stand__in=["bij_partner", "vastgesteld"])
                | (~models.Q(verslag="") & models.Q(bijstelling_nodig__isnull=False)),
                name="gesprek_met_verslag",
            ),
            models.CheckConstraint(
                condition=models.Q(stand="vastgesteld", akkoord_door__isnull=False, akkoord_op__isnull=False)
                | (~models.Q(stand="vastgesteld") & models.Q(akkoord_door__isnull=True, akkoord_op__isnull=True)),
                name="gesprek_vastgesteld_met_akkoord",
            ),
        )
        triggers = (
            *VERLOOP.triggers(),
            *onwijzigbaar("subsidie", "gemaakt_door"),
            pgtrigger.Protect(
                name="vastgesteld_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__stand__in=["vastgesteld", "vervallen"]),
            ),
        )

    def __str__(self) -> str:
        return f"gesprek van {self.datum:%d-%m-%Y}"

    @property
    def te_doen(self) -> list[str]:
        """The agreements, one per line."""
        return [regel.strip() for regel in self.afspraken.splitlines() if regel.strip()]
