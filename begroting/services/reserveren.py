"""Setting money apart for a purpose or for a case in preparation, and releasing it with a reason.

A reservation is never by itself a ground to refuse an application: who needs the room releases it.
"""

import datetime
from decimal import Decimal

from begroting.grootboek import Soort, op_doel
from begroting.models import Boekstuk
from begroting.services.boek import BoekingRegel, boek
from kern.handeling import handeling
from kern.spoor import Code, leg_vast
from organisaties.models import Lidmaatschap
from organisaties.toegang import Rol, eis_rol

RESERVEERDERS = (Rol.FINANCIEEL, Rol.BELEIDSMEDEWERKER)


def reserveer(
    *,
    bestedingsdoel_id: int,
    bedrag: Decimal,
    kenmerk: str,
    datum: datetime.date,
    omschrijving: str,
    door: Lidmaatschap,
    voor_zaak: str = "",
    aantal: int | None = None,
) -> Boekstuk:
    """Set `bedrag` apart, for the purpose or (with `voor_zaak`, its kenmerk) for a case in preparation.

    `aantal`: how many activities it is meant for. Raises DomeinFout `begroting.overschrijding` or
    `begroting.boekstuk_bestaat`.
    """
    with handeling("begroting.gereserveerd", door=door):
        eis_rol(door, *RESERVEERDERS)
        regel = BoekingRegel(Soort.RESERVERING, op_doel(bestedingsdoel_id), bedrag, voor_zaak=voor_zaak, aantal=aantal)
        boekstuk = boek(kenmerk=kenmerk, datum=datum, door=door, omschrijving=omschrijving, regels=[regel])
        leg_vast(
            "begroting.gereserveerd",
            door=door,
            over=boekstuk,
            bestedingsdoel=bestedingsdoel_id,
            bedrag=bedrag,
            boekstuk=Code(kenmerk),
        )
    return boekstuk


def geef_vrij(
    *,
    bestedingsdoel_id: int,
    bedrag: Decimal,
    kenmerk: str,
    datum: datetime.date,
    omschrijving: str,
    door: Lidmaatschap,
    voor_zaak: str = "",
    aantal: int | None = None,
) -> Boekstuk:
    """Release reserved money; `omschrijving` is the reason. Never more than was reserved for the same case.

    Raises DomeinFout `begroting.te_veel_vrijgegeven`, `begroting.te_veel_terug` or `begroting.boekstuk_bestaat`.
    """
    with handeling("begroting.vrijgegeven", door=door):
        eis_rol(door, *RESERVEERDERS)
        regel = BoekingRegel(Soort.VRIJGAVE, op_doel(bestedingsdoel_id), bedrag, voor_zaak=voor_zaak, aantal=aantal)
        boekstuk = boek(kenmerk=kenmerk, datum=datum, door=door, omschrijving=omschrijving, regels=[regel])
        leg_vast(
            "begroting.vrijgegeven",
            door=door,
            over=boekstuk,
            bestedingsdoel=bestedingsdoel_id,
            bedrag=bedrag,
            boekstuk=Code(kenmerk),
        )
    return boekstuk
