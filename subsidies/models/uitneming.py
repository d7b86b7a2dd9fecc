from typing import ClassVar

import pgtrigger
from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap, Organisatie
from subsidies.models.deel import Aanvraagdeel

VERLOOP = Verloop(
    "het voorstel om het deel uit de aanvraag te nemen",
    begin=("voorgesteld",),
    overgangen={"voorgesteld": ("ingetrokken", "vervallen", "toegewezen", "afgewezen")},
)


class Uitneming(models.Model):
    """The table's proposal to go on without a part that has no akkoord, and what the municipality decided on it.

    The organisation gets notice and may write what it thinks of it (`zienswijze`): that minority view stays with
    the application. Its akkoord makes the proposal lapse.
    """

    class Stand(models.TextChoices):
        VOORGESTELD = "voorgesteld", "voorgesteld"
        INGETROKKEN = "ingetrokken", "ingetrokken"
        VERVALLEN = "vervallen", "vervallen door akkoord of uitstappen"
        TOEGEWEZEN = "toegewezen", "toegewezen"
        AFGEWEZEN = "afgewezen", "afgewezen"

    VERLOOP: ClassVar[Verloop] = VERLOOP

    deel = models.ForeignKey(Aanvraagdeel, models.PROTECT, related_name="uitnemingen", verbose_name="deel")
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.VOORGESTELD)
    voorgesteld_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, related_name="+", verbose_name="voorgesteld door"
    )
    voorgesteld_op = models.DateTimeField("voorgesteld op", auto_now_add=True)
    reden = models.TextField("reden", max_length=2000)
    nieuwe_penvoerder = models.ForeignKey(
        Organisatie,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="nieuwe penvoerder",
        help_text="Als het deel van de penvoerder wordt uitgenomen.",
    )
    zienswijze_tot = models.DateField("zienswijze tot en met")
    zienswijze = models.TextField("zienswijze", max_length=5000, blank=True)
    zienswijze_op = models.DateTimeField("zienswijze gegeven op", null=True, blank=True)
    besloten_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="besloten door"
    )
    besloten_op = models.DateTimeField("besloten op", null=True, blank=True)
    besluit_reden = models.TextField("motivering van het besluit", max_length=2000, blank=True)

    class Meta:
        verbose_name = "uitneming"
        verbose_name_plural = "uitnemingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(
                fields=["deel"], condition=models.Q(stand="voorgesteld"), name="uitneming_een_lopende_per_deel"
            ),
            models.CheckConstraint(
                condition=~models.Q(stand__in=["toegewezen", "afgewezen"])
                | (models.Q(besloten_door__isnull=False, besloten_op__isnull=False) & ~models.Q(besluit_reden="")),
                name="uitneming_besloten_met_reden",
            ),
            models.CheckConstraint(condition=~models.Q(reden=""), name="uitneming_met_reden"),
        )
        triggers = (
            *VERLOOP.triggers(),
            *onwijzigbaar("deel", "voorgesteld_door", "voorgesteld_op", "reden", "zienswijze_tot"),
            pgtrigger.Protect(
                name="afgelopen_blijft",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__stand="voorgesteld"),
            ),
        )

    def __str__(self) -> str:
        return f"uitneming van deel {self.deel_id}"
