"""Not treating a part that was not supplemented, or not enough (Awb 4:5)."""

import datetime

from django.utils import timezone

from brieven.models import Brief, BriefSoort
from brieven.opstellen import maak_bezwaar, maak_grondslag, maak_kop, maak_ondertekening, maak_tekstbrief
from brieven.services.maak import leg_brief_klaar
from kern.canoniek import als_json
from kern.fouten import DomeinFout
from kern.geld import NUL
from kern.handeling import handeling
from kern.kenmerk import volgend_kenmerk
from kern.selectors import vrije_dagen
from kern.spoor import leg_vast
from kern.termijnen.stappen import amsterdam_dag, datum
from organisaties.models import Lidmaatschap, Mandaat, Organisatie
from organisaties.models.mandaat import SoortBesluit
from regelingen.parameters import Parameters
from regelingen.selectors import parameters_op
from subsidies.dossier import Deel
from subsidies.klok import Aanvulverzoek, termijnfeiten
from subsidies.models import (
    Aanvraag,
    Aanvraagdeel,
    Aanvulling,
    Beschikking,
    Beschikkingsbedrag,
    Besluit,
    Deelvoorstel,
    Paraaf,
)
from subsidies.selectors import laad_dossier
from subsidies.selectors.te_beslissen import alle_besloten, te_beslissen_delen
from subsidies.services.behandeling import zet
from subsidies.services.bevoegdheid import mandaten_voor, neem_besluitrol
from subsidies.services.collegeslot import eis_vrij_van_college
from subsidies.services.slot import vergrendel
from subsidies.services.termijnen import verwijzing, zet_klok
from subsidies.services.tweede_lezer import laat_vervallen

SOORT = SoortBesluit.BUITENBEHANDELINGSTELLING
_IN_BEHANDELING = (Aanvraag.Stand.IN_BEHANDELING, Aanvraag.Stand.VOORGESTELD)


def stel_buiten_behandeling(*, deel_id: int, motivering: str, door: Lidmaatschap) -> Besluit:
    """Decide not to treat one part, within four weeks after the time to supplement lapsed or what came was not enough.

    By who has the mandate and had no other role in the case. The others are untouched; when no part is left to decide
    on, the application is decided. Raises DomeinFout before and after those weeks.
    """
    with handeling("aanvraag.buiten_behandeling", door=door, over=Aanvraagdeel(pk=deel_id)):
        aanvraag = vergrendel(Aanvraagdeel.objects.values_list("aanvraag_id", flat=True).get(pk=deel_id))
        neem_besluitrol(aanvraag, door, None)
        eis_vrij_van_college(aanvraag)
        if aanvraag.stand not in _IN_BEHANDELING:
            raise DomeinFout(f"De aanvraag is {aanvraag.get_stand_display()}.", code="buiten.zaak_loopt_niet")
        if not motivering.strip():
            raise DomeinFout(
                "Schrijf waarom: de organisatie leest dit in de brief.", code="buiten.motivering", veld="motivering"
            )
        verzoek = _eis_verzoek(aanvraag, deel_id)
        dossier = laad_dossier(aanvraag)
        deel = next(deel for deel in dossier.delen if deel.pk == deel_id)
        mandaat = mandaten_voor({SOORT: deel.gevraagd_totaal}, door, None)[SOORT]
        besluit = _beslis(aanvraag, deel, verzoek, motivering, mandaat, door)
        Aanvulling.objects.filter(pk=verzoek.pk).update(stand=Aanvulling.Stand.BUITEN_BEHANDELING)
        if Deelvoorstel.objects.filter(deel=deel_id).delete()[0]:
            laat_vervallen(aanvraag, Paraaf.Reden.DELEN, door)
        _zet_stand(aanvraag)
        zet_klok(aanvraag)
        leg_vast("aanvraag.buiten_behandeling", door=door, over=aanvraag, deel=deel_id)
    return besluit


def _eis_verzoek(aanvraag: Aanvraag, deel_id: int) -> Aanvulverzoek:
    """The request that was not met, when its four weeks run now (Awb 4:5 lid 4)."""
    feiten = termijnfeiten(aanvraag, vrije_dagen())
    verzoek = feiten.verzoek_per_deel.get(deel_id)
    if deel_id not in feiten.open_delen or verzoek is None or verzoek.stand == Aanvulling.Stand.AFGESLOTEN:
        raise DomeinFout(
            "Vraag de organisatie eerst om aan te vullen, en wacht die termijn af (Awb 4:5).",
            code="buiten.geen_verzoek",
        )
    vandaag, termijn = timezone.localdate(), verzoek.termijn
    if verzoek.stand == Aanvulling.Stand.GEVRAAGD and vandaag <= termijn.uiterlijk:
        raise DomeinFout(
            f"De organisatie kan nog aanvullen tot en met {datum(termijn.uiterlijk)}.", code="buiten.termijn_loopt"
        )
    if vandaag > termijn.niet_behandelen_tot:
        raise DomeinFout(
            f"Dit kon tot en met {datum(termijn.niet_behandelen_tot)} (Awb 4:5 lid 4). Beslis nu op wat er ligt.",
            code="buiten.te_laat",
        )
    return verzoek


def _beslis(
    aanvraag: Aanvraag, deel: Deel, verzoek: Aanvulverzoek, motivering: str, mandaat: Mandaat, door: Lidmaatschap
) -> Besluit:
    nu = timezone.now()
    vandaag = timezone.localdate(nu)
    parameters = parameters_op(aanvraag.regeling, vandaag)
    besluit = Besluit.objects.create(
        soort=Besluit.Soort.BUITEN_BEHANDELING,
        aanvraag=aanvraag,
        door=door,
        mandaat=mandaat,
        genomen_op=nu,
        motivering=motivering,
        parameters=als_json(parameters.als_dict()),
    )
    brief = _leg_brief_klaar(aanvraag, deel, verzoek, besluit, parameters, vandaag, door)
    beschikking = Beschikking.objects.create(
        besluit=besluit,
        deel_id=deel.pk,
        soort=Beschikking.Soort.BUITEN_BEHANDELING,
        kenmerk=brief.kenmerk,
        brief=brief,
    )
    Beschikkingsbedrag.objects.bulk_create(
        Beschikkingsbedrag(beschikking=beschikking, jaar=jaar, gevraagd=gevraagd, verleend=NUL)
        for jaar, gevraagd in deel.gevraagd.items()
    )
    return besluit


def _zet_stand(aanvraag: Aanvraag) -> None:
    """Decided when no part is left; back to the assessors when nothing is left of an offered proposal."""
    if alle_besloten(aanvraag):
        if aanvraag.stand == Aanvraag.Stand.IN_BEHANDELING:
            zet(aanvraag, Aanvraag.Stand.VOORGESTELD)  # decided is reached from there only
        zet(aanvraag, Aanvraag.Stand.BESLOTEN)
    elif aanvraag.stand == Aanvraag.Stand.VOORGESTELD and not te_beslissen_delen(laad_dossier(aanvraag)):
        zet(aanvraag, Aanvraag.Stand.IN_BEHANDELING)


def _leg_brief_klaar(
    aanvraag: Aanvraag,
    deel: Deel,
    verzoek: Aanvulverzoek,
    besluit: Besluit,
    parameters: Parameters,
    vandaag: datetime.date,
    door: Lidmaatschap,
) -> Brief:
    ontvanger = Organisatie.objects.get(pk=deel.organisatie_id)
    kenmerk = volgend_kenmerk(vandaag)
    aangevuld = verzoek.termijn.aangevuld
    uitkomst = (
        f"Op {datum(aangevuld)} ontvingen wij een aanvulling. Die was niet genoeg."
        if aangevuld
        else "Wij ontvingen geen aanvulling."
    )
    brief = maak_tekstbrief(
        soort=BriefSoort.BUITEN_BEHANDELING,
        kop=maak_kop(
            ontvanger=ontvanger,
            kenmerk=kenmerk,
            verzenddatum=vandaag,
            soort_besluit=BriefSoort.BUITEN_BEHANDELING.label,
            onderwerp=f"Wij behandelen uw deel van de aanvraag voor {aanvraag.waarvoor} niet",
            uw_aanvraag=verwijzing(aanvraag),
            voorbeeld=aanvraag.fictief,
        ),
        waarden={
            "waarvoor": aanvraag.waarvoor,
            "periode": aanvraag.periode,
            "ontvangen": amsterdam_dag(aanvraag.ontvangen_op) if aanvraag.ontvangen_op else None,
            "gevraagd_op": verzoek.termijn.gevraagd,
            "uiterlijk": verzoek.termijn.uiterlijk,
            "wat": verzoek.wat,
            "uitkomst": uitkomst,
            "bedrag": deel.gevraagd_totaal,
            "motivering": besluit.motivering,
        },
        regeling_id=aanvraag.regeling_id,
        grondslag=maak_grondslag(parameters, f"{aanvraag.regeling.naam}, {aanvraag.regeling.grondslag}"),
        ondertekening=maak_ondertekening(door, besluit.mandaat.grondslag if besluit.mandaat else ""),
        bezwaar=maak_bezwaar(parameters, vandaag),
    )
    return leg_brief_klaar(
        soort=BriefSoort.BUITEN_BEHANDELING,
        ontvanger=ontvanger,
        over=aanvraag,
        onderwerp=brief.kop.onderwerp,
        snapshot=brief,
        verzenddatum=vandaag,
        kenmerk=kenmerk,
        door=door,
    )
