from typing import ClassVar

from django.db import models

from kern.historie import gevolgd
from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField
from organisaties.models import Lidmaatschap, Organisatie


@gevolgd
class Sroiafspraak(models.Model):
    """How one recipient spends part of its wages on people far from work, and what came of it (social return).

    Agreed per recipient and year, over all its tables together. `bedrag` is what was agreed, `gerealiseerd` what the
    recipient can account for, in euro.
    """

    organisatie = models.ForeignKey(
        Organisatie, models.PROTECT, related_name="sroiafspraken", verbose_name="organisatie"
    )
    jaar = models.PositiveSmallIntegerField("jaar")
    tekst = models.TextField("afspraak", max_length=2000)
    wizzr = models.CharField("kenmerk in WIZZR", max_length=60, blank=True)
    bedrag = BedragField("afgesproken")
    gerealiseerd = BedragField("gerealiseerd", null=True, blank=True)
    resultaat = models.TextField("resultaat", max_length=2000, blank=True)
    gemaakt_door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="vastgelegd door")

    class Meta:
        verbose_name = "afspraak over social return"
        verbose_name_plural = "afspraken over social return"
        ordering: ClassVar[list[str]] = ["jaar", "id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(bedrag__gte=0)
                & (models.Q(gerealiseerd__isnull=True) | models.Q(gerealiseerd__gte=0)),
                name="sroiafspraak_niet_negatief",
            ),
        )
        triggers = onwijzigbaar("organisatie", "jaar", "gemaakt_door")

    def __str__(self) -> str:
        return f"social return {self.jaar}: {self.organisatie_id}"
