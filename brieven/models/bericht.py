from typing import ClassVar

from django.db import models
from django.utils import timezone

from brieven.querysets import BerichtQuerySet
from kern.onwijzigbaar import onwijzigbaar
from organisaties.models import Lidmaatschap

PAD = r"^/(?!/)[A-Za-z0-9_.~%?=&#/-]*$"


class BerichtSoort(models.TextChoices):
    HERINNERING = "herinnering", "Herinnering"
    AKKOORD_VERVALLEN = "akkoord_vervallen", "Akkoord vervallen"
    UITNEMING_VOORGESTELD = "uitneming_voorgesteld", "Voorstel om een deel uit te nemen"
    UITNEMING_BESLOTEN = "uitneming_besloten", "Besluit over het uitnemen van een deel"
    UITGESTAPT = "uitgestapt", "Organisatie uitgestapt"
    OPMERKING = "opmerking", "Nieuwe opmerking"
    PENVOERDER = "penvoerder", "Andere penvoerder"
    BELVERZOEK = "belverzoek", "Verzoek om te bellen"
    VASTSTELLING_ONTVANGEN = "vaststelling_ontvangen", "Aanvraag tot vaststelling"
    VASTSTELLING_VRAGEN = "vaststelling_vragen", "Vaststelling nog aan te vragen"
    TERUGBETALEN = "terugbetalen", "Terug te betalen"
    AANVULLING_GEVRAAGD = "aanvulling_gevraagd", "Aanvulling gevraagd"
    AANVULLING_GEGEVEN = "aanvulling_gegeven", "Aanvulling ontvangen"
    BRIEF = "brief", "Nieuwe brief"
    REKENING = "rekening", "Ander rekeningnummer"
    RAADSVRAAG = "raadsvraag", "Technische vraag van de raad"
    RAADSVRAAG_BEANTWOORD = "raadsvraag_beantwoord", "Technische vraag beantwoord"
    PLANWIJZIGING = "planwijziging", "Voorstel om het plan te wijzigen"
    PLANWIJZIGING_BESLIST = "planwijziging_beslist", "Antwoord op een wijziging van het plan"
    VERSLAGAKKOORD_VERVALLEN = "verslagakkoord_vervallen", "Akkoord op een verantwoording vervallen"
    VERANTWOORDING_ONTVANGEN = "verantwoording_ontvangen", "Verantwoording ontvangen"
    VERANTWOORDING_TERUG = "verantwoording_terug", "Verantwoording teruggestuurd"
    VERANTWOORDING_AFGEROND = "verantwoording_afgerond", "Verantwoording afgerond"
    VERSLAG_VRAGEN = "verslag_vragen", "Verslag nog in te dienen"
    VERSLAG_VRAAG = "verslag_vraag", "Vraag over een verslag"
    VERSLAG_AANVAARD = "verslag_aanvaard", "Verslag aanvaard"


# All that the mail says of it: no name, no organisation, no amount, nothing that a user typed.
ZINNEN = {
    BerichtSoort.HERINNERING: "In een aanvraag ontbreekt nog iets van uw organisatie.",
    BerichtSoort.AKKOORD_VERVALLEN: "Een akkoord van uw organisatie is vervallen, omdat de aanvraag is gewijzigd.",
    BerichtSoort.UITNEMING_VOORGESTELD: "Er is een voorstel om een deel uit een gezamenlijke aanvraag te halen.",
    BerichtSoort.UITNEMING_BESLOTEN: "Er is een besluit over een deel dat misschien uit de aanvraag gaat.",
    BerichtSoort.UITGESTAPT: "Een organisatie is uit een gezamenlijke aanvraag gestapt.",
    BerichtSoort.OPMERKING: "Er staat een nieuwe opmerking bij een aanvraag.",
    BerichtSoort.PENVOERDER: "Een gezamenlijke aanvraag heeft een andere penvoerder.",
    BerichtSoort.AANVULLING_GEVRAAGD: "In een ingediende aanvraag ontbreekt iets van uw organisatie.",
    BerichtSoort.AANVULLING_GEGEVEN: "Een organisatie heeft een aanvraag aangevuld.",
    BerichtSoort.BELVERZOEK: "Een organisatie vraagt of u wilt bellen.",
    BerichtSoort.VASTSTELLING_ONTVANGEN: "Wij hebben een aanvraag tot vaststelling ontvangen.",
    BerichtSoort.VASTSTELLING_VRAGEN: "Uw organisatie moet nog vragen om een subsidie vast te stellen.",
    BerichtSoort.TERUGBETALEN: "Uw organisatie moet nog subsidie terugbetalen.",
    BerichtSoort.BRIEF: "Er staat een brief voor u klaar.",
    BerichtSoort.REKENING: "Er is iets veranderd aan een verzoek om een ander rekeningnummer.",
    BerichtSoort.RAADSVRAAG: "De raad heeft een technische vraag over een cijfer.",
    BerichtSoort.RAADSVRAAG_BEANTWOORD: "Er is een antwoord op uw technische vraag.",
    BerichtSoort.PLANWIJZIGING: "Een organisatie wil wijzigen wat zij in een plan heeft afgesproken.",
    BerichtSoort.PLANWIJZIGING_BESLIST: "Er is een antwoord op uw voorstel om het plan te wijzigen.",
    BerichtSoort.VERSLAGAKKOORD_VERVALLEN: "Een akkoord van uw organisatie op een verantwoording is vervallen.",
    BerichtSoort.VERANTWOORDING_ONTVANGEN: "Wij hebben de verantwoording van uw tafel ontvangen.",
    BerichtSoort.VERANTWOORDING_TERUG: "De gemeente heeft de verantwoording van uw tafel teruggestuurd.",
    BerichtSoort.VERANTWOORDING_AFGEROND: "De gemeente heeft de verantwoording van uw tafel afgerond.",
    BerichtSoort.VERSLAG_VRAGEN: "Er moet nog een verslag over een subsidie worden ingediend.",
    BerichtSoort.VERSLAG_VRAAG: "De gemeente heeft een vraag over een verslag van uw organisatie.",
    BerichtSoort.VERSLAG_AANVAARD: "De gemeente heeft een verslag van uw organisatie aanvaard.",
}


class Bericht(models.Model):
    """One message that something waits, with a link: a line on the page Berichten, and a mail (docs/berichten.md).

    The row is the outbox (huis.md §4.5). It holds no personal data, so neither does the mail (domein.md).
    """

    soort = models.CharField("soort bericht", max_length=30, choices=BerichtSoort.choices)
    ontvanger = models.ForeignKey(Lidmaatschap, models.PROTECT, related_name="berichten", verbose_name="ontvanger")
    over_soort = models.CharField("soort object", max_length=80)
    over_id = models.BigIntegerField("nummer van het object")
    pad = models.CharField("webadres", max_length=200, help_text="Binnen dit portaal; begint met een schuine streep.")
    dag = models.DateField("dag", help_text="Hetzelfde bericht komt hooguit één keer per dag.")
    gemaakt_op = models.DateTimeField("gemaakt op", default=timezone.now)

    pogingen = models.PositiveSmallIntegerField("pogingen", default=0)
    laatste_poging = models.DateTimeField("laatste poging", null=True, blank=True)
    verzonden_op = models.DateTimeField("gemaild op", null=True, blank=True)
    opgegeven_op = models.DateTimeField("opgegeven op", null=True, blank=True)

    objects = BerichtQuerySet["Bericht"].as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering: ClassVar[list[str]] = ["-id"]
        indexes = (
            models.Index(
                fields=["gemaakt_op"],
                condition=models.Q(verzonden_op__isnull=True, opgegeven_op__isnull=True),
                name="bericht_te_vegen",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["soort", "over_soort", "over_id", "ontvanger", "dag"], name="bericht_een_keer_per_dag"
            ),
            models.CheckConstraint(condition=models.Q(pad__regex=PAD), name="bericht_pad_hier"),
            models.CheckConstraint(
                condition=models.Q(verzonden_op__isnull=True) | models.Q(opgegeven_op__isnull=True),
                name="bericht_een_afloop",
            ),
            models.CheckConstraint(
                condition=models.Q(pogingen=0, laatste_poging__isnull=True)
                | models.Q(pogingen__gte=1, laatste_poging__isnull=False),
                name="bericht_poging_met_tijd",
            ),
        )
        triggers = onwijzigbaar("soort", "ontvanger", "over_soort", "over_id", "pad", "dag", "gemaakt_op")

    def __str__(self) -> str:
        return f"{self.get_soort_display()} {self.pk}"

    @property
    def zin(self) -> str:
        """What the mail says, and the page Berichten."""
        return ZINNEN[BerichtSoort(self.soort)]
