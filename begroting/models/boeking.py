from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Abs

from begroting.grootboek import NIVEAUS, SIGNED, SOORTEN_OP, Soort
from begroting.models.budget import Bestedingsdoel, Budgetjaar
from begroting.models.stand import precies_een_van
from begroting.models.verplichting import Verplichting
from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField
from organisaties.models import Lidmaatschap


def soort_past_bij_plaats() -> Q:
    """Each kind stands at a level where the table of effects allows it."""
    keuze = Q()
    for niveau in NIVEAUS:
        keuze |= Q(**{f"{niveau}__isnull": False}, soort__in=SOORTEN_OP[niveau])
    return keuze


def jaar_van(veld: str) -> models.Func:
    """The calendar year of a date, as the index holds it: Django itself would make a period of it."""
    return models.Func(
        models.F(veld), template="(EXTRACT(YEAR FROM %(expressions)s))", output_field=models.IntegerField()
    )


class Boekstuk(models.Model):
    """Who booked what when, and why: the document behind one set of bookings. Never changes."""

    kenmerk = models.CharField("kenmerk", max_length=80)
    datum = models.DateField("datum", help_text="De dag van het besluit of de handeling.")
    door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, related_name="boekstukken", verbose_name="geboekt door"
    )
    omschrijving = models.CharField("omschrijving", max_length=500)
    corrigeert = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        related_name="correctie",
        verbose_name="corrigeert",
        help_text="Het boekstuk waarvan dit alle boekingen terugdraait.",
    )
    vastgelegd_op = models.DateTimeField("vastgelegd op", auto_now_add=True)

    class Meta:
        verbose_name = "boekstuk"
        verbose_name_plural = "boekstukken"
        ordering: ClassVar[list[str]] = ["id"]
        indexes = (models.Index(fields=["datum"], name="boekstuk_datum"),)
        constraints = (
            models.UniqueConstraint(fields=["kenmerk"], name="boekstuk_een_keer"),
            models.CheckConstraint(condition=~Q(kenmerk="") & ~Q(omschrijving=""), name="boekstuk_gevuld"),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return self.kenmerk


class Boeking(models.Model):
    """One line of the ledger: an amount of one kind at one place. Only inserted; a mistake is booked back.

    The database fills in `onder` and `datum` itself (migration 0010): what is asked of a purpose or of a period then
    needs no other row.
    """

    boekstuk = models.ForeignKey(Boekstuk, models.PROTECT, related_name="boekingen", verbose_name="boekstuk")
    soort = models.CharField("soort", max_length=20, choices=Soort.choices)
    budgetjaar = models.ForeignKey(
        Budgetjaar, models.PROTECT, null=True, related_name="boekingen", verbose_name="budgetjaar"
    )
    bestedingsdoel = models.ForeignKey(
        Bestedingsdoel, models.PROTECT, null=True, related_name="boekingen", verbose_name="bestedingsdoel"
    )
    verplichting = models.ForeignKey(
        Verplichting, models.PROTECT, null=True, related_name="boekingen", verbose_name="verplichting"
    )
    bedrag = BedragField("bedrag", negatief=True)
    aantal = models.PositiveSmallIntegerField(
        "aantal", null=True, help_text="Voor hoeveel trajecten, pilots of aanvragen; leeg: niet geteld."
    )
    voor_zaak = models.CharField(
        "voor zaak", max_length=80, blank=True, help_text="Kenmerk van de zaak; leeg: alleen voor het doel."
    )
    grond = models.CharField(
        "grond", max_length=300, blank=True, help_text="Alleen bij vrijstelling (Awb 4:51 lid 2)."
    )

    onder = models.ForeignKey(
        Bestedingsdoel,
        models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="boekingen_eronder",
        verbose_name="onder bestedingsdoel",
        help_text="Het doel waarop is geboekt, of waaronder de verplichting valt.",
    )
    datum = models.DateField("datum", null=True, editable=False, help_text="De dag van het boekstuk.")

    class Meta:
        verbose_name = "boeking"
        verbose_name_plural = "boekingen"
        ordering: ClassVar[list[str]] = ["id"]
        indexes = (
            models.Index(
                fields=["bestedingsdoel", "voor_zaak"],
                name="boeking_reservering",
                condition=Q(soort__in=[Soort.RESERVERING, Soort.VRIJGAVE]),
            ),
            models.Index(Abs("bedrag"), name="boeking_bedrag_zoeken"),
            models.Index(
                fields=["onder", "-id"], include=["datum"], condition=Q(onder__isnull=False), name="boeking_onder_doel"
            ),
            models.Index(fields=["datum"], name="boeking_datum"),
            models.Index(jaar_van("datum"), Abs("bedrag"), name="boeking_grootste_van_jaar"),
        )
        constraints = (
            models.CheckConstraint(condition=precies_een_van(NIVEAUS), name="boeking_een_plaats"),
            models.CheckConstraint(condition=soort_past_bij_plaats(), name="boeking_soort_past"),
            models.CheckConstraint(
                condition=Q(bedrag__gt=0) | Q(bedrag__lt=0, soort__in=SIGNED), name="boeking_bedrag"
            ),
            models.CheckConstraint(condition=Q(aantal__isnull=True) | Q(aantal__gt=0), name="boeking_aantal"),
            models.CheckConstraint(
                condition=Q(voor_zaak="") | Q(soort__in=[Soort.RESERVERING, Soort.VRIJGAVE]), name="boeking_voor_zaak"
            ),
            models.CheckConstraint(
                condition=(Q(grond="") & ~Q(soort=Soort.VRIJSTELLING)) | (~Q(grond="") & Q(soort=Soort.VRIJSTELLING)),
                name="boeking_grond",
            ),
            models.UniqueConstraint(
                fields=["budgetjaar"], condition=Q(soort=Soort.BEGROTING), name="boeking_begroting_per_jaar"
            ),
            models.UniqueConstraint(
                fields=["bestedingsdoel"], condition=Q(soort=Soort.BEGROTING), name="boeking_begroting_per_doel"
            ),
            models.UniqueConstraint(
                fields=["verplichting"], condition=Q(soort=Soort.VERPLICHTING), name="boeking_een_verplichting"
            ),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.soort} {self.bedrag}"
