"""The decision before it is taken: what is proposed, what stands in the way, and what each letter would say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from brieven.opstellen import COLLEGE, maak_ondertekening
from brieven.snapshots import Ondertekening, Snapshot
from kern.geld import NUL
from kern.selectors import vrije_dagen
from organisaties.models import Lidmaatschap, Mandaat
from organisaties.models.mandaat import SoortBesluit
from organisaties.toegang import Rol
from regelingen.parameters import Parameters
from regelingen.selectors import parameters_op
from subsidies.brieven_opstellen import Briefbasis, maak_beschikking
from subsidies.dossier import Dossier
from subsidies.klok import feiten_velden, lees_feiten
from subsidies.models import Aanvraag, Advies, Beschikking
from subsidies.selectors.advies import afwijkingen
from subsidies.selectors.plafond import (
    Overschrijding,
    Plafondfeiten,
    lees_plafond,
    met_vrijstelling,
    overschrijdingen,
    plafond_velden,
)
from subsidies.selectors.te_beslissen import delen_van
from subsidies.selectors.toekenningen import lees_toekenningen, voorstel_velden
from subsidies.selectors.verdeelregels import verdeelmethode_naam
from subsidies.selectors.vorig_jaar import bedragen_vorig_jaar, verleend_per
from subsidies.toekenning import Toekenning, uitkomsten
from subsidies.verlies import Verliesrij, verliezers


@dataclass(frozen=True, slots=True)
class Voorgesteld:
    """One case as it would be decided on now. `wacht` are the organisations whose part stays behind (Awb 4:5);
    `feiten` is what was granted before."""

    dossier: Dossier
    parameters: Parameters
    toekenningen: Sequence[Toekenning]
    wacht: Sequence[str]
    verlies: Sequence[Verliesrij]
    boven: Sequence[Overschrijding]
    feiten: Plafondfeiten

    @property
    def aanvraag(self) -> Aanvraag:
        return self.dossier.aanvraag

    @property
    def verdeling(self) -> str:
        """How a shortage is divided, as published with the call (Awb 4:26 lid 2)."""
        return verdeelmethode_naam(self.aanvraag.uitvraag)

    @property
    def verliezers(self) -> list[Verliesrij]:
        return verliezers(self.verlies, self.parameters.verlies_percentage)

    @property
    def totaal(self) -> Decimal:
        return sum((rij.totaal for rij in self.toekenningen), NUL)

    @property
    def gevraagd(self) -> Decimal:
        return sum((rij.deel.gevraagd_totaal for rij in self.toekenningen), NUL)

    def toekenning(self, deel_id: int) -> Toekenning | None:
        return next((rij for rij in self.toekenningen if rij.deel.pk == deel_id), None)


def laad_voorgesteld(dossier: Dossier) -> Voorgesteld:
    """What can be decided on now: three queries, whatever its size."""
    rij = _feiten(dossier.aanvraag)
    delen = delen_van(dossier, lees_feiten(rij, vrije_dagen()))
    toekenningen = lees_toekenningen(rij, delen)
    plafond = lees_plafond(rij)
    boven = overschrijdingen(dossier, {rij.deel.pk: rij.bedragen for rij in toekenningen}, plafond)
    nu = {feiten["organisatie"]: Decimal(feiten["som"]) for feiten in rij["verleend_nu"]}
    return Voorgesteld(
        dossier=dossier,
        parameters=parameters_op(dossier.aanvraag.regeling, timezone.localdate()),
        toekenningen=met_vrijstelling(toekenningen, boven),
        wacht=[deel.organisatie for deel in dossier.delen if deel not in delen],
        verlies=[
            Verliesrij(
                organisatie=rij.deel.organisatie,
                gevraagd=rij.deel.gevraagd_totaal,
                voorstel=rij.totaal,
                eerste_jaar=next(iter(rij.bedragen.values()), NUL),
                nu=nu.get(rij.deel.organisatie_id, rij.deel.vorig_jaar),
            )
            for rij in toekenningen
        ],
        boven=boven,
        feiten=plafond,
    )


def _feiten(aanvraag: Aanvraag) -> Mapping[str, Any]:
    """The clock, the proposal, the ceiling and what each organisation was granted for the year before: one query."""
    return Aanvraag.objects.values(
        **feiten_velden(),
        **voorstel_velden(),
        **plafond_velden(aanvraag),
        verleend_nu=verleend_per(bedragen_vorig_jaar(aanvraag), organisatie="beschikking__deel__organisatie"),
    ).get(pk=aanvraag.pk)


def adviezen_bij(voorgesteld: Voorgesteld) -> list[Advies]:
    """The advices that this decision would not follow: one query."""
    return afwijkingen(voorgesteld.aanvraag.pk, uitkomsten(voorgesteld.toekenningen))


def voorbeeldbrief(voorgesteld: Voorgesteld, toekenning: Toekenning, lid: Lidmaatschap) -> Snapshot:
    """The letter of one recipient as it would be sent today; nothing is written and no kenmerk is used."""
    wie = _ondertekening(voorgesteld, toekenning, lid)
    basis = Briefbasis(
        dossier=voorgesteld.dossier,
        toekenningen=voorgesteld.toekenningen,
        feiten=voorgesteld.feiten,
        parameters=voorgesteld.parameters,
        verzenddatum=timezone.localdate(),
        ondertekeningen=dict.fromkeys(SoortBesluit, wie),
        concept=True,
    )
    return maak_beschikking(basis, toekenning)


def waarschuwingen(voorgesteld: Voorgesteld) -> dict[int, list[str]]:
    """What is empty in the letter of each part, by its key: no query."""
    algemeen = _algemeen(voorgesteld.parameters)
    return {rij.deel.pk: [*_mist(voorgesteld.dossier, rij), *algemeen] for rij in voorgesteld.toekenningen}


def _mist(dossier: Dossier, toekenning: Toekenning) -> list[str]:
    ontvanger = dossier.organisaties[toekenning.deel.organisatie_id]
    betaalt = toekenning.soort != Beschikking.Soort.WEIGERING
    controles = {
        "Het postadres van de organisatie is niet bekend.": not (ontvanger.straat and ontvanger.plaats),
        "Het rekeningnummer van de organisatie is niet bekend.": betaalt and not ontvanger.iban,
        "Er staat geen activiteit in dit deel.": betaalt and not (toekenning.deel.aanbod or dossier.is_kort),
        "Er is nog geen weigeringsgrond gekozen.": not betaalt and not toekenning.gronden,
    }
    return [zin for zin, mist in controles.items() if mist]


def _algemeen(parameters: Parameters) -> list[str]:
    namen = {"asv_naam": "de verordening", "asv_artikelen": "de artikelen", "bezwaaradres": "het adres voor bezwaar"}
    return [
        f"In de regeling is {naam} niet ingevuld." for veld, naam in namen.items() if not getattr(parameters, veld)
    ]


def _ondertekening(voorgesteld: Voorgesteld, toekenning: Toekenning, lid: Lidmaatschap) -> Ondertekening:
    """Of who looks, when that is who decides; else nobody's yet."""
    if lid.rol == Rol.BESLUITNEMER:
        mandaten = Mandaat.objects.filter(lidmaatschap=lid.pk, soort_besluit=toekenning.soort_besluit)
        mandaat = mandaten.select_related("lidmaatschap__gebruiker").last()
        if mandaat is not None:
            return maak_ondertekening(mandaat.lidmaatschap, mandaat.grondslag)
    return Ondertekening(
        namens=COLLEGE,
        naam="Naam van wie besluit",
        functie="besluitnemer",
        mandaat=voorgesteld.parameters.mandaatbesluit,
    )
