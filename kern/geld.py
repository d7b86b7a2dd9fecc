"""Money: euro in `Decimal` with two decimals, never a float (huis.md §4.3, docs/geld.md).

Written the Dutch way: `€ 1.234,50`, a minus is U+2212 and the space after the euro sign does not break.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from kern.fouten import DomeinFout

NUL = Decimal("0.00")
GROOTSTE = Decimal("9999999999.99")  # what numeric(12,2) holds

_CENT = Decimal("0.01")
_MIN = "\u2212"
_VASTE_SPATIE = "\u00a0"

# The minus may stand before or after the euro sign, but only once; \s holds the non-breaking spaces too.
_TEKEN = r"(?:(?P<min>[-\u2212])\s*)?(?:€\s*)?(?P<min_na>(?(min)(?!)|[-\u2212]))?\s*"
# 1 234 567 or 1234567; the space may be one of the narrow or non-breaking ones that spreadsheets write
_HEEL = r"[1-9][0-9]{0,2}(?:[ \u00a0\u2009\u202f][0-9]{3})+|[0-9]+"
# the same or 1.234.567, with a comma and one or two decimals, or ",-"
_NEDERLANDS = re.compile(
    _TEKEN + rf"(?P<heel>[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}})+|{_HEEL})(?:,(?P<cent>[0-9]{{1,2}}|[-\u2013]))?"
)
# 1234.5 or 1234.50, as programs and keypads write it
_MET_PUNT = re.compile(_TEKEN + rf"(?P<heel>{_HEEL})\.(?P<cent>[0-9]{{1,2}})")


def centen(bedrag: Decimal | int | str) -> Decimal:
    """`bedrag` in whole cents; half a cent goes away from zero. A float raises TypeError."""
    if not isinstance(bedrag, Decimal | int | str) or isinstance(bedrag, bool):
        raise TypeError(f"Een bedrag is Decimal, int of str, geen {type(bedrag).__name__}")
    waarde = Decimal(bedrag)
    if not waarde.is_finite():
        raise ValueError(f"Geen bedrag: {bedrag!r}")
    return waarde.quantize(_CENT, ROUND_HALF_UP) + NUL  # adding zero turns -0.00 into 0.00


def als_bedrag(bedrag: Decimal, decimalen: int = 2) -> str:
    """`1.234,50`, without the euro sign: for columns whose heading names the unit."""
    if not isinstance(bedrag, Decimal):
        raise TypeError(f"Een bedrag is Decimal, geen {type(bedrag).__name__}")
    afgerond = bedrag.quantize(Decimal(1).scaleb(-decimalen), ROUND_HALF_UP)
    teken = _MIN if afgerond < 0 else ""
    return teken + f"{abs(afgerond):,f}".translate(str.maketrans(",.", ".,"))


def als_euro(bedrag: Decimal, decimalen: int = 2) -> str:
    """`€ 1.234,50`; a negative amount is `€ −1.234,50`."""
    return f"€{_VASTE_SPATIE}{als_bedrag(bedrag, decimalen)}"


def lees_bedrag(tekst: str) -> Decimal:
    """Read what a person typed or pasted: `1.234,50`, `1234.50`, `1234,5`, `€ 1.234`, `1 234`, `1.234,-`.

    A point followed by exactly three digits is the Dutch thousands point: `1.234` is 1234 euro. Everything that
    can be read in two ways (`1,234`, `1,234.50`, `0.500`) or not at all raises DomeinFout.
    """
    gevonden = _NEDERLANDS.fullmatch(tekst.strip()) or _MET_PUNT.fullmatch(tekst.strip())
    if gevonden is None:
        raise DomeinFout("Vul een bedrag in zoals 1.234,50.", code="geld.onleesbaar")
    cent = (gevonden["cent"] or "").strip("-\u2013")
    heel = re.sub(r"[^0-9]", "", gevonden["heel"])
    bedrag = Decimal(f"{heel}.{cent:0<2}")
    if bedrag > GROOTSTE:
        raise DomeinFout(f"Dit bedrag is te groot. Het hoogste is {als_bedrag(GROOTSTE)}.", code="geld.te_groot")
    return NUL - bedrag if gevonden["min"] or gevonden["min_na"] else bedrag


def verdeel(totaal: Decimal, gewichten: Sequence[Decimal | int]) -> list[Decimal]:
    """Split `totaal` (whole cents) in proportion to `gewichten`; the parts add up to `totaal` exactly.

    Rule of the largest remainder: each part is rounded down to a cent, and the cents left go one by one to the
    parts that lost most by rounding; equal losses in the order given. A negative total is split as its mirror.
    Raises ValueError when the total has parts of a cent, or no weight is above zero, or one is below it.
    """
    if centen(totaal) != totaal:
        raise ValueError(f"Alleen hele centen zijn te verdelen, niet {totaal}")
    delen = [_breuk(gewicht) for gewicht in gewichten]
    som = sum(delen, Fraction(0))
    if som <= 0 or min(delen) < 0:
        raise ValueError("Verdelen vraagt gewichten van 0 of hoger, en ten minste een boven 0")
    in_centen = int(abs(totaal) * 100)
    ideaal = [in_centen * deel / som for deel in delen]
    uitkomst = [int(aandeel) for aandeel in ideaal]
    volgorde = sorted(range(len(delen)), key=lambda plek: uitkomst[plek] - ideaal[plek])
    for plek in volgorde[: in_centen - sum(uitkomst)]:
        uitkomst[plek] += 1
    teken = -1 if totaal < 0 else 1
    return [Decimal(teken * cent).scaleb(-2) + NUL for cent in uitkomst]


def _breuk(gewicht: Decimal | int) -> Fraction:
    if not isinstance(gewicht, Decimal | int):
        raise TypeError(f"Een gewicht is Decimal of int, geen {type(gewicht).__name__}")
    return Fraction(gewicht)
