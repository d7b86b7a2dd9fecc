from typing import ClassVar

from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap
from subsidies.models.aanvraag import Aanvraag

VERLOOP = Verloop(
    "de toewijzing",
    begin=("gevraagd", "belang"),
    overgangen={"gevraagd": ("actief", "belang", "ontheven"), "actief": ("belang", "ontheven")},
)


class Toewijzing(models.Model):
    """An officer on a case: asked, then active once they declared to have no interest in it (Awb 2:4).

    Who reports an interest is out of this case for good; the row and its reason stay.
    """

    class Rol(models.TextChoices):
        BEOORDELAAR = "beoordelaar", "beoordelaar"
        TWEEDE_LEZER = "tweede_lezer", "tweede lezer"

    class Stand(models.TextChoices):
        GEVRAAGD = "gevraagd", "gevraagd"
        ACTIEF = "actief", "verklaarde geen belang te hebben"
        BELANG = "belang", "doet niet mee om een belang"
        ONTHEVEN = "ontheven", "van de zaak gehaald"

    VERLOOP: ClassVar[Verloop] = VERLOOP

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="toewijzingen", verbose_name="aanvraag")
    gebruiker = models.ForeignKey(
        "kern.Gebruiker", models.PROTECT, related_name="toewijzingen", verbose_name="persoon"
    )
    lidmaatschap = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="lidmaatschap")
    rol = models.CharField("rol", max_length=20, choices=Rol.choices)
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.GEVRAAGD)
    toegewezen_door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="toegewezen door")
    toegewezen_op = models.DateTimeField("toegewezen op", auto_now_add=True)
    verklaard_op = models.DateTimeField(
        "verklaarde geen belang te hebben op", null=True, blank=True, help_text="Awb 2:4"
    )
    weg_op = models.DateTimeField("van de zaak sinds", null=True, blank=True)
    weg_reden = models.TextField("waarom niet meer", max_length=2000, blank=True)

    class Meta:
        verbose_name = "toewijzing"
        verbose_name_plural = "toewijzingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(
                fields=["aanvraag", "gebruiker"],
                condition=~models.Q(stand="ontheven"),
                name="toewijzing_een_per_persoon",
            ),
            models.CheckConstraint(
                condition=~models.Q(stand="actief") | models.Q(verklaard_op__isnull=False),
                name="toewijzing_actief_met_verklaring",
            ),
            models.CheckConstraint(
                condition=models.Q(stand__in=["belang", "ontheven"], weg_op__isnull=False)
                | models.Q(stand__in=["gevraagd", "actief"], weg_op__isnull=True),
                name="toewijzing_weg_met_dag",
            ),
            models.CheckConstraint(
                condition=~models.Q(stand="belang") | ~models.Q(weg_reden=""), name="toewijzing_belang_met_reden"
            ),
        )
        triggers = (
            *VERLOOP.triggers(),
            *onwijzigbaar("aanvraag", "gebruiker", "lidmaatschap", "rol", "toegewezen_door", "toegewezen_op"),
        )

    def __str__(self) -> str:
        return f"{self.get_rol_display()} van aanvraag {self.aanvraag_id}"
