"""Level 4: what others measured in the city. The municipality owns it; no recipient is judged by it."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Cast, Right

from kern.historie import gevolgd
from kern.models import Bestand
from kern.onwijzigbaar import onwijzigbaar
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap
from thematafels.models import Richting, Stadsdeel, Subdoel, Thema

INLEZEN = Verloop(
    "de inlezing",
    begin=("aangeboden",),
    overgangen={
        "aangeboden": ("proef", "mislukt", "verworpen"),
        "proef": ("bezig", "aangeboden", "verworpen"),
        "bezig": ("ingelezen", "mislukt"),
        "mislukt": ("aangeboden", "verworpen"),
        "ingelezen": (),
        "verworpen": (),
    },
)


@gevolgd
class Bron(models.Model):
    """Who measured: a survey or register of one publisher. Series of different sources are never mixed."""

    code = models.SlugField("code", max_length=40, unique=True)
    naam = models.CharField("naam", max_length=150)
    uitgever = models.CharField("uitgever", max_length=150, blank=True)
    adres = models.URLField("webadres", blank=True)
    toelichting = models.TextField("toelichting", max_length=2000, blank=True)

    class Meta:
        verbose_name = "bron"
        verbose_name_plural = "bronnen"
        ordering: ClassVar[list[str]] = ["naam"]

    def __str__(self) -> str:
        return self.naam


@gevolgd
class Maatschappelijkeindicator(models.Model):
    """One indicator of society as one source defines it; the same word of another source is another indicator."""

    code = models.SlugField("code", max_length=80, unique=True)
    naam = models.CharField("naam", max_length=200)
    definitie = models.TextField("definitie", max_length=2000, blank=True)
    eenheid = models.CharField("eenheid", max_length=40)
    richting = models.CharField("richting", max_length=6, choices=Richting.choices, blank=True)
    bron = models.ForeignKey(Bron, models.PROTECT, related_name="indicatoren", verbose_name="bron")

    class Meta:
        verbose_name = "maatschappelijke indicator"
        verbose_name_plural = "maatschappelijke indicatoren"
        ordering: ClassVar[list[str]] = ["naam", "id"]
        constraints = (
            models.UniqueConstraint(fields=["naam", "bron"], name="maatschappelijkeindicator_een_per_bron"),
        )

    def __str__(self) -> str:
        return self.naam


@gevolgd
class Themaindicator(models.Model):
    """Which indicator of society a theme, or one of its subdoelen, hopes to contribute to."""

    thema = models.ForeignKey(Thema, models.CASCADE, related_name="indicatoren", verbose_name="thema")
    subdoel = models.ForeignKey(
        Subdoel, models.CASCADE, null=True, blank=True, related_name="indicatoren", verbose_name="subdoel"
    )
    indicator = models.ForeignKey(
        Maatschappelijkeindicator, models.PROTECT, related_name="themas", verbose_name="indicator"
    )
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "indicator van een thema"
        verbose_name_plural = "indicatoren van thema's"
        ordering: ClassVar[list[str]] = ["volgorde", "id"]
        constraints = (
            models.UniqueConstraint(
                fields=["thema", "subdoel", "indicator"], name="themaindicator_uniek", nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return f"indicator {self.indicator_id} van thema {self.thema_id}"


@gevolgd
class Gebied(models.Model):
    """A place that figures are about: the country, a municipality, or a part of one."""

    class Soort(models.TextChoices):
        LAND = "land", "Land"
        GEMEENTE = "gemeente", "Gemeente"
        STADSDEEL = "stadsdeel", "Stadsdeel"
        WIJK = "wijk", "Wijk"
        BUURT = "buurt", "Buurt"

    code = models.CharField("code", max_length=40, unique=True, help_text="Van het CBS waar die er is: GM0392.")
    naam = models.CharField("naam", max_length=100)
    soort = models.CharField("soort", max_length=10, choices=Soort.choices)
    binnen = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="delen", verbose_name="ligt in"
    )
    stadsdeel = models.OneToOneField(
        Stadsdeel, models.PROTECT, null=True, blank=True, related_name="gebied", verbose_name="is het stadsdeel"
    )

    class Meta:
        verbose_name = "gebied"
        verbose_name_plural = "gebieden"
        ordering: ClassVar[list[str]] = ["naam", "id"]

    def __str__(self) -> str:
        return self.naam


class Inlezing(models.Model):
    """One import of figures: a worker looks first what it would do, an officer confirms, a worker does exactly that.

    `fouten` and `herzieningen` hold the first thousand, as cells of a row, and `voorbeelden` a few of what is new;
    `voortgang` is the last row that was read, and `vingerafdruk` of what would be revised: the import stops when that
    is no longer what the officer saw.
    """

    class Vorm(models.TextChoices):
        LANG = "lang", "Lange CSV van Sociale Basis"
        SWING = "swing", "Matrix uit Swing (Haarlem in cijfers, waarstaatjegemeente.nl)"
        CBS = "cbs", "Brede CSV van het CBS"

    class Stand(models.TextChoices):
        AANGEBODEN = "aangeboden", "wordt bekeken"
        PROEF = "proef", "bekeken, nog niet ingelezen"
        BEZIG = "bezig", "wordt ingelezen"
        INGELEZEN = "ingelezen", "ingelezen"
        MISLUKT = "mislukt", "mislukt"
        VERWORPEN = "verworpen", "niet ingelezen"

    VERLOOP: ClassVar[Verloop] = INLEZEN

    vorm = models.CharField("vorm", max_length=6, choices=Vorm.choices)
    bestand = models.ForeignKey(Bestand, models.PROTECT, related_name="inlezingen", verbose_name="bestand")
    keuzes = models.JSONField("keuzes", default=dict, blank=True, help_text="Wat het bestand zelf niet zegt.")
    stand = models.CharField("stand", max_length=10, choices=Stand.choices, default=Stand.AANGEBODEN)
    codering = models.CharField("codering van de tekst", max_length=20, blank=True)
    rijen = models.PositiveIntegerField("rijen", default=0)
    nieuw = models.PositiveIntegerField("nieuwe cijfers", default=0)
    herzien = models.PositiveIntegerField("herziene cijfers", default=0)
    gelijk = models.PositiveIntegerField("cijfers die er al staan", default=0)
    ontbreekt = models.PositiveIntegerField("cellen zonder cijfer", default=0)
    fout = models.PositiveIntegerField("cellen met een fout", default=0)
    fouten = models.JSONField("fouten", default=list, blank=True)
    herzieningen = models.JSONField("herzieningen", default=list, blank=True)
    voorbeelden = models.JSONField("enkele nieuwe cijfers", default=list, blank=True)
    opmerkingen = models.JSONField("opmerkingen", default=list, blank=True)
    vingerafdruk = models.CharField("vingerafdruk van de herzieningen", max_length=64, blank=True)
    voortgang = models.PositiveIntegerField("laatste rij die is gelezen", default=0)
    melding = models.CharField("waarom het niet ging", max_length=500, blank=True)
    reden = models.CharField("reden", max_length=500, blank=True, help_text="Waarom cijfers worden herzien.")
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="aangeboden door")
    aangeboden_op = models.DateTimeField("aangeboden op", auto_now_add=True)
    klaar_op = models.DateTimeField("klaar op", null=True, blank=True)

    class Meta:
        verbose_name = "inlezing"
        verbose_name_plural = "inlezingen"
        ordering: ClassVar[list[str]] = ["-id"]
        indexes = (
            models.Index(
                fields=["id"], condition=models.Q(stand__in=("aangeboden", "bezig")), name="inlezing_te_doen"
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(stand__in=("bezig", "ingelezen")) | models.Q(herzien=0) | ~models.Q(reden=""),
                name="inlezing_herziet_met_reden",
            ),
            models.CheckConstraint(
                condition=models.Q(stand="ingelezen", klaar_op__isnull=False)
                | ~models.Q(stand="ingelezen") & models.Q(klaar_op__isnull=True),
                name="inlezing_klaar_op",
            ),
        )
        triggers = (*INLEZEN.triggers(), *onwijzigbaar("vorm", "bestand", "door", "aangeboden_op"))

    def __str__(self) -> str:
        return f"inlezing {self.pk}"

    @property
    def onderweg(self) -> bool:
        """A worker is at it, or will be."""
        return self.stand in {self.Stand.AANGEBODEN, self.Stand.BEZIG}


class Teken(models.TextChoices):
    """What stands before a figure that is no exact one."""

    ONGEVEER = "ongeveer", "ongeveer"
    MEER_DAN = "meer_dan", "meer dan"
    RUIM = "ruim", "ruim"
    MINDER_DAN = "minder_dan", "minder dan"


class Waarneming(models.Model):
    """One figure of one indicator, area and period. Insert-only: a revision is the next `nummer`, the old one stays.

    The highest number holds. `waarde` is in the unit of the indicator; empty when the source withdrew it. Periods
    are a year ("2016") or years together ("2016-2018"); `jaar` is the last, to order by. Made for a million rows: the
    unique index finds the newest of an indicator, area and period; the other one what is known of an area.
    """

    Teken = Teken

    indicator = models.ForeignKey(
        Maatschappelijkeindicator,
        models.PROTECT,
        related_name="waarnemingen",
        verbose_name="indicator",
        db_index=False,
    )
    gebied = models.ForeignKey(
        Gebied, models.PROTECT, related_name="waarnemingen", verbose_name="gebied", db_index=False
    )
    periode = models.CharField("periode", max_length=9)
    jaar = models.PositiveSmallIntegerField("jaar")
    nummer = models.PositiveSmallIntegerField("nummer", default=1)
    waarde = models.DecimalField("waarde", max_digits=16, decimal_places=4, null=True, blank=True)
    teken = models.CharField("teken", max_length=10, choices=Teken.choices, blank=True)
    ondergrens = models.DecimalField("ondergrens", max_digits=16, decimal_places=4, null=True, blank=True)
    bovengrens = models.DecimalField("bovengrens", max_digits=16, decimal_places=4, null=True, blank=True)
    reden = models.CharField("waarom herzien", max_length=500, blank=True)
    vindplaats = models.CharField("vindplaats", max_length=300, blank=True)
    inlezing = models.ForeignKey(
        Inlezing,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="waarnemingen",
        verbose_name="inlezing",
        db_index=False,
    )
    op = models.DateTimeField("vastgelegd op", auto_now_add=True)

    class Meta:
        verbose_name = "waarneming"
        verbose_name_plural = "waarnemingen"
        ordering: ClassVar[list[str]] = ["jaar", "periode", "nummer"]
        indexes = (models.Index(fields=["gebied", "indicator"], name="waarneming_van_gebied"),)
        constraints = (
            models.UniqueConstraint(
                fields=["indicator", "gebied", "periode", "nummer"], name="waarneming_een_per_nummer"
            ),
            models.CheckConstraint(
                condition=models.Q(nummer=1) | ~models.Q(reden=""), name="waarneming_herzien_met_reden"
            ),
            models.CheckConstraint(
                condition=models.Q(ondergrens__isnull=True, bovengrens__isnull=True)
                | models.Q(
                    waarde__isnull=False,
                    ondergrens__isnull=False,
                    bovengrens__isnull=False,
                    ondergrens__lte=models.F("waarde"),
                    bovengrens__gte=models.F("waarde"),
                ),
                name="waarneming_binnen_marge",
            ),
            models.CheckConstraint(
                condition=models.Q(waarde__isnull=False) | models.Q(nummer__gt=1, teken=""),
                name="waarneming_ingetrokken_na_cijfer",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    nummer__gte=1,
                    teken__in=["", *Teken.values],
                    periode__regex=r"^(19|20)[0-9]{2}(-(19|20)[0-9]{2})?$",
                    jaar=Cast(Right("periode", 4), models.PositiveSmallIntegerField()),
                ),
                name="waarneming_goed_geschreven",
            ),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.periode}: {self.waarde}"
