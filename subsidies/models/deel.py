from typing import ClassVar

from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField
from kern.verloop import Verloop
from organisaties.models import Organisatie
from subsidies.models.aanvraag import Aanvraag

VERLOOP = Verloop(
    "het deel",
    begin=("actief",),
    overgangen={"actief": ("uitgestapt", "uitgenomen"), "uitgestapt": ("actief",)},
)


class Aanvraagdeel(models.Model):
    """The part of one participant in an application: its own budget and its own voorzieningen.

    A participant that left, or was taken out, keeps its part: it counts no longer, but nobody is dropped silently.
    """

    class Stand(models.TextChoices):
        ACTIEF = "actief", "doet mee"
        UITGESTAPT = "uitgestapt", "uitgestapt"
        UITGENOMEN = "uitgenomen", "uit de aanvraag genomen"

    VERLOOP: ClassVar[Verloop] = VERLOOP

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="delen", verbose_name="aanvraag")
    organisatie = models.ForeignKey(
        Organisatie, models.PROTECT, related_name="aanvraagdelen", verbose_name="organisatie"
    )
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.ACTIEF)
    weg_op = models.DateTimeField("doet niet meer mee sinds", null=True, blank=True)
    weg_reden = models.TextField("waarom niet meer", max_length=2000, blank=True)
    vorig_jaar = BedragField(
        "subsidie in het jaar ervoor",
        null=True,
        blank=True,
        help_text="Wat de organisatie nu van de gemeente krijgt voor hetzelfde werk.",
    )
    begroting_versie = models.PositiveIntegerField("versie van de begroting", default=0)

    class Meta:
        verbose_name = "aanvraagdeel"
        verbose_name_plural = "aanvraagdelen"
        ordering: ClassVar[list[str]] = ["organisatie__sorteersleutel"]
        constraints = (
            models.UniqueConstraint(fields=["aanvraag", "organisatie"], name="aanvraagdeel_een_per_organisatie"),
            models.CheckConstraint(
                condition=models.Q(stand="actief", weg_op__isnull=True)
                | (~models.Q(stand="actief") & models.Q(weg_op__isnull=False)),
                name="aanvraagdeel_weg_met_dag",
            ),
            models.CheckConstraint(
                condition=models.Q(vorig_jaar__isnull=True) | models.Q(vorig_jaar__gte=0),
                name="aanvraagdeel_vorig_jaar_niet_negatief",
            ),
        )
        triggers = (*VERLOOP.triggers(), *onwijzigbaar("aanvraag", "organisatie"))

    def __str__(self) -> str:
        return f"{self.aanvraag_id}: {self.organisatie_id}"


class Begrotingspost(models.Model):
    """One line in the budget of a part, with an amount per year (Postbedrag).

    Asked = costs − own contribution − other funders. The wage part (SROI) is the sum of `loonkosten`.
    """

    class Soort(models.TextChoices):
        LOON = "loon", "Loonkosten"
        INHUUR = "inhuur", "Inhuur"
        ACTIVITEITEN = "activiteiten", "Activiteiten"
        HUISVESTING = "huisvesting", "Huisvesting"
        ORGANISATIE = "organisatie", "Organisatie"
        OVERIG = "overig", "Overige kosten"
        EIGEN = "eigen", "Eigen bijdrage"
        ANDEREN = "anderen", "Andere financier"
        AFHANKELIJK = "afhankelijk", "Andere financier, alleen met deze subsidie"

    DEKKING: ClassVar[frozenset[str]] = frozenset({Soort.EIGEN, Soort.ANDEREN, Soort.AFHANKELIJK})

    deel = models.ForeignKey(Aanvraagdeel, models.PROTECT, related_name="posten", verbose_name="deel")
    soort = models.CharField("soort", max_length=20, choices=Soort.choices)
    omschrijving = models.CharField("omschrijving", max_length=150)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "begrotingspost"
        verbose_name_plural = "begrotingsposten"
        ordering: ClassVar[list[str]] = ["volgorde", "id"]

    def __str__(self) -> str:
        return self.omschrijving


class Postbedrag(models.Model):
    """The amount of one budget line in one year, in euro, 0 or more."""

    post = models.ForeignKey(Begrotingspost, models.CASCADE, related_name="bedragen", verbose_name="begrotingspost")
    jaar = models.PositiveSmallIntegerField("jaar")
    bedrag = BedragField("bedrag")

    class Meta:
        verbose_name = "postbedrag"
        verbose_name_plural = "postbedragen"
        ordering: ClassVar[list[str]] = ["jaar"]
        constraints = (
            models.UniqueConstraint(fields=["post", "jaar"], name="postbedrag_een_per_jaar"),
            models.CheckConstraint(condition=models.Q(bedrag__gte=0), name="postbedrag_niet_negatief"),
        )

    def __str__(self) -> str:
        return f"{self.jaar}: {self.bedrag}"
