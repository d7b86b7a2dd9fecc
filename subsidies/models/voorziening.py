from typing import ClassVar

from django.db import models

from kern.velden import BedragField
from subsidies.models.deel import Aanvraagdeel
from thematafels.models import Doelgroep, Gebiedsopgave, Principe, Stadsdeel, Subdoel, Thema, WettelijkeTaak


class Voorziening(models.Model):
    """What a participant offers residents, tied to the goals framework of the call.

    While it is a draft everything may still be empty: what a submission needs is a rule (regels.volledigheid).
    """

    deel = models.ForeignKey(Aanvraagdeel, models.PROTECT, related_name="voorzieningen", verbose_name="deel")
    naam = models.CharField("naam", max_length=150, blank=True)
    omschrijving = models.TextField("wat gaat u doen", max_length=5000, blank=True)
    uitvoerder = models.CharField(
        "wie voert het uit", max_length=150, blank=True, help_text="Leeg: de organisatie zelf."
    )
    subdoelen = models.ManyToManyField(Subdoel, related_name="voorzieningen", blank=True, verbose_name="subdoelen")
    stadsdelen = models.ManyToManyField(Stadsdeel, related_name="voorzieningen", blank=True, verbose_name="stadsdelen")
    gebiedsopgaven = models.ManyToManyField(
        Gebiedsopgave, related_name="voorzieningen", blank=True, verbose_name="gebiedsopgaven"
    )
    doelgroepen = models.ManyToManyField(
        Doelgroep, related_name="voorzieningen", blank=True, verbose_name="doelgroepen"
    )
    principes = models.ManyToManyField(
        Principe, related_name="voorzieningen", blank=True, verbose_name="'wat werkt'-principes"
    )
    wettelijke_taken = models.ManyToManyField(
        WettelijkeTaak, related_name="voorzieningen", blank=True, verbose_name="wettelijke taken"
    )
    andere_themas = models.ManyToManyField(Thema, related_name="+", blank=True, verbose_name="draagt ook bij aan")
    clientondersteuning = models.PositiveSmallIntegerField(
        "deel dat cliëntondersteuning is",
        default=0,
        help_text="In procenten. Onafhankelijke cliëntondersteuning (Wmo 2015, artikel 2.2.4).",
    )
    preventief = models.BooleanField("is preventief", default=False)
    versie = models.PositiveIntegerField("versie", default=0)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)
    kopie_van = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="kopieen", verbose_name="overgenomen van"
    )

    class Meta:
        verbose_name = "voorziening"
        verbose_name_plural = "voorzieningen"
        ordering: ClassVar[list[str]] = ["volgorde", "id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(clientondersteuning__lte=100), name="voorziening_clientondersteuning_procent"
            ),
        )

    def __str__(self) -> str:
        return self.naam or "Voorziening zonder naam"


class Voorzieningjaar(models.Model):
    """What a voorziening wants to reach in one year (residents), and what it costs (euro). Empty: not yet known."""

    voorziening = models.ForeignKey(Voorziening, models.CASCADE, related_name="per_jaar", verbose_name="voorziening")
    jaar = models.PositiveSmallIntegerField("jaar")
    bereik = models.PositiveIntegerField("bewoners", null=True, blank=True)
    kosten = BedragField("kosten", null=True, blank=True)

    class Meta:
        verbose_name = "voorziening in een jaar"
        verbose_name_plural = "voorzieningen per jaar"
        ordering: ClassVar[list[str]] = ["jaar"]
        constraints = (
            models.UniqueConstraint(fields=["voorziening", "jaar"], name="voorzieningjaar_een_per_jaar"),
            models.CheckConstraint(
                condition=models.Q(kosten__isnull=True) | models.Q(kosten__gte=0),
                name="voorzieningjaar_kosten_niet_negatief",
            ),
        )

    def __str__(self) -> str:
        return f"{self.jaar}: {self.bereik} bewoners"


# What is filled in on a voorziening itself.
VELDEN = ("naam", "omschrijving", "uitvoerder", "clientondersteuning", "preventief")
# The names of everything a voorziening is tied to, in the order of the fields above.
RELATIES = tuple(veld.name for veld in Voorziening._meta.local_many_to_many)
