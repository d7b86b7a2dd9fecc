"""What the letters of this room say: the receipt of an application, and the decision for one recipient."""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from django.utils import timezone

from brieven.models import Brief, BriefSoort
from brieven.opstellen import maak_bezwaar, maak_grondslag, maak_kop, maak_ondertekening
from brieven.services.maak import leg_brief_klaar
from brieven.snapshots import (
    Aanvraagverwijzing,
    Activiteit,
    Afwijking,
    Bezwaar,
    Briefkop,
    Deelnemerbedrag,
    Grondslag,
    Jaarbedrag,
    Niveau,
    Ontvangstbevestiging,
    Snapshot,
    Sroi,
    Vaststelling,
    Verdeelrij,
    Verdeling,
    Verlening,
    Voorschotjaar,
    Weigering,
    Weigeringsgrond,
    vier_niveaus,
)
from kern.geld import NUL, verdeel
from kern.kenmerk import volgend_kenmerk
from kern.termijnen.stappen import datum
from organisaties.models import Lidmaatschap, Mandaat, Organisatie
from regelingen.parameters import Parameters
from subsidies.dossier import Deel, Dossier
from subsidies.klok import beslistermijn
from subsidies.models import Beschikking
from subsidies.toekenning import Toekenning

STANDAARDVERPLICHTINGEN = (
    "U meldt het ons binnen twee weken als een activiteit niet of anders doorgaat.",
    "U meldt het ons binnen twee weken als kosten of inkomsten meer dan 10% van uw begroting afwijken.",
    "U voert elk jaar een voortgangsgesprek met ons. Wij bespreken dan of bijstelling nodig is.",
    "U houdt een administratie bij waaruit wij uw activiteiten, kosten en inkomsten kunnen aflezen.",
)
BRIEFSOORTEN = {
    Beschikking.Soort.VERLENING: BriefSoort.VERLENING,
    Beschikking.Soort.GEDEELTELIJK: BriefSoort.GEDEELTELIJKE_VERLENING,
    Beschikking.Soort.WEIGERING: BriefSoort.WEIGERING,
}
STUKKEN = ("een activiteitenverslag", "een financieel verslag", "een accountantsverklaring")


def ontvangstbevestiging(dossier: Dossier, sha256: str, door: Lidmaatschap) -> Brief:
    """The receipt to the penvoerder (Awb 2:17), with the last day to decide (Awb 4:13)."""
    aanvraag = dossier.aanvraag
    ontvangen_op = timezone.localtime(aanvraag.ontvangen_op)
    vandaag = timezone.localdate()
    termijn = beslistermijn(aanvraag)
    kenmerk = volgend_kenmerk(vandaag)
    snapshot = Ontvangstbevestiging(
        kop=maak_kop(
            ontvanger=aanvraag.penvoerder,
            kenmerk=kenmerk,
            verzenddatum=vandaag,
            soort_besluit="Ontvangstbevestiging",
            onderwerp=f"Wij hebben uw aanvraag {_tafel(dossier)} {aanvraag.periode} ontvangen".replace("  ", " "),
            uw_aanvraag=Aanvraagverwijzing(datum=ontvangen_op.date(), nummer=aanvraag.kenmerk),
            voorbeeld=dossier.fictief,
        ),
        tafel=_tafel(dossier),
        regeling=aanvraag.regeling.naam,
        ontvangen_op=ontvangen_op.date(),
        tijdstip=f"{ontvangen_op:%H:%M}",
        eerste_jaar=aanvraag.eerste_jaar,
        laatste_jaar=aanvraag.laatste_jaar,
        deelnemers=tuple(
            Deelnemerbedrag(deelnemer=deel.organisatie, gevraagd=deel.gevraagd_totaal) for deel in dossier.delen
        ),
        sha256=sha256,
        beslissen_uiterlijk=termijn.wettelijke_dag,
        beslisuitleg=" ".join(f"{stap.tekst}: {datum(stap.uitkomst)}." for stap in termijn.stappen if stap.uitkomst),
        beslisgrond=termijn.stappen[-1].artikel,
    )
    return _leg_klaar(BriefSoort.ONTVANGSTBEVESTIGING, aanvraag.penvoerder, dossier, snapshot, door)


def beschikkingsbrief(
    *,
    dossier: Dossier,
    toekenning: Toekenning,
    toekenningen: Sequence[Toekenning],
    parameters: Parameters,
    mandaat: Mandaat,
    verzenddatum: datetime.date,
    door: Lidmaatschap,
) -> Brief:
    """The decision for one recipient, with the division over the whole table as its annex."""
    ontvanger = Organisatie.objects.get(pk=toekenning.deel.organisatie_id)
    opsteller = _Opsteller(dossier, toekenning, toekenningen, parameters, mandaat, verzenddatum, door, ontvanger)
    geweigerd = toekenning.soort == Beschikking.Soort.WEIGERING
    snapshot = opsteller.weigering() if geweigerd else opsteller.verlening()
    return _leg_klaar(BRIEFSOORTEN[toekenning.soort], ontvanger, dossier, snapshot, door)


def stukken_bij_vaststelling(parameters: Parameters, totaal: Decimal) -> tuple[str, ...]:
    """What comes with the request for settlement, by the size of the grant (Awb 4:45, 4:75, 4:78)."""
    if totaal <= parameters.drempel_activiteitenverslag:
        return STUKKEN[:1]
    return STUKKEN if totaal > parameters.drempel_accountantsverklaring else STUKKEN[:2]


class _Opsteller:
    """One decision letter in the making: everything its blocks are filled from."""

    def __init__(
        self,
        dossier: Dossier,
        toekenning: Toekenning,
        toekenningen: Sequence[Toekenning],
        parameters: Parameters,
        mandaat: Mandaat,
        verzenddatum: datetime.date,
        door: Lidmaatschap,
        ontvanger: Organisatie,
    ) -> None:
        self.dossier, self.toekenning, self.toekenningen = dossier, toekenning, toekenningen
        self.parameters, self.mandaat, self.verzenddatum = parameters, mandaat, verzenddatum
        self.door, self.ontvanger = door, ontvanger
        self.aanvraag = dossier.aanvraag

    def verlening(self) -> Verlening:
        aanvraag, toekenning, parameters = self.aanvraag, self.toekenning, self.parameters
        return Verlening(
            kop=self._kop("Verlening van subsidie", "U krijgt subsidie"),
            tafel=_tafel(self.dossier),
            eerste_dag=datetime.date(aanvraag.eerste_jaar, 1, 1),
            laatste_dag=datetime.date(aanvraag.laatste_jaar, 12, 31),
            bedragen=tuple(
                Jaarbedrag(jaar=jaar, gevraagd=toekenning.deel.gevraagd[jaar], verleend=bedrag)
                for jaar, bedrag in toekenning.bedragen.items()
            ),
            begrotingsvoorbehoud=tuple(aanvraag.jaren)[1:],
            doel=self._doel(),
            activiteiten=_activiteiten(self.dossier, toekenning.deel),
            doelverplichtingen=tuple(regel for regel in toekenning.verplichting.splitlines() if regel.strip()),
            standaardverplichtingen=STANDAARDVERPLICHTINGEN,
            verplichtingen_grond=f"{parameters.asv_artikelen} ASV",
            sroi=self._sroi(),
            niveaus=self._niveaus(),
            vaststelling=Vaststelling(
                uiterlijk=_dag(aanvraag.laatste_jaar + 1, parameters.vaststelling_uiterlijk),
                stukken=stukken_bij_vaststelling(parameters, toekenning.totaal),
            ),
            afdeling_428=parameters.afdeling_428,
            voorschotdagen=tuple(_dag_van_jaar(dag) for dag in parameters.voorschot_dagen),
            voorschotten=tuple(
                Voorschotjaar(jaar=jaar, termijnen=tuple(verdeel(bedrag, [1] * len(parameters.voorschot_dagen))))
                for jaar, bedrag in toekenning.bedragen.items()
            ),
            rekening_einde=self.ontvanger.iban[-4:],
            afwijking=Afwijking(motivering=toekenning.motivering) if toekenning.motivering.strip() else None,
            grondslag=self._grondslag(),
            ondertekening=maak_ondertekening(self.door, self.mandaat.grondslag),
            bezwaar=self._bezwaar(),
            verdeling=self._verdeling(),
        )

    def weigering(self) -> Weigering:
        return Weigering(
            kop=self._kop("Weigering van subsidie", "U krijgt geen subsidie"),
            tafel=_tafel(self.dossier),
            eerste_jaar=self.aanvraag.eerste_jaar,
            laatste_jaar=self.aanvraag.laatste_jaar,
            gevraagd=self.toekenning.deel.gevraagd_totaal,
            gronden=(
                Weigeringsgrond(
                    tekst=self.toekenning.motivering,
                    artikel=f"Artikel 4:35 Awb; {self.parameters.asv_artikelen} ASV",
                ),
            ),
            zienswijze="",
            grondslag=self._grondslag(),
            ondertekening=maak_ondertekening(self.door, self.mandaat.grondslag),
            bezwaar=self._bezwaar(),
            verdeling=self._verdeling(),
        )

    def _kop(self, soort_besluit: str, uitkomst: str) -> Briefkop:
        tafel = _tafel(self.dossier)
        waarvoor = f"de thematafel {tafel}" if tafel else self.aanvraag.regeling.naam
        return maak_kop(
            ontvanger=self.ontvanger,
            kenmerk=self.toekenning.kenmerk,
            verzenddatum=self.verzenddatum,
            soort_besluit=soort_besluit,
            onderwerp=f"{uitkomst} voor {waarvoor}, {self.aanvraag.periode}",
            uw_aanvraag=Aanvraagverwijzing(
                datum=timezone.localdate(self.aanvraag.ontvangen_op), nummer=self.aanvraag.kenmerk
            ),
            voorbeeld=self.dossier.fictief,
        )

    def _doel(self) -> str:
        tafel = self.aanvraag.tafel
        if tafel is None:
            return ""
        waarvan = "hoofddoel van de tafel" if self.aanvraag.regeling.gezamenlijk else "doel van de regeling"
        return f"Dit draagt bij aan het {waarvan}: {tafel.thema.hoofddoel.rstrip('.')}."

    def _niveaus(self) -> tuple[Niveau, ...]:
        """Who applies under an individual scheme accounts for its own three; the fourth is the table's."""
        niveaus = vier_niveaus(
            deelnemer_uiterlijk=_dag_van_jaar(self.parameters.verantwoording_uiterlijk),
            tafel_uiterlijk=_dag_van_jaar(self.parameters.vaststelling_uiterlijk),
        )
        return niveaus if self.aanvraag.regeling.gezamenlijk else niveaus[:3]

    def _sroi(self) -> Sroi | None:
        """For who gets more than the threshold over all years; agreed before 1 March of the first year (Awb 4:39)."""
        parameters = self.parameters
        if self.toekenning.totaal <= parameters.sroi_drempel:
            return None
        return Sroi(
            drempel=parameters.sroi_drempel,
            percentage=parameters.sroi_percentage,
            afspreken_voor=datetime.date(self.aanvraag.eerste_jaar, 3, 1),
            grond=f"{parameters.asv_artikelen} ASV",
        )

    def _grondslag(self) -> tuple[Grondslag, ...]:
        uitvraag = self.aanvraag.uitvraag
        plafond = (uitvraag.plafondbesluit or self.parameters.plafondbesluit) if uitvraag else ""
        regeling = f"{self.aanvraag.regeling.naam}, {self.aanvraag.regeling.grondslag}"
        return maak_grondslag(self.parameters, regeling, plafond=plafond)

    def _bezwaar(self) -> Bezwaar:
        return maak_bezwaar(self.parameters, self.verzenddatum)

    def _verdeling(self) -> Verdeling | None:
        if not self.dossier.plafond or self.aanvraag.zelfstandig:
            return None
        jaren = tuple(self.dossier.jaren)
        return Verdeling(
            tafel=_tafel(self.dossier),
            jaren=jaren,
            rijen=tuple(
                Verdeelrij(
                    deelnemer=ander.deel.organisatie,
                    gevraagd=ander.deel.gevraagd_totaal,
                    verleend=tuple(ander.bedragen[jaar] for jaar in jaren),
                    is_ontvanger=ander.deel.pk == self.toekenning.deel.pk,
                )
                for ander in self.toekenningen
            ),
            plafond=tuple(self.dossier.plafond.get(jaar, NUL) for jaar in jaren),
        )


def _leg_klaar(
    soort: BriefSoort, ontvanger: Organisatie, dossier: Dossier, snapshot: Snapshot, door: Lidmaatschap
) -> Brief:
    return leg_brief_klaar(
        soort=soort,
        ontvanger=ontvanger,
        over=dossier.aanvraag,
        onderwerp=snapshot.kop.onderwerp,
        snapshot=snapshot,
        verzenddatum=snapshot.kop.verzenddatum,
        kenmerk=snapshot.kop.kenmerk,
        door=door,
    )


def _activiteiten(dossier: Dossier, deel: Deel) -> tuple[Activiteit, ...]:
    """What the grant is for (Awb 4:30): the voorzieningen, or the first answer on the short form."""
    if dossier.is_kort:
        return (Activiteit(naam=dossier.vragen[0].tekst, waar="zoals in uw aanvraag"),)
    return tuple(
        Activiteit(naam=aanbod.naam, waar=", ".join(aanbod.stadsdelen), bereik=aanbod.bereik_per_jaar)
        for aanbod in deel.aanbod
    )


def _tafel(dossier: Dossier) -> str:
    """Empty for an individual scheme, whose counter is no table."""
    tafel = dossier.aanvraag.tafel
    return tafel.thema.naam if tafel and dossier.aanvraag.regeling.gezamenlijk else ""


def _dag(jaar: int, maand_dag: str) -> datetime.date:
    return datetime.date.fromisoformat(f"{jaar}-{maand_dag}")


def _dag_van_jaar(maand_dag: str) -> str:
    """`04-01` reads as "1 april"."""
    return datum(_dag(2000, maand_dag)).removesuffix(" 2000")
