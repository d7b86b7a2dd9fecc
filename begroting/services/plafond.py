"""The published ceiling of a purpose: what may be granted there, and how it is divided (Awb 4:25 to 4:28)."""

import datetime
from decimal import Decimal

from django.utils import timezone

from begroting.grootboek import BoekingRegel, Soort, op_doel
from begroting.models import Bestedingsdoel, Plafondpublicatie, Stand
from begroting.services.boek import boek
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol


def publiceer_plafond(
    *,
    bestedingsdoel_id: int,
    bedrag: Decimal,
    verdeelwijze: str,
    gepubliceerd_op: datetime.date,
    vindplaats: str,
    kenmerk: str,
    omschrijving: str,
    door: Lidmaatschap,
) -> Plafondpublicatie:
    """Record the ceiling of a purpose as it was published; the newest is in force, the earlier ones stay readable.

    Books the difference with what was in force, on the day of publication; the same amount divided in another way
    gives a boekstuk without bookings. Raises DomeinFout `begroting.boven_plafond` when more was granted already,
    `begroting.plafond_datum` for a day to come or before the last publication, or `begroting.boekstuk_bestaat`.
    """
    with handeling("begroting.plafond_gepubliceerd", door=door):
        eis_rol(door, Rol.FINANCIEEL)
        if bedrag <= 0:
            raise DomeinFout("Vul een bedrag in dat hoger is dan 0.", code="begroting.bedrag", veld="bedrag")
        # Two publications at once: the second counts its difference from the first.
        doel = Bestedingsdoel.objects.select_for_update(no_key=True).get(pk=bestedingsdoel_id)
        _eis_na_de_vorige(doel, gepubliceerd_op)
        verschil = bedrag - Stand.objects.get(bestedingsdoel=doel).plafond
        boekstuk = boek(
            kenmerk=kenmerk,
            datum=gepubliceerd_op,
            door=door,
            omschrijving=omschrijving,
            regels=[BoekingRegel(Soort.PLAFOND, op_doel(doel.pk), verschil)] if verschil else [],
        )
        publicatie = Plafondpublicatie.objects.create(
            bestedingsdoel=doel,
            bedrag=bedrag,
            verdeelwijze=verdeelwijze,
            gepubliceerd_op=gepubliceerd_op,
            vindplaats=vindplaats,
            boekstuk=boekstuk,
        )
        leg_vast(
            "begroting.plafond_gepubliceerd",
            door=door,
            over=publicatie,
            bestedingsdoel=doel.pk,
            bedrag=bedrag,
            boekstuk=Code(kenmerk),
        )
    return publicatie


def _eis_na_de_vorige(doel: Bestedingsdoel, gepubliceerd_op: datetime.date) -> None:
    if gepubliceerd_op > timezone.localdate():
        raise DomeinFout(
            "Leg een plafond vast als het is gepubliceerd. Deze dag komt nog.",
            code="begroting.plafond_datum",
            veld="gepubliceerd_op",
        )
    vorige = doel.plafonds.filter(boekstuk__correctie=None).order_by("id").last()
    if vorige is not None and gepubliceerd_op < vorige.gepubliceerd_op:
        raise DomeinFout(
            f"Er is al een plafond van een latere dag: {vorige.gepubliceerd_op:%d-%m-%Y}.",
            code="begroting.plafond_datum",
            veld="gepubliceerd_op",
        )
