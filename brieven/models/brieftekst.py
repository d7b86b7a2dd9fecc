from typing import ClassVar

from django.db import models

from brieven.models.brief import BriefSoort
from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap
from regelingen.models import Regeling


class Brieftekst(models.Model):
    """The words of one kind of letter from a day on, for one regeling or (without one) for all. Never changes.

    The newest on or before a day holds, that of the regeling before that of all; before the first there is the
    standard text (brieven.vormen). Its fields are checked when it is saved (brieven.opmaken.controleer).
    """

    soort = models.CharField("soort brief", max_length=30, choices=BriefSoort.choices)
    regeling = models.ForeignKey(
        Regeling, models.PROTECT, null=True, blank=True, related_name="briefteksten", verbose_name="regeling"
    )
    versie = models.PositiveSmallIntegerField("versie")
    tekst = models.TextField("tekst", max_length=20000)
    geldig_van = models.DateField("geldt vanaf")
    toelichting = models.CharField("wat is er anders", max_length=200, blank=True)
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="geschreven door")
    vastgelegd_op = models.DateTimeField("vastgelegd op", auto_now_add=True)

    class Meta:
        verbose_name = "brieftekst"
        verbose_name_plural = "briefteksten"
        ordering: ClassVar[list[str]] = ["soort", "regeling", "-versie"]
        constraints = (
            models.UniqueConstraint(
                fields=["soort", "regeling", "versie"], nulls_distinct=False, name="brieftekst_een_per_versie"
            ),
            models.CheckConstraint(condition=~models.Q(tekst=""), name="brieftekst_gevuld"),
            models.CheckConstraint(condition=models.Q(versie__gte=1), name="brieftekst_versie_vanaf_een"),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.get_soort_display()}, versie {self.versie}"
