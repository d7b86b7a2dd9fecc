"""Agreeing on, reviewing and keeping a yearly account."""

from typing import ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models

from kern.models import Bestand
from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap, Machtiging
from thematafels.models import Niveau
from verantwoording.models.verslag import Activiteitverslag, Deelverslag, Verantwoording, Verhaal

# A story in the frozen JSON that holds more than its hash.
WOORDEN = "$.inhoud.delen[*].activiteiten[*].verhalen[*].woorden ? (@ != null)"


class Verslagakkoord(models.Model):
    """A participant agrees to the joint account as it stands: SHA-256 over its content. A change voids it.

    `verhalen` are the hashes of its stories, which are part of that content: one that is taken back since voids
    nothing. `machtiging` is empty when a tekenbevoegde of the organisation itself signed (Awb 2:1).
    """

    verantwoording = models.ForeignKey(
        Verantwoording, models.PROTECT, related_name="akkoorden", verbose_name="verantwoording"
    )
    deelverslag = models.ForeignKey(Deelverslag, models.PROTECT, related_name="akkoorden", verbose_name="deelverslag")
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="akkoord van")
    machtiging = models.ForeignKey(
        Machtiging, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="onder machtiging"
    )
    gegeven_op = models.DateTimeField("gegeven op", auto_now_add=True)
    inhoudshash = models.CharField("SHA-256", max_length=64)
    verhalen = ArrayField(models.CharField(max_length=64), verbose_name="verhalen", default=list, blank=True)
    vervallen_op = models.DateTimeField("vervallen op", null=True, blank=True)

    class Meta:
        verbose_name = "akkoord op een verantwoording"
        verbose_name_plural = "akkoorden op verantwoordingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(
                fields=["deelverslag"], condition=models.Q(vervallen_op=None), name="verslagakkoord_een_geldig"
            ),
        )
        triggers = (
            *onwijzigbaar(
                "verantwoording", "deelverslag", "door", "machtiging", "gegeven_op", "inhoudshash", "verhalen"
            ),
            pgtrigger.Protect(
                name="vervallen_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__vervallen_op__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"akkoord {self.pk}"


class Bevinding(models.Model):
    """What an officer finds in an account, or asks back: on the whole, on one participant, or on one activity.

    A question is answered once; the finding itself stays as it was written.
    """

    class Soort(models.TextChoices):
        BEVINDING = "bevinding", "Bevinding"
        VRAAG = "vraag", "Vraag"

    verantwoording = models.ForeignKey(
        Verantwoording, models.PROTECT, related_name="bevindingen", verbose_name="verantwoording"
    )
    deelverslag = models.ForeignKey(
        Deelverslag, models.PROTECT, null=True, blank=True, related_name="bevindingen", verbose_name="deelverslag"
    )
    verslag = models.ForeignKey(
        Activiteitverslag,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bevindingen",
        verbose_name="verslag van een activiteit",
    )
    niveau = models.CharField("niveau", max_length=12, choices=Niveau.choices, blank=True)
    soort = models.CharField("soort", max_length=10, choices=Soort.choices)
    tekst = models.TextField("tekst", max_length=3000)
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="van")
    op = models.DateTimeField("op", auto_now_add=True)
    antwoord = models.TextField("antwoord", max_length=3000, blank=True)
    antwoord_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="beantwoord door"
    )
    antwoord_op = models.DateTimeField("beantwoord op", null=True, blank=True)

    class Meta:
        verbose_name = "bevinding"
        verbose_name_plural = "bevindingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(verslag__isnull=True) | models.Q(deelverslag__isnull=False),
                name="bevinding_verslag_met_deel",
            ),
            models.CheckConstraint(
                condition=models.Q(antwoord="", antwoord_door__isnull=True, antwoord_op__isnull=True)
                | (
                    ~models.Q(antwoord="")
                    & models.Q(soort="vraag", antwoord_door__isnull=False, antwoord_op__isnull=False)
                ),
                name="bevinding_vraag_beantwoord",
            ),
        )
        triggers = (
            *onwijzigbaar("verantwoording", "deelverslag", "verslag", "niveau", "soort", "tekst", "door", "op"),
            pgtrigger.Protect(
                name="antwoord_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__antwoord_op__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.soort} {self.pk}"


class Verantwoordingsstuk(models.Model):
    """The joint account as it was submitted, frozen: canonical JSON, its SHA-256, and the PDF made from it.

    The words of who told a story are no part of what cannot change: they stand in `Stukverhaal`. A PDF stays, until
    one of its stories is taken back; then another is made without it.
    """

    verantwoording = models.ForeignKey(
        Verantwoording, models.PROTECT, related_name="stukken", verbose_name="verantwoording"
    )
    nummer = models.PositiveSmallIntegerField("nummer")
    inhoud = models.JSONField("inhoud")
    sha256 = models.CharField("SHA-256", max_length=64)
    gemaakt_op = models.DateTimeField("gemaakt op", auto_now_add=True)
    pdf = models.ForeignKey(
        Bestand, models.PROTECT, null=True, blank=True, related_name="verantwoordingsstukken", verbose_name="PDF"
    )

    class Meta:
        verbose_name = "verantwoordingsstuk"
        verbose_name_plural = "verantwoordingsstukken"
        ordering: ClassVar[list[str]] = ["verantwoording", "nummer"]
        constraints = (
            models.UniqueConstraint(fields=["verantwoording", "nummer"], name="verantwoordingsstuk_een_per_nummer"),
            models.CheckConstraint(
                condition=~models.Func(
                    "inhoud",
                    models.Value(WOORDEN),
                    function="jsonb_path_exists",
                    output_field=models.BooleanField(),
                ),
                name="verantwoordingsstuk_zonder_woorden",
            ),
        )
        triggers = (
            *onwijzigbaar("verantwoording", "nummer", "inhoud", "sha256", "gemaakt_op"),
            pgtrigger.Protect(
                name="pdf_blijft",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(
                    "OLD.pdf_id IS NOT NULL AND NOT (NEW.pdf_id IS NULL AND pg_trigger_depth() > 0)"
                ),
            ),
        )

    def __str__(self) -> str:
        return f"stuk {self.nummer} van verantwoording {self.verantwoording_id}"


class Stukverhaal(models.Model):
    """A story as it stands in a submitted document: added when that is frozen, never changed, and gone once it is
    taken back (AVG 7:3, 17). Its PDF then goes with it: the trigger detaches it, whoever deletes the row.

    `sha256` is what the frozen JSON keeps of it: over these words and the `zout` of the story they came from.
    """

    stuk = models.ForeignKey(Verantwoordingsstuk, models.PROTECT, related_name="verhalen", verbose_name="stuk")
    verslag = models.ForeignKey(
        Activiteitverslag, models.PROTECT, related_name="stukverhalen", verbose_name="verslag van een activiteit"
    )
    verhaal = models.ForeignKey(Verhaal, models.PROTECT, related_name="in_stukken", verbose_name="verhaal")
    sha256 = models.CharField("SHA-256", max_length=64)
    van = models.CharField("van wie", max_length=60)
    stadsdeel = models.CharField("stadsdeel", max_length=100, blank=True)
    tekst = models.TextField("verhaal", max_length=3000)

    class Meta:
        verbose_name = "verhaal in een stuk"
        verbose_name_plural = "verhalen in stukken"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (models.UniqueConstraint(fields=["stuk", "sha256"], name="stukverhaal_een_per_verhaal"),)
        triggers = (
            pgtrigger.Protect(name="onwijzigbaar", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="pdf_gaat_mee",
                operation=pgtrigger.Delete,
                when=pgtrigger.After,
                func=(
                    "UPDATE verantwoording_verantwoordingsstuk SET pdf_id = NULL WHERE id = OLD.stuk_id; RETURN NULL;"
                ),
            ),
        )

    def __str__(self) -> str:
        return f"verhaal {self.verhaal_id} in stuk {self.stuk_id}"
