from typing import ClassVar

import pgtrigger
from django.db import models

from begroting.models import Boekstuk
from brieven.models import Brief
from kern.historie import gevolgd
from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField
from organisaties.models import Lidmaatschap
from subsidies.models import Beschikking, Subsidie, Subsidiejaar
from uitvoering.models.vervolg import Vervolgvoorstel

MEESTE_TERMIJNEN = 24
# One receipt of a reclaim at a time. The row of its year cannot be locked: role `app` may not change it.
NIET_MEER_DAN_TERUG = """
    PERFORM 1 FROM uitvoering_terugvordering WHERE id = (
        SELECT terugvordering_id FROM uitvoering_terugvorderingsjaar WHERE id = NEW.terugvorderingsjaar_id
    ) FOR NO KEY UPDATE;
    IF (
        SELECT coalesce(sum(bedrag), 0) + NEW.bedrag FROM uitvoering_terugontvangst
        WHERE terugvorderingsjaar_id = NEW.terugvorderingsjaar_id
    ) > (SELECT bedrag FROM uitvoering_terugvorderingsjaar WHERE id = NEW.terugvorderingsjaar_id) THEN
        RAISE EXCEPTION 'meer terugontvangen dan teruggevorderd'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'terugontvangst_binnen_vordering';
    END IF;
    RETURN NEW;
"""


class Wijze(models.TextChoices):
    """How the recipient pays back."""

    INEENS = "ineens", "in één keer"
    TERMIJNEN = "termijnen", "in maandelijkse termijnen"
    VERREKENEN = "verrekenen", "wij houden het in op een volgende betaling"


class Terugvorderplan(models.Model):
    """How a reclaim in the making is to be paid back; it goes with its proposal."""

    voorstel = models.OneToOneField(
        Vervolgvoorstel, models.PROTECT, related_name="terugvorderplan", verbose_name="voorstel"
    )
    wijze = models.CharField("wijze", max_length=10, choices=Wijze.choices, default=Wijze.INEENS)
    termijnen = models.PositiveSmallIntegerField("aantal termijnen", default=1)

    class Meta:
        verbose_name = "plan voor terugbetaling"
        verbose_name_plural = "plannen voor terugbetaling"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(wijze="termijnen", termijnen__range=(2, MEESTE_TERMIJNEN))
                | (~models.Q(wijze="termijnen") & models.Q(termijnen=1)),
                name="terugvorderplan_termijnen",
            ),
        )

    def __str__(self) -> str:
        return f"{self.voorstel_id}: {self.wijze}"


@gevolgd
class Terugvordering(models.Model):
    """What one recipient pays back, by a decision of its own (Awb 4:57). Its euros stand per year of the grant.

    `uiterlijk` is the last day to pay, or the day of the first of `termijnen`. Who is late gets a demand with a last
    term (Awb 4:112). One that was revoked on objection asks for nothing more; what was received on it stays.
    """

    subsidie = models.ForeignKey(Subsidie, models.PROTECT, related_name="terugvorderingen", verbose_name="subsidie")
    beschikking = models.OneToOneField(
        Beschikking, models.PROTECT, related_name="terugvordering", verbose_name="beschikking"
    )
    bedrag = BedragField("bedrag")
    uiterlijk = models.DateField("te betalen uiterlijk op")
    wijze = models.CharField("wijze", max_length=10, choices=Wijze.choices)
    termijnen = models.PositiveSmallIntegerField("aantal termijnen", default=1)
    aanmaning = models.OneToOneField(
        Brief, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="aanmaning"
    )
    aanmaning_uiterlijk = models.DateField("laatste dag na de aanmaning", null=True, blank=True)
    vervallen_met = models.ForeignKey(
        Beschikking,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="vervallen met",
        help_text="De beslissing op bezwaar die haar herroept (Awb 7:11 lid 2).",
    )

    class Meta:
        verbose_name = "terugvordering"
        verbose_name_plural = "terugvorderingen"
        ordering: ClassVar[list[str]] = ["uiterlijk", "id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(bedrag__gt=0, termijnen__range=(1, MEESTE_TERMIJNEN)),
                name="terugvordering_gevuld",
            ),
            models.CheckConstraint(
                condition=models.Q(aanmaning__isnull=True, aanmaning_uiterlijk__isnull=True)
                | models.Q(aanmaning__isnull=False, aanmaning_uiterlijk__isnull=False),
                name="terugvordering_aanmaning_met_termijn",
            ),
        )
        triggers = (
            *onwijzigbaar("subsidie", "beschikking", "bedrag", "uiterlijk", "wijze", "termijnen"),
            pgtrigger.Protect(
                name="vervallen_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__vervallen_met__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"terugvordering {self.beschikking_id}"


class Terugvorderingsjaar(models.Model):
    """The part of a reclaim that belongs to one year of the grant."""

    terugvordering = models.ForeignKey(
        Terugvordering, models.PROTECT, related_name="jaren", verbose_name="terugvordering"
    )
    subsidiejaar = models.ForeignKey(
        Subsidiejaar, models.PROTECT, related_name="terugvorderingen", verbose_name="subsidiejaar"
    )
    bedrag = BedragField("bedrag")

    class Meta:
        verbose_name = "jaar van een terugvordering"
        verbose_name_plural = "jaren van terugvorderingen"
        ordering: ClassVar[list[str]] = ["subsidiejaar__jaar", "id"]
        constraints = (
            models.UniqueConstraint(
                fields=["terugvordering", "subsidiejaar"], name="terugvorderingsjaar_een_per_jaar"
            ),
            models.CheckConstraint(condition=models.Q(bedrag__gt=0), name="terugvorderingsjaar_positief"),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.terugvordering_id}: {self.subsidiejaar_id}"


class Terugontvangst(models.Model):
    """Money that came back, by bank or (`verrekend_met`) kept from what another year still had coming (Awb 4:93)."""

    terugvorderingsjaar = models.ForeignKey(
        Terugvorderingsjaar, models.PROTECT, related_name="ontvangsten", verbose_name="jaar van de terugvordering"
    )
    bedrag = BedragField("bedrag")
    datum = models.DateField("ontvangen op")
    kenmerk = models.CharField("kenmerk van de ontvangst", max_length=60)
    verrekend_met = models.ForeignKey(
        Subsidiejaar, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="verrekend met"
    )
    boekstuk = models.ForeignKey(Boekstuk, models.PROTECT, related_name="terugontvangsten", verbose_name="boekstuk")
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="geboekt door")

    class Meta:
        verbose_name = "terugontvangst"
        verbose_name_plural = "terugontvangsten"
        ordering: ClassVar[list[str]] = ["datum", "id"]
        constraints = (
            models.UniqueConstraint(fields=["terugvorderingsjaar", "kenmerk"], name="terugontvangst_een_keer"),
            models.CheckConstraint(condition=models.Q(bedrag__gt=0), name="terugontvangst_positief"),
        )
        triggers = (
            *onwijzigbaar(),
            pgtrigger.Trigger(
                name="niet_meer_dan_terug",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=NIET_MEER_DAN_TERUG,
            ),
        )

    def __str__(self) -> str:
        return f"{self.datum}: {self.bedrag}"
