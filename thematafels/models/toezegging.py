from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kern.onwijzigbaar import onwijzigbaar
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap
from thematafels.models.tafel import Thematafel
from thematafels.models.uitvraag import Uitvraag

VERLOOP = Verloop("de toezegging", begin=("open",), overgangen={"open": ("nagekomen", "vervallen")})


class Toezegging(models.Model):
    """A promise of the municipality to the council, the partners or one table. What was promised never changes.

    One that was taken over from a paper names its `bron`; such a paper may not say on which day it was settled.
    """

    class Aan(models.TextChoices):
        COMMISSIE = "commissie", "een raadscommissie"
        PARTNERS = "partners", "alle partners"
        TAFEL = "tafel", "één thematafel"

    class Stand(models.TextChoices):
        OPEN = "open", "open"
        NAGEKOMEN = "nagekomen", "nagekomen"
        VERVALLEN = "vervallen", "vervallen"

    VERLOOP: ClassVar[Verloop] = VERLOOP

    uitvraag = models.ForeignKey(
        Uitvraag, models.PROTECT, null=True, blank=True, related_name="toezeggingen", verbose_name="uitvraag"
    )
    tafel = models.ForeignKey(
        Thematafel, models.PROTECT, null=True, blank=True, related_name="toezeggingen", verbose_name="thematafel"
    )
    aan = models.CharField("aan", max_length=9, choices=Aan.choices)
    aan_wie = models.CharField("aan wie precies", max_length=150)
    onderwerp = models.TextField("wat is toegezegd", max_length=1000)
    gedaan_op = models.DateField("toegezegd op")
    uiterlijk_op = models.DateField("uiterlijk op", null=True, blank=True)
    bron = models.CharField("bron", max_length=300, blank=True)
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="vastgelegd door")
    stand = models.CharField("stand", max_length=9, choices=Stand.choices, default=Stand.OPEN)
    uitkomst = models.TextField("uitkomst", max_length=2000, blank=True)
    afgerond_op = models.DateField("afgerond op", null=True, blank=True)
    afgerond_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="afgerond door"
    )

    class Meta:
        verbose_name = "toezegging"
        verbose_name_plural = "toezeggingen"
        ordering: ClassVar[list[str]] = ["-gedaan_op", "-id"]
        constraints = (
            models.CheckConstraint(condition=Q(aan__in=["commissie", "partners", "tafel"]), name="toezegging_aan"),
            models.CheckConstraint(condition=~Q(onderwerp="") & ~Q(aan_wie=""), name="toezegging_ingevuld"),
            models.CheckConstraint(
                condition=~Q(aan="tafel") | Q(tafel__isnull=False),
                name="toezegging_aan_tafel_noemt_tafel",
                violation_error_message="Kies aan welke thematafel u dit toezegt.",
            ),
            models.CheckConstraint(
                condition=Q(tafel__isnull=True) | Q(uitvraag__isnull=False), name="toezegging_tafel_met_uitvraag"
            ),
            models.CheckConstraint(
                condition=Q(uiterlijk_op__isnull=True) | Q(uiterlijk_op__gte=F("gedaan_op")),
                name="toezegging_uiterlijk_na_gedaan",
                violation_error_message="De uiterste dag ligt voor de dag van de toezegging.",
            ),
            models.CheckConstraint(
                condition=Q(afgerond_op__isnull=True) | Q(afgerond_op__gte=F("gedaan_op")),
                name="toezegging_afgerond_na_gedaan",
                violation_error_message="De dag van afronden ligt voor de dag van de toezegging.",
            ),
            models.CheckConstraint(
                condition=Q(stand="open", uitkomst="", afgerond_op__isnull=True, afgerond_door__isnull=True)
                | Q(~Q(stand="open"), ~Q(uitkomst=""), afgerond_door__isnull=False),
                name="toezegging_afgerond_met_uitkomst",
            ),
            models.CheckConstraint(
                condition=Q(stand="open") | Q(afgerond_op__isnull=False) | ~Q(bron=""),
                name="toezegging_afgerond_met_dag",
            ),
        )
        triggers = (
            *VERLOOP.triggers(),
            *onwijzigbaar(
                "uitvraag", "tafel", "aan", "aan_wie", "onderwerp", "gedaan_op", "uiterlijk_op", "bron", "door"
            ),
        )

    def __str__(self) -> str:
        return f"toezegging aan {self.aan_wie}"
