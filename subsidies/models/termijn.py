from typing import ClassVar

import pgtrigger
from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from kern.termijnen.opschorting import Grond
from organisaties.models import Lidmaatschap
from subsidies.models.aanvraag import Aanvraag
from subsidies.models.deel import Aanvraagdeel


class Verdaging(models.Model):
    """The participants were told that the decision comes later, by which day and why (Awb 4:14)."""

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="verdagingen", verbose_name="aanvraag")
    aangekondigd_op = models.DateField("aangekondigd op")
    nieuwe_dag = models.DateField("besluit uiterlijk op")
    reden = models.TextField("reden", max_length=2000)
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="verdaagd door")

    class Meta:
        verbose_name = "verdaging"
        verbose_name_plural = "verdagingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(nieuwe_dag__gt=models.F("aangekondigd_op")) & ~models.Q(reden=""),
                name="verdaging_later_met_reden",
            ),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"aanvraag {self.aanvraag_id} verdaagd tot {self.nieuwe_dag:%d-%m-%Y}"


class Termijnopschorting(models.Model):
    """The term to decide stands still on another ground than a supplement (Awb 4:15 lid 2), from day to day.

    Of the whole application, or (`deel`) of one part. Without an end it has not ended yet.
    """

    class Reden(models.TextChoices):
        INSTEMMING = "instemming", "de aanvrager stemde in met uitstel"
        VERTRAGING = "vertraging", "vertraging door de aanvrager"
        OVERMACHT = "overmacht", "overmacht bij de gemeente"

    GROND: ClassVar[dict[str, Grond]] = {
        Reden.INSTEMMING: Grond.INSTEMMING,
        Reden.VERTRAGING: Grond.VERTRAGING,
        Reden.OVERMACHT: Grond.OVERMACHT,
    }

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="opschortingen", verbose_name="aanvraag")
    deel = models.ForeignKey(
        Aanvraagdeel, models.PROTECT, null=True, blank=True, related_name="opschortingen", verbose_name="deel"
    )
    grond = models.CharField("grond", max_length=12, choices=Reden.choices, help_text="Awb 4:15 lid 2")
    van = models.DateField("van")
    tot_en_met = models.DateField("tot en met", null=True, blank=True)
    toelichting = models.TextField("toelichting", max_length=2000)
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="vastgelegd door")

    class Meta:
        verbose_name = "opschorting van de termijn"
        verbose_name_plural = "opschortingen van de termijn"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(tot_en_met__isnull=True) | models.Q(tot_en_met__gte=models.F("van")),
                name="termijnopschorting_einde_na_begin",
            ),
            models.CheckConstraint(condition=~models.Q(toelichting=""), name="termijnopschorting_met_toelichting"),
        )
        triggers = (
            *onwijzigbaar("aanvraag", "deel", "grond", "van", "toelichting", "door"),
            pgtrigger.Protect(
                name="einde_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__tot_en_met__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"termijn van aanvraag {self.aanvraag_id} staat stil: {self.get_grond_display()}"
