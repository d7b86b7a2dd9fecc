from typing import ClassVar

from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap
from subsidies.models.aanvraag import Aanvraag
from subsidies.models.versie import Onderdeel


class Opmerking(models.Model):
    """A remark on a section of a draft, or on the whole (`soort` empty), with the answers below it.

    What the municipality keeps to itself (`zichtbaarheid`) does not exist for anybody else, answers included.
    """

    class Zichtbaarheid(models.TextChoices):
        TAFEL = "tafel", "de hele tafel"
        GEMEENTE = "gemeente", "alleen de gemeente"

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="opmerkingen", verbose_name="aanvraag")
    soort = models.CharField("soort onderdeel", max_length=12, choices=Onderdeel.choices, blank=True)
    onderdeel = models.BigIntegerField("nummer van het onderdeel", null=True, blank=True)
    op = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="antwoorden", verbose_name="antwoord op"
    )
    zichtbaarheid = models.CharField("zichtbaar voor", max_length=8, choices=Zichtbaarheid.choices)
    tekst = models.TextField("tekst", max_length=2000)
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="opmerkingen", verbose_name="geplaatst door")
    geplaatst_op = models.DateTimeField("geplaatst op", auto_now_add=True)
    afgehandeld_op = models.DateTimeField("afgehandeld op", null=True, blank=True)
    afgehandeld_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="afgehandeld door"
    )

    class Meta:
        verbose_name = "opmerking"
        verbose_name_plural = "opmerkingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(soort="", onderdeel__isnull=True)
                | (~models.Q(soort="") & models.Q(onderdeel__isnull=False)),
                name="opmerking_op_een_onderdeel",
            ),
            models.CheckConstraint(
                condition=models.Q(afgehandeld_op__isnull=True, afgehandeld_door__isnull=True)
                | models.Q(afgehandeld_op__isnull=False, afgehandeld_door__isnull=False, op__isnull=True),
                name="opmerking_afgehandeld_door_iemand",
            ),
            models.CheckConstraint(condition=~models.Q(tekst=""), name="opmerking_met_tekst"),
        )
        triggers = onwijzigbaar(
            "aanvraag", "soort", "onderdeel", "op", "zichtbaarheid", "tekst", "door", "geplaatst_op"
        )

    def __str__(self) -> str:
        return f"opmerking {self.pk} bij aanvraag {self.aanvraag_id}"
