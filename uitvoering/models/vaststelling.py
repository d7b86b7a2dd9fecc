from typing import ClassVar

import pgtrigger
from django.db import models

from brieven.models import Brief
from kern.historie import gevolgd
from kern.models import Bestand
from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap
from subsidies.models import Begrotingspost, Beschikking, Subsidie, Voorziening
from subsidies.regels.verantwoordingsplicht import Stuk

VERLOOP = Verloop(
    "de vaststelling",
    begin=("open",),
    overgangen={"open": ("ingediend", "vastgesteld"), "ingediend": ("vastgesteld",)},
)


@gevolgd
class Vaststelling(models.Model):
    """Years of a grant that are settled together (Awb 4:42): what the recipient writes for it, and how far it is.

    `vanaf` and `uiterlijk` are the days between which it is asked for, from the rules frozen on the decision. Who did
    not ask in time gets a reminder with a last term; after that the municipality settles by itself (Awb 4:47).
    """

    class Stand(models.TextChoices):
        OPEN = "open", "nog niet aangevraagd"
        INGEDIEND = "ingediend", "aangevraagd"
        VASTGESTELD = "vastgesteld", "vastgesteld"

    VERLOOP: ClassVar[Verloop] = VERLOOP

    subsidie = models.ForeignKey(Subsidie, models.PROTECT, related_name="vaststellingen", verbose_name="subsidie")
    eerste_jaar = models.PositiveSmallIntegerField("eerste jaar")
    laatste_jaar = models.PositiveSmallIntegerField("laatste jaar")
    vanaf = models.DateField("aan te vragen vanaf")
    uiterlijk = models.DateField("aan te vragen uiterlijk op")
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.OPEN)
    activiteiten = models.TextField(
        "wat u deed", max_length=5000, blank=True, help_text="Noem ook wat niet of anders ging."
    )
    afwijking = models.TextField(
        "waarom de cijfers anders zijn", max_length=5000, blank=True, help_text="Bij verschillen met uw begroting."
    )
    versie = models.PositiveIntegerField("versie", default=0)
    hersteltermijn = models.DateField("laatste termijn na de herinnering", null=True, blank=True)
    herinnering = models.OneToOneField(
        Brief, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="herinnering"
    )
    beschikking = models.ForeignKey(
        Beschikking,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="vaststellingen",
        verbose_name="vastgesteld met",
    )

    class Meta:
        verbose_name = "vaststelling"
        verbose_name_plural = "vaststellingen"
        ordering: ClassVar[list[str]] = ["uiterlijk", "id"]
        constraints = (
            models.UniqueConstraint(fields=["subsidie", "eerste_jaar"], name="vaststelling_een_per_periode"),
            models.CheckConstraint(
                condition=models.Q(laatste_jaar__gte=models.F("eerste_jaar"), uiterlijk__gte=models.F("vanaf")),
                name="vaststelling_op_volgorde",
            ),
            models.CheckConstraint(
                condition=models.Q(stand="vastgesteld", beschikking__isnull=False)
                | (~models.Q(stand="vastgesteld") & models.Q(beschikking__isnull=True)),
                name="vaststelling_met_beschikking",
            ),
            models.CheckConstraint(
                condition=models.Q(hersteltermijn__isnull=True, herinnering__isnull=True)
                | models.Q(hersteltermijn__isnull=False, herinnering__isnull=False),
                name="vaststelling_termijn_met_herinnering",
            ),
        )
        triggers = (*VERLOOP.triggers(), *onwijzigbaar("subsidie", "eerste_jaar", "laatste_jaar", "vanaf"))

    def __str__(self) -> str:
        return f"{self.subsidie_id}: {self.periode}"

    @property
    def jaren(self) -> range:
        return range(self.eerste_jaar, self.laatste_jaar + 1)

    @property
    def periode(self) -> str:
        return f"{self.eerste_jaar}–{self.laatste_jaar}" if len(self.jaren) > 1 else str(self.eerste_jaar)


class Vaststellingscijfer(models.Model):
    """What was really spent or received of one kind in one year, in euro."""

    vaststelling = models.ForeignKey(Vaststelling, models.PROTECT, related_name="cijfers", verbose_name="vaststelling")
    soort = models.CharField("soort", max_length=20, choices=Begrotingspost.Soort.choices)
    jaar = models.PositiveSmallIntegerField("jaar")
    bedrag = BedragField("bedrag")

    class Meta:
        verbose_name = "cijfer bij een vaststelling"
        verbose_name_plural = "cijfers bij vaststellingen"
        ordering: ClassVar[list[str]] = ["jaar", "id"]
        constraints = (
            models.UniqueConstraint(
                fields=["vaststelling", "soort", "jaar"], name="vaststellingscijfer_een_per_soort_en_jaar"
            ),
            models.CheckConstraint(condition=models.Q(bedrag__gte=0), name="vaststellingscijfer_niet_negatief"),
        )

    def __str__(self) -> str:
        return f"{self.soort} {self.jaar}"


class Vaststellingsbereik(models.Model):
    """How many residents a voorziening really reached in one year."""

    vaststelling = models.ForeignKey(Vaststelling, models.PROTECT, related_name="bereik", verbose_name="vaststelling")
    voorziening = models.ForeignKey(Voorziening, models.PROTECT, related_name="+", verbose_name="voorziening")
    jaar = models.PositiveSmallIntegerField("jaar")
    bewoners = models.PositiveIntegerField("bewoners")

    class Meta:
        verbose_name = "bereik bij een vaststelling"
        verbose_name_plural = "bereik bij vaststellingen"
        ordering: ClassVar[list[str]] = ["jaar", "id"]
        constraints = (
            models.UniqueConstraint(
                fields=["vaststelling", "voorziening", "jaar"], name="vaststellingsbereik_een_per_jaar"
            ),
        )

    def __str__(self) -> str:
        return f"{self.voorziening_id} {self.jaar}"


class Vaststellingsstuk(models.Model):
    """A document that comes with the request (Awb 4:45, 4:75, 4:78). What is taken out disappears from sight only."""

    vaststelling = models.ForeignKey(Vaststelling, models.PROTECT, related_name="stukken", verbose_name="vaststelling")
    soort = models.CharField("soort", max_length=25, choices=Stuk.choices)
    bestand = models.ForeignKey(Bestand, models.PROTECT, related_name="vaststellingsstukken", verbose_name="bestand")
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="toegevoegd door")
    toegevoegd_op = models.DateTimeField("toegevoegd op", auto_now_add=True)
    verwijderd_op = models.DateTimeField("verwijderd op", null=True, blank=True)
    verwijderd_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="verwijderd door"
    )

    class Meta:
        verbose_name = "stuk bij een vaststelling"
        verbose_name_plural = "stukken bij vaststellingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(verwijderd_op__isnull=True, verwijderd_door__isnull=True)
                | models.Q(verwijderd_op__isnull=False, verwijderd_door__isnull=False),
                name="vaststellingsstuk_verwijderd_door_iemand",
            ),
        )
        triggers = (
            *onwijzigbaar("vaststelling", "soort", "bestand", "door", "toegevoegd_op"),
            pgtrigger.Protect(
                name="verwijderd_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__verwijderd_op__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.soort} bij {self.vaststelling_id}"


class Vaststellingsaanvraag(models.Model):
    """The request for settlement as it was submitted, frozen (Awb 4:44): canonical JSON and its SHA-256."""

    vaststelling = models.OneToOneField(
        Vaststelling, models.PROTECT, related_name="aanvraag", verbose_name="vaststelling"
    )
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="ingediend door")
    ingediend_op = models.DateTimeField("ingediend op")
    inhoud = models.JSONField("inhoud")
    sha256 = models.CharField("SHA-256", max_length=64)
    te_laat = models.BooleanField("na de laatste dag", default=False)

    class Meta:
        verbose_name = "aanvraag tot vaststelling"
        verbose_name_plural = "aanvragen tot vaststelling"
        ordering: ClassVar[list[str]] = ["id"]
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"aanvraag tot vaststelling {self.vaststelling_id}"
