from typing import ClassVar

from django.db import models

from begroting.models import Verplichting
from brieven.models import Brief
from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField
from organisaties.models import Lidmaatschap, Mandaat
from subsidies.models.aanvraag import Aanvraag
from subsidies.models.collegebesluit import Collegebesluit
from subsidies.models.deel import Aanvraagdeel


class Besluit(models.Model):
    """One act of deciding on an application or on the grants that came of it (Awb 1:3, 4:29).

    By a person with a mandate (Awb 10:1–10:12), or by the college itself: then `door` is who registered it.
    """

    class Soort(models.TextChoices):
        AANVRAAG = "aanvraag", "besluit op de aanvraag"
        BUITEN_BEHANDELING = "buiten_behandeling", "buitenbehandelingstelling"
        BIJSTELLING = "bijstelling", "bijstelling"
        INDEXERING = "indexering", "indexering"
        INTREKKING = "intrekking", "intrekking"
        OPSCHORTING = "opschorting", "opschorting van betaling"
        VASTSTELLING = "vaststelling", "vaststelling"
        TERUGVORDERING = "terugvordering", "terugvordering"
        WIJZIGING = "wijziging", "besluit op een verzoek om wijziging"
        BEZWAAR = "bezwaar", "beslissing op bezwaar"

    soort = models.CharField("soort", max_length=20, choices=Soort.choices, default=Soort.AANVRAAG)
    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="besluiten", verbose_name="aanvraag")
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="besluiten", verbose_name="genomen door")
    mandaat = models.ForeignKey(
        Mandaat, models.PROTECT, null=True, blank=True, related_name="besluiten", verbose_name="mandaat"
    )
    collegebesluit = models.ForeignKey(
        Collegebesluit, models.PROTECT, null=True, blank=True, related_name="besluiten", verbose_name="collegebesluit"
    )
    genomen_op = models.DateTimeField("genomen op")
    motivering = models.TextField("motivering", max_length=5000, blank=True)
    parameters = models.JSONField("wat gold", help_text="De regels van de regeling, zoals zij golden op deze dag.")

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(mandaat__isnull=True, collegebesluit__isnull=False)
                | models.Q(mandaat__isnull=False, collegebesluit__isnull=True),
                name="besluit_mandaat_of_college",
            ),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"besluit op aanvraag {self.aanvraag_id}"


class Beschikking(models.Model):
    """The decision for one recipient, in one letter (Awb 1:3 lid 2, 3:41).

    A part is decided on once; every later decision says which one it changes (`wijzigt`).
    """

    class Soort(models.TextChoices):
        VERLENING = "verlening", "Verlening"
        GEDEELTELIJK = "gedeeltelijk", "Gedeeltelijke verlening"
        WEIGERING = "weigering", "Weigering"
        BUITEN_BEHANDELING = "buiten_behandeling", "Niet in behandeling"
        DIRECTE_VASTSTELLING = "directe_vaststelling", "Directe vaststelling"
        BIJSTELLING = "bijstelling", "Bijstelling"
        INDEXERING = "indexering", "Indexering"
        INTREKKING = "intrekking", "Intrekking"
        OPSCHORTING = "opschorting", "Opschorting van betaling"
        VASTSTELLING = "vaststelling", "Vaststelling"
        TERUGVORDERING = "terugvordering", "Terugvordering"
        WIJZIGING = "wijziging", "Besluit op een verzoek om wijziging"
        BEZWAAR = "bezwaar", "Beslissing op bezwaar"

    besluit = models.ForeignKey(Besluit, models.PROTECT, related_name="beschikkingen", verbose_name="besluit")
    deel = models.ForeignKey(Aanvraagdeel, models.PROTECT, related_name="beschikkingen", verbose_name="deel")
    soort = models.CharField("soort", max_length=20, choices=Soort.choices)
    wijzigt = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="gewijzigd_door", verbose_name="wijzigt"
    )
    kenmerk = models.CharField("kenmerk", max_length=20, unique=True)
    brief = models.OneToOneField(Brief, models.PROTECT, related_name="beschikking", verbose_name="brief")

    class Meta:
        verbose_name = "beschikking"
        verbose_name_plural = "beschikkingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(fields=["besluit", "deel"], name="beschikking_een_per_ontvanger"),
            models.UniqueConstraint(
                fields=["deel"], condition=models.Q(wijzigt__isnull=True), name="beschikking_een_op_het_deel"
            ),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return self.kenmerk


class Beschikkingsbedrag(models.Model):
    """What one decision does to one year, in euro: granted is the sum of `verleend` over all decisions.

    The first decision also holds what was asked. A later one adds to what was granted or takes from it (`verleend`
    with its sign), or settles the year (`vastgesteld`, Awb 4:46). `verplichting` is the commitment in the ledger (the
    first, where several budgets cover the year); none where no money moves.
    """

    beschikking = models.ForeignKey(Beschikking, models.PROTECT, related_name="bedragen", verbose_name="beschikking")
    jaar = models.PositiveSmallIntegerField("jaar")
    gevraagd = BedragField("gevraagd", null=True, blank=True)
    verleend = BedragField("verleend", negatief=True)
    vastgesteld = BedragField("vastgesteld", null=True, blank=True)
    verplichting = models.ForeignKey(
        Verplichting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="beschikkingsbedragen",
        verbose_name="verplichting",
    )

    class Meta:
        verbose_name = "beschikt bedrag"
        verbose_name_plural = "beschikte bedragen"
        ordering: ClassVar[list[str]] = ["jaar"]
        constraints = (
            models.UniqueConstraint(fields=["beschikking", "jaar"], name="beschikkingsbedrag_een_per_jaar"),
            models.CheckConstraint(
                condition=models.Q(verleend=0) | models.Q(verplichting__isnull=False),
                name="beschikkingsbedrag_met_verplichting",
            ),
            models.CheckConstraint(
                condition=models.Q(gevraagd__isnull=True) | models.Q(gevraagd__gte=0, verleend__gte=0),
                name="beschikkingsbedrag_eerste_niet_negatief",
            ),
            models.CheckConstraint(
                condition=models.Q(vastgesteld__isnull=True) | models.Q(vastgesteld__gte=0),
                name="beschikkingsbedrag_vastgesteld_niet_negatief",
            ),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.jaar}: {self.verleend}"
