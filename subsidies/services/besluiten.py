"""Deciding: one transaction from proposal to ledger and letters."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.utils import timezone

from begroting.services.verplichten import Vrijstelling, verplicht_reeks
from brieven.models import Brief
from kern.canoniek import als_json
from kern.fouten import DomeinFout
from kern.geld import NUL
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.spoor import leg_vast
from kern.taken import na_commit
from organisaties.models import Lidmaatschap
from organisaties.models.mandaat import SoortBesluit
from regelingen.parameters import VERDEELREGELS, Parameters
from regelingen.selectors import parameters_op
from subsidies.brieven_opstellen import Briefbasis, beschikkingsbrief
from subsidies.dossier import Dossier, tel_op
from subsidies.models import (
    Aanvraag,
    Adviesafwijking,
    Beschikking,
    Beschikkingsbedrag,
    Besluit,
    Collegebesluit,
    Collegeregel,
    Subsidie,
    Subsidiejaar,
)
from subsidies.regels.besluitbaar import controleer_besluitbaar
from subsidies.selectors import laad_dossier
from subsidies.selectors.plafond import Overschrijding, met_vrijstelling, plafondfeiten
from subsidies.selectors.te_beslissen import alle_besloten, te_beslissen_delen
from subsidies.selectors.toekenningen import laad_toekenningen
from subsidies.selectors.verdeelregels import verdeelregels
from subsidies.services.adviesredenen import Adviesreden, adviesredenen, met_redenen
from subsidies.services.bevoegdheid import mandaten_voor, neem_besluitrol, ondertekening
from subsidies.services.collegeslot import eis_vrij_van_college, sluit
from subsidies.services.dekking import dekkingsruimte, verplichtingkenmerk, verplichtingregel
from subsidies.services.plafond import controleer_plafond
from subsidies.services.rangschikking import eis_volgorde_of_reden
from subsidies.services.slot import vergrendel, vergrendel_tafel
from subsidies.services.tafelbrief import stuur_tafelbrief
from subsidies.services.tweede_lezer import eis_paraaf
from subsidies.toekenning import Toekenning

# What begins with a grant, in the rooms above: addressed by name.
_BEGIN = ("uitvoering.tasks.begin_uitvoering", "verantwoording.tasks.leg_plan_vast")
Verplichtingen = Mapping[tuple[str, int], Sequence[int]]


def neem_besluit(
    *,
    aanvraag_id: int,
    motivering: str,
    door: Lidmaatschap,
    redenen: Mapping[int, str] | None = None,
    collegebesluit: Collegebesluit | None = None,
) -> Besluit:
    """Decide as proposed (Awb 4:23, 4:29) on the parts that can be decided on: ledger rows, one beschikking per
    recipient and their letters. A part that waits for a supplement (Awb 4:5) stays behind, and the case with it.

    `redenen` say why the decision differs from an advice (id of the advice → reason, Awb 3:50). With
    `collegebesluit` the college decided and `door` carries it out. Raises GeenRecht for a person who assessed,
    DomeinFout when the mandate is too small (Awb 10:1), the ceiling or the budget has no room, a year has no cover or
    something the law asks for is missing. Nothing is written in any of those cases.
    """
    with handeling("aanvraag.besloten", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel(aanvraag_id)
        neem_besluitrol(aanvraag, door, collegebesluit)
        Aanvraag.VERLOOP.controleer(aanvraag.stand, Aanvraag.Stand.BESLOTEN)
        regel = eis_vrij_van_college(aanvraag, collegebesluit)
        if aanvraag.tafel_id is not None:
            vergrendel_tafel(aanvraag.tafel_id)
        dossier = laad_dossier(aanvraag)
        eis_paraaf(aanvraag, dossier)

        nu = timezone.now()
        vandaag = timezone.localdate(nu)
        parameters = parameters_op(aanvraag.regeling, vandaag)
        toekenningen = _te_besluiten(dossier, vandaag, regel)
        controleer_besluitbaar(toekenningen, parameters)
        if collegebesluit is None:  # the college weighed it for all its cases together, when they were composed
            verleend = tel_op([rij.bedragen for rij in toekenningen], dossier.jaren)
            eis_volgorde_of_reden(aanvraag.tafel, {aanvraag.pk: verleend}, motivering)
        boven = controleer_plafond(dossier, {rij.deel.pk: rij.bedragen for rij in toekenningen})
        afwijkingen = adviesredenen(aanvraag, toekenningen, redenen or {}, collegebesluit)
        toekenningen = met_redenen(met_vrijstelling(toekenningen, boven), afwijkingen)
        mandaten = mandaten_voor(_omvang(toekenningen), door, collegebesluit)

        besluit = Besluit.objects.create(
            aanvraag=aanvraag,
            door=door,
            mandaat=next(iter(mandaten.values()), None),
            collegebesluit=collegebesluit,
            genomen_op=nu,
            motivering=motivering,
            parameters=als_json(_wat_gold(aanvraag, parameters)),
        )
        basis = Briefbasis(
            dossier=dossier,
            toekenningen=toekenningen,
            feiten=plafondfeiten(aanvraag),
            parameters=parameters,
            verzenddatum=_verzenddatum(collegebesluit, vandaag),
            ondertekeningen={
                soort: ondertekening(door, mandaten.get(soort), collegebesluit) for soort in SoortBesluit
            },
        )
        verplichtingen = _leg_geld_vast(dossier, toekenningen, boven, door=door)
        for toekenning in toekenningen:
            _beschik(besluit, toekenning, verplichtingen, beschikkingsbrief(basis, toekenning, door))
        _leg_afwijkingen_vast(besluit, afwijkingen)
        aanvraag.stand = Aanvraag.Stand.BESLOTEN if alle_besloten(aanvraag) else Aanvraag.Stand.IN_BEHANDELING
        aanvraag.save(update_fields=["stand"])
        if aanvraag.stand == Aanvraag.Stand.BESLOTEN:
            stuur_tafelbrief(basis, door)
        if regel is not None:
            sluit(regel)
        laat_beginnen(besluit.pk)
        leg_vast(
            "aanvraag.besloten",
            door=door,
            over=aanvraag,
            bedrag=sum((rij.totaal for rij in toekenningen), NUL),
            beschikkingen=len(toekenningen),
        )
    return besluit


def laat_beginnen(besluit_id: int) -> None:
    """After the commit, start what begins with the grants of a decision."""
    for taak in _BEGIN:
        na_commit(taak, besluit_id)


def _wat_gold(aanvraag: Aanvraag, parameters: Parameters) -> dict[str, str]:
    """The rules of today; how a shortage is divided as it was published with the call (Awb 4:26 lid 2)."""
    regels = verdeelregels(aanvraag.regeling, aanvraag.uitvraag).als_dict()
    return parameters.als_dict() | {sleutel: regels[sleutel] for sleutel in VERDEELREGELS}


def _te_besluiten(dossier: Dossier, vandaag: datetime.date, regel: Collegeregel | None) -> list[Toekenning]:
    """What is proposed for every part that can be decided on now; of those, what the college decided on."""
    delen = [deel for deel in te_beslissen_delen(dossier) if regel is None or deel.pk in regel.delen]
    if not delen:
        raise DomeinFout(
            "Er is nu geen deel om over te besluiten: elk deel is al besloten of wacht op een aanvulling.",
            code="besluit.geen_deel",
        )
    toekenningen = laad_toekenningen(dossier, delen, lambda: volgend_kenmerk(vandaag))
    voorgesteld = {rij.deel.pk for rij in toekenningen}
    if zonder := [deel.organisatie for deel in delen if deel.pk not in voorgesteld]:
        raise DomeinFout(f"Dit mist nog: bedragen voor {', '.join(zonder)}.", code="voorstel.onvolledig")
    return toekenningen


def _verzenddatum(collegebesluit: Collegebesluit | None, vandaag: datetime.date) -> datetime.date:
    """All letters of one collegebesluit go on its own day; one that is decided on later goes at once."""
    if collegebesluit is None or collegebesluit.verzenddatum is None:
        return vandaag
    return max(collegebesluit.verzenddatum, vandaag)


def _omvang(toekenningen: Iterable[Toekenning]) -> dict[SoortBesluit, Decimal]:
    """How much is decided on per kind of mandate: its ceiling counts for the whole application, all years."""
    omvang: dict[SoortBesluit, Decimal] = {}
    for toekenning in sorted(toekenningen, key=lambda rij: rij.soort_besluit == SoortBesluit.WEIGERING):
        omvang[toekenning.soort_besluit] = omvang.get(toekenning.soort_besluit, NUL) + toekenning.omvang
    return omvang


def _beschik(besluit: Besluit, toekenning: Toekenning, verplichtingen: Verplichtingen, brief: Brief) -> None:
    """One recipient: the beschikking, its amounts and the grant that begins."""
    beschikking = Beschikking.objects.create(
        besluit=besluit, deel_id=toekenning.deel.pk, soort=toekenning.soort, kenmerk=toekenning.kenmerk, brief=brief
    )
    direct = toekenning.soort == Beschikking.Soort.DIRECTE_VASTSTELLING
    Beschikkingsbedrag.objects.bulk_create(
        Beschikkingsbedrag(
            beschikking=beschikking,
            jaar=jaar,
            gevraagd=toekenning.deel.gevraagd[jaar],
            verleend=bedrag,
            vastgesteld=bedrag if direct else None,
            verplichting_id=next(iter(verplichtingen.get((toekenning.kenmerk, jaar), ())), None),
        )
        for jaar, bedrag in toekenning.bedragen.items()
    )
    if toekenning.totaal:
        _begin_subsidie(beschikking, toekenning, verplichtingen, vastgesteld=direct)


def _begin_subsidie(
    beschikking: Beschikking, toekenning: Toekenning, verplichtingen: Verplichtingen, *, vastgesteld: bool
) -> None:
    """The grant itself, with the commitments of each year: what all later decisions and payments hang on."""
    subsidie = Subsidie.objects.create(
        deel_id=toekenning.deel.pk,
        beschikking=beschikking,
        kenmerk=beschikking.kenmerk,
        ontvanger_id=toekenning.deel.organisatie_id,
        stand=Subsidie.Stand.VASTGESTELD if vastgesteld else Subsidie.Stand.LOPEND,
    )
    Subsidiejaar.objects.bulk_create(
        Subsidiejaar(subsidie=subsidie, jaar=jaar, verplichting_id=verplichting_id, volgorde=volgorde)
        for jaar, bedrag in toekenning.bedragen.items()
        if bedrag
        for volgorde, verplichting_id in enumerate(verplichtingen[toekenning.kenmerk, jaar], start=1)
    )


def _leg_afwijkingen_vast(besluit: Besluit, afwijkingen: Iterable[Adviesreden]) -> None:
    Adviesafwijking.objects.bulk_create(
        Adviesafwijking(besluit=besluit, advies=rij.advies, motivering=rij.reden) for rij in afwijkingen
    )


def _leg_geld_vast(
    dossier: Dossier, toekenningen: Sequence[Toekenning], boven: Sequence[Overschrijding], *, door: Lidmaatschap
) -> Verplichtingen:
    """Commit every amount in one statement, with what may go over the ceiling. Returns the commitments by (kenmerk of
    the beschikking, year), in the order of the budgets."""
    aanvraag = dossier.aanvraag
    posten = [
        (toekenning, jaar, bedrag)
        for toekenning in toekenningen
        for jaar, bedrag in toekenning.bedragen.items()
        if bedrag > NUL
    ]
    if not posten:
        return {}
    ruimte = dekkingsruimte(aanvraag.tafel_id, {jaar for _, jaar, _ in posten})
    regels = [
        verplichtingregel(aanvraag, toekenning.kenmerk, jaar, toekenning.deel.organisatie_id, doel_id, deel, volgorde)
        for toekenning, jaar, bedrag in posten
        for volgorde, (doel_id, deel) in enumerate(ruimte.vul(jaar, bedrag), start=1)
    ]
    verplichtingen = verplicht_reeks(
        boekstuk_kenmerk=f"besluit-{posten[0][0].kenmerk}",
        datum=timezone.localdate(),
        door=door,
        omschrijving=f"Besluit op aanvraag {aanvraag.kenmerk}",
        regels=regels,
        vrijstellingen=[
            Vrijstelling(
                bestedingsdoel_id=ruimte.laatste(rij.jaar), bedrag=rij.te_veel, grond=" · ".join(rij.gronden)[:300]
            )
            for rij in boven
        ],
    )
    per_kenmerk: dict[str, list[int]] = defaultdict(list)
    for verplichting in verplichtingen:
        per_kenmerk[verplichting.kenmerk].append(verplichting.pk)
    return {
        (toekenning.kenmerk, jaar): per_kenmerk[verplichtingkenmerk(toekenning.kenmerk, jaar)]
        for toekenning, jaar, _ in posten
    }
