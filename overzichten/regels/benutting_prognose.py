"""What will be granted and paid of a budget year on its last day, and why we think so. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kern.geld import NUL, als_bedrag, centen
from kern.taal import opsomming
from overzichten.regels.benutting import procent


@dataclass(frozen=True, slots=True)
class Eerder:
    """An earlier year of the same budget, in euro."""

    jaar: int
    ruimte: Decimal
    verplicht: Decimal
    betaald: Decimal


@dataclass(frozen=True, slots=True)
class Prognosefeiten:
    """One budget year, in euro. `gepland`: instalments that are still to be paid in the year itself, `later`: those
    after it; what is committed beyond both has no schedule."""

    jaar: int
    ruimte: Decimal
    verplicht: Decimal
    gereserveerd: Decimal
    voorgesteld: Decimal
    betaald: Decimal
    gepland: Decimal
    later: Decimal
    eerder: Sequence[Eerder]

    @property
    def zonder_schema(self) -> Decimal:
        return max(NUL, self.verplicht - self.betaald - self.gepland - self.later)


@dataclass(frozen=True, slots=True)
class Stap:
    """One line of the sum, with where it comes from."""

    naam: str
    bedrag: Decimal
    uitleg: str


@dataclass(frozen=True, slots=True)
class Prognose:
    """Two sums that can be followed line by line."""

    verlenen: Sequence[Stap]
    betalen: Sequence[Stap]
    ruimte: Decimal
    eerder: str

    @property
    def verleend(self) -> Decimal:
        return sum((stap.bedrag for stap in self.verlenen), NUL)

    @property
    def betaald(self) -> Decimal:
        return sum((stap.bedrag for stap in self.betalen), NUL)

    @property
    def over(self) -> Decimal:
        """What nobody used on the last day; below zero when it does not fit."""
        return self.ruimte - self.verleend


def prognose(feiten: Prognosefeiten) -> Prognose:
    verwacht, waarom = _zonder_schema(feiten)
    return Prognose(
        verlenen=(
            Stap("Al verleend", feiten.verplicht, "Uit de boekingen."),
            Stap("Gereserveerd", feiten.gereserveerd, "Voor een doel of voor een zaak; telt helemaal mee."),
            Stap("Voorgesteld in zaken", feiten.voorgesteld, "Nog geen besluit, en nog niet gereserveerd."),
        ),
        betalen=(
            Stap("Al betaald", feiten.betaald, "Uit de boekingen."),
            Stap("Termijnen tot en met 31 december", feiten.gepland, f"Uit het betaalschema van {feiten.jaar}."),
            Stap("Verleend zonder betaalschema", verwacht, waarom),
        ),
        ruimte=feiten.ruimte,
        eerder=_eerder(feiten),
    )


def _zonder_schema(feiten: Prognosefeiten) -> tuple[Decimal, str]:
    """As much of it as was paid in earlier years; all of it where there are none."""
    verplicht = sum((jaar.verplicht for jaar in feiten.eerder), NUL)
    if not verplicht:
        return feiten.zonder_schema, "Helemaal meegeteld: er is geen eerder jaar om mee te vergelijken."
    betaald = sum((jaar.betaald for jaar in feiten.eerder), NUL)
    waarom = f"{als_bedrag(procent(betaald, verplicht), 1)} procent van {als_bedrag(feiten.zonder_schema)} euro"
    return centen(feiten.zonder_schema * betaald / verplicht), f"{waarom}, zoals in {_jaren(feiten)}."


def _eerder(feiten: Prognosefeiten) -> str:
    ruimte = sum((jaar.ruimte for jaar in feiten.eerder), NUL)
    if not ruimte:
        return "Er is geen eerder jaar om mee te vergelijken."
    verplicht = sum((jaar.verplicht for jaar in feiten.eerder), NUL)
    zelfde = als_bedrag(centen(feiten.ruimte * verplicht / ruimte))
    deel = als_bedrag(procent(verplicht, ruimte), 1)
    return f"In {_jaren(feiten)} werd {deel} procent van dit budget verleend. Nu zou dat {zelfde} euro zijn."


def _jaren(feiten: Prognosefeiten) -> str:
    return opsomming(str(jaar.jaar) for jaar in feiten.eerder)
