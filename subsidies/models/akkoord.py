from typing import ClassVar

import pgtrigger
from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap, Machtiging
from subsidies.models.deel import Aanvraagdeel


class Akkoord(models.Model):
    """A participant's confirmation of its part and of everybody's shares, as they were at that moment.

    `inhoudshash` is SHA-256 over both (subsidies.regels.inhoud). When either changes, `vervallen_op` is set and
    the row stays: what was agreed to, and through whose act it no longer holds, remains to be read. `machtiging` is
    what somebody of another organisation signed under (Awb 2:1).
    """

    class Reden(models.TextChoices):
        DEEL = "deel_gewijzigd", "het eigen deel is gewijzigd"
        VERDELING = "verdeling_gewijzigd", "de verdeling van het geld is gewijzigd"
        INGETROKKEN = "ingetrokken", "de organisatie heeft het akkoord ingetrokken"
        DEELNEMERS = "deelnemers_gewijzigd", "wie er meedoet is gewijzigd"
        PENVOERDER = "penvoerder_gewijzigd", "een andere organisatie is penvoerder geworden"

    deel = models.ForeignKey(Aanvraagdeel, models.PROTECT, related_name="akkoorden", verbose_name="deel")
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="akkoorden", verbose_name="gegeven door")
    machtiging = models.ForeignKey(
        Machtiging, models.PROTECT, null=True, blank=True, related_name="akkoorden", verbose_name="onder machtiging"
    )
    gegeven_op = models.DateTimeField("gegeven op", auto_now_add=True)
    deelhash = models.CharField("hash van het eigen deel", max_length=64)
    inhoudshash = models.CharField("hash van deel en verdeling", max_length=64)
    vervallen_op = models.DateTimeField("vervallen op", null=True, blank=True)
    vervallen_reden = models.CharField("reden van verval", max_length=30, choices=Reden.choices, blank=True)
    vervallen_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="vervallen door wat deed"
    )

    class Meta:
        verbose_name = "akkoord"
        verbose_name_plural = "akkoorden"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(
                fields=["deel"], condition=models.Q(vervallen_op__isnull=True), name="akkoord_een_geldig_per_deel"
            ),
            models.CheckConstraint(
                condition=models.Q(vervallen_op__isnull=True, vervallen_reden="")
                | (models.Q(vervallen_op__isnull=False) & ~models.Q(vervallen_reden="")),
                name="akkoord_vervalt_met_reden",
            ),
        )
        triggers = (
            *onwijzigbaar("deel", "door", "machtiging", "gegeven_op", "deelhash", "inhoudshash"),
            pgtrigger.Protect(
                name="vervallen_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__vervallen_op__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"akkoord op deel {self.deel_id}"
