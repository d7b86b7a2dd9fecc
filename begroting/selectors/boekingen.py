"""The ledger of a purpose, line by line."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q

from begroting.grootboek import EFFECTEN, MET_DE_HAND, Soort
from begroting.models import Boeking, Jaarafsluiting
from organisaties.models import Lidmaatschap

PER_BLADZIJDE = 50


@dataclass(frozen=True)
class BoekingRij:
    """One line of the ledger as an officer reads it. `bedrag` carries the sign of its effect.

    `mag_terug`: its boekstuk was booked by hand and still counts, so it can be booked back.
    """

    datum: datetime.date
    kenmerk: str
    soort: str
    bedrag: Decimal
    verplichting: str
    ontvanger: str
    voor_zaak: str
    omschrijving: str
    door: str
    boekstuk_id: int
    corrigeert: str
    teruggedraaid: str
    mag_terug: bool


def boekingen_van(
    bestedingsdoel_id: int, bladzijde: str | int = 1, per: datetime.date | None = None
) -> tuple[Page[Any], list[BoekingRij]]:
    """One page of the ledger of a purpose and its commitments up to the day `per`, newest first (two queries)."""
    return _bladzijde(Q(onder=bestedingsdoel_id), bladzijde, per)


def boekingen_van_verplichting(
    verplichting_id: int, bladzijde: str | int = 1, per: datetime.date | None = None
) -> tuple[Page[Any], list[BoekingRij]]:
    """One page of the ledger of one commitment up to the day `per`, newest first (two queries)."""
    return _bladzijde(Q(verplichting=verplichting_id), bladzijde, per)


def boekingen_van_budgetjaar(
    budgetjaar_id: int, bladzijde: str | int = 1, per: datetime.date | None = None
) -> tuple[Page[Any], list[BoekingRij]]:
    """One page of what was booked on a year itself, not on a purpose in it, up to the day `per`, newest first (two
    queries)."""
    return _bladzijde(Q(budgetjaar=budgetjaar_id), bladzijde, per)


def _bladzijde(welke: Q, bladzijde: str | int, per: datetime.date | None) -> tuple[Page[Any], list[BoekingRij]]:
    boekingen = (
        Boeking.objects.filter(welke if per is None else welke & Q(datum__lte=per))
        .select_related(
            "boekstuk__door__gebruiker", "boekstuk__corrigeert", "boekstuk__correctie", "verplichting__ontvanger"
        )
        .annotate(
            met_de_hand=~Exists(Boeking.objects.filter(boekstuk=OuterRef("boekstuk")).exclude(soort__in=MET_DE_HAND))
            & ~Exists(Jaarafsluiting.objects.filter(boekstuk=OuterRef("boekstuk")))
        )
        .order_by("-id")
    )
    deel = Paginator(boekingen, PER_BLADZIJDE).get_page(bladzijde)
    return deel, [_boeking_rij(boeking) for boeking in deel]


def _boeking_rij(boeking: Any) -> BoekingRij:
    verplichting, boekstuk = boeking.verplichting, boeking.boekstuk
    ontvanger = verplichting.ontvanger if verplichting else None
    correctie = getattr(boekstuk, "correctie", None)  # absent while nobody booked it back
    wat = verplichting.omschrijving if verplichting and boeking.soort == Soort.VERPLICHTING else ""
    return BoekingRij(
        datum=boekstuk.datum,
        kenmerk=boekstuk.kenmerk,
        soort=boeking.get_soort_display(),
        bedrag=boeking.bedrag * EFFECTEN[Soort(boeking.soort)].teken,
        verplichting=verplichting.kenmerk if verplichting else "",
        ontvanger=ontvanger.naam if ontvanger else "",
        voor_zaak=boeking.voor_zaak,
        omschrijving=boeking.grond or wat or boekstuk.omschrijving,
        door=_naam(boekstuk.door),
        boekstuk_id=boekstuk.pk,
        corrigeert=boekstuk.corrigeert.kenmerk if boekstuk.corrigeert else "",
        teruggedraaid=correctie.kenmerk if correctie else "",
        mag_terug=boeking.met_de_hand and not boekstuk.corrigeert and not correctie,
    )


def _naam(lid: Lidmaatschap | None) -> str:
    return lid.gebruiker.naam if lid else ""
