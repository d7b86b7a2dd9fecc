"""Merging two versions of a section that grew from one: what only one side changed is taken over.

Works on the content of versions (JSON): texts by words, choices as sets, lines of a budget and indicators by their
name, and everything else by who changed it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from subsidies.onderdelen.woorden import voeg_samen

Inhoud = dict[str, Any]
TEKSTEN = frozenset(
    {"tekst", "omschrijving", "verwachting", "verteld", "bewoners_zien", "professionals_zien", "werkte", "werkte_niet"}
)
# Lists of rows without a number of their own, and what such a row is known by.
RIJEN: Mapping[str, Sequence[str]] = {"posten": ("soort", "omschrijving"), "indicatoren": ("niveau", "naam")}
_WEG = object()


@dataclass(frozen=True, slots=True)
class Samen:
    """The merged content, and whether both had changed the same thing: then somebody looks at it first."""

    inhoud: Inhoud
    botst: bool


def voeg_inhoud_samen(basis: Inhoud, mijn: Inhoud, ander: Inhoud) -> Samen:
    """Where both changed the same value, a text or a set of choices holds both, and of any other value mine stays.

    A line or an indicator that one side removed and the other changed stays. No order of the keys matters.
    """
    samen, botst = _voeg(_op_sleutel(basis), _op_sleutel(mijn), _op_sleutel(ander), "")
    return Samen(_op_rij(samen), botst)


def _voeg(basis: Any, mijn: Any, ander: Any, naam: str) -> tuple[Any, bool]:
    if mijn in (ander, basis):
        return ander, False
    if ander == basis:
        return mijn, False
    if isinstance(mijn, dict) and isinstance(ander, dict):
        return _voeg_mappen(basis if isinstance(basis, dict) else {}, mijn, ander)
    if isinstance(mijn, list) and isinstance(ander, list):
        return _voeg_keuzes(basis if isinstance(basis, list) else [], mijn, ander), True
    if naam in TEKSTEN and isinstance(mijn, str) and isinstance(ander, str):
        return voeg_samen(basis if isinstance(basis, str) else "", ander, mijn), True
    return (ander if mijn is _WEG else mijn), True


def _voeg_mappen(basis: Inhoud, mijn: Inhoud, ander: Inhoud) -> tuple[Inhoud, bool]:
    samen: Inhoud = {}
    botst = False
    for sleutel in dict.fromkeys([*ander, *mijn]):
        waarde, botsing = _voeg(
            basis.get(sleutel, _WEG), mijn.get(sleutel, _WEG), ander.get(sleutel, _WEG), str(sleutel)
        )
        botst = botst or botsing
        if waarde is not _WEG:
            samen[sleutel] = waarde
    return samen, botst


def _voeg_keuzes(basis: list[Any], mijn: list[Any], ander: list[Any]) -> list[Any]:
    """Chosen by either and removed by neither."""
    return sorted((set(mijn) | set(ander)) - (set(basis) - set(mijn)) - (set(basis) - set(ander)))


def _op_sleutel(inhoud: Inhoud) -> Inhoud:
    """Rows by what they are known by."""
    return inhoud | {
        lijst: dict(zip(sleutels(lijst, inhoud[lijst]), inhoud[lijst], strict=True))
        for lijst in RIJEN
        if lijst in inhoud
    }


def _op_rij(inhoud: Inhoud) -> Inhoud:
    return inhoud | {lijst: list(inhoud[lijst].values()) for lijst in RIJEN if lijst in inhoud}


def sleutels(lijst: str, rijen: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """What each row is known by, in their order; the second of the same name is another row."""
    gezien: Counter[tuple[Any, ...]] = Counter()
    namen: list[tuple[Any, ...]] = []
    for rij in rijen:
        naam = tuple(rij[veld] for veld in RIJEN[lijst])
        gezien[naam] += 1
        namen.append((*naam, gezien[naam]))
    return namen
