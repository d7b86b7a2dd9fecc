from typing import ClassVar

from django.db import models

from kern.velden import BedragField
from organisaties.models import Organisatie
from subsidies.models.aanvraag import Aanvraag


class Aanvraagdeel(models.Model):
    """The part of one participant in an application: its own budget and its own voorzieningen."""

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="delen", verbose_name="aanvraag")
    organisatie = models.ForeignKey(
        Organisatie, models.PROTECT, related_name="aanvraagdelen", verbose_name="organisatie"
    )
    begroting_versie = models.PositiveIntegerField("versie van de begroting", default=0)

    class Meta:
        verbose_name = "aanvraagdeel"
        verbose_name_plural = "aanvraagdelen"
        ordering: ClassVar[list[str]] = ["organisatie__sorteersleutel"]
        constraints = (
            models.UniqueConstraint(fields=["aanvraag", "organisatie"], name="aanvraagdeel_een_per_organisatie"),
        )

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
