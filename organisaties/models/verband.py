"""Alliances: organisations that work together beyond one application, on what they agreed."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kern.historie import gevolgd
from kern.models import Bestand
from kern.velden import BedragField
from organisaties.models.organisatie import Organisatie
from organisaties.querysets import GeldigQuerySet


@gevolgd
class Samenwerkingsverband(models.Model):
    """An alliance and its form. It asks for nothing itself: its members apply, and sit at a table as equals."""

    class Vorm(models.TextChoices):
        """The forms that partners choose from; the last ones end in one legal person."""

        TAKEN_SPLITSEN = "taken_splitsen", "Taken splitsen"
        OVEREENKOMST = "overeenkomst", "Samenwerkingsovereenkomst"
        ALLIANTIE = "alliantie", "Strategische alliantie"
        COOPERATIE = "cooperatie", "Coöperatie"
        FUSIE = "fusie", "Fusie of overname"

    naam = models.CharField(
        "naam",
        max_length=200,
        unique=True,
        error_messages={"unique": "Er is al een samenwerkingsverband met deze naam."},
    )
    vorm = models.CharField("vorm", max_length=20, choices=Vorm.choices)
    fictief = models.BooleanField("fictief", default=False, help_text="Verzonnen voor de proefopstelling.")

    class Meta:
        verbose_name = "samenwerkingsverband"
        verbose_name_plural = "samenwerkingsverbanden"
        ordering: ClassVar[list[str]] = ["naam", "id"]
        constraints = (
            models.CheckConstraint(condition=~Q(naam=""), name="verband_naam"),
            models.CheckConstraint(
                condition=Q(vorm__in=["taken_splitsen", "overeenkomst", "alliantie", "fusie"]), name="verband_vorm"
            ),
        )

    def __str__(self) -> str:
        return self.naam


@gevolgd
class Verbandlid(models.Model):
    """An organisation in an alliance, in one of its three rings. The trekker keeps the data of the alliance."""

    class Schil(models.IntegerChoices):
        PARTNER = 1, "schil 1: strategisch partner"
        VAST = 2, "schil 2: onderaannemer of vaste samenwerkingspartner"
        BETROKKEN = 3, "schil 3: overige betrokken organisatie"

    verband = models.ForeignKey(
        Samenwerkingsverband, models.PROTECT, related_name="leden", verbose_name="samenwerkingsverband"
    )
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="verbanden", verbose_name="organisatie")
    schil = models.PositiveSmallIntegerField("schil", choices=Schil.choices)
    van = models.DateField("vanaf")
    tot = models.DateField("tot en met", null=True, blank=True)
    trekker = models.BooleanField("trekker", default=False)

    objects = GeldigQuerySet["Verbandlid"].as_manager()

    class Meta:
        verbose_name = "lid van een samenwerkingsverband"
        verbose_name_plural = "leden van een samenwerkingsverband"
        ordering: ClassVar[list[str]] = ["schil", "organisatie__sorteersleutel", "id"]
        constraints = (
            models.UniqueConstraint(
                fields=["verband", "organisatie"],
                name="verbandlid_een_keer",
                violation_error_message="Deze organisatie staat al bij dit samenwerkingsverband.",
            ),
            models.UniqueConstraint(fields=["verband"], condition=Q(trekker=True), name="verbandlid_een_trekker"),
            models.CheckConstraint(condition=Q(schil__in=[1, 2, 3]), name="verbandlid_schil"),
            models.CheckConstraint(
                condition=Q(tot__isnull=True) | Q(tot__gte=F("van")),
                name="verbandlid_tot",
                violation_error_message="De laatste dag ligt voor de eerste dag.",
            ),
            models.CheckConstraint(
                condition=Q(trekker=False) | Q(schil=1, tot__isnull=True),
                name="verbandlid_trekker_in_schil_1",
                violation_error_message="De trekker staat in schil 1 en heeft geen laatste dag. "
                "Kies eerst een andere trekker.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisatie}, {self.get_schil_display()}"


@gevolgd
class Convenantdeel(models.Model):
    """One subject of the covenant of an alliance, with what was agreed on it."""

    verband = models.ForeignKey(
        Samenwerkingsverband, models.PROTECT, related_name="convenant", verbose_name="samenwerkingsverband"
    )
    onderwerp = models.CharField("onderwerp", max_length=200)
    tekst = models.TextField("tekst", max_length=5000, blank=True)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)
    bestand = models.ForeignKey(
        Bestand, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bestand"
    )

    class Meta:
        verbose_name = "onderdeel van het convenant"
        verbose_name_plural = "onderdelen van het convenant"
        ordering: ClassVar[list[str]] = ["volgorde", "id"]
        constraints = (
            models.CheckConstraint(condition=~Q(onderwerp=""), name="convenantdeel_onderwerp"),
            models.UniqueConstraint(
                fields=["verband", "onderwerp"],
                name="convenantdeel_een_keer",
                violation_error_message="Dit onderwerp staat al in het convenant.",
            ),
        )

    def __str__(self) -> str:
        return self.onderwerp


@gevolgd
class Onderaannemer(models.Model):
    """Who carries out work for an alliance under a contract: an organisation we know, or a name."""

    verband = models.ForeignKey(
        Samenwerkingsverband, models.PROTECT, related_name="onderaannemers", verbose_name="samenwerkingsverband"
    )
    organisatie = models.ForeignKey(
        Organisatie,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="organisatie",
        help_text="Staat de onderaannemer hier niet bij? Vul dan de naam in.",
    )
    naam = models.CharField("naam", max_length=200, blank=True, help_text="Van een organisatie of bedrijf.")
    activiteit = models.CharField("activiteit", max_length=300)
    bedrag = BedragField("bedrag", help_text="In euro, over de hele looptijd van het contract.")
    contract_tot = models.DateField("laatste dag van het contract")

    class Meta:
        verbose_name = "onderaannemer"
        verbose_name_plural = "onderaannemers"
        ordering: ClassVar[list[str]] = ["contract_tot", "id"]
        constraints = (
            models.CheckConstraint(
                condition=Q(organisatie__isnull=False, naam="") | (Q(organisatie__isnull=True) & ~Q(naam="")),
                name="onderaannemer_een_naam",
                violation_error_message="Kies een organisatie, of vul een naam in. Niet allebei.",
            ),
            models.CheckConstraint(condition=~Q(activiteit=""), name="onderaannemer_activiteit"),
            models.CheckConstraint(condition=Q(bedrag__gte=0), name="onderaannemer_bedrag"),
        )

    def __str__(self) -> str:
        return self.wie

    @property
    def wie(self) -> str:
        return self.organisatie.naam if self.organisatie else self.naam
