from typing import ClassVar

from django.db import models
from django.db.models import F, Q, UniqueConstraint

from kern.verloop import Verloop
from organisaties.models import Lidmaatschap, Organisatie
from thematafels.models.tafel import Thematafel

VERLOOP = Verloop(
    "de deelname",
    begin=("aangemeld",),
    overgangen={
        "aangemeld": ("toegelaten", "afgewezen", "teruggetrokken"),
        "toegelaten": ("teruggetrokken",),
        "afgewezen": ("toegelaten",),  # on objection only
        "teruggetrokken": ("aangemeld",),
    },
)


class Deelname(models.Model):
    """The seat of an organisation at a table, from application to admission or refusal."""

    class Stand(models.TextChoices):
        AANGEMELD = "aangemeld", "aangemeld"
        TOEGELATEN = "toegelaten", "toegelaten"
        AFGEWEZEN = "afgewezen", "afgewezen"
        TERUGGETROKKEN = "teruggetrokken", "teruggetrokken"

    VERLOOP: ClassVar[Verloop] = VERLOOP

    tafel = models.ForeignKey(Thematafel, models.PROTECT, related_name="deelnames", verbose_name="thematafel")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="deelnames", verbose_name="organisatie")
    stand = models.CharField("stand", max_length=14, choices=Stand.choices, default=Stand.AANGEMELD)
    motivatie = models.TextField(
        "motivatie",
        max_length=3000,
        help_text="Hoe is uw organisatie geworteld en actief in de stad? Wat wilt u aan deze tafel bijdragen?",
    )
    reden = models.TextField("reden van afwijzing", max_length=3000, blank=True)
    aangemeld_op = models.DateTimeField("aangemeld op")
    aangemeld_door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="aangemeld door")
    beoordeeld_op = models.DateTimeField("beoordeeld op", null=True, blank=True)
    beoordeeld_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beoordeeld door"
    )

    class Meta:
        verbose_name = "deelname"
        verbose_name_plural = "deelnames"
        ordering: ClassVar[list[str]] = ["organisatie__sorteersleutel", "id"]
        constraints = (
            UniqueConstraint(fields=["tafel", "organisatie"], name="deelname_uniek"),
            models.CheckConstraint(
                condition=~Q(stand="afgewezen") | ~Q(reden=""), name="deelname_afgewezen_met_reden"
            ),
            models.CheckConstraint(
                condition=~Q(stand__in=["toegelaten", "afgewezen"])
                | Q(beoordeeld_op__isnull=False, beoordeeld_door__isnull=False),
                name="deelname_beoordeeld_door_iemand",
            ),
        )
        triggers = tuple(VERLOOP.triggers())

    def __str__(self) -> str:
        return f"deelname {self.pk}"


class Aanstelling(models.Model):
    """Who chairs a table or guides its process, from one day to another. Without one the municipality chairs."""

    class Functie(models.TextChoices):
        VOORZITTER = "voorzitter", "voorzitter"
        PROCESBEGELEIDER = "procesbegeleider", "procesbegeleider"

    tafel = models.ForeignKey(Thematafel, models.PROTECT, related_name="aanstellingen", verbose_name="thematafel")
    lidmaatschap = models.ForeignKey(
        Lidmaatschap, models.PROTECT, related_name="aanstellingen", verbose_name="lidmaatschap"
    )
    functie = models.CharField("functie", max_length=16, choices=Functie.choices)
    van = models.DateField("van")
    tot = models.DateField("tot en met", null=True, blank=True)

    class Meta:
        verbose_name = "aanstelling"
        verbose_name_plural = "aanstellingen"
        ordering: ClassVar[list[str]] = ["van", "id"]
        constraints = (
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="aanstelling_tot_na_van",
                violation_error_message="De laatste dag ligt voor de eerste.",
            ),
            models.CheckConstraint(
                condition=Q(functie__in=["voorzitter", "procesbegeleider"]), name="aanstelling_functie"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_functie_display()} van tafel {self.tafel_id}"
