"""Who was reached, all activities together: added up per unit, and never when a part of it is not known."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from thematafels.models import Niveau
from verantwoording.regels.cijfers import telbaar

NUL = Decimal(0)


@dataclass(frozen=True, slots=True)
class Optelling:
    """One group or district in one unit. `waarde` is None when an activity that aimed at it did not count."""

    naam: str
    eenheid: str
    doel: Decimal | None
    waarde: Decimal | None

    @property
    def verschil(self) -> Decimal | None:
        return None if self.doel is None or self.waarde is None else self.waarde - self.doel


def tel_op(cellen: Iterable[tuple[str, str, Decimal | None, Decimal | None]]) -> list[Optelling]:
    """Of (name, unit, target, counted), in the order in which the names first occur.

    Units that one takes an average of are left out: percents do not add up. A target that somebody set counts for
    the whole; where it was set and nothing was counted, the whole is not known.
    """
    groepen: dict[tuple[str, str], list[tuple[Decimal | None, Decimal | None]]] = defaultdict(list)
    for naam, eenheid, doel, waarde in cellen:
        if telbaar(Niveau.BEREIK, eenheid):
            groepen[naam, eenheid].append((doel, waarde))
    return [Optelling(*sleutel, _som(_doelen(rijen)), _geteld(rijen)) for sleutel, rijen in groepen.items()]


def _doelen(rijen: Iterable[tuple[Decimal | None, Decimal | None]]) -> list[Decimal]:
    return [doel for doel, _ in rijen if doel is not None]


def _geteld(rijen: list[tuple[Decimal | None, Decimal | None]]) -> Decimal | None:
    if any(doel is not None and waarde is None for doel, waarde in rijen):
        return None
    return _som([waarde for _, waarde in rijen if waarde is not None])


def _som(waarden: list[Decimal]) -> Decimal | None:
    return sum(waarden, NUL) if waarden else None
