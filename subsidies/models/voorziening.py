from typing import ClassVar

from django.db import models

from subsidies.models.deel import Aanvraagdeel
from thematafels.models import Doelgroep, Gebiedsopgave, Principe, Stadsdeel, Subdoel, Thema, WettelijkeTaak


class Voorziening(models.Model):
    """What a participant offers residents, tied to the goals framework of the call."""

    deel = models.ForeignKey(Aanvraagdeel, models.PROTECT, related_name="voorzieningen", verbose_name="deel")
    naam = models.CharField("naam", max_length=150)
    omschrijving = models.TextField("wat gaat u doen", max_length=5000, blank=True)
    subdoelen = models.ManyToManyField(Subdoel, related_name="voorzieningen", verbose_name="subdoelen")
    stadsdelen = models.ManyToManyField(Stadsdeel, related_name="voorzieningen", verbose_name="stadsdelen")
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
    bereik_per_jaar = models.PositiveIntegerField("bewoners per jaar", help_text="Hoeveel bewoners wilt u bereiken?")
    clientondersteuning = models.BooleanField("is cliëntondersteuning", default=False)
    preventief = models.BooleanField("is preventief", default=False)
    versie = models.PositiveIntegerField("versie", default=0)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "voorziening"
        verbose_name_plural = "voorzieningen"
        ordering: ClassVar[list[str]] = ["volgorde", "id"]

    def __str__(self) -> str:
        return self.naam


# The names of everything a voorziening is tied to, in the order of the fields above.
RELATIES = tuple(veld.name for veld in Voorziening._meta.local_many_to_many)
