import datetime
from typing import ClassVar

import pgtrigger
from django.core.validators import RegexValidator
from django.db import models

from brieven.fouten import Foutcode
from brieven.querysets import BriefQuerySet
from kern.onwijzigbaar import onwijzigbaar
from kern.verloop import Verloop

KENMERK = r"^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$"


class BriefSoort(models.TextChoices):
    ONTVANGSTBEVESTIGING = "ontvangstbevestiging", "Ontvangstbevestiging"
    TOELATING = "toelating", "Toelating tot een thematafel"
    AFWIJZING = "afwijzing", "Afwijzing van deelname"
    VERLENING = "verlening", "Verlening van subsidie"
    GEDEELTELIJKE_VERLENING = "gedeeltelijke_verlening", "Gedeeltelijke verlening van subsidie"
    WEIGERING = "weigering", "Weigering van subsidie"
    BUITEN_BEHANDELING = "buiten_behandeling", "Aanvraag niet in behandeling"
    DIRECTE_VASTSTELLING = "directe_vaststelling", "Directe vaststelling van subsidie"
    BIJSTELLING = "bijstelling", "Bijstelling van subsidie"
    INDEXERING = "indexering", "Indexering van subsidie"
    INTREKKING = "intrekking", "Intrekking van subsidie"
    OPSCHORTING = "opschorting", "Opschorting van betaling"
    VASTSTELLING = "vaststelling", "Vaststelling van subsidie"
    TERUGVORDERING = "terugvordering", "Terugvordering van subsidie"
    WIJZIGING_TOEGEWEZEN = "wijziging_toegewezen", "Toestemming voor een wijziging"
    WIJZIGING_AFGEWEZEN = "wijziging_afgewezen", "Afwijzing van een wijziging"
    BESLISSING_OP_BEZWAAR = "beslissing_op_bezwaar", "Beslissing op bezwaar"
    DWANGSOM = "dwangsom", "Besluit over een dwangsom"
    PLAFOND = "plafond", "Bekendmaking van het subsidieplafond"
    COLLEGEBERICHT = "collegebericht", "Bericht over een collegebesluit"
    TAFELBRIEF = "tafelbrief", "Brief aan de thematafel"
    VERZOEK_AANVULLING = "verzoek_aanvulling", "Verzoek om aanvulling"
    VERDAGING = "verdaging", "Uitstel van het besluit"
    VOORNEMEN = "voornemen", "Voornemen, met de vraag om een zienswijze"
    HERINNERING = "herinnering", "Herinnering"
    ONTVANGST_BEZWAAR = "ontvangst_bezwaar", "Ontvangst van uw bezwaar"
    ONTVANGST_INGEBREKESTELLING = "ontvangst_ingebrekestelling", "Ontvangst van uw ingebrekestelling"
    HOORZITTING = "hoorzitting", "Uitnodiging voor een hoorzitting"
    VRIJE_BRIEF = "vrije_brief", "Vrije brief"


class Wijze(models.TextChoices):
    """How a letter reaches its recipient, and what came of that."""

    PORTAAL = "portaal", "in het portaal"
    POST = "post", "met de post"
    RETOUR = "retour", "kwam terug"


WEGEN = (Wijze.PORTAAL, Wijze.POST)


class Stand(models.TextChoices):
    KLAARGEZET = "klaargezet", "Klaargezet"
    BEZIG = "bezig", "Wordt gemaakt"
    GEMAAKT = "gemaakt", "Gemaakt"
    VERZONDEN = "verzonden", "Verzonden"
    MISLUKT = "mislukt", "Mislukt"
    VERVANGEN = "vervangen", "Vervangen"


_VERLOOP = Verloop(
    naam="de brief",
    begin=(Stand.KLAARGEZET,),
    overgangen={
        Stand.KLAARGEZET: (Stand.BEZIG, Stand.MISLUKT, Stand.VERVANGEN),
        Stand.BEZIG: (Stand.KLAARGEZET, Stand.GEMAAKT, Stand.MISLUKT, Stand.VERVANGEN),
        Stand.GEMAAKT: (Stand.VERZONDEN, Stand.MISLUKT, Stand.VERVANGEN),
        Stand.MISLUKT: (Stand.KLAARGEZET, Stand.VERVANGEN),
        Stand.VERZONDEN: (),
        Stand.VERVANGEN: (),
    },
)


class Brief(models.Model):
    """One letter: its frozen content, the file made from it and how far it has come (docs/brieven.md).

    The row is the outbox (huis.md §4.5): it is written in the transaction of the act it tells of, and a worker
    makes and delivers it afterwards. `snapshot` is all a worker reads; nothing is looked up again.
    """

    VERLOOP: ClassVar[Verloop] = _VERLOOP

    kenmerk = models.CharField(
        "kenmerk",
        max_length=40,
        validators=[RegexValidator(KENMERK, "Gebruik letters, cijfers, punten en streepjes.")],
        help_text="Staat op de brief en in het webadres. Een nieuwe versie houdt het kenmerk.",
    )
    soort = models.CharField("soort brief", max_length=30, choices=BriefSoort.choices)
    ontvanger = models.ForeignKey(
        "organisaties.Organisatie", models.PROTECT, related_name="brieven", verbose_name="ontvanger"
    )
    over_soort = models.CharField("soort object", max_length=80)
    over_id = models.BigIntegerField("nummer van het object")
    onderwerp = models.CharField("onderwerp", max_length=200)
    snapshot = models.JSONField("inhoud", help_text="De enige bron van de brief (brieven.snapshots).")
    verzenddatum = models.DateField("verzenddatum", help_text="De dag van bekendmaking (Awb 3:41).")
    wijze = models.CharField(
        "wijze van verzenden",
        max_length=20,
        choices=[(wijze.value, wijze.label) for wijze in WEGEN],
        default=Wijze.PORTAAL,
        help_text="Digitaal alleen wie dat kenbaar maakte (Awb 2:14).",
    )
    vervangt = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="vervanging", verbose_name="vervangt"
    )
    aangemaakt_op = models.DateTimeField("aangemaakt op", auto_now_add=True)

    stand = models.CharField("stand", max_length=20, choices=Stand.choices, default=Stand.KLAARGEZET)
    pogingen = models.PositiveSmallIntegerField("pogingen", default=0)
    geclaimd_op = models.DateTimeField("laatste poging", null=True, blank=True)
    fout_code = models.CharField("reden van mislukken", max_length=30, choices=Foutcode.choices, blank=True)

    bestand = models.CharField("bestand", max_length=200, blank=True, help_text="De naam in de besloten opslag.")
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    bladzijden = models.PositiveSmallIntegerField("bladzijden", null=True, blank=True)

    objects = BriefQuerySet["Brief"].as_manager()

    class Meta:
        verbose_name = "brief"
        verbose_name_plural = "brieven"
        ordering: ClassVar[list[str]] = ["-verzenddatum", "-id"]
        indexes = (
            models.Index(
                fields=["stand", "verzenddatum"],
                condition=models.Q(stand__in=["klaargezet", "bezig", "gemaakt"]),
                name="brief_te_vegen",
            ),
            models.Index(
                fields=["verzenddatum"], condition=models.Q(stand="gemaakt", wijze="post"), name="brief_te_printen"
            ),
            models.Index(fields=["over_soort", "over_id"], name="brief_over"),
            models.Index(fields=["kenmerk"], name="brief_kenmerk"),
            models.Index(
                fields=["kenmerk"],
                condition=~models.Q(stand__in=["verzonden", "vervangen"]),
                name="brief_nog_niet_verzonden",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["kenmerk"], condition=~models.Q(stand="vervangen"), name="brief_kenmerk_uniek"
            ),
            models.CheckConstraint(condition=models.Q(kenmerk__regex=KENMERK), name="brief_kenmerk_vorm"),
            models.CheckConstraint(
                condition=~models.Q(stand__in=["gemaakt", "verzonden"])
                | (
                    models.Q(sha256__regex=r"^[0-9a-f]{64}$", bladzijden__gte=1, bladzijden__isnull=False)
                    & ~models.Q(bestand="")
                ),
                name="brief_gemaakt_heeft_bestand",
            ),
            models.CheckConstraint(condition=models.Q(wijze__in=WEGEN), name="brief_wijze"),
            models.CheckConstraint(
                condition=~models.Q(stand="mislukt") | ~models.Q(fout_code=""), name="brief_mislukt_heeft_reden"
            ),
        )
        triggers = (
            *_VERLOOP.triggers(),
            *onwijzigbaar(
                "kenmerk",
                "soort",
                "ontvanger",
                "over_soort",
                "over_id",
                "onderwerp",
                "snapshot",
                "verzenddatum",
                "wijze",
                "vervangt",
                "aangemaakt_op",
            ),
            pgtrigger.Protect(
                name="bestand_vast",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__sha256="")
                & (
                    pgtrigger.Q(old__sha256__df=pgtrigger.F("new__sha256"))
                    | pgtrigger.Q(old__bestand__df=pgtrigger.F("new__bestand"))
                    | pgtrigger.Q(old__bladzijden__df=pgtrigger.F("new__bladzijden"))
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {self.kenmerk}"

    def is_onderweg(self, vandaag: datetime.date) -> bool:
        """True while a worker is about to change this letter, so that a page is worth looking at again."""
        return self.stand in {Stand.KLAARGEZET, Stand.BEZIG} or (
            self.stand == Stand.GEMAAKT and self.wijze == Wijze.PORTAAL and self.verzenddatum <= vandaag
        )

    @property
    def heeft_bestand(self) -> bool:
        return self.sha256 != ""

    @property
    def is_te_herstellen(self) -> bool:
        """A failed letter may be tried again, once its cause was taken away."""
        return self.stand == Stand.MISLUKT

    @property
    def staat_open_voor_bezwaar(self) -> bool:
        """A decision with a clause: one can object to it."""
        return bool(self.snapshot.get("inhoud", {}).get("bezwaar"))
