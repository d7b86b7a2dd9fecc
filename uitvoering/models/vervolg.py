from typing import ClassVar

import pgtrigger
from django.db import models

from brieven.models import Brief
from kern.historie import gevolgd
from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Besluit, Subsidie

VERLOOP = Verloop(
    "het vervolgvoorstel",
    begin=("concept",),
    overgangen={
        "concept": ("zienswijze", "voorgelegd", "ingetrokken"),
        "zienswijze": ("concept", "voorgelegd", "ingetrokken"),
        "voorgelegd": ("concept", "besloten", "ingetrokken"),
    },
)


@gevolgd
class Vervolgvoorstel(models.Model):
    """A later decision in the making on grants of one application: prepared by one person, decided by another.

    `soort` says what kind it is; what differs per kind is data (uitvoering.soorten). `grond` is the code of the legal
    ground (Awb 4:48–4:50, 4:56, 4:57), `ingang` and `einde` the days it holds.
    """

    class Stand(models.TextChoices):
        CONCEPT = "concept", "in voorbereiding"
        ZIENSWIJZE = "zienswijze", "wacht op zienswijze"
        VOORGELEGD = "voorgelegd", "ligt voor besluit"
        BESLOTEN = "besloten", "besloten"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    VERLOOP: ClassVar[Verloop] = VERLOOP

    kenmerk = models.CharField("kenmerk", max_length=20, unique=True)
    soort = models.CharField("soort besluit", max_length=20, choices=Besluit.Soort.choices)
    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="vervolgvoorstellen", verbose_name="aanvraag")
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.CONCEPT)
    grond = models.CharField("grond", max_length=40, help_text="Waar het besluit op rust.")
    motivering = models.TextField(
        "waarom", max_length=5000, blank=True, help_text="De ontvanger leest dit in de brief (Awb 3:46)."
    )
    ingang = models.DateField("gaat in op", null=True, blank=True)
    einde = models.DateField("tot en met", null=True, blank=True)
    termijn_reden = models.TextField(
        "waarom een kortere termijn redelijk is",
        max_length=2000,
        blank=True,
        help_text="Alleen als u de ontvanger minder tijd geeft dan gewoonlijk redelijk is (Awb 4:50).",
    )
    overtreding_op = models.DateField(
        "dag van de overtreding",
        null=True,
        blank=True,
        help_text="De dag waarop een verplichting niet is nageleefd, na de vaststelling (Awb 4:49 lid 3).",
    )
    vermoeden_uit = models.ForeignKey(
        Besluit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="hetzelfde vermoeden als in",
        help_text="Het besluit dat voor dit vermoeden voor het eerst opschortte (Awb 4:56).",
    )
    nieuw_vermoeden = models.TextField(
        "wat er nieuw is",
        max_length=2000,
        blank=True,
        help_text="Alleen als eerder is opgeschort om een ander vermoeden (Awb 4:56).",
    )
    opgesteld_door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="opgesteld door")
    opgesteld_op = models.DateTimeField("opgesteld op", auto_now_add=True)
    besluit = models.OneToOneField(
        Besluit, models.PROTECT, null=True, blank=True, related_name="vervolgvoorstel", verbose_name="besluit"
    )

    class Meta:
        verbose_name = "vervolgvoorstel"
        verbose_name_plural = "vervolgvoorstellen"
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = (
            models.CheckConstraint(condition=~models.Q(soort="aanvraag"), name="vervolgvoorstel_na_de_aanvraag"),
            models.CheckConstraint(
                condition=models.Q(stand="besloten", besluit__isnull=False)
                | (~models.Q(stand="besloten") & models.Q(besluit__isnull=True)),
                name="vervolgvoorstel_besloten_met_besluit",
            ),
            models.CheckConstraint(
                condition=models.Q(einde__isnull=True) | models.Q(einde__gte=models.F("ingang")),
                name="vervolgvoorstel_einde_na_ingang",
                violation_error_message="De laatste dag ligt voor de eerste.",
            ),
        )
        triggers = (*VERLOOP.triggers(), *onwijzigbaar("kenmerk", "soort", "aanvraag", "opgesteld_door"))

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {self.kenmerk}"


# The recipient gave its view on what it was told last: who is asked again was not heard yet (Awb 4:8).
GEHOORD = models.Q(zienswijze_op__gte=models.F("voornemen__aangemaakt_op"))


@gevolgd
class Vervolgregel(models.Model):
    """What a proposal means for one recipient, with the view that recipient gave on it (Awb 4:7, 4:8)."""

    voorstel = models.ForeignKey(Vervolgvoorstel, models.PROTECT, related_name="regels", verbose_name="voorstel")
    subsidie = models.ForeignKey(Subsidie, models.PROTECT, related_name="vervolgregels", verbose_name="subsidie")
    voornemen = models.OneToOneField(
        Brief, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="voornemen"
    )
    zienswijze_uiterlijk = models.DateField("zienswijze uiterlijk op", null=True, blank=True)
    zienswijze = models.TextField("zienswijze", max_length=5000, blank=True)
    zienswijze_op = models.DateTimeField("zienswijze gegeven op", null=True, blank=True)
    zienswijze_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="zienswijze van"
    )
    reactie = models.TextField("onze reactie op de zienswijze", max_length=5000, blank=True)

    class Meta:
        verbose_name = "regel van een vervolgvoorstel"
        verbose_name_plural = "regels van vervolgvoorstellen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(fields=["voorstel", "subsidie"], name="vervolgregel_een_per_ontvanger"),
            models.CheckConstraint(
                condition=models.Q(zienswijze="", zienswijze_op__isnull=True)
                | (~models.Q(zienswijze="") & models.Q(zienswijze_op__isnull=False)),
                name="vervolgregel_zienswijze_met_tijd",
            ),
        )
        triggers = (pgtrigger.ReadOnly(name="onwijzigbaar", fields=["voorstel", "subsidie"]),)

    def __str__(self) -> str:
        return f"{self.voorstel_id}: {self.subsidie_id}"

    @property
    def is_gehoord(self) -> bool:
        """As GEHOORD, of one row."""
        return (
            self.voornemen is not None
            and self.zienswijze_op is not None
            and self.zienswijze_op >= self.voornemen.aangemaakt_op
        )


class Vervolgbedrag(models.Model):
    """Euro for one year: `verandering` of the grant (with its sign), what is `vastgesteld`, or `terug` to reclaim."""

    regel = models.ForeignKey(Vervolgregel, models.CASCADE, related_name="bedragen", verbose_name="regel")
    jaar = models.PositiveSmallIntegerField("jaar")
    verandering = BedragField("verandering", negatief=True, null=True, blank=True)
    vastgesteld = BedragField("vast te stellen", null=True, blank=True)
    terug = BedragField("terug te vorderen", null=True, blank=True)

    class Meta:
        verbose_name = "bedrag van een vervolgvoorstel"
        verbose_name_plural = "bedragen van vervolgvoorstellen"
        ordering: ClassVar[list[str]] = ["jaar"]
        constraints = (
            models.UniqueConstraint(fields=["regel", "jaar"], name="vervolgbedrag_een_per_jaar"),
            models.CheckConstraint(
                condition=models.Q(verandering__isnull=False)
                | models.Q(vastgesteld__isnull=False)
                | models.Q(terug__isnull=False),
                name="vervolgbedrag_gevuld",
            ),
            models.CheckConstraint(
                condition=(models.Q(vastgesteld__isnull=True) | models.Q(vastgesteld__gte=0))
                & (models.Q(terug__isnull=True) | models.Q(terug__gt=0)),
                name="vervolgbedrag_niet_negatief",
            ),
        )

    def __str__(self) -> str:
        return f"{self.jaar}"
