"""How an amount is spread over the budgets that cover one year of a grant (docs/dekking.md).

New money fills the budgets in their order. What is taken back is taken from the last one back. A payment leaves from
the first one on; what comes back returns to the last one that paid. With one budget all of it goes there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kern.fouten import DomeinFout
from kern.geld import NUL, als_euro


@dataclass(frozen=True, slots=True)
class Dekkingsregel:
    """A purpose that covers a table in one year. `hoogstens`: what its grants may take from it together, in euro; None
    is no bound of its own."""

    bestedingsdoel_id: int
    hoogstens: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Dekking:
    """One of the budgets of one year of one grant: the commitment in it, and what was paid on that, in euro."""

    verplichting_id: int
    bestedingsdoel_id: int
    verplicht: Decimal
    betaald: Decimal


def giet(bedrag: Decimal, ruimtes: Iterable[Decimal]) -> list[Decimal]:
    """Pour `bedrag` into places, the first one first, each up to its room; what fits nowhere goes into the last, where
    the ledger refuses it."""
    delen = []
    for ruimte in ruimtes:
        deel = min(bedrag, max(NUL, ruimte))
        delen.append(deel)
        bedrag -= deel
    delen[-1] += bedrag
    return delen


class Verdeling:
    """What one act does to one year of one grant, spread over its covers as they stand after each step."""

    def __init__(self, dekking: Sequence[Dekking]) -> None:
        self._ids = [een.verplichting_id for een in dekking]
        self._verplicht = [een.verplicht for een in dekking]
        self._betaald = [een.betaald for een in dekking]
        self.betalingen: list[tuple[int, Decimal]] = []
        self.terug: dict[int, Decimal] = defaultdict(lambda: NUL)
        self.bijstellingen: dict[int, Decimal] = defaultdict(lambda: NUL)

    def betaal(self, bedrag: Decimal) -> None:
        """From the first on, in none above what is committed there."""
        for plek, deel in enumerate(giet(bedrag, self._onbetaald())):
            if deel:
                self._betaald[plek] += deel
                self.betalingen.append((self._ids[plek], deel))

    def ontvang(self, bedrag: Decimal) -> None:
        """Back to the last that paid."""
        for plek, deel in self._achteruit(giet(bedrag, reversed(self._betaald))):
            self._betaald[plek] -= deel
            self.terug[self._ids[plek]] += deel

    def verlaag(self, bedrag: Decimal) -> None:
        """From the last one back, in none below what was paid there."""
        for plek, deel in self._achteruit(giet(bedrag, reversed(self._onbetaald()))):
            self._verplicht[plek] -= deel
            self.bijstellingen[self._ids[plek]] -= deel

    def _onbetaald(self) -> list[Decimal]:
        return [verplicht - betaald for verplicht, betaald in zip(self._verplicht, self._betaald, strict=True)]

    def _achteruit(self, delen: list[Decimal]) -> list[tuple[int, Decimal]]:
        return [(plek, deel) for plek, deel in enumerate(reversed(delen)) if deel]


class Dekkingsruimte:
    """What the budgets of a table can still take, while one decision uses it.

    `vrij` is what each purpose has free, `gebruikt` what the grants of the table hold there by (year, purpose).
    """

    def __init__(
        self,
        regels: Mapping[int, Sequence[Dekkingsregel]],
        vrij: Mapping[int, Decimal],
        gebruikt: Mapping[tuple[int, int], Decimal],
    ) -> None:
        self._regels = regels
        self._vrij = defaultdict(lambda: NUL, vrij)
        self._gebruikt = defaultdict(lambda: NUL, gebruikt)

    def laatste(self, jaar: int) -> int:
        """The purpose where all that fits nowhere else goes."""
        return self._regels[jaar][-1].bestedingsdoel_id

    def verschuif(self, jaar: int, bestedingsdoel_id: int, bedrag: Decimal) -> None:
        """So much was taken there; below zero it became free."""
        self._vrij[bestedingsdoel_id] -= bedrag
        self._gebruikt[jaar, bestedingsdoel_id] += bedrag

    def vul(self, jaar: int, bedrag: Decimal, eigen: Sequence[int] = ()) -> list[tuple[int, Decimal]]:
        """Take `bedrag` in order, by purpose. `eigen` are purposes that cover this grant already.

        The ledger judges the last one. Raises DomeinFout when the bounds of the table leave too little.
        """
        regels = op_volgorde(self._regels.get(jaar, ()), eigen)
        delen = giet(bedrag, [*(self._ruimte(jaar, regel) for regel in regels[:-1]), bedrag])
        perk, genomen = regels[-1], delen[-1]
        if (
            perk.hoogstens is not None
            and (te_veel := genomen - max(NUL, self._perk(jaar, perk, perk.hoogstens))) > NUL
        ):
            raise DomeinFout(
                f"De dekking van {jaar} is {als_euro(te_veel)} te klein. Kies er een bestedingsdoel bij, of een hoger "
                "maximum.",
                code="besluit.dekking_te_klein",
            )
        uitkomst = [(regel.bestedingsdoel_id, deel) for regel, deel in zip(regels, delen, strict=True) if deel]
        for doel_id, deel in uitkomst:
            self.verschuif(jaar, doel_id, deel)
        return uitkomst

    def _ruimte(self, jaar: int, regel: Dekkingsregel) -> Decimal:
        vrij = self._vrij[regel.bestedingsdoel_id]
        return min(vrij, self._perk(jaar, regel, vrij))

    def _perk(self, jaar: int, regel: Dekkingsregel, onbegrensd: Decimal) -> Decimal:
        """What the table may still take there; `onbegrensd` where it may take all."""
        if regel.hoogstens is None:
            return onbegrensd
        return regel.hoogstens - self._gebruikt[jaar, regel.bestedingsdoel_id]


def op_volgorde(regels: Sequence[Dekkingsregel], eigen: Sequence[int]) -> list[Dekkingsregel]:
    """The purposes that a grant has of its own, then those of its table."""
    van_tafel = {regel.bestedingsdoel_id for regel in regels}
    return [*(Dekkingsregel(doel_id) for doel_id in eigen if doel_id not in van_tafel), *regels]
