"""What a table did in one year: each participant on its own activities, and the table together."""

import uuid
from typing import ClassVar

import pgtrigger
from django.db import models

from brieven.models import Brief
from kern.historie import gevolgd
from kern.onwijzigbaar import onwijzigbaar
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap, Machtiging
from subsidies.models import Aanvraag, Aanvraagdeel
from thematafels.models import Doelgroep, Stadsdeel, Subdoel
from verantwoording.models.afspraak import Afspraak, Meetafspraak

SAMEN = Verloop(
    "de verantwoording",
    begin=("open",),
    overgangen={"open": ("ingediend",), "ingediend": ("open", "afgerond")},
)
DEEL = Verloop(
    "het verslag",
    begin=("open",),
    overgangen={"open": ("ingediend",), "ingediend": ("vraag", "aanvaard"), "vraag": ("ingediend",)},
)


@gevolgd
class Verantwoording(models.Model):
    """The joint account of one table over one year, due on `uiterlijk`. It is `open` until the table submits it."""

    class Stand(models.TextChoices):
        OPEN = "open", "in de maak"
        INGEDIEND = "ingediend", "ingediend"
        AFGEROND = "afgerond", "afgerond"

    VERLOOP: ClassVar[Verloop] = SAMEN

    aanvraag = models.ForeignKey(Aanvraag, models.PROTECT, related_name="verantwoordingen", verbose_name="aanvraag")
    jaar = models.PositiveSmallIntegerField("jaar")
    uiterlijk = models.DateField("uiterlijk op")
    stand = models.CharField("stand", max_length=10, choices=Stand.choices, default=Stand.OPEN)
    ingediend_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ingediend door"
    )
    ingediend_op = models.DateTimeField("ingediend op", null=True, blank=True)
    afgerond_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="afgerond door"
    )
    afgerond_op = models.DateTimeField("afgerond op", null=True, blank=True)

    class Meta:
        verbose_name = "verantwoording"
        verbose_name_plural = "verantwoordingen"
        ordering: ClassVar[list[str]] = ["-jaar", "aanvraag"]
        constraints = (
            models.UniqueConstraint(fields=["aanvraag", "jaar"], name="verantwoording_een_per_jaar"),
            models.CheckConstraint(
                condition=models.Q(stand="open") | models.Q(ingediend_op__isnull=False, ingediend_door__isnull=False),
                name="verantwoording_ingediend_door_iemand",
            ),
            models.CheckConstraint(
                condition=models.Q(stand="afgerond", afgerond_op__isnull=False, afgerond_door__isnull=False)
                | (~models.Q(stand="afgerond") & models.Q(afgerond_op__isnull=True, afgerond_door__isnull=True)),
                name="verantwoording_afgerond_door_iemand",
            ),
        )
        triggers = (*SAMEN.triggers(), *onwijzigbaar("aanvraag", "jaar"))

    def __str__(self) -> str:
        return f"verantwoording over {self.jaar}"


@gevolgd
class Deelverslag(models.Model):
    """The own part of one participant in the account of one year. Its lateness touches nobody else.

    `machtiging` is that of `ingediend_door`: who submitted it first. Empty for who signs for the organisation itself.
    """

    class Stand(models.TextChoices):
        OPEN = "open", "nog niet ingediend"
        INGEDIEND = "ingediend", "ingediend"
        VRAAG = "vraag", "vraag gesteld"
        AANVAARD = "aanvaard", "aanvaard"

    VERLOOP: ClassVar[Verloop] = DEEL

    verantwoording = models.ForeignKey(
        Verantwoording, models.PROTECT, related_name="delen", verbose_name="verantwoording"
    )
    deel = models.ForeignKey(Aanvraagdeel, models.PROTECT, related_name="deelverslagen", verbose_name="deel")
    uiterlijk = models.DateField("uiterlijk op")
    stand = models.CharField("stand", max_length=10, choices=Stand.choices, default=Stand.OPEN)
    ingediend_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ingediend door"
    )
    machtiging = models.ForeignKey(
        Machtiging, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ingediend onder machtiging"
    )
    ingediend_op = models.DateTimeField("ingediend op", null=True, blank=True)
    herinnering = models.OneToOneField(
        Brief, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="herinnering"
    )
    hersteltermijn = models.DateField("laatste dag na de herinnering", null=True, blank=True)

    class Meta:
        verbose_name = "deelverslag"
        verbose_name_plural = "deelverslagen"
        ordering: ClassVar[list[str]] = ["verantwoording", "deel"]
        constraints = (
            models.UniqueConstraint(fields=["verantwoording", "deel"], name="deelverslag_een_per_deel"),
            models.CheckConstraint(
                condition=models.Q(stand="open") | models.Q(ingediend_op__isnull=False, ingediend_door__isnull=False),
                name="deelverslag_ingediend_door_iemand",
            ),
            models.CheckConstraint(
                condition=models.Q(herinnering__isnull=True, hersteltermijn__isnull=True)
                | models.Q(herinnering__isnull=False, hersteltermijn__isnull=False),
                name="deelverslag_termijn_met_herinnering",
            ),
        )
        triggers = (*DEEL.triggers(), *onwijzigbaar("verantwoording", "deel"))

    def __str__(self) -> str:
        return f"verslag van deel {self.deel_id}"


class Activiteitverslag(models.Model):
    """What became of one agreed activity in one year: done as planned, along the principles, and what was learned."""

    class Gedaan(models.TextChoices):
        JA = "ja", "Ja"
        DEELS = "deels", "Deels"
        NEE = "nee", "Nee"

    deelverslag = models.ForeignKey(
        Deelverslag, models.PROTECT, related_name="activiteiten", verbose_name="deelverslag"
    )
    afspraak = models.ForeignKey(
        Afspraak, models.PROTECT, db_index=False, related_name="verslagen", verbose_name="afspraak"
    )
    volgens_plan = models.CharField("gedaan zoals afgesproken", max_length=6, choices=Gedaan.choices, blank=True)
    volgens_principes = models.CharField(
        "gewerkt volgens de principes", max_length=6, choices=Gedaan.choices, blank=True
    )
    verteld = models.TextField("wat u deed", max_length=5000, blank=True)
    bewoners_zien = models.TextField("wat bewoners merken", max_length=3000, blank=True)
    professionals_zien = models.TextField("wat professionals zien", max_length=3000, blank=True)
    werkte = models.TextField("wat werkte", max_length=3000, blank=True)
    werkte_niet = models.TextField("wat niet werkte", max_length=3000, blank=True)
    versie = models.PositiveIntegerField("versie", default=0)

    class Meta:
        verbose_name = "verslag van een activiteit"
        verbose_name_plural = "verslagen van activiteiten"
        ordering: ClassVar[list[str]] = ["afspraak__nummer", "id"]
        indexes = (models.Index(fields=["afspraak"], include=["id"], name="activiteitverslag_afspraak"),)
        constraints = (
            models.UniqueConstraint(fields=["deelverslag", "afspraak"], name="activiteitverslag_een_per_afspraak"),
        )
        triggers = onwijzigbaar("deelverslag", "afspraak")

    def __str__(self) -> str:
        return f"verslag van afspraak {self.afspraak_id}"


class Meting(models.Model):
    """What was really counted: for everybody, or for one group or district. No row is not measured; 0 is zero."""

    verslag = models.ForeignKey(Activiteitverslag, models.PROTECT, related_name="metingen", verbose_name="verslag")
    meetafspraak = models.ForeignKey(
        Meetafspraak, models.PROTECT, related_name="metingen", verbose_name="meetafspraak"
    )
    doelgroep = models.ForeignKey(
        Doelgroep, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="doelgroep"
    )
    stadsdeel = models.ForeignKey(
        Stadsdeel, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="stadsdeel"
    )
    waarde = models.DecimalField("waarde", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "meting"
        verbose_name_plural = "metingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(
                fields=["verslag", "meetafspraak", "doelgroep", "stadsdeel"],
                name="meting_een_per_cel",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=models.Q(waarde__gte=0), name="meting_niet_negatief"),
        )

    def __str__(self) -> str:
        return f"{self.meetafspraak_id}: {self.waarde}"


class NietGemeten(models.Model):
    """Why an indicator was not measured in a year: what one does not know is said too."""

    verslag = models.ForeignKey(Activiteitverslag, models.PROTECT, related_name="niet_gemeten", verbose_name="verslag")
    meetafspraak = models.ForeignKey(
        Meetafspraak, models.PROTECT, related_name="niet_gemeten", verbose_name="meetafspraak"
    )
    reden = models.CharField("waarom niet gemeten", max_length=500)

    class Meta:
        verbose_name = "niet gemeten indicator"
        verbose_name_plural = "niet gemeten indicatoren"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(fields=["verslag", "meetafspraak"], name="nietgemeten_een_per_indicator"),
        )

    def __str__(self) -> str:
        return f"{self.meetafspraak_id} niet gemeten"


class Verhaal(models.Model):
    """What somebody told, without anything that leads back to a person, and with leave to share it.

    `nagekeken`: the check found something that looks like personal data, and the writer says that it is none.
    `zout` is hashed with the words: once this row is gone, nobody can try out words against a hash that stays.
    """

    class Van(models.TextChoices):
        BEWONER = "bewoner", "een bewoner"
        PROFESSIONAL = "professional", "een professional of vrijwilliger"

    verslag = models.ForeignKey(Activiteitverslag, models.PROTECT, related_name="verhalen", verbose_name="verslag")
    van = models.CharField("van wie", max_length=12, choices=Van.choices)
    tekst = models.TextField("verhaal", max_length=3000)
    stadsdeel = models.ForeignKey(
        Stadsdeel, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="stadsdeel"
    )
    toestemming = models.BooleanField("de verteller vindt delen goed")
    nagekeken = models.BooleanField("er staat niets in dat naar iemand leidt", default=False)
    zout = models.UUIDField("zout", default=uuid.uuid4, editable=False)
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="opgeschreven door")
    op = models.DateTimeField("opgeschreven op", auto_now_add=True)

    class Meta:
        verbose_name = "verhaal"
        verbose_name_plural = "verhalen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (models.CheckConstraint(condition=models.Q(toestemming=True), name="verhaal_met_toestemming"),)
        triggers = (pgtrigger.ReadOnly(name="onwijzigbaar", fields=["verslag", "zout"]),)

    def __str__(self) -> str:
        return f"verhaal {self.pk}"


class Duiding(models.Model):
    """A joint text of the table: on one subdoel (what levels 1 to 3 say beside level 4), or on one question."""

    class Vraag(models.TextChoices):
        SUBDOEL = "subdoel", "Wat zien we bij dit subdoel?"
        SAMEN = "samen", "Wat deden we, en wat veranderde er?"
        ONBEKEND = "onbekend", "Wat weten we nog niet?"
        ANDERS = "anders", "Wat doen we volgend jaar anders?"

    verantwoording = models.ForeignKey(
        Verantwoording, models.PROTECT, related_name="duidingen", verbose_name="verantwoording"
    )
    vraag = models.CharField("vraag", max_length=10, choices=Vraag.choices)
    subdoel = models.ForeignKey(
        Subdoel, models.PROTECT, null=True, blank=True, related_name="duidingen", verbose_name="subdoel"
    )
    tekst = models.TextField("tekst", max_length=8000, blank=True)
    versie = models.PositiveIntegerField("versie", default=0)

    class Meta:
        verbose_name = "duiding"
        verbose_name_plural = "duidingen"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.UniqueConstraint(
                fields=["verantwoording", "vraag", "subdoel"], name="duiding_een_per_vraag", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=models.Q(vraag="subdoel", subdoel__isnull=False)
                | (~models.Q(vraag="subdoel") & models.Q(subdoel__isnull=True)),
                name="duiding_van_subdoel",
            ),
        )
        triggers = onwijzigbaar("verantwoording", "vraag", "subdoel")

    def __str__(self) -> str:
        return f"{self.vraag} van verantwoording {self.verantwoording_id}"
