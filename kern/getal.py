"""Numbers that are no money, written the Dutch way: `12.500`, `12,3`, `55%`."""

from decimal import Decimal

from kern.geld import als_bedrag

LEEG = "–"


def als_getal(waarde: Decimal) -> str:
    """Every decimal that says something and no more: 12.3000 is `12,3`, 12500.0 is `12.500`."""
    exponent = waarde.normalize().as_tuple().exponent
    return als_bedrag(waarde, max(0, -int(exponent)))


def als_kaal(waarde: Decimal) -> str:
    """The same without thousands, and with the minus of a keyboard: for a program that goes on with it."""
    return f"{waarde.normalize() + 0:f}".replace(".", ",")


def als_maat(waarde: Decimal | None, eenheid: str, teken: str = "") -> str:
    """With its unit, and the word of the source before it: `meer dan 56%`, `ongeveer 12.500 huishoudens`."""
    if waarde is None:
        return LEEG
    achter = eenheid if eenheid in {"", "%"} else f" {eenheid}"
    return f"{teken} {als_getal(waarde)}{achter}".lstrip()
