from typing import ClassVar

from django.db import models
from django.db.models import Q

from begroting.models.boeking import Boekstuk
from begroting.models.budget import Bestedingsdoel, Budgetjaar
from kern.historie import gevolgd
from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap

VERLOOP = Verloop("de jaarafsluiting", begin=("voorstel",), overgangen={"voorstel": ("afgesloten",)})


class Jaarafsluiting(models.Model):
    """The end of a budget year: what is left, what goes along to a later year, and then no new promises.

    One makes the proposal, another closes. What was promised is still paid, adjusted and freed afterwards. Closing
    takes the lock that every booking takes (`begroting_sluit_achter_slot`, migration 0005): none slips in beside it.
    """

    class Stand(models.TextChoices):
        VOORSTEL = "voorstel", "voorstel"
        AFGESLOTEN = "afgesloten", "afgesloten"

    VERLOOP: ClassVar[Verloop] = VERLOOP

    budgetjaar = models.OneToOneField(Budgetjaar, models.PROTECT, related_name="afsluiting", verbose_name="budgetjaar")
    stand = models.CharField("stand", max_length=10, choices=Stand.choices, default=Stand.VOORSTEL)
    opgesteld_door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="opgesteld door")
    afgesloten_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, related_name="+", verbose_name="afgesloten door"
    )
    afgesloten_op = models.DateTimeField("afgesloten op", null=True)
    boekstuk = models.OneToOneField(
        Boekstuk, models.PROTECT, null=True, related_name="jaarafsluiting", verbose_name="boekstuk"
    )

    class Meta:
        verbose_name = "jaarafsluiting"
        verbose_name_plural = "jaarafsluitingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(
                condition=Q(stand="voorstel", afgesloten_op__isnull=True, afgesloten_door__isnull=True)
                | Q(stand="afgesloten", afgesloten_op__isnull=False, afgesloten_door__isnull=False),
                name="jaarafsluiting_wie_en_wanneer",
            ),
        )
        triggers = (
            *VERLOOP.triggers(),
            *onwijzigbaar("budgetjaar", "opgesteld_door"),
        )

    def __str__(self) -> str:
        return f"afsluiting van budgetjaar {self.budgetjaar_id}"


@gevolgd
class Meeneemvoorstel(models.Model):
    """What of one purpose goes along to a later year, in euro, and why."""

    afsluiting = models.ForeignKey(
        Jaarafsluiting, models.PROTECT, related_name="voorstellen", verbose_name="afsluiting"
    )
    van = models.ForeignKey(Bestedingsdoel, models.PROTECT, related_name="+", verbose_name="van")
    naar = models.ForeignKey(Bestedingsdoel, models.PROTECT, related_name="+", verbose_name="naar")
    bedrag = BedragField("mee te nemen")
    reden = models.CharField("reden", max_length=300)

    class Meta:
        verbose_name = "voorstel om mee te nemen"
        verbose_name_plural = "voorstellen om mee te nemen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(fields=["afsluiting", "van"], name="meeneemvoorstel_een_per_doel"),
            models.CheckConstraint(condition=Q(bedrag__gt=0) & ~Q(reden=""), name="meeneemvoorstel_gevuld"),
        )

    def __str__(self) -> str:
        return f"{self.bedrag} van doel {self.van_id} naar doel {self.naar_id}"
