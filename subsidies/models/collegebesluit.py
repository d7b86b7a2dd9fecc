from typing import ClassVar

from django.db import models

from kern.onwijzigbaar import onwijzigbaar
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap
from subsidies.models.aanvraag import Aanvraag

VERLOOP = Verloop(
    "het collegevoorstel",
    begin=("voorstel",),
    overgangen={
        "voorstel": ("vastgesteld", "ingetrokken"),
        "vastgesteld": ("uitgevoerd",),
    },
)


class Collegebesluit(models.Model):
    """A proposal over many cases that the college itself decides: the second route, beside mandate (Awb 10:1).

    `nummer` and `datum` are of the college's own list of decisions; until it is registered they are empty.
    """

    class Stand(models.TextChoices):
        VOORSTEL = "voorstel", "voorstel"
        VASTGESTELD = "vastgesteld", "vastgesteld"
        UITGEVOERD = "uitgevoerd", "uitgevoerd"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    VERLOOP: ClassVar[Verloop] = VERLOOP

    kenmerk = models.CharField("kenmerk", max_length=20, unique=True)
    onderwerp = models.CharField("onderwerp", max_length=200)
    toelichting = models.TextField("toelichting", max_length=5000, blank=True)
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.VOORSTEL)
    nummer = models.CharField("nummer van het besluit", max_length=60, blank=True)
    datum = models.DateField("datum van het besluit", null=True, blank=True)
    opgesteld_door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="opgesteld door")
    opgesteld_op = models.DateTimeField("opgesteld op", auto_now_add=True)
    verzenddatum = models.DateField(
        "verzenddatum van de brieven", null=True, blank=True, help_text="Alle brieven gaan op deze dag de deur uit."
    )
    geregistreerd_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="geregistreerd door"
    )

    class Meta:
        verbose_name = "collegebesluit"
        verbose_name_plural = "collegebesluiten"
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(stand__in=["voorstel", "ingetrokken"])
                | (
                    ~models.Q(nummer="")
                    & models.Q(datum__isnull=False, verzenddatum__isnull=False, geregistreerd_door__isnull=False)
                ),
                name="collegebesluit_vastgesteld_met_nummer",
            ),
            models.UniqueConstraint(
                fields=["nummer"],
                condition=~models.Q(nummer=""),
                name="collegebesluit_nummer_uniek",
                violation_error_message="Er is al een collegebesluit met dit nummer.",
            ),
        )
        triggers = (*VERLOOP.triggers(), *onwijzigbaar("kenmerk", "opgesteld_door", "opgesteld_op"))

    def __str__(self) -> str:
        return f"collegebesluit {self.nummer or self.kenmerk}"


class Collegeregel(models.Model):
    """One application in a proposal to the college; `uitgevoerd_op` when it was decided.

    While it is `open` nobody else decides on the application or changes what is proposed. `delen` are the keys of the
    parts that the college decides on: what waited for a supplement is not among them (Awb 4:5).
    """

    collegebesluit = models.ForeignKey(
        Collegebesluit, models.PROTECT, related_name="regels", verbose_name="collegebesluit"
    )
    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="collegeregels", verbose_name="aanvraag")
    delen = models.JSONField("delen", default=list)
    open = models.BooleanField("wacht op het college", default=True)
    uitgevoerd_op = models.DateTimeField("uitgevoerd op", null=True, blank=True)
    fout = models.CharField("waarom niet uitgevoerd", max_length=300, blank=True)

    class Meta:
        verbose_name = "zaak in een collegebesluit"
        verbose_name_plural = "zaken in collegebesluiten"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(fields=["collegebesluit", "aanvraag"], name="collegeregel_een_keer"),
            models.UniqueConstraint(
                fields=["aanvraag"], condition=models.Q(open=True), name="collegeregel_een_open_per_aanvraag"
            ),
            models.CheckConstraint(
                condition=models.Q(uitgevoerd_op__isnull=True) | models.Q(open=False),
                name="collegeregel_uitgevoerd_is_dicht",
            ),
        )
        triggers = onwijzigbaar("collegebesluit", "aanvraag", "delen")

    def __str__(self) -> str:
        return f"{self.collegebesluit_id}: {self.aanvraag_id}"
