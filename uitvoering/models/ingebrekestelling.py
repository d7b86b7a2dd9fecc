from typing import ClassVar

from django.db import models

from brieven.models import Brief
from kern.historie import gevolgd
from kern.onwijzigbaar import onwijzigbaar
from kern.termijnen.dwangsom import GeenDwangsom
from kern.velden import BedragField
from organisaties.models import Lidmaatschap, Mandaat, Organisatie
from subsidies.models import Aanvraag
from uitvoering.models.bezwaar import Bezwaar, Wijze


@gevolgd
class Ingebrekestelling(models.Model):
    """Somebody told us in writing that a decision is late (Awb 4:17 lid 3): on an application, or on an objection.

    `wettelijke_dag` is the last day to decide as it stood on receipt; it does not move afterwards. Without `geldig`
    it came too early, or after the decision, and nothing runs. `geen` says why no penalty is owed all the same
    (lid 6), once somebody judged so.
    """

    class Geen(models.TextChoices):
        ONREDELIJK_LAAT = "ONREDELIJK_LAAT", "onredelijk laat in gebreke gesteld (Awb 4:17 lid 6 onder a)"
        GEEN_BELANGHEBBENDE = "GEEN_BELANGHEBBENDE", "geen belanghebbende (Awb 4:17 lid 6 onder b)"
        KENNELIJK_ONGEGROND = "KENNELIJK_ONGEGROND", "kennelijk niet-ontvankelijk of ongegrond (lid 6 onder c)"

    kenmerk = models.CharField("kenmerk", max_length=20, unique=True)
    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="ingebrekestellingen", verbose_name="aanvraag")
    bezwaar = models.ForeignKey(
        Bezwaar,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="ingebrekestellingen",
        verbose_name="over de beslissing op bezwaar",
    )
    organisatie = models.ForeignKey(
        Organisatie, models.PROTECT, related_name="ingebrekestellingen", verbose_name="van wie"
    )
    wijze = models.CharField("hoe ontvangen", max_length=10, choices=Wijze.choices)
    ontvangen_op = models.DateField("ontvangen op")
    wettelijke_dag = models.DateField("laatste dag voor het besluit")
    geldig = models.BooleanField("geldig", help_text="Ontvangen na de termijn en voor het besluit.")
    geen = models.CharField("waarom geen dwangsom", max_length=20, choices=Geen.choices, blank=True)
    geen_toelichting = models.TextField("toelichting", max_length=2000, blank=True)
    vastgelegd_door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="vastgelegd door")
    vastgelegd_op = models.DateTimeField("vastgelegd op", auto_now_add=True)

    class Meta:
        verbose_name = "ingebrekestelling"
        verbose_name_plural = "ingebrekestellingen"
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = (
            models.UniqueConstraint(
                fields=["aanvraag"],
                condition=models.Q(geldig=True, bezwaar__isnull=True),
                name="ingebrekestelling_een_geldige_per_aanvraag",
            ),
            models.UniqueConstraint(
                fields=["bezwaar"],
                condition=models.Q(geldig=True, bezwaar__isnull=False),
                name="ingebrekestelling_een_geldige_per_bezwaar",
            ),
            models.CheckConstraint(
                condition=models.Q(geldig=False) | models.Q(ontvangen_op__gt=models.F("wettelijke_dag")),
                name="ingebrekestelling_geldig_na_de_termijn",
            ),
            models.CheckConstraint(
                condition=models.Q(geen="") | ~models.Q(geen_toelichting=""), name="ingebrekestelling_geen_met_reden"
            ),
        )
        triggers = onwijzigbaar(
            "kenmerk",
            "aanvraag",
            "bezwaar",
            "organisatie",
            "wijze",
            "ontvangen_op",
            "wettelijke_dag",
            "geldig",
            "vastgelegd_door",
            "vastgelegd_op",
        )

    def __str__(self) -> str:
        return f"ingebrekestelling {self.kenmerk}"

    @property
    def geen_dwangsom(self) -> GeenDwangsom | None:
        return GeenDwangsom[self.geen] if self.geen else None


class Dwangsombesluit(models.Model):
    """What the municipality decided on a penalty (Awb 4:18): the days, the euro, or that nothing is owed."""

    ingebrekestelling = models.OneToOneField(
        Ingebrekestelling, models.PROTECT, related_name="besluit", verbose_name="ingebrekestelling"
    )
    dagen = models.PositiveSmallIntegerField("dagen te laat")
    bedrag = BedragField("bedrag")
    motivering = models.TextField("motivering", max_length=5000)
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="genomen door")
    mandaat = models.ForeignKey(Mandaat, models.PROTECT, related_name="+", verbose_name="mandaat")
    genomen_op = models.DateTimeField("genomen op", auto_now_add=True)

    class Meta:
        verbose_name = "dwangsombesluit"
        verbose_name_plural = "dwangsombesluiten"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(condition=models.Q(bedrag__gte=0), name="dwangsombesluit_niet_negatief"),
            models.CheckConstraint(condition=models.Q(dagen__lte=42), name="dwangsombesluit_42_dagen"),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"dwangsom bij {self.ingebrekestelling_id}"


class Dwangsomdeel(models.Model):
    """The share of one applicant (Awb 4:17 lid 7), with its letter."""

    besluit = models.ForeignKey(Dwangsombesluit, models.PROTECT, related_name="delen", verbose_name="dwangsombesluit")
    organisatie = models.ForeignKey(Organisatie, models.PROTECT, related_name="+", verbose_name="voor wie")
    bedrag = BedragField("bedrag")
    brief = models.OneToOneField(Brief, models.PROTECT, related_name="+", verbose_name="brief")

    class Meta:
        verbose_name = "deel van een dwangsom"
        verbose_name_plural = "delen van dwangsommen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(fields=["besluit", "organisatie"], name="dwangsomdeel_een_per_organisatie"),
            models.CheckConstraint(condition=models.Q(bedrag__gte=0), name="dwangsomdeel_niet_negatief"),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.organisatie_id}: {self.bedrag}"


class Dwangsombetaling(models.Model):
    """What finance paid of a penalty, outside the ledger of budgets: it is no subsidy (Awb 4:87).

    A second one is there only where a decision on objection made the share higher.
    """

    deel = models.ForeignKey(Dwangsomdeel, models.PROTECT, related_name="betalingen", verbose_name="deel")
    bedrag = BedragField("bedrag")
    datum = models.DateField("betaald op")
    kenmerk = models.CharField("betalingskenmerk", max_length=60)
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="vastgelegd door")
    vastgelegd_op = models.DateTimeField("vastgelegd op", auto_now_add=True)

    class Meta:
        verbose_name = "betaling van een dwangsom"
        verbose_name_plural = "betalingen van dwangsommen"
        ordering: ClassVar[list[str]] = ["datum", "id"]
        constraints = (
            models.UniqueConstraint(fields=["deel", "kenmerk"], name="dwangsombetaling_een_keer"),
            models.CheckConstraint(condition=models.Q(bedrag__gt=0), name="dwangsombetaling_positief"),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.datum}: {self.bedrag}"
