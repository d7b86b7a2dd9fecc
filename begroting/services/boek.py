"""The only writer of the ledger. Every other verb of this room ends here."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import DataError, IntegrityError, transaction
from django.db.models import F, Q

from begroting.grootboek import (
    BESTEDINGSDOEL,
    BUDGETJAAR,
    EFFECTEN,
    VERPLICHTING,
    Plaats,
    Soort,
    op_doel,
    op_jaar,
    op_verplichting,
)
from begroting.models import Bestedingsdoel, Boeking, Boekstuk, Stand, Verplichting
from kern.fouten import DomeinFout
from kern.geld import NUL, als_euro
from organisaties.models import Lidmaatschap

# What a user reads when the database refuses: name of the constraint → code and text.
FOUTEN: Mapping[str, tuple[str, str]] = {
    "boekstuk_een_keer": ("begroting.boekstuk_bestaat", "Deze boeking is al gedaan."),
    "boeking_begroting_per_jaar": (
        "begroting.al_vastgesteld",
        "De begroting is hier al vastgesteld. Boek een wijziging of een overheveling.",
    ),
    "boeking_begroting_per_doel": (
        "begroting.al_vastgesteld",
        "De begroting is hier al vastgesteld. Boek een wijziging of een overheveling.",
    ),
    "boeking_een_verplichting": ("begroting.al_verplicht", "Deze verplichting is al geboekt. Boek een bijstelling."),
    "stand_betaald": ("begroting.betaald", "Er kan niet meer betaald worden dan is verleend."),
    "stand_niet_negatief": ("begroting.te_veel_terug", "Er gaat meer af dan er staat."),
    "vrijgave_binnen_reservering": (
        "begroting.te_veel_vrijgegeven",
        "Er wordt meer vrijgegeven dan voor dit doel of deze zaak is gereserveerd.",
    ),
    "overheveling_in_evenwicht": (
        "begroting.uit_evenwicht",
        "Wat ergens af gaat, komt ergens anders bij. Deze overheveling is niet in evenwicht.",
    ),
    "verdeling_binnen_begroting": (
        "begroting.verdeling",
        "Er is meer over de doelen verdeeld dan de begroting van dit jaar.",
    ),
    "boeking_bedrag": ("begroting.bedrag", "Vul een bedrag in dat hoger is dan 0."),
}


@dataclass(frozen=True)
class BoekingRegel:
    """One line to book: `bedrag` in euro, positive unless the kind is signed (begroting.grootboek)."""

    soort: Soort
    plaats: Plaats
    bedrag: Decimal
    voor_zaak: str = ""
    grond: str = ""
    aantal: int | None = None


def boek(
    *, kenmerk: str, datum: datetime.date, door: Lidmaatschap | None, omschrijving: str, regels: Sequence[BoekingRegel]
) -> Boekstuk:
    """Write one boekstuk with all its bookings in one statement, inside the transaction of the calling verb.

    The caller checks the rights and writes the audit row. Raises DomeinFout, with nothing written, when the
    kenmerk exists already (`begroting.boekstuk_bestaat`), when there is too little room
    (`begroting.overschrijding`) or when another rule of the ledger says no (`FOUTEN`).
    """
    try:
        with transaction.atomic():
            boekstuk = Boekstuk.objects.create(kenmerk=kenmerk, datum=datum, door=door, omschrijving=omschrijving)
            Boeking.objects.bulk_create(
                Boeking(
                    boekstuk=boekstuk,
                    soort=regel.soort,
                    bedrag=regel.bedrag,
                    voor_zaak=regel.voor_zaak,
                    grond=regel.grond,
                    aantal=regel.aantal,
                    **regel.plaats.als_velden(),
                )
                for regel in regels
            )
    except DataError as fout:
        raise DomeinFout("Dit bedrag is te groot.", code="geld.te_groot") from fout
    except IntegrityError as fout:
        regel_van_de_database = geschonden(fout)
        if regel_van_de_database == "stand_ruimte":
            raise overschrijding(regels) from fout
        if regel_van_de_database not in FOUTEN:
            raise
        code, bericht = FOUTEN[regel_van_de_database]
        raise DomeinFout(bericht, code=code) from fout
    return boekstuk


def geschonden(fout: IntegrityError) -> str:
    """The name of the constraint that refused."""
    diag = getattr(fout.__cause__, "diag", None)
    return getattr(diag, "constraint_name", None) or ""


def overschrijding(regels: Sequence[BoekingRegel]) -> DomeinFout:
    """The refusal in words: which purpose (or else which year) has too little room, how much, and what was asked."""
    gevraagd = _gevraagd_per_plaats(regels)
    standen = (
        Stand.objects.filter(
            Q(bestedingsdoel__in=[plaats.id for plaats in gevraagd if plaats.niveau == BESTEDINGSDOEL])
            | Q(budgetjaar__in=[plaats.id for plaats in gevraagd if plaats.niveau == BUDGETJAAR])
        )
        .select_related("bestedingsdoel__budgetjaar", "budgetjaar__budget")
        .order_by(F("bestedingsdoel").asc(nulls_last=True), "id")
    )
    for stand in standen:
        if stand.bestedingsdoel is not None:
            plaats = op_doel(stand.bestedingsdoel.pk)
            naam = f"{stand.bestedingsdoel.naam} ({stand.bestedingsdoel.budgetjaar.jaar})"
        else:
            plaats, naam = op_jaar(stand.budgetjaar_id or 0), str(stand.budgetjaar)
        if gevraagd[plaats] > stand.ruimte:
            return DomeinFout(
                f"{naam} heeft nog {als_euro(stand.ruimte)} vrij. Gevraagd is {als_euro(gevraagd[plaats])}.",
                code="begroting.overschrijding",
            )
    return DomeinFout("De vrije ruimte is net veranderd. Probeer het opnieuw.", code="begroting.overschrijding")


def _gevraagd_per_plaats(regels: Sequence[BoekingRegel]) -> dict[Plaats, Decimal]:
    """How much room the lines take together, per purpose and per year: each line counts in every place above it."""
    verplichtingen = [regel.plaats.id for regel in regels if regel.plaats.niveau == VERPLICHTING]
    boven = {
        op_verplichting(pk): op_doel(doel)
        for pk, doel in Verplichting.objects.filter(pk__in=verplichtingen).values_list("pk", "bestedingsdoel_id")
    }
    doelen = [
        plaats.id
        for plaats in {regel.plaats for regel in regels} | set(boven.values())
        if plaats.niveau == BESTEDINGSDOEL
    ]
    boven |= {
        op_doel(pk): op_jaar(jaar)
        for pk, jaar in Bestedingsdoel.objects.filter(pk__in=doelen).values_list("pk", "budgetjaar_id")
    }
    gevraagd: dict[Plaats, Decimal] = defaultdict(lambda: NUL)
    for regel in regels:
        plaats: Plaats | None = regel.plaats
        while plaats is not None:
            gevraagd[plaats] += EFFECTEN[regel.soort].ruimte * regel.bedrag
            plaats = boven.get(plaats)
    return gevraagd
