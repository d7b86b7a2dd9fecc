"""What a budget from a spreadsheet changes against the one that was saved, line by line."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kern.geld import NUL
from subsidies.begrotingsbeeld import Regel
from subsidies.models import Begrotingspost

DADEN = {"erbij": "komt erbij", "weg": "gaat weg", "anders": "verandert", "gelijk": "blijft zoals het is"}


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One line before and after; without `oud` it is new, without `nieuw` it goes."""

    oud: Regel | None
    nieuw: Regel | None
    jaren: Sequence[int]

    @property
    def soort(self) -> str:
        """erbij, weg, anders or gelijk."""
        if self.oud is None:
            return "erbij"
        if self.nieuw is None:
            return "weg"
        return "gelijk" if _inhoud(self.oud) == _inhoud(self.nieuw) else "anders"

    @property
    def daad(self) -> str:
        return DADEN[self.soort]

    @property
    def regel(self) -> Regel:
        """The line as it will stand there, or as it stood."""
        regel = self.nieuw or self.oud
        assert regel is not None  # noqa: S101 - one of the two is always there
        return regel

    @property
    def soort_naam(self) -> str:
        return str(Begrotingspost.Soort(self.regel.soort).label)

    @property
    def was_soort(self) -> str:
        """The kind it had, when that changes."""
        if self.oud is None or self.nieuw is None or self.oud.soort == self.nieuw.soort:
            return ""
        return str(Begrotingspost.Soort(self.oud.soort).label)

    @property
    def bedragen(self) -> list[tuple[int, Decimal | None, Decimal | None]]:
        """Per year what it becomes and what it was; None on the side where the line is not."""
        return [(jaar, _bedrag(self.nieuw, jaar), _bedrag(self.oud, jaar)) for jaar in self.jaren]


def vergelijk(oud: Sequence[Regel], nieuw: Sequence[Regel], jaren: Sequence[int]) -> list[Wijziging]:
    """In the new order, with what goes at the end.

    Lines belong together when they are the same, else by kind and description, else by description alone.
    """
    bij: dict[int, int] = {}
    for sleutel in (_inhoud, _kop, _omschrijving):
        _koppel(oud, nieuw, bij, sleutel)
    blijft = [Wijziging(oud[bij[plek]] if plek in bij else None, regel, jaren) for plek, regel in enumerate(nieuw)]
    return blijft + [Wijziging(regel, None, jaren) for plek, regel in enumerate(oud) if plek not in bij.values()]


def is_gelijk(oud: Sequence[Regel], nieuw: Sequence[Regel]) -> bool:
    """The same lines in the same order."""
    return [_inhoud(regel) for regel in oud] == [_inhoud(regel) for regel in nieuw]


def _koppel(
    oud: Sequence[Regel], nieuw: Sequence[Regel], bij: dict[int, int], sleutel: Callable[[Regel], Hashable]
) -> None:
    """Pair, in order, the lines that are still alone and have the same key."""
    over: dict[Hashable, list[int]] = {}
    for plek, regel in enumerate(oud):
        if plek not in bij.values():
            over.setdefault(sleutel(regel), []).append(plek)
    for plek, regel in enumerate(nieuw):
        if plek not in bij and over.get(sleutel(regel)):
            bij[plek] = over[sleutel(regel)].pop(0)


def _inhoud(regel: Regel) -> Hashable:
    """Everything on the line; a year without an amount is 0."""
    bedragen = frozenset((jaar, bedrag) for jaar, bedrag in regel.bedragen.items() if bedrag != NUL)
    return regel.soort, regel.omschrijving, bedragen


def _bedrag(regel: Regel | None, jaar: int) -> Decimal | None:
    return regel.bedragen.get(jaar, NUL) if regel else None


def _kop(regel: Regel) -> Hashable:
    return regel.soort, regel.omschrijving


def _omschrijving(regel: Regel) -> Hashable:
    return regel.omschrijving
