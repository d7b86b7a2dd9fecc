from typing import ClassVar

from django.db import models

from brieven.models import Brief
from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap
from subsidies.models.aanvraag import Aanvraag


class Indiening(models.Model):
    """What was submitted, frozen (Awb 2:17, 4:2): canonical JSON in a numbered format, and its SHA-256.

    When it arrived is `Aanvraag.ontvangen_op`; `ingediend_op` is when it was recorded here. What came late, or on
    paper, says why.
    """

    class Wijze(models.TextChoices):
        DIGITAAL = "digitaal", "digitaal"
        PAPIER = "papier", "op papier"

    class Tijdigheid(models.TextChoices):
        OP_TIJD = "op_tijd", "op tijd"
        VERSCHOOND = "verschoond", "na sluiting, door een storing bij de gemeente"
        TE_LAAT = "te_laat", "te laat"

    aanvraag = models.OneToOneField(Aanvraag, models.PROTECT, related_name="indiening", verbose_name="aanvraag")
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="indieningen", verbose_name="ingediend door")
    ingediend_op = models.DateTimeField("ingediend op")
    format_versie = models.PositiveSmallIntegerField("versie van het formaat")
    inhoud = models.JSONField("inhoud")
    sha256 = models.CharField("SHA-256", max_length=64)
    ontvangstbevestiging = models.OneToOneField(
        Brief, models.PROTECT, related_name="+", verbose_name="ontvangstbevestiging"
    )

    wijze = models.CharField("wijze", max_length=8, choices=Wijze.choices, default=Wijze.DIGITAAL)
    tijdigheid = models.CharField(
        "tijdigheid", max_length=10, choices=Tijdigheid.choices, default=Tijdigheid.OP_TIJD, help_text="Awb 2:21"
    )
    toelichting = models.TextField("waarom te laat of op papier", max_length=2000, blank=True)

    class Meta:
        verbose_name = "indiening"
        verbose_name_plural = "indieningen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(wijze="digitaal", tijdigheid__in=["op_tijd", "verschoond"])
                | ~models.Q(toelichting=""),
                name="indiening_afwijkend_met_reden",
            ),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"indiening van aanvraag {self.aanvraag_id}"
