"""How much of the money for a purpose is used, and how much more will probably be. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from kern.geld import NUL


class Teken(StrEnum):
    """What the budgethouder should know of a purpose."""

    RUIM = "Ruimte genoeg"
    BIJNA = "Bijna bereikt"
    BEREIKT = "Bereikt"
    TEKORT = "Wordt te weinig"


@dataclass(frozen=True, slots=True)
class Waarschijnlijk:
    """Money that a case will probably take from one purpose, in euro. `gereserveerd` of it was reserved for the case
    already; a decrease is below zero."""

    doel_id: int
    kenmerk: str
    soort: str
    bedrag: Decimal
    gereserveerd: Decimal = NUL
    url: str = ""

    @property
    def erbij(self) -> Decimal:
        """What is not reserved yet."""
        return self.bedrag if self.bedrag < NUL else max(NUL, self.bedrag - self.gereserveerd)


@dataclass(frozen=True, slots=True)
class Benutting:
    """One purpose, or a whole year, in euro. `gereserveerd` for a purpose and for cases; `voorgesteld` in cases that
    are not decided on, as far as it was not reserved. `grens`: the percentage from which somebody is warned."""

    ruimte: Decimal
    verplicht: Decimal
    gereserveerd: Decimal
    voorgesteld: Decimal
    grens: Decimal
    plafond: Decimal = NUL
    onder_plafond: Decimal = NUL

    @property
    def waarschijnlijk(self) -> Decimal:
        return self.gereserveerd + self.voorgesteld

    @property
    def vrij(self) -> Decimal:
        """What is left when all that is likely is granted; below zero when it does not fit."""
        return self.ruimte - self.verplicht - self.waarschijnlijk

    @property
    def deel(self) -> Decimal | None:
        """Granted or reserved, in percent of the money; of the ceiling where that is nearer. None without money."""
        delen = [
            procent(gebruikt, geheel)
            for gebruikt, geheel in (
                (self.verplicht + self.gereserveerd, self.ruimte),
                (self.onder_plafond, self.plafond),
            )
            if geheel > NUL
        ]
        return max(delen, default=None)

    @property
    def teken(self) -> Teken:
        """As the worklist warns (begroting.selectors.grens), and also when what is proposed does not fit."""
        if self.vrij < NUL or (self.plafond and self.onder_plafond + self.voorgesteld > self.plafond):
            return Teken.TEKORT
        paren = ((self.verplicht + self.gereserveerd, self.ruimte), (self.onder_plafond, self.plafond))
        delen = [gebruikt * 100 / geheel for gebruikt, geheel in paren if geheel > NUL]
        if any(deel >= 100 for deel in delen):
            return Teken.BEREIKT
        return Teken.BIJNA if any(deel >= self.grens for deel in delen) else Teken.RUIM


def procent(deel: Decimal, geheel: Decimal) -> Decimal:
    """With one decimal, half up."""
    return (deel * 100 / geheel).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Dekkingslijn:
    """One purpose from which a table is paid in a year; `hoogstens` bounds what it takes from there."""

    doel_id: int
    hoogstens: Decimal | None = None


def spreid(bedrag: Decimal, lijnen: Sequence[Dekkingslijn], vrij: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Over the purposes in order, each up to its bound and what is free there; what fits nowhere stays on the last."""
    delen: dict[int, Decimal] = {}
    over = bedrag
    for lijn in lijnen:
        past = max(NUL, min(over, vrij.get(lijn.doel_id, NUL)))
        delen[lijn.doel_id] = past if lijn.hoogstens is None else min(past, max(NUL, lijn.hoogstens))
        over -= delen[lijn.doel_id]
    if lijnen:
        delen[lijnen[-1].doel_id] += over
    return {doel_id: deel for doel_id, deel in delen.items() if deel}


def per_doel(alle: Iterable[Waarschijnlijk]) -> Mapping[int, Decimal]:
    """What is proposed and not reserved yet, by purpose."""
    sommen: dict[int, Decimal] = {}
    for een in alle:
        sommen[een.doel_id] = sommen.get(een.doel_id, NUL) + een.erbij
    return sommen
