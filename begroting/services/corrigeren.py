"""Booking back a mistake: nothing in the ledger changes, a second boekstuk undoes the first."""

import datetime
from collections.abc import Mapping
from decimal import Decimal

from begroting.grootboek import (
    BESTEDINGSDOEL,
    BUDGETJAAR,
    EFFECTEN,
    MET_DE_HAND,
    VERPLICHTING,
    BoekingRegel,
    Plaats,
    Soort,
)
from begroting.models import Bestedingsdoel, Boeking, Boekstuk, Jaarafsluiting, Plafondpublicatie
from begroting.services.boek import boek
from kern.fouten import DomeinFout
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol

# Money that only moves with something else: by which road it is mended.
_BESLUIT = "Dit geld volgt uit een besluit of een opdracht. Wijzig dat; het grootboek volgt vanzelf."
_BANK = "Dit heeft de bank gemeld. Verwerk een nieuwe melding of vorder het bedrag terug."
EIGEN_WEG: Mapping[Soort, str] = {
    Soort.VRIJSTELLING: _BESLUIT,
    Soort.VERPLICHTING: _BESLUIT,
    Soort.BIJSTELLING: _BESLUIT,
    Soort.VRIJVAL: _BESLUIT,
    Soort.BETALING: _BANK,
    Soort.TERUGONTVANGST: _BANK,
}


def draai_terug(*, boekstuk_id: int, reden: str, kenmerk: str, datum: datetime.date, door: Lidmaatschap) -> Boekstuk:
    """Book back every line of a boekstuk that was booked by hand, once, in one boekstuk that names it.

    Raises DomeinFout, with nothing written: `correctie.eigen_weg` (a decision, the bank or a closing made it; the text
    says what to do), `correctie.correctie`, `correctie.nieuwer_plafond`, `correctie.datum` (before that boekstuk),
    `begroting.al_teruggedraaid`, or what the ledger refuses, such as `begroting.overschrijding`.
    """
    with handeling("begroting.teruggedraaid", door=door):
        eis_rol(door, Rol.FINANCIEEL)
        boekstuk = Boekstuk.objects.get(pk=boekstuk_id)
        # A ceiling: no other is published meanwhile (the lock of `publiceer_plafond`).
        doelen = Bestedingsdoel.objects.filter(plafonds__boekstuk=boekstuk).order_by("pk")
        list(doelen.select_for_update(of=("self",), no_key=True))
        boekingen = list(boekstuk.boekingen.all())
        _eis_met_de_hand(boekstuk, boekingen)
        if datum < boekstuk.datum:
            raise DomeinFout(
                f"Het boekstuk zelf is van {boekstuk.datum:%d-%m-%Y}. Kies die dag of een latere.",
                code="correctie.datum",
                veld="datum",
            )
        correctie = boek(
            kenmerk=kenmerk,
            datum=datum,
            door=door,
            omschrijving=reden,
            regels=[tegenboeking(boeking) for boeking in boekingen],
            corrigeert=boekstuk,
        )
        leg_vast(
            "begroting.teruggedraaid",
            door=door,
            over=correctie,
            gecorrigeerd=Code(boekstuk.kenmerk),
            boekstuk=Code(kenmerk),
        )
    return correctie


def tegenboeking(boeking: Boeking) -> BoekingRegel:
    """The line that undoes this one, in the same place and for the same case."""
    effect = EFFECTEN[Soort(boeking.soort)]
    return BoekingRegel(
        effect.tegen,
        _plaats(boeking),
        Decimal(-effect.teken * EFFECTEN[effect.tegen].teken * boeking.bedrag),
        voor_zaak=boeking.voor_zaak,
        grond=boeking.grond,
        aantal=boeking.aantal,
    )


def _plaats(boeking: Boeking) -> Plaats:
    if boeking.verplichting_id:
        return Plaats(VERPLICHTING, boeking.verplichting_id)
    if boeking.bestedingsdoel_id:
        return Plaats(BESTEDINGSDOEL, boeking.bestedingsdoel_id)
    return Plaats(BUDGETJAAR, boeking.budgetjaar_id or 0)


def _eis_met_de_hand(boekstuk: Boekstuk, boekingen: list[Boeking]) -> None:
    """Refuse what has a road of its own."""
    if boekstuk.corrigeert_id is not None:
        raise DomeinFout(
            "Dit boekstuk draait zelf iets terug. Boek opnieuw wat wel moet gelden.", code="correctie.correctie"
        )
    for boeking in boekingen:
        if boeking.soort not in MET_DE_HAND:
            raise DomeinFout(EIGEN_WEG[Soort(boeking.soort)], code="correctie.eigen_weg")
    if afsluiting := Jaarafsluiting.objects.filter(boekstuk=boekstuk).select_related("budgetjaar__budget").first():
        raise DomeinFout(
            f"Dit hoort bij de afsluiting van {afsluiting.budgetjaar}. Hevel het geld over in een jaar dat open is.",
            code="correctie.eigen_weg",
        )
    plafond = Plafondpublicatie.objects.filter(boekstuk=boekstuk).first()
    if (
        plafond is not None
        and plafond.bestedingsdoel.plafonds.filter(pk__gt=plafond.pk, boekstuk__correctie=None).exists()
    ):
        raise DomeinFout(
            "Er is daarna een ander plafond gepubliceerd. Draai dat eerst terug.", code="correctie.nieuwer_plafond"
        )
