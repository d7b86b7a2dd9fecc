from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from kern.onwijzigbaar import onwijzigbaar
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap

VERLOOP = Verloop("de vraag", begin=("gesteld",), overgangen={"gesteld": ("beantwoord", "ingetrokken")})


class Raadsvraag(models.Model):
    """A technical question of the council about one figure, and its answer, that everybody may read.

    The figure is kept as it stood: its address, its name and its value. What was answered is public and never
    changes. No names of persons are published.
    """

    class Stand(models.TextChoices):
        GESTELD = "gesteld", "wacht op antwoord"
        BEANTWOORD = "beantwoord", "beantwoord"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    VERLOOP: ClassVar[Verloop] = VERLOOP

    adres = models.CharField("adres van het cijfer", max_length=300)
    cijfer = models.CharField("cijfer", max_length=200, help_text="Bijvoorbeeld: Pilots 2019, gereserveerd.")
    waarde = models.CharField("waarde", max_length=60)
    peildatum = models.DateField("stand per")
    vraag = models.TextField("vraag", max_length=2000)
    gesteld_door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="gesteld door")
    gesteld_op = models.DateTimeField("gesteld op", auto_now_add=True)
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.GESTELD)
    antwoord = models.TextField("antwoord", max_length=5000, blank=True)
    beantwoord_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, related_name="+", verbose_name="beantwoord door"
    )
    beantwoord_op = models.DateTimeField("beantwoord op", null=True)

    class Meta:
        verbose_name = "technische vraag"
        verbose_name_plural = "technische vragen"
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = (
            models.CheckConstraint(
                condition=(
                    Q(stand="beantwoord", beantwoord_door__isnull=False, beantwoord_op__isnull=False) & ~Q(antwoord="")
                )
                | (~Q(stand="beantwoord") & Q(beantwoord_door__isnull=True, beantwoord_op__isnull=True, antwoord="")),
                name="raadsvraag_antwoord",
            ),
            models.CheckConstraint(condition=~Q(vraag="") & ~Q(adres="") & ~Q(cijfer=""), name="raadsvraag_gevuld"),
        )
        triggers = (
            *VERLOOP.triggers(),
            *onwijzigbaar("adres", "cijfer", "waarde", "peildatum", "vraag", "gesteld_door", "gesteld_op"),
            pgtrigger.Protect(
                name="antwoord_vast",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__stand="beantwoord"),
            ),
        )

    def __str__(self) -> str:
        return f"vraag over {self.cijfer}"
