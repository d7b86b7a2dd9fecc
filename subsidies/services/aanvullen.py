"""Asking one participant to supplement its part (Awb 4:5), and what comes of it. The others are not delayed by it."""

import datetime
from collections.abc import Iterable, Sequence

from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils import timezone

from brieven.models import BerichtSoort, Brief, BriefSoort
from brieven.opstellen import maak_ondertekening
from brieven.services.bericht import leg_bericht_klaar
from brieven.services.mededeling import leg_mededeling_klaar
from kern.bestanden import neem_aan
from kern.fouten import DomeinFout, GeenRecht
from kern.handeling import handeling
from kern.selectors import vrije_dagen
from kern.spoor import leg_vast
from kern.termijnen.aanvulling import aanvulling as aanvultermijn
from kern.termijnen.stappen import amsterdam_dag
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.klok import termijnfeiten
from subsidies.models import Aanvraag, Aanvraagdeel, Aanvulling, Bijlage, Deelvoorstel, Paraaf
from subsidies.services.behandeling import open_als_beoordelaar, open_in_behandeling
from subsidies.services.slot import vergrendel
from subsidies.services.termijnen import verwijzing, zet_klok
from subsidies.services.tweede_lezer import laat_vervallen
from subsidies.toegang import SCHRIJVERS

LANGST = 90
Stand = Aanvulling.Stand


def vraag_aanvulling(*, deel_id: int, wat: str, dagen: int, door: Lidmaatschap) -> Aanvulling:
    """Ask one participant, by letter, for what is missing. The clock of its part stands still; the others go on.

    What was proposed for this part is taken back: it is judged again with the supplement.
    """
    with handeling("aanvulling.gevraagd", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = Aanvraagdeel.objects.select_related("organisatie").get(pk=deel_id)
        aanvraag = open_in_behandeling(deel.aanvraag_id, door)
        _eis_te_vragen(aanvraag, deel)
        if not wat.strip():
            raise DomeinFout("Schrijf wat er ontbreekt.", code="aanvulling.leeg", veld="wat")
        if not 1 <= dagen <= LANGST:
            raise DomeinFout(f"Geef 1 tot en met {LANGST} dagen.", code="aanvulling.dagen", veld="dagen")
        vandaag = timezone.localdate()
        uiterlijk = aanvultermijn(vandaag, dagen, vrij=vrije_dagen()).uiterlijk
        aanvulling = Aanvulling.objects.create(
            deel=deel,
            wat=wat,
            dagen=dagen,
            gevraagd_op=vandaag,
            uiterlijk=uiterlijk,
            gevraagd_door=door,
            brief=_leg_verzoek_klaar(aanvraag, deel, wat, uiterlijk, door),
        )
        schrijvers = Lidmaatschap.objects.geldig_op(vandaag).filter(organisatie=deel.organisatie, rol__in=SCHRIJVERS)
        _meld(BerichtSoort.AANVULLING_GEVRAAGD, schrijvers, aanvraag, aanvulling)
        Deelvoorstel.objects.filter(deel=deel).delete()
        laat_vervallen(aanvraag, Paraaf.Reden.DELEN, door)
        zet_klok(aanvraag)
        leg_vast("aanvulling.gevraagd", door=door, over=aanvraag, deel=deel_id, uiterlijk=uiterlijk)
    return aanvulling


def vul_aan(
    *,
    aanvulling_id: int,
    antwoord: str,
    door: Lidmaatschap,
    bestanden: Sequence[UploadedFile] = (),
    ontvangen: datetime.date | None = None,
) -> Aanvulling:
    """Answer the request: by who writes for the participant, or by an officer who records what came on paper.

    `ontvangen` is the day it came in, for an officer only. What comes too late is taken too, and counts as late.
    """
    with handeling("aanvulling.gegeven", door=door, over=Aanvulling(pk=aanvulling_id)):
        aanvraag, aanvulling = _open(aanvulling_id)
        dag = _dag_van(aanvulling, door, ontvangen)
        if not antwoord.strip():
            raise DomeinFout("Schrijf uw aanvulling.", code="aanvulling.antwoord", veld="antwoord")
        Aanvulling.VERLOOP.controleer(aanvulling.stand, Stand.AANGEVULD)
        aanvulling.stand = Stand.AANGEVULD
        aanvulling.antwoord, aanvulling.aangevuld_op, aanvulling.aangevuld_door = antwoord, dag, door
        aanvulling.save(update_fields=["stand", "antwoord", "aangevuld_op", "aangevuld_door"])
        for bestand in bestanden:
            Bijlage.objects.create(
                aanvraag=aanvraag,
                deel_id=aanvulling.deel_id,
                aanvulling=aanvulling,
                soort=Bijlage.Soort.OVERIG,
                omschrijving="Aanvulling",
                bestand=neem_aan(bestand),
                door=door,
            )
        if door != aanvulling.gevraagd_door:
            _meld(BerichtSoort.AANVULLING_GEGEVEN, [aanvulling.gevraagd_door], aanvraag, aanvulling)
        zet_klok(aanvraag)
        leg_vast(
            "aanvulling.gegeven", door=door, over=aanvraag, deel=aanvulling.deel_id, bestanden=len(list(bestanden))
        )
    return aanvulling


def sluit_af(*, aanvulling_id: int, door: Lidmaatschap) -> Aanvulling:
    """Go on with what there is: the clock of this part runs again from today, and it joins the proposal."""
    with handeling("aanvulling.afgesloten", door=door, over=Aanvulling(pk=aanvulling_id)):
        aanvraag, aanvulling = _open(aanvulling_id)
        open_als_beoordelaar(aanvraag.pk, door)
        Aanvulling.VERLOOP.controleer(aanvulling.stand, Stand.AFGESLOTEN)
        aanvulling.stand, aanvulling.afgesloten_op = Stand.AFGESLOTEN, timezone.localdate()
        aanvulling.save(update_fields=["stand", "afgesloten_op"])
        zet_klok(aanvraag)
        leg_vast("aanvulling.afgesloten", door=door, over=aanvraag, deel=aanvulling.deel_id)
    return aanvulling


def _open(aanvulling_id: int) -> tuple[Aanvraag, Aanvulling]:
    """Both, read after the application was locked."""
    aanvraag = vergrendel(Aanvulling.objects.values_list("deel__aanvraag_id", flat=True).get(pk=aanvulling_id))
    return aanvraag, Aanvulling.objects.select_related("deel__organisatie", "gevraagd_door").get(pk=aanvulling_id)


def _meld(soort: BerichtSoort, ontvangers: Iterable[Lidmaatschap], aanvraag: Aanvraag, aanvulling: Aanvulling) -> None:
    pad = reverse("subsidies:aanvulling", args=[aanvraag.kenmerk, aanvulling.pk])
    leg_bericht_klaar(soort=soort, ontvangers=ontvangers, over=aanvulling, pad=pad)


def _dag_van(aanvulling: Aanvulling, door: Lidmaatschap, ontvangen: datetime.date | None) -> datetime.date:
    vandaag = timezone.localdate()
    if door.organisatie_id == aanvulling.deel.organisatie_id:
        eis_rol(door, *SCHRIJVERS, reden="Aanvullen doet een redacteur of tekenbevoegde.")
        return vandaag
    if door.rol != Rol.BELEIDSMEDEWERKER:
        raise GeenRecht(f"Aanvullen doet {aanvulling.deel.organisatie} zelf.", code="aanvulling.niet_eigen")
    dag = ontvangen or vandaag
    if not aanvulling.gevraagd_op <= dag <= vandaag:
        raise DomeinFout(
            "Kies een dag vanaf de dag van het verzoek tot en met vandaag.", code="aanvulling.dag", veld="ontvangen"
        )
    return dag


def _eis_te_vragen(aanvraag: Aanvraag, deel: Aanvraagdeel) -> None:
    feiten = termijnfeiten(aanvraag, vrije_dagen())
    if deel.pk not in feiten.open_delen:
        raise DomeinFout("Over dit deel is al besloten, of het doet niet meer mee.", code="aanvulling.niet_open")
    if deel.pk in feiten.wachtend:
        raise DomeinFout("Er loopt al een verzoek om aanvulling.", code="aanvulling.loopt")


def _leg_verzoek_klaar(
    aanvraag: Aanvraag, deel: Aanvraagdeel, wat: str, uiterlijk: datetime.date, door: Lidmaatschap
) -> Brief:
    anderen = aanvraag.delen.filter(stand=Aanvraagdeel.Stand.ACTIEF).exclude(pk=deel.pk).exists()
    return leg_mededeling_klaar(
        soort=BriefSoort.VERZOEK_AANVULLING,
        ontvanger=deel.organisatie,
        over=aanvraag,
        onderwerp=f"Wilt u uw deel van de aanvraag voor {aanvraag.waarvoor} aanvullen?",
        waarden={
            "waarvoor": aanvraag.waarvoor,
            "periode": aanvraag.periode,
            "ontvangen": amsterdam_dag(aanvraag.ontvangen_op) if aanvraag.ontvangen_op else None,
            "wat": wat,
            "uiterlijk": uiterlijk,
            "anderen": "Voor de andere organisaties in deze aanvraag loopt de termijn gewoon door." if anderen else "",
        },
        voorbeeld=aanvraag.fictief,
        regeling_id=aanvraag.regeling_id,
        uw_aanvraag=verwijzing(aanvraag),
        ondertekening=maak_ondertekening(door, ""),
        door=door,
    )
