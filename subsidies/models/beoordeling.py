from typing import ClassVar

from django.db import models

from kern.historie import gevolgd
from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField
from organisaties.models import Lidmaatschap
from subsidies.models.aanvraag import Aanvraag
from subsidies.models.deel import Aanvraagdeel
from thematafels.models import Criterium


@gevolgd
class Beoordeling(models.Model):
    """The joint judgement of the assessors on one criterion of the call; with one assessor it is that officer's own.

    `punten` where the regeling ranks applications (parameter `verdeelmethode`).
    """

    class Oordeel(models.TextChoices):
        VOLDOENDE = "voldoende", "Voldoende"
        AANDACHT = "aandacht", "Voldoende, met aandachtspunt"
        ONVOLDOENDE = "onvoldoende", "Onvoldoende"

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="beoordelingen", verbose_name="aanvraag")
    criterium = models.ForeignKey(Criterium, models.PROTECT, related_name="beoordelingen", verbose_name="criterium")
    oordeel = models.CharField("oordeel", max_length=20, choices=Oordeel.choices)
    punten = models.PositiveSmallIntegerField("punten", null=True, blank=True)
    toelichting = models.TextField("toelichting", max_length=5000)
    door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, related_name="beoordelingen", verbose_name="beoordeeld door"
    )

    class Meta:
        verbose_name = "beoordeling"
        verbose_name_plural = "beoordelingen"
        ordering: ClassVar[list[str]] = ["criterium__volgorde"]
        constraints = (
            models.UniqueConstraint(fields=["aanvraag", "criterium"], name="beoordeling_een_per_criterium"),
        )

    def __str__(self) -> str:
        return f"{self.criterium_id}: {self.oordeel}"


@gevolgd
class Deelvoorstel(models.Model):
    """What the officer proposes for one participant. Amounts per year are in Voorstelbedrag."""

    deel = models.OneToOneField(Aanvraagdeel, models.PROTECT, related_name="voorstel", verbose_name="deel")
    motivering = models.TextField(
        "waarom wijkt u af van het plan",
        max_length=5000,
        blank=True,
        help_text="Nodig als u minder of meer voorstelt dan gevraagd. De tekst staat in de brief (Awb 3:46).",
    )
    verplichting = models.TextField(
        "extra verplichting", max_length=2000, blank=True, help_text="Komt bij de vaste verplichtingen (Awb 4:38)."
    )
    meteen_vaststellen = models.BooleanField(
        "meteen vaststellen", default=False, help_text="Een klein bedrag, zonder verantwoording achteraf (Awb 4:29)."
    )
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="voorstellen", verbose_name="voorgesteld door")

    class Meta:
        verbose_name = "voorstel voor een deel"
        verbose_name_plural = "voorstellen voor delen"
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"voorstel voor deel {self.deel_id}"


class Voorstelbedrag(models.Model):
    """The proposed amount for one participant in one year, in euro."""

    voorstel = models.ForeignKey(Deelvoorstel, models.CASCADE, related_name="bedragen", verbose_name="voorstel")
    jaar = models.PositiveSmallIntegerField("jaar")
    bedrag = BedragField("bedrag")

    class Meta:
        verbose_name = "voorgesteld bedrag"
        verbose_name_plural = "voorgestelde bedragen"
        ordering: ClassVar[list[str]] = ["jaar"]
        constraints = (
            models.UniqueConstraint(fields=["voorstel", "jaar"], name="voorstelbedrag_een_per_jaar"),
            models.CheckConstraint(condition=models.Q(bedrag__gte=0), name="voorstelbedrag_niet_negatief"),
        )

    def __str__(self) -> str:
        return f"{self.jaar}: {self.bedrag}"


class Zaakrol(models.Model):
    """Who did which step on a case, by person: one person never has two (assess ≠ decide ≠ pay).

    The unique constraint is the four-eyes rule itself: another membership of the same person does not help.
    """

    class Rol(models.TextChoices):
        BEOORDELAAR = "beoordelaar", "beoordelaar"
        TWEEDE_LEZER = "tweede_lezer", "tweede lezer"
        BESLUITNEMER = "besluitnemer", "besluitnemer"
        BETALER = "betaler", "betaler"
        BEZWAARBEHANDELAAR = "bezwaarbehandelaar", "bezwaarbehandelaar"

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="zaakrollen", verbose_name="aanvraag")
    gebruiker = models.ForeignKey("kern.Gebruiker", models.PROTECT, related_name="zaakrollen", verbose_name="persoon")
    lidmaatschap = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="lidmaatschap")
    rol = models.CharField("rol", max_length=20, choices=Rol.choices)

    class Meta:
        verbose_name = "rol in een zaak"
        verbose_name_plural = "rollen in zaken"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (models.UniqueConstraint(fields=["aanvraag", "gebruiker"], name="zaakrol_een_per_persoon"),)
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.rol} van aanvraag {self.aanvraag_id}"
