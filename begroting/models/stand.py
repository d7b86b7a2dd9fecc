from decimal import Decimal
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from begroting.grootboek import NIVEAUS
from begroting.models.budget import Bestedingsdoel, Budgetjaar
from begroting.models.verplichting import Verplichting
from kern.velden import BedragField


def precies_een_van(velden: tuple[str, ...]) -> Q:
    """Exactly one of these columns is filled."""
    keuze = Q()
    for gevuld in velden:
        keuze |= Q(**{f"{veld}__isnull": veld != gevuld for veld in velden})
    return keuze


class Stand(models.Model):
    """The sums of the bookings of one budget year, one purpose or one commitment, and all below it.

    Nobody writes this table. A trigger makes the row at zero together with its owner, another adds the sums of
    new bookings; any other write is refused (migration 0002). The CHECKs here are what keeps the money under
    its ceiling.
    """

    budgetjaar = models.OneToOneField(
        Budgetjaar, models.PROTECT, null=True, related_name="stand", verbose_name="budgetjaar"
    )
    bestedingsdoel = models.OneToOneField(
        Bestedingsdoel, models.PROTECT, null=True, related_name="stand", verbose_name="bestedingsdoel"
    )
    verplichting = models.OneToOneField(
        Verplichting, models.PROTECT, null=True, related_name="stand", verbose_name="verplichting"
    )
    begroot = BedragField("begroot", default=0, db_default=0)
    vrijgesteld = BedragField("vrijgesteld van het plafond", default=0, db_default=0)
    gereserveerd = BedragField("gereserveerd", default=0, db_default=0)
    verplicht = BedragField("verplicht", default=0, db_default=0)
    betaald = BedragField("betaald", default=0, db_default=0)

    class Meta:
        verbose_name = "stand"
        verbose_name_plural = "standen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(condition=precies_een_van(NIVEAUS), name="stand_een_eigenaar"),
            models.CheckConstraint(
                condition=Q(verplichting__isnull=False)
                | Q(begroot__gte=F("gereserveerd") + F("verplicht") - F("vrijgesteld")),
                name="stand_ruimte",
            ),
            models.CheckConstraint(condition=Q(verplicht__gte=F("betaald")), name="stand_betaald"),
            models.CheckConstraint(
                condition=Q(begroot__gte=0, vrijgesteld__gte=0, gereserveerd__gte=0, verplicht__gte=0, betaald__gte=0),
                name="stand_niet_negatief",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="alleen_via_boekingen",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("pg_trigger_depth() = 0"),
            ),
        )

    def __str__(self) -> str:
        return f"stand van {self.budgetjaar or self.bestedingsdoel or self.verplichting}"

    @property
    def ruimte(self) -> Decimal:
        """What can still be reserved or committed here."""
        return self.begroot + self.vrijgesteld - self.gereserveerd - self.verplicht
