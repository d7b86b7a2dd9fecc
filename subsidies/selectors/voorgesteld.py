"""The decision before it is taken: what is proposed, what stands in the way, and what each letter would say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum
from django.utils import timezone

from brieven.opstellen import COLLEGE, maak_ondertekening
from brieven.snapshots import Ondertekening, Snapshot
from kern.geld import NUL
from organisaties.models import Lidmaatschap, Mandaat, Organisatie
from organisaties.models.mandaat import SoortBesluit
from organisaties.toegang import Rol
from regelingen.parameters import Parameters
from regelingen.selectors import parameters_op
from subsidies.brieven_opstellen import Briefbasis, maak_beschikking
from subsidies.dossier import Dossier
from subsidies.models import Aanvraag, Advies, Beschikking
from subsidies.selectors.advies import afwijkingen
from subsidies.selectors.plafond import Overschrijding, met_vrijstelling, overschrijdingen
from subsidies.selectors.te_beslissen import te_beslissen_delen
from subsidies.selectors.toekenningen import laad_toekenningen, verleend_per_deel
from subsidies.selectors.vorig_jaar import bedragen_vorig_jaar
from subsidies.toekenning import Toekenning, uitkomsten
from subsidies.verlies import Verliesrij, verliezers


@dataclass(frozen=True, slots=True)
class Voorgesteld:
    """One case as it would be decided on now. `wacht` are the organisations whose part stays behind (Awb 4:5)."""

    dossier: Dossier
    parameters: Parameters
    toekenningen: Sequence[Toekenning]
    wacht: Sequence[str]
    verlies: Sequence[Verliesrij]
    boven: Sequence[Overschrijding]

    @property
    def aanvraag(self) -> Aanvraag:
        return self.dossier.aanvraag

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


def laad_voorgesteld(dossier: Dossier, alleen: Sequence[int] | None = None) -> Voorgesteld:
    """What can be decided on now, or only those parts (`alleen`): 10 queries, whatever its size."""
    delen = te_beslissen_delen(dossier)
    mee = [deel for deel in delen if alleen is None or deel.pk in alleen]
    toekenningen = laad_toekenningen(dossier, mee)
    boven = overschrijdingen(dossier, {rij.deel.pk: rij.bedragen for rij in toekenningen})
    nu = _verleend_nu(dossier.aanvraag)
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
    )


def adviezen_bij(voorgesteld: Voorgesteld) -> list[Advies]:
    """The advices that this decision would not follow: one query."""
    return afwijkingen(voorgesteld.aanvraag.pk, uitkomsten(voorgesteld.toekenningen))


def voorbeeldbrief(voorgesteld: Voorgesteld, toekenning: Toekenning, lid: Lidmaatschap) -> Snapshot:
    """The letter of one recipient as it would be sent today; nothing is written and no kenmerk is used."""
    wie = _ondertekening(voorgesteld, toekenning, lid)
    organisatie = Organisatie.objects.get(pk=toekenning.deel.organisatie_id)
    basis = Briefbasis(
        dossier=voorgesteld.dossier,
        toekenningen=voorgesteld.toekenningen,
        eerder=verleend_per_deel(voorgesteld.aanvraag),
        parameters=voorgesteld.parameters,
        verzenddatum=timezone.localdate(),
        ondertekeningen=dict.fromkeys(SoortBesluit, wie),
        ontvangers={organisatie.pk: organisatie},
        concept=True,
    )
    return maak_beschikking(basis, toekenning)


def waarschuwingen(voorgesteld: Voorgesteld) -> dict[int, list[str]]:
    """What is empty in the letter of each part, by its key: one query."""
    ontvangers = Organisatie.objects.in_bulk([rij.deel.organisatie_id for rij in voorgesteld.toekenningen])
    algemeen = _algemeen(voorgesteld.parameters)
    return {
        rij.deel.pk: [*_mist(voorgesteld.dossier, rij, ontvangers[rij.deel.organisatie_id]), *algemeen]
        for rij in voorgesteld.toekenningen
    }


def _mist(dossier: Dossier, toekenning: Toekenning, ontvanger: Organisatie) -> list[str]:
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
        mandaat = Mandaat.objects.filter(lidmaatschap=lid.pk, soort_besluit=toekenning.soort_besluit).last()
        if mandaat is not None:
            return maak_ondertekening(lid, mandaat.grondslag)
    return Ondertekening(
        namens=COLLEGE,
        naam="Naam van wie besluit",
        functie="besluitnemer",
        mandaat=voorgesteld.parameters.mandaatbesluit,
    )


def _verleend_nu(aanvraag: Aanvraag) -> Mapping[int, Decimal]:
    """By our own decisions for the year before, in euro by organisation: one query."""
    sommen = bedragen_vorig_jaar(aanvraag).order_by().values_list("beschikking__deel__organisatie")
    return dict(sommen.annotate(som=Sum("verleend")))
