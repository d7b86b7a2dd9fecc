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


class Optelling(models.Model):
    """The columns that the ledger counts (begroting.grootboek.GETELD)."""

    begroot = BedragField("begroot", default=0, db_default=0)
    plafond = BedragField("gepubliceerd plafond", default=0, db_default=0)
    vrijgesteld = BedragField("vrijgesteld van het plafond", default=0, db_default=0)
    gereserveerd = BedragField("gereserveerd", default=0, db_default=0)
    verplicht = BedragField("verplicht", default=0, db_default=0)
    betaald = BedragField("betaald", default=0, db_default=0)
    gereserveerd_zaken = BedragField("daarvan gereserveerd voor zaken", default=0, db_default=0)
    verplicht_anders = BedragField("daarvan verplicht zonder subsidie", default=0, db_default=0)
    aantal_gereserveerd = models.IntegerField("aantal gereserveerd", default=0, db_default=0)
    aantal_verleend = models.IntegerField("aantal verleend", default=0, db_default=0)

    class Meta:
        abstract = True


class Stand(Optelling):
    """The sums of the bookings of one budget year, one purpose or one commitment, and all below it.

    Nobody writes this table. A trigger makes the row at zero together with its owner, another adds the sums of
    new bookings; any other write is refused (migration 0005). The CHECKs here are what keeps the money under
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
    onder = models.ForeignKey(
        Bestedingsdoel,
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="standen_eronder",
        verbose_name="onder bestedingsdoel",
        help_text="Van een verplichting: zo staan de grootste van een doel klaar.",
    )
    sinds = models.DateField("sinds", null=True, help_text="Van een verplichting: de dag van de eerste boeking.")

    class Meta:
        verbose_name = "stand"
        verbose_name_plural = "standen"
        ordering: ClassVar[list[str]] = ["id"]
        indexes = (
            models.Index(
                fields=["onder", "-verplicht", "verplichting"],
                include=["sinds"],
                condition=Q(onder__isnull=False),
                name="stand_onder_doel",
            ),
        )
        constraints = (
            models.CheckConstraint(condition=precies_een_van(NIVEAUS), name="stand_een_eigenaar"),
            models.CheckConstraint(
                condition=Q(verplichting__isnull=False)
                | Q(begroot__gte=F("gereserveerd") + F("verplicht") - F("vrijgesteld")),
                name="stand_ruimte",
            ),
            models.CheckConstraint(condition=Q(verplicht__gte=F("betaald")), name="stand_betaald"),
            models.CheckConstraint(
                condition=Q(bestedingsdoel__isnull=True)
                | Q(plafond=0)
                | Q(plafond__gte=F("verplicht") - F("verplicht_anders") - F("vrijgesteld")),
                name="stand_plafond",
            ),
            models.CheckConstraint(
                condition=Q(
                    begroot__gte=0,
                    plafond__gte=0,
                    vrijgesteld__gte=0,
                    gereserveerd__gte=0,
                    verplicht__gte=0,
                    betaald__gte=0,
                ),
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

    @property
    def onder_plafond(self) -> Decimal:
        """What was granted under the published ceiling: subsidies only, what is exempt from it left out."""
        return self.verplicht - self.verplicht_anders - self.vrijgesteld


class Dagstand(Optelling):
    """What a year or a purpose stood at, at the end of a day on which something was booked there.

    Nobody writes this table: a trigger keeps it in the statement that books (begroting.dagstanden).
    """

    stand = models.ForeignKey(Stand, models.PROTECT, related_name="dagen", db_index=False, verbose_name="stand")
    dag = models.DateField("dag")

    class Meta:
        verbose_name = "dagstand"
        verbose_name_plural = "dagstanden"
        ordering: ClassVar[list[str]] = ["stand", "dag"]
        constraints = (models.UniqueConstraint(fields=["stand", "dag"], name="dagstand_een_per_dag"),)
        triggers = (
            pgtrigger.Protect(
                name="alleen_via_boekingen",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("pg_trigger_depth() = 0"),
            ),
        )

    def __str__(self) -> str:
        return f"stand {self.stand_id} op {self.dag}"
