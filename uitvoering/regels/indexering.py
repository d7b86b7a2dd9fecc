"""What an indexing adds to a grant, per year: the percentage and the rounding that stand on it."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from kern.canoniek import sha256_van
from kern.geld import NUL, verdeel

_HELE_EURO = Decimal(1)
_CENT = Decimal("0.01")


Geldregel = tuple[int, int, Decimal, Decimal]  # a grant's row, a year, what it is, what is added


def vingerafdruk(regels: Iterable[Geldregel]) -> str:
    """What somebody saw before starting: any other grant or amount gives another one."""
    return sha256_van([[regel, jaar, str(was), str(erbij)] for regel, jaar, was, erbij in regels])


def verhoging(bedragen: Mapping[int, Decimal], percentage: Decimal, afronding: str) -> dict[int, Decimal]:
    """The increase of each year in euro. `afronding` is an Indexering.Afronding; amounts and percentage are not
    negative. By `euro_totaal` the years add up to the rounded total (kern.geld.verdeel)."""
    if afronding == "euro_totaal":
        totaal = _deel(sum(bedragen.values(), NUL), percentage, _HELE_EURO)
        delen = verdeel(totaal, list(bedragen.values())) if any(bedragen.values()) else [NUL] * len(bedragen)
        return dict(zip(bedragen, delen, strict=True))
    eenheid = _HELE_EURO if afronding == "euro" else _CENT
    return {jaar: _deel(bedrag, percentage, eenheid) for jaar, bedrag in bedragen.items()}


def _deel(bedrag: Decimal, percentage: Decimal, eenheid: Decimal) -> Decimal:
    """Half a unit goes up."""
    return (bedrag * percentage / 100).quantize(eenheid, ROUND_HALF_UP) + NUL
