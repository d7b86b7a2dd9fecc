"""Submitting: once, by the penvoerder, when everybody agrees; or withdrawing."""

from django.utils import timezone

from kern.canoniek import als_json, sha256_van
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol
from subsidies.brieven_opstellen import ontvangstbevestiging
from subsidies.klok import beslistermijn
from subsidies.models import Aanvraag, Indiening
from subsidies.regels.inhoud import FORMAT_VERSIE, indiening_inhoud, inhoudshash
from subsidies.regels.volledigheid import ontbreekt
from subsidies.selectors import laad_dossier
from subsidies.services.slot import vergrendel, vergrendel_concept


def dien_in(*, aanvraag_id: int, door: Lidmaatschap) -> Indiening:
    """Freeze and submit the application; the legal clock starts and a receipt follows (Awb 2:17, 4:13).

    Exactly once: a second call finds the application submitted. Raises DomeinFout with what is missing.
    """
    with handeling("aanvraag.ingediend", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel_concept(aanvraag_id)
        _eis_penvoerder(aanvraag, door)
        dossier = laad_dossier(aanvraag)
        if mist := [gemis for gemis in ontbreekt(dossier) if gemis.blokkeert]:
            raise DomeinFout(
                "Dit mist nog: " + "; ".join(f"{gemis.tekst} ({gemis.wie})" for gemis in mist) + ".",
                code="aanvraag.onvolledig",
            )
        for deel in dossier.delen:
            if deel.akkoord is None or deel.akkoord.inhoudshash != inhoudshash(dossier, deel):
                raise DomeinFout(
                    f"Na het akkoord van {deel.organisatie} is iets veranderd. Laat haar het akkoord intrekken en "
                    "opnieuw geven.",
                    code="akkoord.vervallen",
                )

        nu = timezone.now()
        aanvraag.stand = Aanvraag.Stand.INGEDIEND
        aanvraag.ontvangen_op = nu
        aanvraag.beslis_uiterlijk = beslistermijn(aanvraag).wettelijke_dag
        aanvraag.save(update_fields=["stand", "ontvangen_op", "beslis_uiterlijk"])
        inhoud = indiening_inhoud(dossier)
        indiening = Indiening.objects.create(
            aanvraag=aanvraag,
            door=door,
            ingediend_op=nu,
            format_versie=FORMAT_VERSIE,
            inhoud=als_json(inhoud),
            sha256=sha256_van(inhoud),
            ontvangstbevestiging=ontvangstbevestiging(dossier, sha256_van(inhoud), door),
        )
        leg_vast(
            "aanvraag.ingediend",
            door=door,
            over=aanvraag,
            gevraagd=dossier.gevraagd_totaal,
            hash=Code(indiening.sha256),
        )
    return indiening


def trek_in(*, aanvraag_id: int, door: Lidmaatschap) -> Aanvraag:
    """Withdraw the application before it is decided; the table may then begin a new one."""
    with handeling("aanvraag.ingetrokken", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag = vergrendel(aanvraag_id)
        _eis_penvoerder(aanvraag, door)
        Aanvraag.VERLOOP.controleer(aanvraag.stand, Aanvraag.Stand.INGETROKKEN)
        aanvraag.stand = Aanvraag.Stand.INGETROKKEN
        aanvraag.save(update_fields=["stand"])
        leg_vast("aanvraag.ingetrokken", door=door, over=aanvraag)
    return aanvraag


def _eis_penvoerder(aanvraag: Aanvraag, door: Lidmaatschap) -> None:
    eis_rol(door, Rol.TEKENBEVOEGDE, reden="Alleen een tekenbevoegde van de penvoerder kan dit doen.")
    if door.organisatie_id != aanvraag.penvoerder_id:
        raise DomeinFout(
            f"Alleen de penvoerder, {aanvraag.penvoerder.naam}, kan dit doen.", code="aanvraag.niet_penvoerder"
        )
