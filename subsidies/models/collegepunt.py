from typing import ClassVar

from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap
from subsidies.models.aanvraag import Aanvraag
from subsidies.models.besluit import Besluit
from subsidies.models.collegebesluit import Collegebesluit


class Collegepunt(models.Model):
    """A point of a proposal to the college that is no first application: an indexing, or a later decision.

    `kenmerk` is that of what is decided on, in the room above; `inhoud` is how it stood when it was put before the
    college (`subsidies.punt.Puntinhoud`). While it is `open` nobody else decides on it. `aanvraag` is the case whose
    four eyes count; an indexing has none, and `voorbereid_door` counts for both.
    """

    collegebesluit = models.ForeignKey(
        Collegebesluit, models.PROTECT, related_name="punten", verbose_name="collegebesluit"
    )
    soort = models.CharField("soort besluit", max_length=20, choices=Besluit.Soort.choices)
    kenmerk = models.CharField("kenmerk", max_length=40)
    aanvraag = models.ForeignKey(
        Aanvraag, models.PROTECT, null=True, blank=True, related_name="collegepunten", verbose_name="aanvraag"
    )
    onderwerp = models.CharField("onderwerp", max_length=200)
    inhoud = models.JSONField("wat wordt besloten")
    voorbereid_door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="voorbereid door")
    open = models.BooleanField("wacht op het college", default=True)
    uitgevoerd_op = models.DateTimeField("uitgevoerd op", null=True, blank=True)

    class Meta:
        verbose_name = "punt van een collegebesluit"
        verbose_name_plural = "punten van collegebesluiten"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(fields=["collegebesluit", "kenmerk"], name="collegepunt_een_keer"),
            models.UniqueConstraint(
                fields=["kenmerk"], condition=models.Q(open=True), name="collegepunt_een_open_per_kenmerk"
            ),
            models.CheckConstraint(
                condition=models.Q(uitgevoerd_op__isnull=True) | models.Q(open=False),
                name="collegepunt_uitgevoerd_is_dicht",
            ),
            models.CheckConstraint(
                condition=models.Q(soort="indexering", aanvraag__isnull=True)
                | (~models.Q(soort__in=["indexering", "aanvraag"]) & models.Q(aanvraag__isnull=False)),
                name="collegepunt_met_aanvraag",
            ),
        )
        triggers = onwijzigbaar(
            "collegebesluit", "soort", "kenmerk", "aanvraag", "onderwerp", "inhoud", "voorbereid_door"
        )

    def __str__(self) -> str:
        return f"{self.collegebesluit_id}: {self.kenmerk}"
