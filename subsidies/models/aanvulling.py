from typing import ClassVar

import pgtrigger
from django.db import models

from brieven.models import Brief
from kern.onwijzigbaar import onwijzigbaar
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap
from subsidies.models.deel import Aanvraagdeel

VERLOOP = Verloop(
    "het verzoek om aanvulling",
    begin=("gevraagd",),
    overgangen={
        "gevraagd": ("aangevuld", "afgesloten", "buiten_behandeling"),
        "aangevuld": ("buiten_behandeling",),
    },
)


class Aanvulling(models.Model):
    """One participant was asked to supplement its part within a term (Awb 4:5); the clock of that part stands still.

    `afgesloten`: an officer goes on with what there is. All dates that follow come from kern.termijnen.aanvulling.
    """

    class Stand(models.TextChoices):
        GEVRAAGD = "gevraagd", "gevraagd"
        AANGEVULD = "aangevuld", "aangevuld"
        AFGESLOTEN = "afgesloten", "afgesloten zonder aanvulling"
        BUITEN_BEHANDELING = "buiten_behandeling", "buiten behandeling gesteld"

    VERLOOP: ClassVar[Verloop] = VERLOOP

    deel = models.ForeignKey(Aanvraagdeel, models.PROTECT, related_name="aanvullingen", verbose_name="deel")
    stand = models.CharField("stand", max_length=20, choices=Stand.choices, default=Stand.GEVRAAGD)
    wat = models.TextField("wat ontbreekt", max_length=5000)
    dagen = models.PositiveSmallIntegerField("termijn in dagen")
    gevraagd_op = models.DateField("gevraagd op")
    uiterlijk = models.DateField("aanvullen uiterlijk op", help_text="Awb 4:5 lid 1")
    gevraagd_door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="gevraagd door")
    brief = models.OneToOneField(Brief, models.PROTECT, related_name="+", verbose_name="brief")
    antwoord = models.TextField("aanvulling", max_length=10000, blank=True)
    aangevuld_op = models.DateField("aangevuld op", null=True, blank=True)
    aangevuld_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aangevuld door"
    )
    afgesloten_op = models.DateField("afgesloten op", null=True, blank=True)

    class Meta:
        verbose_name = "aanvulling"
        verbose_name_plural = "aanvullingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(
                fields=["deel"], condition=models.Q(stand="gevraagd"), name="aanvulling_een_open_per_deel"
            ),
            models.CheckConstraint(
                condition=models.Q(dagen__gte=1) & ~models.Q(wat=""), name="aanvulling_met_tekst_en_termijn"
            ),
            models.CheckConstraint(
                condition=~models.Q(stand="aangevuld")
                | (models.Q(aangevuld_op__isnull=False, aangevuld_door__isnull=False) & ~models.Q(antwoord="")),
                name="aanvulling_aangevuld_met_antwoord",
            ),
            models.CheckConstraint(
                condition=models.Q(stand="afgesloten", afgesloten_op__isnull=False)
                | (~models.Q(stand="afgesloten") & models.Q(afgesloten_op__isnull=True)),
                name="aanvulling_afgesloten_met_dag",
            ),
            models.CheckConstraint(
                condition=models.Q(uiterlijk__gt=models.F("gevraagd_op")), name="aanvulling_uiterlijk_na_vraag"
            ),
        )
        triggers = (
            *VERLOOP.triggers(),
            *onwijzigbaar("deel", "wat", "dagen", "gevraagd_op", "uiterlijk", "gevraagd_door", "brief"),
            pgtrigger.Protect(
                name="aangevuld_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__stand__in=["afgesloten", "buiten_behandeling"]),
            ),
        )

    def __str__(self) -> str:
        return f"aanvulling van deel {self.deel_id}: {self.get_stand_display()}"
