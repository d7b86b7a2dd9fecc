"""Booking what was paid on commitments, and what came back."""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal

from begroting.grootboek import Soort, op_verplichting
from begroting.models import Boekstuk
from begroting.services.boek import BoekingRegel, boek
from kern.geld import NUL
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol

NIETS: Mapping[int, Decimal] = {}


def boek_betalingen(
    *,
    boekstuk_kenmerk: str,
    datum: datetime.date,
    door: Lidmaatschap,
    omschrijving: str,
    betalingen: Sequence[tuple[int, Decimal]] = (),
    terugontvangsten: Mapping[int, Decimal] = NIETS,
    bijstellingen: Mapping[int, Decimal] = NIETS,
) -> Boekstuk:
    """Book in one statement what left, payment by payment, and what came back; in euro by the id of the commitment.

    `bijstellingen` (with their sign) free what stayed committed only because it was paid too much. `datum` is the day
    of the bank. Raises DomeinFout, with nothing written: `begroting.betaald` when more would be paid than committed,
    `begroting.te_veel_terug` when more comes back than was paid, `begroting.boekstuk_bestaat`.
    """
    with handeling("begroting.betaald", door=door):
        eis_rol(door, Rol.FINANCIEEL, reden="Betalingen boekt een financieel medewerker.")
        boekstuk = boek(
            kenmerk=boekstuk_kenmerk,
            datum=datum,
            door=door,
            omschrijving=omschrijving,
            regels=[
                BoekingRegel(soort, op_verplichting(pk), bedrag)
                for soort, bedragen in (
                    (Soort.BETALING, betalingen),
                    (Soort.TERUGONTVANGST, sorted(terugontvangsten.items())),
                    (Soort.BIJSTELLING, sorted(bijstellingen.items())),
                )
                for pk, bedrag in bedragen
                if bedrag
            ],
        )
        leg_vast(
            "begroting.betaald",
            door=door,
            over=boekstuk,
            betaald=sum((bedrag for _, bedrag in betalingen), NUL),
            terug=sum(terugontvangsten.values(), NUL),
            boekstuk=Code(boekstuk_kenmerk),
        )
    return boekstuk
