"""A block of cells with what was really spent: the kind, then an amount per year, copied from a spreadsheet."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kern.fouten import DomeinFout
from kern.geld import NUL, lees_bedrag
from subsidies.rekenblad.cellen import is_streepje
from subsidies.rekenblad.vorm import soort_van

MEESTE_FOUTEN = 20


@dataclass(frozen=True, slots=True)
class Gelezen:
    """The amounts by (kind, year), the same kind added up; or what is wrong, by line. With one mistake no amounts."""

    cijfers: dict[tuple[str, int], Decimal] = field(default_factory=dict)
    fouten: Sequence[str] = ()


def lees_geplakt(tekst: str, jaren: Sequence[int]) -> Gelezen:
    """Lines of cells parted by tabs. A line whose cells are the years is a heading; an empty one is left out."""
    cijfers: dict[tuple[str, int], Decimal] = {}
    fouten: list[str] = []
    for nummer, regel in enumerate(tekst.splitlines(), 1):
        kop, *cellen = [cel.strip() for cel in regel.split("\t")]
        if not regel.strip() or [cel for cel in cellen if cel] == [str(jaar) for jaar in jaren]:
            continue
        soort = soort_van(kop)
        if soort is None:
            fouten.append(f"Regel {nummer}: ‘{kop[:40]}’ is geen soort uit de tabel.")
        elif len([cel for cel in cellen if cel]) > len(jaren):
            fouten.append(f"Regel {nummer}: er staan meer bedragen dan jaren.")
        else:
            fouten += _tel_op(cijfers, soort, list(zip(jaren, cellen, strict=False)), nummer)
    if not cijfers and not fouten:
        fouten = ["Er staat geen enkel bedrag in."]
    return Gelezen(fouten=fouten[:MEESTE_FOUTEN]) if fouten else Gelezen(cijfers)


def _tel_op(
    cijfers: dict[tuple[str, int], Decimal], soort: str, cellen: Sequence[tuple[int, str]], nummer: int
) -> list[str]:
    fouten = []
    for jaar, cel in cellen:
        if not cel or is_streepje(cel):
            continue
        try:
            cijfers[soort, jaar] = cijfers.get((soort, jaar), NUL) + lees_bedrag(cel)
        except DomeinFout as fout:
            fouten.append(f"Regel {nummer}, {jaar}: {fout.bericht}")
    return fouten
