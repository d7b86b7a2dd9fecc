"""Submitting: once, by the penvoerder, when everybody agrees; on paper by an officer; or withdrawing."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format

from kern.canoniek import als_json, sha256_van
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.models import BestandStand
from kern.spoor import Code, leg_vast
from kern.taken import na_commit
from organisaties.models import Lidmaatschap
from organisaties.selectors import mag_tekenen_voor
from organisaties.services.kies_verzending import bleek_digitaal, bleek_op_papier
from organisaties.toegang import Rol, eis_rol
from subsidies.brieven_ontvangst import ontvangstbevestiging
from subsidies.dossier import Dossier
from subsidies.klok import beslistermijn
from subsidies.models import Aanvraag, Bijlage, Indiening
from subsidies.regels.inhoud import FORMAT_VERSIE, indiening_inhoud
from subsidies.regels.volledigheid import ontbreekt
from subsidies.selectors import laad_dossier
from subsidies.selectors.bijlagen import met_bijlagen
from subsidies.services.slot import eis_digitaal, tijdigheid_nu, vergrendel, vergrendel_concept
from subsidies.services.zaakrol import eis_zonder_belang

TE_LAAT = Indiening.Tijdigheid.TE_LAAT


def dien_in(*, aanvraag_id: int, door: Lidmaatschap, toelichting: str = "") -> Indiening:
    """Freeze and submit the application; the legal clock starts and a receipt follows (Awb 2:17, 4:13).

    Exactly once: a second call finds the application submitted. After the closing it is excused by an outage on
    record (Awb 2:21), or late: then `toelichting` says why. Raises DomeinFout with what is missing.
    """
    with handeling("aanvraag.ingediend", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel_concept(aanvraag_id, ook_na_sluiting=True)
        _eis_penvoerder(aanvraag, door)
        eis_digitaal(aanvraag)
        dossier = laad_dossier(aanvraag)
        if mist := [gemis for gemis in ontbreekt(dossier) if gemis.blokkeert]:
            raise DomeinFout(
                "Dit mist nog: " + "; ".join(f"{gemis.tekst} ({gemis.wie})" for gemis in mist) + ".",
                code="aanvraag.onvolledig",
            )
        nu = timezone.now()
        tijdig = tijdigheid_nu(aanvraag, nu).soort
        if tijdig == TE_LAAT and not toelichting.strip():
            raise DomeinFout(
                "De uitvraag is gesloten. U kunt nog indienen, maar dan is de aanvraag te laat. Schrijf waarom.",
                code="indiening.te_laat",
                veld="toelichting",
            )
        bleek_digitaal([deel.organisatie_id for deel in dossier.delen], door)
        indiening = _leg_vast(
            dossier,
            Indiening(
                door=door,
                ingediend_op=nu,
                tijdigheid=tijdig,
                toelichting=toelichting.strip() if tijdig == TE_LAAT else "",
            ),
            ontvangen_op=nu,
        )
        leg_vast(
            "aanvraag.ingediend",
            door=door,
            over=aanvraag,
            gevraagd=dossier.gevraagd_totaal,
            hash=Code(indiening.sha256),
        )
    return indiening


def dien_papier_in(
    *, aanvraag_id: int, ontvangen_op: datetime.datetime, toelichting: str, door: Lidmaatschap
) -> Indiening:
    """Record an application that came on paper, as received on `ontvangen_op` (Awb 2:7, 4:1).

    The signatures are on the paper, whose scan is a bijlage; what it lacks is asked for afterwards (Awb 4:5). Raises
    DomeinFout without that scan, without a reason, or for a moment that is still to come or before the call was
    published.
    """
    with handeling("aanvraag.papier_ingediend", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel_concept(aanvraag_id)
        eis_rol(door, Rol.BELEIDSMEDEWERKER, reden="Een aanvraag op papier legt een beleidsmedewerker vast.")
        eis_zonder_belang(aanvraag, door)
        nu = timezone.now()
        if aanvraag.ingevoerd_door_id is None:
            raise DomeinFout("Deze aanvraag wordt digitaal geschreven.", code="aanvraag.niet_op_papier")
        if ontvangen_op > nu:
            raise DomeinFout("Vul een moment in dat voorbij is.", code="indiening.toekomst", veld="ontvangen_op")
        _eis_na_publicatie(aanvraag, ontvangen_op)
        if not toelichting.strip():
            raise DomeinFout(
                "Schrijf hoe de aanvraag binnenkwam.", code="indiening.zonder_toelichting", veld="toelichting"
            )
        scan = Bijlage.objects.filter(
            aanvraag=aanvraag, soort=Bijlage.Soort.PAPIER, verwijderd_op=None, bestand__stand=BestandStand.VRIJ
        )
        if not scan.exists():
            raise DomeinFout("Voeg eerst een scan van de aanvraag toe bij de bijlagen.", code="indiening.zonder_scan")
        dossier = laad_dossier(aanvraag)
        bleek_op_papier([deel.organisatie_id for deel in dossier.delen], door)
        indiening = _leg_vast(
            dossier,
            Indiening(
                door=door,
                ingediend_op=nu,
                wijze=Indiening.Wijze.PAPIER,
                tijdigheid=tijdigheid_nu(aanvraag, ontvangen_op).soort,
                toelichting=toelichting.strip(),
            ),
            ontvangen_op=ontvangen_op,
        )
        leg_vast(
            "aanvraag.papier_ingediend",
            door=door,
            over=aanvraag,
            ontvangen=timezone.localdate(ontvangen_op),
            gevraagd=dossier.gevraagd_totaal,
            hash=Code(indiening.sha256),
        )
    return indiening


def trek_in(*, aanvraag_id: int, door: Lidmaatschap) -> Aanvraag:
    """Withdraw the application before it is decided; the table may then begin a new one.

    By the penvoerder. What came on paper an officer withdraws too: who wrote it may have no account, and what was
    entered under the wrong name would keep the place of the right one.
    """
    with handeling("aanvraag.ingetrokken", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel(aanvraag_id)
        if aanvraag.ingevoerd_door_id is not None and door.rol == Rol.BELEIDSMEDEWERKER:
            eis_zonder_belang(aanvraag, door)
        else:
            _eis_penvoerder(aanvraag, door)
        Aanvraag.VERLOOP.controleer(aanvraag.stand, Aanvraag.Stand.INGETROKKEN)
        aanvraag.stand = Aanvraag.Stand.INGETROKKEN
        aanvraag.save(update_fields=["stand"])
        leg_vast("aanvraag.ingetrokken", door=door, over=aanvraag)
    return aanvraag


def _leg_vast(dossier: Dossier, indiening: Indiening, *, ontvangen_op: datetime.datetime) -> Indiening:
    """Freeze the content, start the clock, and leave the receipt and the copy to be made."""
    aanvraag = dossier.aanvraag
    aanvraag.stand = Aanvraag.Stand.INGEDIEND
    aanvraag.ontvangen_op = ontvangen_op
    aanvraag.beslis_uiterlijk = beslistermijn(aanvraag).wettelijke_dag
    aanvraag.save(update_fields=["stand", "ontvangen_op", "beslis_uiterlijk"])
    inhoud = indiening_inhoud(met_bijlagen(dossier))
    indiening.aanvraag = aanvraag
    indiening.format_versie = FORMAT_VERSIE
    indiening.inhoud = als_json(inhoud)
    indiening.sha256 = sha256_van(inhoud)
    indiening.ontvangstbevestiging = ontvangstbevestiging(dossier, indiening.sha256, indiening.door)
    indiening.save()
    na_commit("subsidies.tasks.maak_kopie", indiening.pk)
    return indiening


def _eis_na_publicatie(aanvraag: Aanvraag, ontvangen_op: datetime.datetime) -> None:
    gepubliceerd_op = aanvraag.uitvraag and aanvraag.uitvraag.gepubliceerd_op
    if gepubliceerd_op and ontvangen_op < gepubliceerd_op:
        moment = date_format(timezone.localtime(gepubliceerd_op), r"j F Y \o\m H.i \u\u\r")
        raise DomeinFout(
            f"De uitvraag is pas gepubliceerd op {moment}. Vul een moment daarna in.",
            code="indiening.voor_publicatie",
            veld="ontvangen_op",
        )


def _eis_penvoerder(aanvraag: Aanvraag, door: Lidmaatschap) -> None:
    """A tekenbevoegde of the penvoerder, or who it gave a machtiging."""
    if mag_tekenen_voor(door, aanvraag.penvoerder_id, timezone.localdate(), slot=True) is not None:
        return
    eis_rol(door, Rol.TEKENBEVOEGDE, reden="Alleen een tekenbevoegde van de penvoerder kan dit doen.")
    if door.organisatie_id != aanvraag.penvoerder_id:
        raise DomeinFout(
            f"Alleen de penvoerder, {aanvraag.penvoerder.naam}, kan dit doen.", code="aanvraag.niet_penvoerder"
        )
