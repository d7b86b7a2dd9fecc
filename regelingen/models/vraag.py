import datetime
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q

from kern.onwijzigbaar import onwijzigbaar
from regelingen.models.regeling import Regeling


class Vraag(models.Model):
    """One question of the short form of a scheme, from a day on. What it asks never changes.

    Other words are a new row with the same code from a later day; `geldig_tot` is the last day it is asked, and is
    filled in once. Which questions stand on a form on a day: regelingen.selectors.vragen_op.
    """

    class Soort(models.TextChoices):
        TEKST = "tekst", "tekst van een of meer alinea's"
        KORTE_TEKST = "korte_tekst", "korte tekst op één regel"
        GETAL = "getal", "getal"
        JA_NEE = "ja_nee", "ja of nee"

    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="vragen", verbose_name="regeling")
    code = models.SlugField("code", max_length=40)
    vraag = models.CharField("vraag", max_length=200)
    uitleg = models.CharField("uitleg", max_length=500, blank=True)
    soort = models.CharField("soort antwoord", max_length=11, choices=Soort.choices, default=Soort.TEKST)
    verplicht = models.BooleanField("verplicht", default=True)
    max_lengte = models.PositiveSmallIntegerField("ten hoogste zoveel tekens", default=1500)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)
    geldig_van = models.DateField("gevraagd vanaf")
    geldig_tot = models.DateField("gevraagd tot en met", null=True, blank=True)

    class Meta:
        verbose_name = "vraag"
        verbose_name_plural = "vragen"
        ordering: ClassVar[list[str]] = ["regeling", "volgorde", "id"]
        constraints = (
            models.UniqueConstraint(
                fields=["regeling", "code", "geldig_van"],
                name="vraag_een_per_dag",
                violation_error_message="Vanaf deze dag is deze vraag al vastgelegd.",
            ),
            models.CheckConstraint(condition=~Q(code="") & ~Q(vraag=""), name="vraag_code_en_tekst"),
            models.CheckConstraint(
                condition=Q(soort__in=["tekst", "korte_tekst", "getal", "ja_nee"]), name="vraag_soort"
            ),
            models.CheckConstraint(
                condition=Q(max_lengte__gte=1, max_lengte__lte=5000),
                name="vraag_max_lengte",
                violation_error_message="Kies een lengte van 1 tot en met 5.000 tekens.",
            ),
            models.CheckConstraint(
                condition=Q(geldig_tot__isnull=True) | Q(geldig_tot__gte=F("geldig_van")),
                name="vraag_tot_na_van",
                violation_error_message="De laatste dag ligt voor de eerste.",
            ),
        )
        triggers = (
            *onwijzigbaar(
                "regeling",
                "code",
                "vraag",
                "uitleg",
                "soort",
                "verplicht",
                "max_lengte",
                "volgorde",
                "geldig_van",
            ),
            pgtrigger.Protect(
                name="een_keer_beeindigd",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__geldig_tot__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.vraag

    @property
    def naam(self) -> str:
        """As every question of an application is called."""
        return self.vraag

    def geldt_op(self, dag: datetime.date) -> bool:
        return self.geldig_van <= dag and (self.geldig_tot is None or dag <= self.geldig_tot)
