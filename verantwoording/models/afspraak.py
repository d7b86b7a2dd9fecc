"""What is agreed to do and to measure: the plan of the application, frozen at the decision, and its changes."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Value

from kern.onwijzigbaar import onwijzigbaar
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Aanvraagdeel, Activiteit, Voorziening
from thematafels.models import Doelgroep, Niveau, Principe, Richting, Stadsdeel, Subdoel

WIJZIGING = Verloop(
    "de wijziging",
    begin=("voorgesteld",),
    overgangen={"voorgesteld": ("aanvaard", "afgewezen", "ingetrokken")},
)


class Planwijziging(models.Model):
    """A proposal of a participant to change what it agreed, from a year on; only with the consent of an officer.

    `inhoud` has the shape of a version of an activity; empty when the activity stops. Without `nummer` it is new.
    """

    class Stand(models.TextChoices):
        VOORGESTELD = "voorgesteld", "voorgesteld"
        AANVAARD = "aanvaard", "aanvaard"
        AFGEWEZEN = "afgewezen", "afgewezen"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    VERLOOP: ClassVar[Verloop] = WIJZIGING

    deel = models.ForeignKey(Aanvraagdeel, models.PROTECT, related_name="planwijzigingen", verbose_name="deel")
    nummer = models.PositiveSmallIntegerField("nummer van de activiteit", null=True, blank=True)
    vanaf_jaar = models.PositiveSmallIntegerField("vanaf het jaar")
    inhoud = models.JSONField("inhoud", null=True, blank=True)
    reden = models.TextField("waarom", max_length=3000)
    stand = models.CharField("stand", max_length=12, choices=Stand.choices, default=Stand.VOORGESTELD)
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="voorgesteld door")
    voorgesteld_op = models.DateTimeField("voorgesteld op", auto_now_add=True)
    beslist_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beslist door"
    )
    beslist_op = models.DateTimeField("beslist op", null=True, blank=True)
    antwoord = models.TextField("antwoord", max_length=3000, blank=True)

    class Meta:
        verbose_name = "planwijziging"
        verbose_name_plural = "planwijzigingen"
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(stand="voorgesteld", beslist_door__isnull=True, beslist_op__isnull=True)
                | (~models.Q(stand="voorgesteld") & models.Q(beslist_door__isnull=False, beslist_op__isnull=False)),
                name="planwijziging_beslist_door_iemand",
            ),
            models.CheckConstraint(
                condition=models.Q(nummer__isnull=False) | models.Q(inhoud__isnull=False),
                name="planwijziging_stopt_of_wijzigt",
            ),
            models.UniqueConstraint(
                fields=["deel", "nummer"],
                condition=models.Q(stand="voorgesteld", nummer__isnull=False),
                name="planwijziging_een_tegelijk",
                violation_error_message="Voor deze activiteit ligt al een voorstel.",
            ),
        )
        triggers = (
            *WIJZIGING.triggers(),
            *onwijzigbaar("deel", "nummer", "vanaf_jaar", "inhoud", "reden", "door", "voorgesteld_op"),
            pgtrigger.Protect(
                name="beslist_blijft",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__stand="voorgesteld"),
            ),
        )

    def __str__(self) -> str:
        return f"planwijziging {self.pk}"

    @property
    def stopt(self) -> bool:
        return self.inhoud is None


def _reeks(van: F, tot: F, soort: str) -> Func:
    """From `van` up to and including `tot`; a range of one value compares for equality without an extension."""
    return Func(van, tot, Value("[]"), function=soort)


class Afspraak(models.Model):
    """One crucial activity as it was agreed, for the years from `eerste_jaar` up to and including `laatste_jaar`.

    It never changes. A change ends it early and makes the next one, with the same `nummer` within the application;
    one that was replaced before it began holds for no year (`laatste_jaar` lies before `eerste_jaar`). In every year
    a nummer has at most one.
    """

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="afspraken", verbose_name="aanvraag")
    deel = models.ForeignKey(Aanvraagdeel, models.PROTECT, related_name="afspraken", verbose_name="deel")
    nummer = models.PositiveSmallIntegerField("nummer")
    eerste_jaar = models.PositiveSmallIntegerField("eerste jaar")
    laatste_jaar = models.PositiveSmallIntegerField("laatste jaar")
    naam = models.CharField("naam", max_length=150)
    omschrijving = models.TextField("wat", max_length=3000, blank=True)
    verwachting = models.TextField("waarom werkt dit", max_length=3000, blank=True)
    voorziening = models.ForeignKey(
        Voorziening, models.PROTECT, null=True, blank=True, related_name="afspraken", verbose_name="voorziening"
    )
    subdoel = models.ForeignKey(Subdoel, models.PROTECT, related_name="afspraken", verbose_name="subdoel")
    principes = models.ManyToManyField(
        Principe, related_name="afspraken", blank=True, verbose_name="'wat werkt'-principes"
    )
    activiteit = models.ForeignKey(
        Activiteit, models.PROTECT, null=True, blank=True, related_name="afspraken", verbose_name="uit de aanvraag"
    )
    wijziging = models.ForeignKey(
        Planwijziging, models.PROTECT, null=True, blank=True, related_name="afspraken", verbose_name="door wijziging"
    )

    class Meta:
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"
        ordering: ClassVar[list[str]] = ["nummer", "eerste_jaar"]
        constraints = (
            ExclusionConstraint(
                name="afspraak_een_per_jaar",
                expressions=[
                    (_reeks(F("aanvraag"), F("aanvraag"), "int8range"), RangeOperators.OVERLAPS),
                    (_reeks(F("nummer"), F("nummer"), "int4range"), RangeOperators.OVERLAPS),
                    (Func(F("eerste_jaar"), F("laatste_jaar") + 1, function="int4range"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=models.Q(laatste_jaar__gte=F("eerste_jaar") - 1), name="afspraak_jaren_op_volgorde"
            ),
            models.UniqueConstraint(
                fields=["activiteit"], condition=models.Q(wijziging=None), name="afspraak_eens_vastgelegd"
            ),
            models.CheckConstraint(
                condition=models.Q(activiteit__isnull=False) | models.Q(wijziging__isnull=False),
                name="afspraak_met_herkomst",
            ),
        )
        triggers = (
            *onwijzigbaar(
                "aanvraag",
                "deel",
                "nummer",
                "eerste_jaar",
                "naam",
                "omschrijving",
                "verwachting",
                "voorziening",
                "subdoel",
                "activiteit",
                "wijziging",
            ),
            pgtrigger.Protect(
                name="eindigt_alleen_eerder",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__laatste_jaar__gte=pgtrigger.F("old__laatste_jaar")),
            ),
        )

    def __str__(self) -> str:
        return self.naam


class Meetafspraak(models.Model):
    """What was agreed to count or ask about an activity, on one level."""

    afspraak = models.ForeignKey(Afspraak, models.PROTECT, related_name="meetafspraken", verbose_name="afspraak")
    niveau = models.CharField("niveau", max_length=12, choices=Niveau.choices)
    naam = models.CharField("indicator", max_length=200)
    eenheid = models.CharField("eenheid", max_length=40)
    richting = models.CharField("richting", max_length=6, choices=Richting.choices)
    hoe = models.CharField("hoe gemeten", max_length=300, blank=True)
    wanneer = models.CharField("wanneer gemeten", max_length=150, blank=True)
    door = models.CharField("wie meet", max_length=150, blank=True)
    volgorde = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "meetafspraak"
        verbose_name_plural = "meetafspraken"
        ordering: ClassVar[list[str]] = ["volgorde", "id"]
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return self.naam


class Streefcijfer(models.Model):
    """What was agreed to reach in one year: for everybody, or for one group or district."""

    meetafspraak = models.ForeignKey(
        Meetafspraak, models.PROTECT, related_name="streefcijfers", verbose_name="meetafspraak"
    )
    jaar = models.PositiveSmallIntegerField("jaar")
    doelgroep = models.ForeignKey(
        Doelgroep, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="doelgroep"
    )
    stadsdeel = models.ForeignKey(
        Stadsdeel, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="stadsdeel"
    )
    waarde = models.DecimalField("streefwaarde", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "streefcijfer"
        verbose_name_plural = "streefcijfers"
        ordering: ClassVar[list[str]] = ["jaar", "id"]
        constraints = (
            models.UniqueConstraint(
                fields=["meetafspraak", "jaar", "doelgroep", "stadsdeel"],
                name="streefcijfer_een_per_cel",
                nulls_distinct=False,
            ),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.jaar}: {self.waarde}"
