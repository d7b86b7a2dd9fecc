import datetime
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from kern.onwijzigbaar import onwijzigbaar
from regelingen.models.regeling import Regeling


class Weigeringsgrond(models.Model):
    """A ground on which a scheme may refuse, from a day on; without `regeling` it is of the law and holds for all.

    Its words never change: other words are a new row with the same code from a later day. `geldig_tot` is the last
    day, and is filled in once. Which hold on a day: regelingen.selectors.weigeringsgronden_op.
    """

    regeling = models.ForeignKey(
        Regeling, models.PROTECT, null=True, blank=True, related_name="weigeringsgronden", verbose_name="regeling"
    )
    code = models.SlugField("code", max_length=40)
    tekst = models.CharField("grond", max_length=500, help_text="Zo staat het in de brief.")
    artikel = models.CharField("artikel", max_length=150, help_text="Bijvoorbeeld: artikel 4:25 lid 2 Awb.")
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)
    geldig_van = models.DateField("geldt vanaf")
    geldig_tot = models.DateField("geldt tot en met", null=True, blank=True)

    class Meta:
        verbose_name = "weigeringsgrond"
        verbose_name_plural = "weigeringsgronden"
        ordering: ClassVar[list[str]] = ["volgorde", "id"]
        constraints = (
            models.UniqueConstraint(
                fields=["regeling", "code", "geldig_van"],
                name="weigeringsgrond_een_per_dag",
                nulls_distinct=False,
                violation_error_message="Vanaf deze dag is deze grond al vastgelegd.",
            ),
            models.CheckConstraint(
                condition=~Q(code="") & ~Q(tekst="") & ~Q(artikel=""), name="weigeringsgrond_gevuld"
            ),
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gte=F("geldig_van")),
                name="weigeringsgrond_tot_na_van",
                violation_error_message="De laatste dag ligt voor de eerste.",
            ),
        )
        triggers = (
            *onwijzigbaar("regeling", "code", "tekst", "artikel", "volgorde", "geldig_van"),
            pgtrigger.Protect(
                name="een_keer_beeindigd",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__geldig_tot__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.artikel}: {self.tekst}"

    def geldt_op(self, dag: datetime.date) -> bool:
        return self.geldig_van <= dag and (self.geldig_tot is None or dag <= self.geldig_tot)
