import datetime
from typing import ClassVar

import pgtrigger
from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap
from subsidies.models import Besluit, Subsidie


class Opschorting(models.Model):
    """The duty to pay is suspended from the day of the letter, at most thirteen weeks (Awb 4:56).

    It ends on `tot_en_met`, or earlier on `opgeheven_op`: the last day it held.
    """

    subsidie = models.ForeignKey(Subsidie, models.PROTECT, related_name="opschortingen", verbose_name="subsidie")
    besluit = models.ForeignKey(Besluit, models.PROTECT, related_name="opschortingen", verbose_name="besluit")
    van = models.DateField("van")
    tot_en_met = models.DateField("tot en met")
    opgeheven_op = models.DateField("opgeheven op", null=True, blank=True)
    opgeheven_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="opgeheven door"
    )
    opgeheven_reden = models.TextField("waarom opgeheven", max_length=2000, blank=True)

    class Meta:
        verbose_name = "opschorting"
        verbose_name_plural = "opschortingen"
        ordering: ClassVar[list[str]] = ["-van", "-id"]
        constraints = (
            models.UniqueConstraint(fields=["subsidie", "besluit"], name="opschorting_een_per_besluit"),
            models.CheckConstraint(
                condition=models.Q(tot_en_met__gte=models.F("van"))
                & models.Q(tot_en_met__lte=models.F("van") + datetime.timedelta(weeks=13)),
                name="opschorting_ten_hoogste_dertien_weken",
            ),
            models.CheckConstraint(
                condition=models.Q(opgeheven_op__isnull=True, opgeheven_door__isnull=True, opgeheven_reden="")
                | (
                    models.Q(opgeheven_op__gte=models.F("van"), opgeheven_op__lte=models.F("tot_en_met"))
                    & models.Q(opgeheven_door__isnull=False)
                    & ~models.Q(opgeheven_reden="")
                ),
                name="opschorting_opgeheven_met_reden",
            ),
        )
        triggers = (
            *onwijzigbaar("subsidie", "besluit", "van", "tot_en_met"),
            pgtrigger.Protect(
                name="opgeheven_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__opgeheven_op__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"opschorting van {self.van:%d-%m-%Y}"

    @property
    def laatste_dag(self) -> datetime.date:
        return self.opgeheven_op or self.tot_en_met

    @property
    def dagen(self) -> int:
        """The days on which nothing is paid; on the day it is lifted, paying begins again."""
        return (self.laatste_dag - self.van).days + (self.opgeheven_op is None)

    def loopt_op(self, dag: datetime.date) -> bool:
        """Whether nothing is paid on `dag`; on the day it is lifted, paying begins again."""
        return self.van <= dag <= self.tot_en_met and (self.opgeheven_op is None or dag < self.opgeheven_op)
