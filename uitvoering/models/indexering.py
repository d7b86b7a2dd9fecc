from typing import ClassVar

from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap
from regelingen.models import Regeling
from subsidies.models import Beschikking, Collegebesluit, Subsidie
from thematafels.models import Uitvraag

_VERLOOP = Verloop(
    "de indexering",
    begin=("concept",),
    overgangen={
        "concept": ("bezig", "ingetrokken"),
        "bezig": ("klaar",),
        "klaar": ("bezig",),
    },
)
_REGEL = Verloop(
    "de regel van de indexering",
    begin=("te_doen", "overgeslagen"),
    overgangen={
        "te_doen": ("gedaan", "gemarkeerd", "overgeslagen"),
        "gemarkeerd": ("te_doen",),
        "overgeslagen": ("te_doen",),
    },
)


class Indexering(models.Model):
    """Raising all running grants of a regeling by one percentage that the college decides (docs/indexering.md).

    Prepared by one person, decided by the college, started by another; a worker then decides grant by grant.
    What it does never changes after it was prepared: another percentage is another indexering.
    """

    class Stand(models.TextChoices):
        CONCEPT = "concept", "in voorbereiding"
        BEZIG = "bezig", "wordt uitgevoerd"
        KLAAR = "klaar", "klaar"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    class Afronding(models.TextChoices):
        CENT = "cent", "elk jaar af op hele centen; een halve cent gaat naar boven"
        EURO = "euro", "elk jaar af op hele euro’s; vijftig cent gaat naar boven"
        EURO_TOTAAL = "euro_totaal", "het totaal af op hele euro’s, over de jaren verdeeld naar de grootste rest"

    VERLOOP: ClassVar[Verloop] = _VERLOOP

    kenmerk = models.CharField("kenmerk", max_length=20, unique=True)
    regeling = models.ForeignKey(Regeling, models.PROTECT, related_name="indexeringen", verbose_name="regeling")
    uitvraag = models.ForeignKey(
        Uitvraag, models.PROTECT, null=True, blank=True, related_name="indexeringen", verbose_name="uitvraag"
    )
    jaar = models.PositiveSmallIntegerField("jaar")
    ook_later = models.BooleanField("ook de jaren daarna", default=False)
    percentage = models.DecimalField("percentage", max_digits=5, decimal_places=2)
    peildatum = models.DateField("percentage van", help_text="De dag waarop dit percentage bekend was.")
    afronding = models.CharField("afronding", max_length=12, choices=Afronding.choices)
    collegebesluit = models.OneToOneField(
        Collegebesluit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indexering",
        verbose_name="collegebesluit",
        help_text="Waarin het college deze indexering vaststelde. Leeg zolang zij niet is gestart.",
    )
    motivering = models.TextField(
        "waarom", max_length=5000, help_text="De ontvanger leest dit in de brief (Awb 3:46)."
    )
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.CONCEPT)
    opgesteld_door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="opgesteld door")
    opgesteld_op = models.DateTimeField("opgesteld op", auto_now_add=True)
    gestart_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gestart door"
    )
    gestart_op = models.DateTimeField("gestart op", null=True, blank=True)

    class Meta:
        verbose_name = "indexering"
        verbose_name_plural = "indexeringen"
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = (
            models.UniqueConstraint(
                fields=["regeling", "jaar"],
                condition=models.Q(stand__in=["concept", "bezig"]),
                name="indexering_een_tegelijk",
            ),
            models.CheckConstraint(
                condition=models.Q(percentage__gt=0, percentage__lte=25), name="indexering_percentage"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    stand__in=["concept", "ingetrokken"],
                    gestart_door__isnull=True,
                    gestart_op__isnull=True,
                    collegebesluit__isnull=True,
                )
                | models.Q(
                    stand__in=["bezig", "klaar"],
                    gestart_door__isnull=False,
                    gestart_op__isnull=False,
                    collegebesluit__isnull=False,
                ),
                name="indexering_gestart_met_wie",
            ),
        )
        triggers = (
            *_VERLOOP.triggers(),
            *onwijzigbaar(
                "kenmerk",
                "regeling",
                "uitvraag",
                "jaar",
                "ook_later",
                "percentage",
                "peildatum",
                "afronding",
                "motivering",
                "opgesteld_door",
                "opgesteld_op",
            ),
        )

    def __str__(self) -> str:
        return f"indexering {self.jaar} {self.kenmerk}"


class Indexeringsregel(models.Model):
    """One grant in an indexering: decided once, or marked with the reason why it could not be.

    The row is the queue (huis.md §4.5): a worker claims it under lock, and it leaves `te_doen` in the transaction of
    its decision.
    """

    class Stand(models.TextChoices):
        TE_DOEN = "te_doen", "te doen"
        GEDAAN = "gedaan", "besloten"
        GEMARKEERD = "gemarkeerd", "gemarkeerd"
        OVERGESLAGEN = "overgeslagen", "doet niet mee"

    VERLOOP: ClassVar[Verloop] = _REGEL

    indexering = models.ForeignKey(Indexering, models.PROTECT, related_name="regels", verbose_name="indexering")
    subsidie = models.ForeignKey(Subsidie, models.PROTECT, related_name="indexeringsregels", verbose_name="subsidie")
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.TE_DOEN)
    reden = models.CharField(
        "reden", max_length=500, blank=True, help_text="Waarom deze subsidie niet meedoet, of niet kon."
    )
    fout_code = models.CharField("code van de reden", max_length=80, blank=True)
    beschikking = models.OneToOneField(
        Beschikking,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="indexeringsregel",
        verbose_name="beschikking",
    )

    class Meta:
        verbose_name = "regel van een indexering"
        verbose_name_plural = "regels van indexeringen"
        ordering: ClassVar[list[str]] = ["id"]
        indexes = (
            models.Index(fields=["indexering", "id"], condition=models.Q(stand="te_doen"), name="indexering_te_doen"),
        )
        constraints = (
            models.UniqueConstraint(fields=["indexering", "subsidie"], name="indexeringsregel_een_keer"),
            models.CheckConstraint(
                condition=models.Q(stand="gedaan", beschikking__isnull=False)
                | (~models.Q(stand="gedaan") & models.Q(beschikking__isnull=True)),
                name="indexeringsregel_gedaan_met_beschikking",
            ),
            models.CheckConstraint(
                condition=models.Q(stand__in=["te_doen", "gedaan"], reden="", fout_code="")
                | (models.Q(stand="overgeslagen", fout_code="") & ~models.Q(reden=""))
                | (models.Q(stand="gemarkeerd") & ~models.Q(reden="") & ~models.Q(fout_code="")),
                name="indexeringsregel_met_reden",
            ),
        )
        triggers = (*_REGEL.triggers(), *onwijzigbaar("indexering", "subsidie"))

    def __str__(self) -> str:
        return f"{self.indexering_id}: {self.subsidie_id}"


class Indexeringsbedrag(models.Model):
    """What one year of one grant was when the indexering was computed, and what is added to it, in euro."""

    regel = models.ForeignKey(Indexeringsregel, models.CASCADE, related_name="bedragen", verbose_name="regel")
    jaar = models.PositiveSmallIntegerField("jaar")
    was = BedragField("was")
    erbij = BedragField("erbij")

    class Meta:
        verbose_name = "bedrag van een indexering"
        verbose_name_plural = "bedragen van indexeringen"
        ordering: ClassVar[list[str]] = ["jaar"]
        constraints = (
            models.UniqueConstraint(fields=["regel", "jaar"], name="indexeringsbedrag_een_per_jaar"),
            models.CheckConstraint(
                condition=models.Q(was__gte=0, erbij__gte=0), name="indexeringsbedrag_niet_negatief"
            ),
        )

    def __str__(self) -> str:
        return f"{self.jaar}: {self.erbij}"
