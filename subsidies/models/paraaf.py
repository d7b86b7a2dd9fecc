from typing import ClassVar

import pgtrigger
from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap
from subsidies.models.aanvraag import Aanvraag


class Paraaf(models.Model):
    """What the second reader found of a whole proposal: approved, or returned with remarks.

    `inhoudshash` is SHA-256 over judgements, amounts and advices (subsidies.regels.voorstelhash). When one of them
    changes the row stays and says through whose act it no longer holds.
    """

    class Uitkomst(models.TextChoices):
        AKKOORD = "akkoord", "akkoord"
        TERUG = "terug", "teruggegeven"

    class Reden(models.TextChoices):
        OORDEEL = "oordeel", "een oordeel is gewijzigd"
        BEDRAG = "bedrag", "een bedrag of de motivering daarvan is gewijzigd"
        ADVIES = "advies", "een advies is gewijzigd"
        DELEN = "delen", "waarover wordt besloten is gewijzigd"
        LEZER = "lezer", "de tweede lezer trok haar in"

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="parafen", verbose_name="aanvraag")
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="parafen", verbose_name="tweede lezer")
    gegeven_op = models.DateTimeField("gegeven op", auto_now_add=True)
    uitkomst = models.CharField("uitkomst", max_length=10, choices=Uitkomst.choices)
    opmerkingen = models.TextField("opmerkingen", max_length=5000, blank=True)
    inhoudshash = models.CharField("hash van het voorstel", max_length=64)
    vervallen_op = models.DateTimeField("vervallen op", null=True, blank=True)
    vervallen_reden = models.CharField("reden van verval", max_length=12, choices=Reden.choices, blank=True)
    vervallen_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="vervallen door wat deed"
    )

    class Meta:
        verbose_name = "paraaf"
        verbose_name_plural = "parafen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(
                fields=["aanvraag"],
                condition=models.Q(vervallen_op__isnull=True, uitkomst="akkoord"),
                name="paraaf_een_geldige",
            ),
            models.CheckConstraint(
                condition=models.Q(vervallen_op__isnull=True, vervallen_reden="")
                | (models.Q(vervallen_op__isnull=False, uitkomst="akkoord") & ~models.Q(vervallen_reden="")),
                name="paraaf_vervalt_met_reden",
            ),
            models.CheckConstraint(
                condition=models.Q(uitkomst="akkoord") | ~models.Q(opmerkingen=""), name="paraaf_terug_met_opmerkingen"
            ),
        )
        triggers = (
            *onwijzigbaar("aanvraag", "door", "gegeven_op", "uitkomst", "opmerkingen", "inhoudshash"),
            pgtrigger.Protect(
                name="vervallen_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__vervallen_op__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"paraaf op aanvraag {self.aanvraag_id}: {self.get_uitkomst_display()}"
