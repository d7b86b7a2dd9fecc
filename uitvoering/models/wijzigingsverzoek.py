from typing import ClassVar

import pgtrigger
from django.db import models

from kern.historie import gevolgd
from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap
from subsidies.models import Beschikking, Subsidie
from uitvoering.models.vervolg import Vervolgvoorstel

VERLOOP = Verloop(
    "het verzoek",
    begin=("ingediend",),
    overgangen={"ingediend": ("afgehandeld", "ingetrokken")},
)
ONDERDEEL_VERLOOP = Verloop(
    "het onderdeel",
    begin=("open",),
    overgangen={"open": ("toegewezen", "afgewezen", "ingetrokken")},
)


class Wijzigingsverzoek(models.Model):
    """A recipient asks to change something of a running grant; each part of it is decided apart (Awb 1:3 lid 3)."""

    class Stand(models.TextChoices):
        INGEDIEND = "ingediend", "in behandeling"
        AFGEHANDELD = "afgehandeld", "op elk onderdeel besloten"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    VERLOOP: ClassVar[Verloop] = VERLOOP

    kenmerk = models.CharField("kenmerk", max_length=20, unique=True)
    subsidie = models.ForeignKey(Subsidie, models.PROTECT, related_name="wijzigingsverzoeken", verbose_name="subsidie")
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.INGEDIEND)
    toelichting = models.TextField("waarom u iets wilt wijzigen", max_length=5000)
    ingediend_door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="ingediend door")
    ingediend_op = models.DateTimeField("ingediend op", auto_now_add=True)
    beslissen_uiterlijk = models.DateField(
        "beslissen uiterlijk op", help_text="De laatste dag voor ons besluit (Awb 4:13)."
    )

    class Meta:
        verbose_name = "wijzigingsverzoek"
        verbose_name_plural = "wijzigingsverzoeken"
        ordering: ClassVar[list[str]] = ["-id"]
        triggers = (
            *VERLOOP.triggers(),
            *onwijzigbaar(
                "kenmerk", "subsidie", "toelichting", "ingediend_door", "ingediend_op", "beslissen_uiterlijk"
            ),
        )

    def __str__(self) -> str:
        return f"wijzigingsverzoek {self.kenmerk}"


@gevolgd
class Wijzigingsonderdeel(models.Model):
    """One thing that is asked: advised on by one person and decided by another.

    With an amount it is granted by the decision on `voorstel`, an adjustment; else by a decision of its own, and a
    refusal always is (`beschikking`).
    """

    class Soort(models.TextChoices):
        PROJECT = "project", "wat wij doen"
        PARTNERS = "partners", "met wie wij werken"
        KOSTEN = "kosten", "het bedrag of de kosten"

    class Advies(models.TextChoices):
        TOEWIJZEN = "toewijzen", "toewijzen"
        AFWIJZEN = "afwijzen", "afwijzen"

    class Stand(models.TextChoices):
        OPEN = "open", "nog niet besloten"
        TOEGEWEZEN = "toegewezen", "toegewezen"
        AFGEWEZEN = "afgewezen", "afgewezen"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    VERLOOP: ClassVar[Verloop] = ONDERDEEL_VERLOOP

    verzoek = models.ForeignKey(
        Wijzigingsverzoek, models.PROTECT, related_name="onderdelen", verbose_name="wijzigingsverzoek"
    )
    soort = models.CharField("wat wilt u wijzigen", max_length=10, choices=Soort.choices)
    omschrijving = models.TextField("wat wordt er anders", max_length=2000)
    jaar = models.PositiveSmallIntegerField("jaar", null=True, blank=True)
    bedrag = BedragField("erbij of eraf", negatief=True, null=True, blank=True)
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.OPEN)
    advies = models.CharField("advies", max_length=10, choices=Advies.choices, blank=True)
    motivering = models.TextField("waarom", max_length=2000, blank=True)
    voorstel = models.ForeignKey(
        Vervolgvoorstel,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="wijzigingsonderdelen",
        verbose_name="voorstel",
    )
    beschikking = models.OneToOneField(
        Beschikking, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beschikking"
    )

    class Meta:
        verbose_name = "onderdeel van een wijzigingsverzoek"
        verbose_name_plural = "onderdelen van wijzigingsverzoeken"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(bedrag__isnull=True, jaar__isnull=True)
                | (models.Q(bedrag__isnull=False, jaar__isnull=False) & ~models.Q(bedrag=0)),
                name="wijzigingsonderdeel_bedrag_met_jaar",
                violation_error_message="Noem bij een bedrag ook het jaar.",
            ),
            models.CheckConstraint(
                condition=models.Q(advies="") | ~models.Q(motivering=""),
                name="wijzigingsonderdeel_advies_met_reden",
            ),
            models.CheckConstraint(
                condition=~models.Q(stand__in=["toegewezen", "afgewezen"])
                | models.Q(beschikking__isnull=False)
                | models.Q(stand="toegewezen", voorstel__isnull=False),
                name="wijzigingsonderdeel_besloten_met_besluit",
            ),
        )
        triggers = (
            *ONDERDEEL_VERLOOP.triggers(),
            *onwijzigbaar("verzoek", "soort", "omschrijving", "jaar", "bedrag"),
            pgtrigger.Protect(
                name="besloten_blijft",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__stand="open"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.verzoek_id}: {self.get_soort_display()}"

    @property
    def kenmerk(self) -> str:
        """What a decision of the college on this part alone goes by."""
        return f"{self.verzoek.kenmerk}-{self.pk}"
