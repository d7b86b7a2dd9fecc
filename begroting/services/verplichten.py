"""Committing money to a recipient: what a decision on a grant, a purchase or own costs does to the budget."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import IntegrityError, transaction

from begroting.grootboek import Soort, op_doel, op_verplichting
from begroting.models import JuridischeVorm, Verplichting
from begroting.services.boek import BoekingRegel, boek, geschonden
from kern.fouten import DomeinFout
from kern.geld import NUL
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol

VERPLICHTERS = (Rol.BESLUITNEMER, Rol.COLLEGE, Rol.FINANCIEEL)


@dataclass(frozen=True)
class VerplichtingRegel:
    """One amount for one recipient from one purpose.

    `vrijgeven` is reserved money (euro) that is released in the same statement, so that it can be committed; for
    which case it was reserved stands in `voor_zaak`, empty when only for the purpose. `aantal` is None for the next
    part of what was counted with the first.
    """

    bestedingsdoel_id: int
    kenmerk: str
    ontvanger_id: int | None
    bedrag: Decimal
    jaar_van_activiteit: int
    juridische_vorm: JuridischeVorm
    omschrijving: str
    aantal: int | None = 1
    vrijgeven: Decimal = NUL
    vrijgeven_aantal: int | None = None
    voor_zaak: str = ""


@dataclass(frozen=True)
class Vrijstelling:
    """Room above the ceiling of one purpose, in euro, for a grant that runs on (Awb 4:51 lid 2); `grond` says why."""

    bestedingsdoel_id: int
    bedrag: Decimal
    grond: str


def verplicht_reeks(
    *,
    boekstuk_kenmerk: str,
    datum: datetime.date,
    door: Lidmaatschap,
    omschrijving: str,
    regels: Sequence[VerplichtingRegel],
    bijstellingen: Mapping[int, Decimal] | None = None,
    vrijstellingen: Sequence[Vrijstelling] = (),
) -> list[Verplichting]:
    """Make all commitments of one decision, in the order of `regels`, and book them in one statement.

    `bijstellingen` are changes to commitments that exist (id → euro, with its sign), booked in that same statement,
    as are `vrijstellingen`.
    `datum` is the day of the decision. Book everything of one transaction in one call: the order of locks holds
    within a statement only. Raises DomeinFout, with nothing written: `begroting.overschrijding`,
    `begroting.verplichting_bestaat` (same kenmerk and purpose), `begroting.boekstuk_bestaat`.
    """
    with handeling("begroting.verplicht", door=door):
        eis_rol(door, *VERPLICHTERS)
        verplichtingen = _maak(regels)
        boekstuk = boek(
            kenmerk=boekstuk_kenmerk,
            datum=datum,
            door=door,
            omschrijving=omschrijving,
            regels=[
                boeking
                for verplichting, regel in zip(verplichtingen, regels, strict=True)
                for boeking in _boekingen(verplichting, regel)
            ]
            + [
                BoekingRegel(Soort.BIJSTELLING, op_verplichting(pk), bedrag)
                for pk, bedrag in sorted((bijstellingen or {}).items())
                if bedrag
            ]
            + [
                BoekingRegel(Soort.VRIJSTELLING, op_doel(ruimte.bestedingsdoel_id), ruimte.bedrag, grond=ruimte.grond)
                for ruimte in vrijstellingen
            ],
        )
        leg_vast(
            "begroting.verplicht",
            door=door,
            over=boekstuk,
            bedrag=sum((regel.bedrag for regel in regels), sum((bijstellingen or {}).values(), NUL)),
            aantal=len(regels) + len(bijstellingen or {}),
            boekstuk=Code(boekstuk_kenmerk),
        )
    return verplichtingen


def leg_verplichting_vast(
    *, boekstuk_kenmerk: str, datum: datetime.date, door: Lidmaatschap, omschrijving: str, regel: VerplichtingRegel
) -> Verplichting:
    """Make one commitment; promises and errors of `verplicht_reeks`."""
    [verplichting] = verplicht_reeks(
        boekstuk_kenmerk=boekstuk_kenmerk, datum=datum, door=door, omschrijving=omschrijving, regels=[regel]
    )
    return verplichting


def _maak(regels: Sequence[VerplichtingRegel]) -> list[Verplichting]:
    if not regels:
        return []
    try:
        with transaction.atomic():
            return Verplichting.objects.bulk_create(
                Verplichting(
                    bestedingsdoel_id=regel.bestedingsdoel_id,
                    kenmerk=regel.kenmerk,
                    ontvanger_id=regel.ontvanger_id,
                    juridische_vorm=regel.juridische_vorm,
                    omschrijving=regel.omschrijving,
                    jaar_van_activiteit=regel.jaar_van_activiteit,
                )
                for regel in regels
            )
    except IntegrityError as fout:
        if geschonden(fout) != "verplichting_een_keer":
            raise
        raise DomeinFout(
            "Er is al een verplichting met dit kenmerk voor dit doel.", code="begroting.verplichting_bestaat"
        ) from fout


def _boekingen(verplichting: Verplichting, regel: VerplichtingRegel) -> list[BoekingRegel]:
    boekingen = [BoekingRegel(Soort.VERPLICHTING, op_verplichting(verplichting.pk), regel.bedrag, aantal=regel.aantal)]
    if regel.vrijgeven:
        boekingen.append(
            BoekingRegel(
                Soort.VRIJGAVE,
                op_doel(regel.bestedingsdoel_id),
                regel.vrijgeven,
                voor_zaak=regel.voor_zaak,
                aantal=regel.vrijgeven_aantal,
            )
        )
    return boekingen
