"""Judging: each assessor alone first, then together, with what they say to each other on the way."""

from collections.abc import Mapping
from dataclasses import dataclass

import pghistory

from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from subsidies.models import Aanvraag, Aanvraagdeel, Beoordeling, Beraad, Oordeel, Paraaf, Toewijzing
from subsidies.regels.punten import controleer_punten
from subsidies.selectors.verdeelregels import verdeelregels
from subsidies.services.behandeling import actieven, open_in_behandeling
from subsidies.services.tweede_lezer import laat_vervallen
from thematafels.models import Criterium


@dataclass(frozen=True, slots=True)
class Oordeelinvoer:
    """A judgement as it was given; `punten` only where the regeling ranks applications."""

    oordeel: str
    toelichting: str
    punten: int | None = None


def beoordeel(*, aanvraag_id: int, criterium_id: int, invoer: Oordeelinvoer, door: Lidmaatschap) -> Oordeel:
    """Give one's own judgement on one criterium, or change it. Only while the application is in treatment.

    Of the only assessor it is the joint judgement too.
    """
    with handeling("aanvraag.beoordeeld", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag, criterium = _open_criterium(aanvraag_id, criterium_id, door)
        _controleer_punten(aanvraag, invoer)
        with pghistory.context(lidmaatschap=door.pk):
            oordeel, _ = Oordeel.objects.update_or_create(
                aanvraag=aanvraag,
                criterium=criterium,
                deel=None,
                aspect="",
                door=door,
                defaults={
                    "oordeel": invoer.oordeel,
                    "punten": invoer.punten,
                    "toelichting": invoer.toelichting,
                },
            )
        if actieven(aanvraag, Toewijzing.Rol.BEOORDELAAR).count() == 1:
            _zet_gezamenlijk(aanvraag, criterium, invoer, door)
        laat_vervallen(aanvraag, Paraaf.Reden.OORDEEL, door)
        leg_vast(
            "aanvraag.beoordeeld",
            door=door,
            over=aanvraag,
            criterium=Code(criterium.code),
            oordeel=Code(invoer.oordeel),
        )
    return oordeel


def stel_gezamenlijk_vast(
    *, aanvraag_id: int, criterium_id: int, invoer: Oordeelinvoer, door: Lidmaatschap
) -> Beoordeling:
    """Set the joint judgement on one criterium, by an assessor who gave an own one first."""
    with handeling("aanvraag.gezamenlijk_beoordeeld", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag, criterium = _open_criterium(aanvraag_id, criterium_id, door)
        if not Oordeel.objects.filter(aanvraag=aanvraag, criterium=criterium, door=door).exists():
            raise DomeinFout("Geef eerst uw eigen oordeel over dit criterium.", code="beoordeling.eerst_eigen")
        _controleer_punten(aanvraag, invoer)
        beoordeling = _zet_gezamenlijk(aanvraag, criterium, invoer, door)
        laat_vervallen(aanvraag, Paraaf.Reden.OORDEEL, door)
        leg_vast(
            "aanvraag.gezamenlijk_beoordeeld",
            door=door,
            over=aanvraag,
            criterium=Code(criterium.code),
            oordeel=Code(invoer.oordeel),
        )
    return beoordeling


def beoordeel_deel(*, deel_id: int, oordelen: Mapping[str, Oordeelinvoer], door: Lidmaatschap) -> None:
    """Give one's own judgement on the part of one participant: contribution, feasibility and costs (by aspect)."""
    with handeling("aanvraag.deel_beoordeeld", door=door, over=Aanvraagdeel(pk=deel_id)):
        deel = Aanvraagdeel.objects.get(pk=deel_id)
        aanvraag = open_in_behandeling(deel.aanvraag_id, door)
        if set(oordelen) != set(Oordeel.Aspect.values):
            raise DomeinFout("Geef een oordeel op elk punt.", code="oordeel.aspecten")
        with pghistory.context(lidmaatschap=door.pk):
            for aspect, invoer in oordelen.items():
                Oordeel.objects.update_or_create(
                    aanvraag=aanvraag,
                    criterium=None,
                    deel=deel,
                    aspect=aspect,
                    door=door,
                    defaults={"oordeel": invoer.oordeel, "toelichting": invoer.toelichting},
                )
        laat_vervallen(aanvraag, Paraaf.Reden.OORDEEL, door)
        leg_vast("aanvraag.deel_beoordeeld", door=door, over=aanvraag, deel=deel_id)


def schrijf_in_beraad(*, aanvraag_id: int, criterium_id: int, tekst: str, door: Lidmaatschap) -> Beraad:
    """Say something to the other assessors on one criterium, once one gave an own judgement on it."""
    with handeling("aanvraag.beraad", door=door, over=Aanvraag(pk=aanvraag_id)):
        aanvraag, criterium = _open_criterium(aanvraag_id, criterium_id, door)
        if not Oordeel.objects.filter(aanvraag=aanvraag, criterium=criterium, door=door).exists():
            raise DomeinFout("Geef eerst uw eigen oordeel over dit criterium.", code="beoordeling.eerst_eigen")
        if not tekst.strip():
            raise DomeinFout("Schrijf uw opmerking.", code="beraad.leeg", veld="tekst")
        opmerking = Beraad.objects.create(aanvraag=aanvraag, criterium=criterium, tekst=tekst, door=door)
        leg_vast("aanvraag.beraad", door=door, over=aanvraag, criterium=Code(criterium.code))
    return opmerking


def _open_criterium(aanvraag_id: int, criterium_id: int, door: Lidmaatschap) -> tuple[Aanvraag, Criterium]:
    aanvraag = open_in_behandeling(aanvraag_id, door)
    criterium = Criterium.objects.filter(pk=criterium_id, uitvraag=aanvraag.uitvraag_id).first()
    if criterium is None:
        raise DomeinFout("Dit criterium hoort niet bij de uitvraag.", code="beoordeling.criterium")
    return aanvraag, criterium


def _controleer_punten(aanvraag: Aanvraag, invoer: Oordeelinvoer) -> None:
    if aanvraag.ontvangen_op is not None:
        controleer_punten(verdeelregels(aanvraag.regeling, aanvraag.uitvraag), invoer.punten)


def _zet_gezamenlijk(
    aanvraag: Aanvraag, criterium: Criterium, invoer: Oordeelinvoer, door: Lidmaatschap
) -> Beoordeling:
    with pghistory.context(lidmaatschap=door.pk):
        beoordeling, _ = Beoordeling.objects.update_or_create(
            aanvraag=aanvraag,
            criterium=criterium,
            defaults={
                "oordeel": invoer.oordeel,
                "punten": invoer.punten,
                "toelichting": invoer.toelichting,
                "door": door,
            },
        )
    return beoordeling
