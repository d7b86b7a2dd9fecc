from typing import ClassVar

import pgtrigger
from django.db import models

from brieven.models import Brief
from kern.historie import gevolgd
from kern.models import Bestand
from kern.onwijzigbaar import onwijzigbaar
from kern.velden import BedragField
from kern.verloop import Verloop
from organisaties.models import Lidmaatschap, Mandaat, Organisatie
from subsidies.models import Aanvraag, Beschikking
from thematafels.models import Deelname

VERLOOP = Verloop(
    "het bezwaar",
    begin=("ontvangen",),
    overgangen={
        "ontvangen": ("in_behandeling", "ingetrokken"),
        "in_behandeling": ("voorgelegd", "ingetrokken"),
        "voorgelegd": ("in_behandeling", "besloten", "ingetrokken"),
    },
)


class Wijze(models.TextChoices):
    """How something came in; all but the portal is entered by an officer."""

    PORTAAL = "portaal", "in het portaal"
    POST = "post", "per post of aan de balie"
    MAIL = "mail", "per e-mail"


class Bezwaarbesluit(models.Model):
    """The decision on an objection against what is no beschikking: a seat at a table, or a penalty (Awb 7:12).

    `bedrag` is what the penalty becomes; None where it stays.
    """

    brief = models.OneToOneField(Brief, models.PROTECT, related_name="+", verbose_name="brief")
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="genomen door")
    mandaat = models.ForeignKey(Mandaat, models.PROTECT, related_name="+", verbose_name="mandaat")
    genomen_op = models.DateTimeField("genomen op", auto_now_add=True)
    bedrag = BedragField("dwangsom wordt", null=True, blank=True)

    class Meta:
        verbose_name = "besluit op bezwaar buiten een zaak"
        verbose_name_plural = "besluiten op bezwaar buiten een zaak"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (
            models.CheckConstraint(
                condition=models.Q(bedrag__isnull=True) | models.Q(bedrag__gte=0),
                name="bezwaarbesluit_niet_negatief",
            ),
        )
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"besluit op bezwaar {self.brief_id}"


@gevolgd
class Bezwaar(models.Model):
    """An objection of one organisation against one decision, from receipt to decision (Awb 6:4, 7:1–7:15).

    That decision is a beschikking, the answer to a request for a seat at a table, or a share of a penalty;
    `besluitkenmerk` is what its letter is called. Nothing here says whether it is in time or when the decision is due:
    that follows from the dates, each time anew (uitvoering.bezwaarklok). `behandelaar` prepares; somebody else decides
    (Awb 10:3 lid 3).
    """

    class Stand(models.TextChoices):
        ONTVANGEN = "ontvangen", "ontvangen"
        IN_BEHANDELING = "in_behandeling", "in behandeling"
        VOORGELEGD = "voorgelegd", "ligt voor besluit"
        BESLOTEN = "besloten", "besloten"
        INGETROKKEN = "ingetrokken", "ingetrokken"

    class Afzien(models.TextChoices):
        NIET_ONTVANKELIJK = "niet_ontvankelijk", "het bezwaar is kennelijk niet-ontvankelijk (Awb 7:3 onder a)"
        ONGEGROND = "ongegrond", "het bezwaar is kennelijk ongegrond (Awb 7:3 onder b)"
        VERKLAARD = "verklaard", "de organisatie wil niet worden gehoord (Awb 7:3 onder c)"
        GEEN_ANTWOORD = "geen_antwoord", "de organisatie reageerde niet op tijd op onze vraag (Awb 7:3 onder d)"
        TEGEMOET = "tegemoet", "wij komen helemaal aan het bezwaar tegemoet (Awb 7:3 onder e)"

    class Advies(models.TextChoices):
        GEVOLGD = "gevolgd", "wij volgen het advies"
        AFGEWEKEN = "afgeweken", "wij wijken van het advies af"

    class Uitkomst(models.TextChoices):
        NIET_ONTVANKELIJK = "niet_ontvankelijk", "niet-ontvankelijk"
        ONGEGROND = "ongegrond", "ongegrond"
        DEELS_GEGROND = "deels_gegrond", "deels gegrond"
        GEGROND = "gegrond", "gegrond"

    class NietOntvankelijk(models.TextChoices):
        TE_LAAT = "te_laat", "te laat, zonder goede reden (Awb 6:7 en 6:11)"
        VERZUIM = "verzuim", "de gronden ontbreken, ook na ons verzoek (Awb 6:5 en 6:6)"
        GEEN_BELANG = "geen_belang", "geen belanghebbende (Awb 1:2 en 8:1)"
        GEEN_BESLUIT = "geen_besluit", "niet gericht tegen een besluit (Awb 1:3 en 8:1)"

    VERLOOP: ClassVar[Verloop] = VERLOOP
    NEEMT_GELD_MEE: ClassVar[frozenset[str]] = frozenset({Uitkomst.DEELS_GEGROND, Uitkomst.GEGROND})

    kenmerk = models.CharField("kenmerk", max_length=20, unique=True)
    besluitkenmerk = models.CharField("kenmerk van het bestreden besluit", max_length=40)
    beschikking = models.ForeignKey(
        Beschikking, models.PROTECT, null=True, blank=True, related_name="bezwaren", verbose_name="bestreden besluit"
    )
    deelname = models.ForeignKey(
        Deelname, models.PROTECT, null=True, blank=True, related_name="bezwaren", verbose_name="bestreden deelname"
    )
    dwangsomdeel = models.ForeignKey(
        "uitvoering.Dwangsomdeel",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bezwaren",
        verbose_name="bestreden dwangsom",
    )
    organisatie = models.ForeignKey(
        Organisatie, models.PROTECT, related_name="bezwaren", verbose_name="wie bezwaar maakt"
    )
    stand = models.CharField("stand", max_length=16, choices=Stand.choices, default=Stand.ONTVANGEN)
    wijze = models.CharField("hoe ontvangen", max_length=10, choices=Wijze.choices)
    ontvangen_op = models.DateField("ontvangen op")
    gepost_op = models.DateField("gepost op", null=True, blank=True, help_text="De dag op het poststempel (Awb 6:9).")
    gronden = models.TextField("gronden", max_length=5000, blank=True, help_text="Leeg: pro forma (Awb 6:5, 6:6).")
    vastgelegd_door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="vastgelegd door")
    vastgelegd_op = models.DateTimeField("vastgelegd op", auto_now_add=True)
    behandelaar = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="behandelaar"
    )

    verschoonbaar = models.BooleanField("te laat met een goede reden", null=True, blank=True, help_text="Awb 6:11")
    verschoonbaar_reden = models.TextField("waarom wel of niet", max_length=2000, blank=True)
    verzuim_gevraagd_op = models.DateField("gronden gevraagd op", null=True, blank=True)
    verzuim_uiterlijk = models.DateField("gronden uiterlijk op", null=True, blank=True)
    verzuim_hersteld_op = models.DateField("gronden ontvangen op", null=True, blank=True)

    met_commissie = models.BooleanField("met een adviescommissie", default=False, help_text="Awb 7:13")
    hoorzitting_op = models.DateTimeField("hoorzitting op", null=True, blank=True)
    hoorzitting_waar = models.CharField("waar", max_length=200, blank=True)
    uitgenodigd_op = models.DateField("uitgenodigd op", null=True, blank=True)
    gehoord_op = models.DateField("gehoord op", null=True, blank=True)
    gehoord_door = models.ForeignKey(
        Lidmaatschap, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gehoord door"
    )
    hoorverslag = models.TextField("verslag van het horen", max_length=5000, blank=True, help_text="Awb 7:7")
    afzien = models.CharField("waarom niet gehoord", max_length=20, choices=Afzien.choices, blank=True)
    afzien_toelichting = models.TextField("toelichting", max_length=2000, blank=True)
    advies_op = models.DateField("advies ontvangen op", null=True, blank=True)
    advies = models.TextField("advies van de commissie", max_length=5000, blank=True)

    verdaagd_op = models.DateField("verdaagd op", null=True, blank=True, help_text="Awb 7:10 lid 3")
    uitstel_tot = models.DateField("met instemming uitgesteld tot", null=True, blank=True, help_text="Awb 7:10 lid 4")

    uitkomst = models.CharField("uitkomst", max_length=20, choices=Uitkomst.choices, blank=True)
    niet_ontvankelijk = models.CharField(
        "waarom niet-ontvankelijk", max_length=20, choices=NietOntvankelijk.choices, blank=True
    )
    motivering = models.TextField("motivering", max_length=5000, blank=True, help_text="Awb 7:12")
    advies_gevolgd = models.CharField("wat wij met het advies doen", max_length=10, choices=Advies.choices, blank=True)
    advies_reden = models.TextField("waarom wij afwijken", max_length=2000, blank=True, help_text="Awb 7:13 lid 7")
    kosten = models.TextField("over de kosten van het bezwaar", max_length=2000, blank=True, help_text="Awb 7:15")
    beslissing = models.OneToOneField(
        Beschikking,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="beslist_bezwaar",
        verbose_name="beslissing op bezwaar",
    )
    dwangsom_wordt = BedragField("dwangsom wordt", null=True, blank=True)
    besluit = models.OneToOneField(
        Bezwaarbesluit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bezwaar",
        verbose_name="beslissing buiten een zaak",
    )
    ingetrokken_op = models.DateField("ingetrokken op", null=True, blank=True, help_text="Awb 6:21")

    class Meta:
        verbose_name = "bezwaar"
        verbose_name_plural = "bezwaren"
        ordering: ClassVar[list[str]] = ["-id"]
        constraints = (
            models.UniqueConstraint(
                fields=["besluitkenmerk", "organisatie"],
                condition=~models.Q(stand="ingetrokken"),
                name="bezwaar_een_per_organisatie",
                violation_error_message="Deze organisatie maakte al bezwaar tegen dit besluit.",
            ),
            models.CheckConstraint(
                condition=models.Q(beschikking__isnull=False, deelname__isnull=True, dwangsomdeel__isnull=True)
                | models.Q(beschikking__isnull=True, deelname__isnull=False, dwangsomdeel__isnull=True)
                | models.Q(beschikking__isnull=True, deelname__isnull=True, dwangsomdeel__isnull=False),
                name="bezwaar_tegen_een_besluit",
            ),
            models.CheckConstraint(condition=~models.Q(besluitkenmerk=""), name="bezwaar_met_besluitkenmerk"),
            models.CheckConstraint(
                condition=models.Q(stand="besloten", beschikking__isnull=False, beslissing__isnull=False)
                & models.Q(besluit__isnull=True)
                | models.Q(stand="besloten", beschikking__isnull=True, beslissing__isnull=True)
                & models.Q(besluit__isnull=False)
                | ~models.Q(stand="besloten") & models.Q(beslissing__isnull=True, besluit__isnull=True),
                name="bezwaar_besloten_met_beslissing",
            ),
            models.CheckConstraint(
                condition=models.Q(dwangsom_wordt__isnull=True)
                | models.Q(dwangsomdeel__isnull=False, dwangsom_wordt__gte=0),
                name="bezwaar_dwangsom_bij_dwangsom",
            ),
            models.CheckConstraint(
                condition=models.Q(stand="ingetrokken", ingetrokken_op__isnull=False)
                | (~models.Q(stand="ingetrokken") & models.Q(ingetrokken_op__isnull=True)),
                name="bezwaar_ingetrokken_met_dag",
            ),
            models.CheckConstraint(
                condition=models.Q(verschoonbaar__isnull=True) | ~models.Q(verschoonbaar_reden=""),
                name="bezwaar_verschoonbaar_met_reden",
            ),
            models.CheckConstraint(
                condition=models.Q(verzuim_gevraagd_op__isnull=True, verzuim_uiterlijk__isnull=True)
                | models.Q(verzuim_gevraagd_op__isnull=False, verzuim_uiterlijk__gt=models.F("verzuim_gevraagd_op")),
                name="bezwaar_verzuim_met_termijn",
            ),
            models.CheckConstraint(
                condition=models.Q(gehoord_op__isnull=True, hoorverslag="")
                | (models.Q(gehoord_op__isnull=False, gehoord_door__isnull=False) & ~models.Q(hoorverslag="")),
                name="bezwaar_gehoord_met_verslag",
            ),
            models.CheckConstraint(
                condition=models.Q(afzien="") | models.Q(gehoord_op__isnull=True),
                name="bezwaar_gehoord_of_afgezien",
            ),
            models.CheckConstraint(
                condition=~models.Q(uitkomst="niet_ontvankelijk") | ~models.Q(niet_ontvankelijk=""),
                name="bezwaar_niet_ontvankelijk_met_grond",
            ),
            models.CheckConstraint(
                condition=~models.Q(stand__in=["voorgelegd", "besloten"])
                | (~models.Q(uitkomst="") & ~models.Q(motivering="")),
                name="bezwaar_voorgelegd_met_uitkomst",
            ),
        )
        triggers = (
            *VERLOOP.triggers(),
            *onwijzigbaar(
                "kenmerk",
                "besluitkenmerk",
                "beschikking",
                "deelname",
                "dwangsomdeel",
                "organisatie",
                "wijze",
                "ontvangen_op",
                "gepost_op",
                "vastgelegd_door",
                "vastgelegd_op",
            ),
        )

    def __str__(self) -> str:
        return f"bezwaar {self.kenmerk}"

    @property
    def aanvraag(self) -> Aanvraag | None:
        """The case of the contested decision; a seat at a table has none."""
        if self.beschikking is not None:
            return self.beschikking.besluit.aanvraag
        return self.dwangsomdeel.besluit.ingebrekestelling.aanvraag if self.dwangsomdeel is not None else None

    @property
    def beslissingskenmerk(self) -> str:
        """The kenmerk of the letter that decided on it; empty while there is none."""
        if self.beslissing is not None:
            return self.beslissing.kenmerk
        return self.besluit.brief.kenmerk if self.besluit is not None else ""

    @property
    def loopt(self) -> bool:
        return self.stand in {self.Stand.ONTVANGEN, self.Stand.IN_BEHANDELING, self.Stand.VOORGELEGD}

    @property
    def wacht_op_gronden(self) -> bool:
        return self.verzuim_gevraagd_op is not None and self.verzuim_hersteld_op is None


class Bezwaarbedrag(models.Model):
    """What one year becomes when the objection is well founded, in euro: granted, or settled when it was settled."""

    bezwaar = models.ForeignKey(Bezwaar, models.PROTECT, related_name="bedragen", verbose_name="bezwaar")
    jaar = models.PositiveSmallIntegerField("jaar")
    wordt = BedragField("wordt")

    class Meta:
        verbose_name = "bedrag na bezwaar"
        verbose_name_plural = "bedragen na bezwaar"
        ordering: ClassVar[list[str]] = ["jaar"]
        constraints = (
            models.UniqueConstraint(fields=["bezwaar", "jaar"], name="bezwaarbedrag_een_per_jaar"),
            models.CheckConstraint(condition=models.Q(wordt__gte=0), name="bezwaarbedrag_niet_negatief"),
        )
        triggers = (pgtrigger.ReadOnly(name="onwijzigbaar", fields=["bezwaar", "jaar"]),)

    def __str__(self) -> str:
        return f"{self.jaar}: {self.wordt}"


class Bezwaarstuk(models.Model):
    """A file in an objection: what was sent in, the report of a hearing, the advice."""

    class Soort(models.TextChoices):
        BEZWAAR = "bezwaar", "Bezwaarschrift of bijlage"
        GRONDEN = "gronden", "Aanvulling van de gronden"
        MACHTIGING = "machtiging", "Machtiging"
        VERSLAG = "verslag", "Verslag van het horen"
        ADVIES = "advies", "Advies van de commissie"
        OVERIG = "overig", "Overig stuk"

    bezwaar = models.ForeignKey(Bezwaar, models.PROTECT, related_name="stukken", verbose_name="bezwaar")
    soort = models.CharField("soort", max_length=12, choices=Soort.choices)
    bestand = models.OneToOneField(Bestand, models.PROTECT, related_name="bezwaarstuk", verbose_name="bestand")
    door = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="+", verbose_name="toegevoegd door")
    toegevoegd_op = models.DateTimeField("toegevoegd op", auto_now_add=True)

    class Meta:
        verbose_name = "stuk bij een bezwaar"
        verbose_name_plural = "stukken bij bezwaren"
        ordering: ClassVar[list[str]] = ["id"]
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.get_soort_display()} bij bezwaar {self.bezwaar_id}"


class Meebetrokken(models.Model):
    """A later decision that an open objection also covers, by law (Awb 6:19)."""

    bezwaar = models.ForeignKey(Bezwaar, models.PROTECT, related_name="meebetrokken", verbose_name="bezwaar")
    beschikking = models.ForeignKey(
        Beschikking, models.PROTECT, related_name="meebetrokken_bij", verbose_name="later besluit"
    )
    sinds = models.DateTimeField("vastgelegd op", auto_now_add=True)

    class Meta:
        verbose_name = "meebetrokken besluit"
        verbose_name_plural = "meebetrokken besluiten"
        ordering: ClassVar[list[str]] = ["id"]
        constraints = (models.UniqueConstraint(fields=["bezwaar", "beschikking"], name="meebetrokken_een_keer"),)
        triggers = onwijzigbaar()

    def __str__(self) -> str:
        return f"{self.bezwaar_id}: {self.beschikking_id}"
