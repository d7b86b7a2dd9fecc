"""What moves the day on which must be decided: postponing (Awb 4:14) and standing still (Awb 4:15)."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from brieven.models import Brief, BriefSoort
from brieven.opstellen import maak_ondertekening
from brieven.services.mededeling import leg_mededeling_klaar
from brieven.snapshots import Aanvraagverwijzing
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from kern.termijnen import beslistermijn as klok
from kern.termijnen.stappen import amsterdam_dag
from organisaties.models import Lidmaatschap
from subsidies.klok import beslistermijn, zaakklok
from subsidies.models import Aanvraag, Aanvraagdeel, Aanvulling, Termijnopschorting, Verdaging
from subsidies.services.behandeling import open_als_beoordelaar
from subsidies.services.slot import vergrendel
from subsidies.services.toewijzen import LOPEND


def verdaag(*, aanvraag_id: int, nieuwe_dag: datetime.date, reden: str, door: Lidmaatschap) -> Verdaging:
    """Tell every participant that still waits for a decision by when it comes, and why not sooner (Awb 4:14).

    Raises DomeinFout for a postponement that the law or the regeling does not give.
    """
    with handeling("aanvraag.verdaagd", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = _open_lopend(aanvraag_id, door)
        if not reden.strip():
            raise DomeinFout("Schrijf waarom het langer duurt.", code="verdaging.reden", veld="reden")
        vandaag = timezone.localdate()
        if nieuwe_dag <= vandaag:
            raise DomeinFout("Kies een dag die nog komt.", code="verdaging.voorbij", veld="nieuwe_dag")
        nu = zaakklok(aanvraag)
        klok.controleer_verdaging(nu.geheel, nu.regel, klok.Verdaging(vandaag, nieuwe_dag))
        verdaging = Verdaging.objects.create(
            aanvraag=aanvraag, aangekondigd_op=vandaag, nieuwe_dag=nieuwe_dag, reden=reden, door=door
        )
        zet_klok(aanvraag)
        verschuift = nu.regel.verdaging_verschuift
        for deel in Aanvraagdeel.objects.filter(pk__in=nu.feiten.open_delen).select_related("organisatie"):
            oude_dag = nu.per_deel.get(deel.pk, nu.geheel).wettelijke_dag
            if oude_dag < nieuwe_dag:  # who was asked to supplement may have a later day already
                _leg_uitstelbrief_klaar(aanvraag, deel, verdaging, oude_dag, verschuift, door)
        leg_vast("aanvraag.verdaagd", door=door, over=aanvraag, nieuwe_dag=nieuwe_dag)
    return verdaging


def schort_op(
    *,
    aanvraag_id: int,
    deel_id: int | None,
    grond: Termijnopschorting.Reden,
    van: datetime.date,
    tot_en_met: datetime.date | None,
    toelichting: str,
    door: Lidmaatschap,
) -> Termijnopschorting:
    """Let the term stand still on a ground of Awb 4:15 lid 2, of the whole or of one part. Without an end: until
    `hervat`."""
    with handeling("termijn.opgeschort", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = _open_lopend(aanvraag_id, door)
        if deel_id is not None and not Aanvraagdeel.objects.filter(pk=deel_id, aanvraag=aanvraag).exists():
            raise DomeinFout("Dit deel hoort niet bij de aanvraag.", code="opschorting.deel", veld="deel")
        _eis_periode(aanvraag, van, tot_en_met)
        if not toelichting.strip():
            raise DomeinFout("Schrijf waarom de klok stilstaat.", code="opschorting.leeg", veld="toelichting")
        opschorting = Termijnopschorting.objects.create(
            aanvraag=aanvraag,
            deel_id=deel_id,
            grond=grond,
            van=van,
            tot_en_met=tot_en_met,
            toelichting=toelichting,
            door=door,
        )
        zet_klok(aanvraag)
        leg_vast("termijn.opgeschort", door=door, over=aanvraag, grond=Code(grond), van=van)
    return opschorting


def hervat(*, opschorting_id: int, tot_en_met: datetime.date, door: Lidmaatschap) -> Termijnopschorting:
    """Let the clock run again: `tot_en_met` is the last day it stood still."""
    with handeling("termijn.hervat", door=door, over=Termijnopschorting(pk=opschorting_id)):
        aanvraag = _open_lopend(
            Termijnopschorting.objects.values_list("aanvraag_id", flat=True).get(pk=opschorting_id), door
        )
        opschorting = Termijnopschorting.objects.get(pk=opschorting_id)
        if opschorting.tot_en_met is not None:
            raise DomeinFout("De klok loopt al weer.", code="opschorting.voorbij")
        if tot_en_met > timezone.localdate():
            raise DomeinFout("Deze dag moet nog komen.", code="opschorting.einde_later", veld="tot_en_met")
        _eis_periode(aanvraag, opschorting.van, tot_en_met)
        opschorting.tot_en_met = tot_en_met
        opschorting.save(update_fields=["tot_en_met"])
        zet_klok(aanvraag)
        leg_vast("termijn.hervat", door=door, over=aanvraag, tot_en_met=tot_en_met)
    return opschorting


def zet_klok(aanvraag: Aanvraag) -> None:
    """Keep the stored last day in step with the clock: it drives lists and worklist. `aanvraag` is locked."""
    dag = beslistermijn(aanvraag).wettelijke_dag
    if dag != aanvraag.beslis_uiterlijk:
        aanvraag.beslis_uiterlijk = dag
        aanvraag.save(update_fields=["beslis_uiterlijk"])


def zet_klokken_gelijk() -> int:
    """Of every running case whose clock stands still: its last day moves on with each day. Gives how many moved."""
    stil = Q(opschortingen__tot_en_met=None, opschortingen__isnull=False)
    wacht = Q(delen__aanvullingen__stand=Aanvulling.Stand.GEVRAAGD)
    lopend = Aanvraag.objects.filter(stil | wacht, stand__in=LOPEND).order_by("pk").distinct()
    verschoven = 0
    for aanvraag_id, dag in lopend.values_list("pk", "beslis_uiterlijk"):
        with transaction.atomic():
            aanvraag = vergrendel(aanvraag_id)
            zet_klok(aanvraag)
        verschoven += aanvraag.beslis_uiterlijk != dag
    return verschoven


def verwijzing(aanvraag: Aanvraag) -> Aanvraagverwijzing | None:
    if aanvraag.ontvangen_op is None:
        return None
    return Aanvraagverwijzing(datum=amsterdam_dag(aanvraag.ontvangen_op), nummer=aanvraag.kenmerk)


def _open_lopend(aanvraag_id: int, door: Lidmaatschap) -> Aanvraag:
    aanvraag = open_als_beoordelaar(aanvraag_id, door)
    if aanvraag.stand not in LOPEND:
        raise DomeinFout(f"De aanvraag is {aanvraag.get_stand_display()}.", code="termijn.zaak_loopt_niet")
    return aanvraag


def _eis_periode(aanvraag: Aanvraag, van: datetime.date, tot_en_met: datetime.date | None) -> None:
    if aanvraag.ontvangen_op is None or van < amsterdam_dag(aanvraag.ontvangen_op):
        raise DomeinFout("De klok liep toen nog niet.", code="opschorting.te_vroeg", veld="van")
    if tot_en_met is not None and tot_en_met < van:
        raise DomeinFout("De laatste dag ligt voor de eerste.", code="opschorting.einde", veld="tot_en_met")


def _leg_uitstelbrief_klaar(
    aanvraag: Aanvraag,
    deel: Aanvraagdeel,
    verdaging: Verdaging,
    oude_dag: datetime.date,
    verschuift: bool,
    door: Lidmaatschap,
) -> Brief:
    gevolg = (
        "Dit is de nieuwe termijn waarbinnen wij moeten beslissen."
        if verschuift
        else f"De wettelijke termijn verandert hierdoor niet: die blijft {oude_dag:%d-%m-%Y}."
    )
    return leg_mededeling_klaar(
        soort=BriefSoort.VERDAGING,
        ontvanger=deel.organisatie,
        over=aanvraag,
        onderwerp=f"Ons besluit over uw aanvraag voor {aanvraag.waarvoor} komt later",
        waarden={
            "waarvoor": aanvraag.waarvoor,
            "periode": aanvraag.periode,
            "ontvangen": amsterdam_dag(aanvraag.ontvangen_op) if aanvraag.ontvangen_op else None,
            "oude_dag": oude_dag,
            "nieuwe_dag": verdaging.nieuwe_dag,
            "reden": verdaging.reden,
            "gevolg": gevolg,
            "artikel": "Artikel 4:14 Awb",
        },
        voorbeeld=aanvraag.fictief,
        regeling_id=aanvraag.regeling_id,
        uw_aanvraag=verwijzing(aanvraag),
        ondertekening=maak_ondertekening(door, ""),
        verzenddatum=verdaging.aangekondigd_op,
        door=door,
    )
