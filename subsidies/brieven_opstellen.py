"""What the decision on an application says to one recipient."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from brieven.models import Brief, BriefSoort
from brieven.opstellen import maak_bezwaar, maak_grondslag, maak_kop, maak_tekstbrief, met_eigen_zinnen
from brieven.services.maak import leg_brief_klaar
from brieven.snapshots import (
    Aanvraagverwijzing,
    Activiteit,
    Afwijking,
    Bezwaar,
    Briefkop,
    Grondslag,
    Jaarbedrag,
    Niveau,
    Ondertekening,
    Snapshot,
    Sroi,
    Tabel,
    Tabelrij,
    Tekstbrief,
    Vaststelling,
    Verdeelrij,
    Verdeling,
    Verlening,
    Voorschotjaar,
    Weigering,
    Weigeringsgrond,
    vier_niveaus,
)
from kern.geld import NUL, als_bedrag
from kern.termijnen.stappen import datum
from organisaties.models import Lidmaatschap, Organisatie
from organisaties.models.mandaat import SoortBesluit
from regelingen.parameters import Parameters
from subsidies.dossier import Deel, Dossier, tel_op
from subsidies.models import Aanvraag, Beschikking
from subsidies.regels.betaalschema import voorschotten
from subsidies.regels.social_return import jaren_boven_drempel
from subsidies.regels.verantwoordingsplicht import stukken
from subsidies.selectors.plafond import Plafondfeiten
from subsidies.toekenning import GEEN_GROND, Toekenning

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
    Beschikking.Soort.DIRECTE_VASTSTELLING: BriefSoort.DIRECTE_VASTSTELLING,
}


@dataclass(frozen=True, kw_only=True)
class Briefbasis:
    """What all letters of one decision share. `feiten`: what was granted before; `ondertekeningen` by the kind of
    mandate. `concept`: only to look at."""

    dossier: Dossier
    toekenningen: Sequence[Toekenning]
    feiten: Plafondfeiten
    parameters: Parameters
    verzenddatum: datetime.date
    ondertekeningen: Mapping[SoortBesluit, Ondertekening]
    concept: bool = False


def beschikkingsbrief(basis: Briefbasis, toekenning: Toekenning, door: Lidmaatschap) -> Brief:
    """The decision for one recipient, with the division over the whole table as its annex."""
    ontvanger = basis.dossier.organisaties[toekenning.deel.organisatie_id]
    return leg_klaar(
        BRIEFSOORTEN[toekenning.soort], ontvanger, basis.dossier, maak_beschikking(basis, toekenning), door
    )


def maak_beschikking(basis: Briefbasis, toekenning: Toekenning) -> Snapshot:
    """What that letter says; nothing is written, so that it can be read beforehand."""
    opsteller = _Opsteller(basis, toekenning)
    if toekenning.soort == Beschikking.Soort.DIRECTE_VASTSTELLING:
        return opsteller.directe_vaststelling()
    geweigerd = toekenning.soort == Beschikking.Soort.WEIGERING
    return met_eigen_zinnen(
        opsteller.weigering() if geweigerd else opsteller.verlening(),
        BRIEFSOORTEN[toekenning.soort],
        basis.dossier.aanvraag.regeling_id,
    )


def _op_welke_rekening(iban: str) -> str:
    """No more of the number than its last four characters."""
    if not iban:
        return "Wij hebben nog geen rekeningnummer van u. Wij betalen zodra u dat aan ons doorgeeft."
    return f"Wij maken het over op uw rekening die eindigt op {iban[-4:]}."


def stukken_bij_vaststelling(parameters: Parameters, totaal: Decimal) -> tuple[str, ...]:
    """What comes with the request for settlement, in words (regels.verantwoordingsplicht)."""
    return tuple(str(stuk.label) for stuk in stukken(parameters, totaal))


class _Opsteller:
    """One decision letter in the making: everything its blocks are filled from."""

    def __init__(self, basis: Briefbasis, toekenning: Toekenning) -> None:
        self.basis, self.toekenning = basis, toekenning
        self.dossier, self.parameters, self.verzenddatum = basis.dossier, basis.parameters, basis.verzenddatum
        self.ontvanger = basis.dossier.organisaties[toekenning.deel.organisatie_id]
        self.ondertekening = basis.ondertekeningen[toekenning.soort_besluit]
        self.aanvraag = basis.dossier.aanvraag

    def verlening(self) -> Verlening:
        aanvraag, toekenning, parameters = self.aanvraag, self.toekenning, self.parameters
        return Verlening(
            kop=self._kop("Verlening van subsidie", "U krijgt subsidie"),
            tafel=tafelnaam(self.dossier),
            eerste_dag=datetime.date(aanvraag.eerste_jaar, 1, 1),
            laatste_dag=datetime.date(aanvraag.laatste_jaar, 12, 31),
            bedragen=tuple(
                Jaarbedrag(jaar=jaar, gevraagd=toekenning.deel.gevraagd[jaar], verleend=bedrag)
                for jaar, bedrag in toekenning.bedragen.items()
            ),
            begrotingsvoorbehoud=tuple(aanvraag.jaren)[1:],
            doel=self._doel(),
            activiteiten=_activiteiten(self.dossier, toekenning.deel),
            doelverplichtingen=self._doelverplichtingen(),
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
                Voorschotjaar(jaar=jaar, termijnen=voorschotten(bedrag, parameters))
                for jaar, bedrag in toekenning.bedragen.items()
            ),
            rekening_einde=self.ontvanger.iban[-4:],
            afwijking=self._afwijking(),
            grondslag=self._grondslag(),
            ondertekening=self.ondertekening,
            bezwaar=self._bezwaar(),
            verdeling=self._verdeling(),
        )

    def weigering(self) -> Weigering:
        *eerste, laatste = self.toekenning.gronden or (GEEN_GROND,)
        gronden = [Weigeringsgrond(tekst=_alineas(rij.tekst, rij.motivering), artikel=rij.artikel) for rij in eerste]
        slot = _alineas(laatste.tekst, laatste.motivering, self.toekenning.motivering, self.toekenning.adviesreden)
        advies = "; artikel 3:50 Awb" if self.toekenning.adviesreden else ""
        return Weigering(
            kop=self._kop("Weigering van subsidie", "U krijgt geen subsidie"),
            tafel=tafelnaam(self.dossier),
            eerste_jaar=self.aanvraag.eerste_jaar,
            laatste_jaar=self.aanvraag.laatste_jaar,
            gevraagd=self.toekenning.deel.gevraagd_totaal,
            gronden=(*gronden, Weigeringsgrond(tekst=slot, artikel=f"{laatste.artikel}{advies}")),
            zienswijze="",
            grondslag=self._grondslag(),
            ondertekening=self.ondertekening,
            bezwaar=self._bezwaar(),
            verdeling=self._verdeling(),
        )

    def directe_vaststelling(self) -> Tekstbrief:
        """Granted and settled at once (Awb 4:29, 4:42, 4:43)."""
        toekenning, afwijking = self.toekenning, self._afwijking()
        return maak_tekstbrief(
            soort=BriefSoort.DIRECTE_VASTSTELLING,
            kop=self._kop("Directe vaststelling van subsidie", "U krijgt subsidie"),
            waarden={
                "waarvoor": self._waarvoor(),
                "periode": self.aanvraag.periode,
                "aanvraagdatum": timezone.localdate(self.aanvraag.ontvangen_op),
                "totaal": toekenning.totaal,
                "bedragen": self._bedragentabel(),
                "activiteiten": tuple(
                    f"{rij.naam} ({rij.waar})" if rij.waar else rij.naam
                    for rij in _activiteiten(self.dossier, toekenning.deel)
                ),
                "verplichtingen": self._doelverplichtingen(),
                "afwijking": afwijking.motivering if afwijking else "",
                "rekening": _op_welke_rekening(self.ontvanger.iban),
            },
            regeling_id=self.aanvraag.regeling_id,
            grondslag=self._grondslag(),
            ondertekening=self.ondertekening,
            bezwaar=self._bezwaar(),
            verdeling=self._verdeling(),
            concept=self.basis.concept,
        )

    def _afwijking(self) -> Afwijking | None:
        """Why it differs from what was asked (Awb 3:46) and from what was advised (3:50)."""
        toekenning = self.toekenning
        tekst = _alineas(
            toekenning.motivering,
            *(f"{rij.tekst} ({rij.artikel}) {rij.motivering}" for rij in toekenning.gronden),
            toekenning.adviesreden,
        )
        return Afwijking(motivering=tekst, advies=bool(toekenning.adviesreden)) if tekst else None

    def _doelverplichtingen(self) -> tuple[str, ...]:
        return tuple(regel for regel in self.toekenning.verplichting.splitlines() if regel.strip())

    def _bedragentabel(self) -> Tabel:
        rijen = [
            (str(jaar), self.toekenning.deel.gevraagd[jaar], bedrag)
            for jaar, bedrag in self.toekenning.bedragen.items()
        ]
        rijen.append(("Totaal", self.toekenning.deel.gevraagd_totaal, self.toekenning.totaal))
        return Tabel(
            bijschrift="Subsidie per jaar, in euro’s",
            koppen=("Jaar", "Gevraagd", "Vastgesteld"),
            rijen=tuple(
                Tabelrij(cellen=(naam, als_bedrag(gevraagd), als_bedrag(bedrag)), totaal=naam == "Totaal")
                for naam, gevraagd, bedrag in rijen
            ),
        )

    def _waarvoor(self) -> str:
        tafel = tafelnaam(self.dossier)
        return f"de thematafel {tafel}" if tafel else self.aanvraag.regeling.naam

    def _kop(self, soort_besluit: str, uitkomst: str) -> Briefkop:
        return maak_kop(
            ontvanger=self.ontvanger,
            kenmerk=self.toekenning.kenmerk,
            verzenddatum=self.verzenddatum,
            soort_besluit=soort_besluit,
            onderwerp=f"{uitkomst} voor {self._waarvoor()}, {self.aanvraag.periode}",
            uw_aanvraag=uw_aanvraag(self.aanvraag),
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
        """For who is granted more than the threshold, this and all other grants together (Awb 4:39).

        Agreed before 1 March of the first year.
        """
        parameters = self.parameters
        elders = self.basis.feiten.ontvangers.get(self.toekenning.deel.organisatie_id, {})
        if not jaren_boven_drempel(tel_op([self.toekenning.bedragen, elders], self.dossier.jaren), parameters):
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
        if self.toekenning.boven_plafond:
            plafond = f"{plafond}; hoger dan het plafond op grond van artikel 4:51 lid 2 Awb".lstrip("; ")
        regeling = f"{self.aanvraag.regeling.naam}, {self.aanvraag.regeling.grondslag}"
        return maak_grondslag(self.parameters, regeling, plafond=plafond)

    def _bezwaar(self) -> Bezwaar:
        return maak_bezwaar(self.parameters, self.verzenddatum)

    def _verdeling(self) -> Verdeling | None:
        return verdeling_van(self.basis, self.toekenning.deel.pk)


def verdeling_van(basis: Briefbasis, deel_id: int | None = None) -> Verdeling | None:
    """Of all that was decided on: with this decision, or with an earlier one. `deel_id` is of who reads it."""
    dossier = basis.dossier
    if not dossier.plafond or dossier.aanvraag.zelfstandig:
        return None
    jaren = tuple(dossier.jaren)
    verleend = {**basis.feiten.eerder, **{rij.deel.pk: rij.bedragen for rij in basis.toekenningen}}
    return Verdeling(
        tafel=tafelnaam(dossier),
        jaren=jaren,
        rijen=tuple(
            Verdeelrij(
                deelnemer=deel.organisatie,
                gevraagd=deel.gevraagd_totaal,
                verleend=tuple(verleend[deel.pk].get(jaar, NUL) for jaar in jaren),
                is_ontvanger=deel.pk == deel_id,
            )
            for deel in dossier.delen
            if deel.pk in verleend
        ),
        plafond=tuple(dossier.plafond.get(jaar, NUL) for jaar in jaren),
    )


def uw_aanvraag(aanvraag: Aanvraag) -> Aanvraagverwijzing:
    return Aanvraagverwijzing(datum=timezone.localdate(aanvraag.ontvangen_op), nummer=aanvraag.kenmerk)


def leg_klaar(
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


def _alineas(*delen: str) -> str:
    """One text of paragraphs; what is empty is left out."""
    return "\n\n".join(deel.strip() for deel in delen if deel.strip())


def _activiteiten(dossier: Dossier, deel: Deel) -> tuple[Activiteit, ...]:
    """What the grant is for (Awb 4:30): the voorzieningen, or the first answer on the short form."""
    if dossier.is_kort:
        return (Activiteit(naam=dossier.vragen[0].tekst, waar="zoals in uw aanvraag"),)
    return tuple(
        Activiteit(naam=aanbod.naam, waar=", ".join(aanbod.stadsdelen), bereik=aanbod.bereik_per_jaar)
        for aanbod in deel.aanbod
    )


def tafelnaam(dossier: Dossier) -> str:
    """Empty for an individual scheme, whose counter is no table."""
    tafel = dossier.aanvraag.tafel
    return tafel.thema.naam if tafel and dossier.aanvraag.regeling.gezamenlijk else ""


def _dag(jaar: int, maand_dag: str) -> datetime.date:
    return datetime.date.fromisoformat(f"{jaar}-{maand_dag}")


def _dag_van_jaar(maand_dag: str) -> str:
    """`04-01` reads as "1 april"."""
    return datum(_dag(2000, maand_dag)).removesuffix(" 2000")
