from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q

from begroting.models import Boekstuk
from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap
from subsidies.models import Subsidie

SHA256 = r"^[0-9a-f]{64}$"

TERMIJNVERLOOP = Verloop(
    "de betaaltermijn",
    begin=("open",),
    overgangen={"open": ("onderweg",), "onderweg": ("betaald", "open"), "betaald": ("open",)},
)
BATCHVERLOOP = Verloop(
    "de betaalopdracht",
    begin=("concept",),
    overgangen={
        "concept": ("goedgekeurd", "vervallen"),
        "goedgekeurd": ("concept", "geexporteerd", "vervallen"),
        "geexporteerd": ("afgesloten",),
    },
)
BETALINGVERLOOP = Verloop(
    "de betaling",
    begin=("opgenomen",),
    overgangen={
        "opgenomen": ("onderweg", "uitgenomen"),
        "onderweg": ("betaald", "teruggekomen"),
        "betaald": ("teruggekomen",),
    },
)
LOPEND = ("opgenomen", "onderweg", "betaald")  # an instalment is in one of these once at most


class Betaaltermijn(models.Model):
    """One instalment of a year of a grant (Awb 4:95). It follows every decision, until the bank has the order."""

    class Stand(models.TextChoices):
        OPEN = "open", "nog te betalen"
        ONDERWEG = "onderweg", "bij de bank"
        BETAALD = "betaald", "betaald"

    VERLOOP: ClassVar[Verloop] = TERMIJNVERLOOP

    subsidie = models.ForeignKey(Subsidie, models.PROTECT, related_name="betaaltermijnen", verbose_name="subsidie")
    jaar = models.PositiveSmallIntegerField("jaar van de activiteit")
    volgnummer = models.PositiveSmallIntegerField("volgnummer")
    dag = models.DateField("betaaldag")
    bedrag = BedragField("bedrag", help_text="0: er is niets meer te betalen in deze termijn.")
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.OPEN)

    class Meta:
        verbose_name = "betaaltermijn"
        verbose_name_plural = "betaaltermijnen"
        ordering: ClassVar[list[str]] = ["jaar", "volgnummer"]
        indexes = (models.Index(fields=["dag"], condition=Q(stand="open"), name="betaaltermijn_te_betalen"),)
        constraints = (
            models.UniqueConstraint(fields=["subsidie", "jaar", "volgnummer"], name="betaaltermijn_een_keer"),
            models.CheckConstraint(
                condition=Q(bedrag__gt=0) | Q(bedrag=0, stand="open"), name="betaaltermijn_niet_negatief"
            ),
        )
        triggers = (
            *TERMIJNVERLOOP.triggers(),
            *onwijzigbaar("subsidie", "jaar", "volgnummer"),
            pgtrigger.Protect(
                name="vast_als_onderweg",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "((OLD.stand <> 'open' OR NEW.stand <> 'open')"
                    " AND (OLD.bedrag <> NEW.bedrag OR OLD.dag <> NEW.dag))"
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.jaar}, termijn {self.volgnummer}"


class Betaalbatch(models.Model):
    """Instalments that are paid together: put together by one, approved by another, given to the bank once."""

    class Stand(models.TextChoices):
        CONCEPT = "concept", "wacht op goedkeuring"
        GOEDGEKEURD = "goedgekeurd", "goedgekeurd"
        GEEXPORTEERD = "geexporteerd", "bij de bank"
        AFGESLOTEN = "afgesloten", "afgesloten"
        VERVALLEN = "vervallen", "vervallen"

    VERLOOP: ClassVar[Verloop] = BATCHVERLOOP

    kenmerk = models.CharField("kenmerk", max_length=20, unique=True)
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.CONCEPT)
    betaaldag = models.DateField("betaaldag", help_text="De dag waarop de bank betaalt.")
    opgesteld_door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="opgesteld door")
    opgesteld_op = models.DateTimeField("opgesteld op", auto_now_add=True)
    goedgekeurd_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="goedgekeurd door"
    )
    goedgekeurd_op = models.DateTimeField("goedgekeurd op", null=True, blank=True)
    geexporteerd_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="geëxporteerd door"
    )
    geexporteerd_op = models.DateTimeField("geëxporteerd op", null=True, blank=True)
    bestand = models.CharField(
        "bestand", max_length=200, blank=True, help_text="Het betaalbestand in de besloten opslag."
    )
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)

    class Meta:
        verbose_name = "betaalopdracht"
        verbose_name_plural = "betaalopdrachten"
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = (
            models.CheckConstraint(
                condition=Q(stand__in=["concept", "vervallen"])
                | Q(goedgekeurd_door__isnull=False, goedgekeurd_op__isnull=False),
                name="betaalbatch_goedgekeurd_door_iemand",
            ),
            models.CheckConstraint(
                condition=Q(goedgekeurd_door__isnull=True) | ~Q(goedgekeurd_door=models.F("opgesteld_door")),
                name="betaalbatch_goedgekeurd_door_een_ander",
            ),
            models.CheckConstraint(
                condition=Q(stand__in=["geexporteerd", "afgesloten"], sha256__regex=SHA256)
                & Q(geexporteerd_door__isnull=False, geexporteerd_op__isnull=False)
                & ~Q(bestand="")
                | ~Q(stand__in=["geexporteerd", "afgesloten"]) & Q(sha256="", bestand=""),
                name="betaalbatch_geexporteerd_met_bestand",
            ),
        )
        triggers = (
            *BATCHVERLOOP.triggers(),
            *onwijzigbaar("kenmerk", "opgesteld_door", "opgesteld_op"),
            pgtrigger.Protect(
                name="bestand_vast",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.sha256 <> '' AND (OLD.sha256, OLD.bestand, OLD.betaaldag, OLD.goedgekeurd_door_id)"
                    " IS DISTINCT FROM (NEW.sha256, NEW.bestand, NEW.betaaldag, NEW.goedgekeurd_door_id)"
                ),
            ),
        )

    def __str__(self) -> str:
        return f"betaalopdracht {self.kenmerk}"


class Betaling(models.Model):
    """One attempt to pay an instalment. `kenmerk` travels with the money (EndToEndId) and comes back from the bank."""

    class Stand(models.TextChoices):
        OPGENOMEN = "opgenomen", "in een betaalopdracht"
        ONDERWEG = "onderweg", "bij de bank"
        BETAALD = "betaald", "betaald"
        TERUGGEKOMEN = "teruggekomen", "niet betaald of teruggekomen"
        UITGENOMEN = "uitgenomen", "uit de opdracht genomen"

    VERLOOP: ClassVar[Verloop] = BETALINGVERLOOP

    batch = models.ForeignKey(Betaalbatch, models.PROTECT, related_name="betalingen", verbose_name="betaalopdracht")
    termijn = models.ForeignKey(Betaaltermijn, models.PROTECT, related_name="betalingen", verbose_name="betaaltermijn")
    kenmerk = models.CharField("betaalkenmerk", max_length=35, unique=True)
    bedrag = BedragField("bedrag")
    iban = models.CharField("IBAN", max_length=34, blank=True, help_text="Waarheen is betaald; leeg tot de export.")
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.OPGENOMEN)
    betaald_op = models.DateField("betaald op", null=True, blank=True)
    boekstuk = models.ForeignKey(
        Boekstuk, models.PROTECT, null=True, blank=True, related_name="betalingen", verbose_name="boekstuk"
    )
    reden = models.CharField("waarom niet betaald", max_length=140, blank=True)

    class Meta:
        verbose_name = "betaling"
        verbose_name_plural = "betalingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(
                fields=["termijn"], condition=Q(stand__in=LOPEND), name="betaling_een_lopende_per_termijn"
            ),
            models.CheckConstraint(condition=Q(bedrag__gt=0), name="betaling_bedrag"),
            models.CheckConstraint(
                condition=Q(stand__in=["opgenomen", "uitgenomen"], iban="")
                | Q(stand__in=["onderweg", "betaald", "teruggekomen"]) & ~Q(iban=""),
                name="betaling_onderweg_met_iban",
            ),
            models.CheckConstraint(
                condition=~Q(stand="betaald") | Q(betaald_op__isnull=False, boekstuk__isnull=False),
                name="betaling_betaald_met_boekstuk",
            ),
            models.CheckConstraint(
                condition=~Q(stand="teruggekomen") | ~Q(reden=""), name="betaling_teruggekomen_met_reden"
            ),
        )
        triggers = (
            *BETALINGVERLOOP.triggers(),
            *onwijzigbaar("batch", "termijn", "kenmerk", "bedrag"),
            pgtrigger.Protect(
                name="iban_vast",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("OLD.iban <> '' AND OLD.iban <> NEW.iban"),
            ),
        )

    def __str__(self) -> str:
        return self.kenmerk
