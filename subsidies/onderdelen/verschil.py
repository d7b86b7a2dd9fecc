"""The differences between two versions of a section, row by row, as a person reads them."""

from collections.abc import Sequence
from dataclasses import dataclass

from subsidies.onderdelen.soort import Rij
from subsidies.onderdelen.woorden import Stuk, verschil

_LANG, _RAND = 240, 90  # unchanged text in the middle is left out of a short version


@dataclass(frozen=True, slots=True)
class Verschilrij:
    label: str
    stukken: Sequence[Stuk]


def verschilrijen(oud: Sequence[Rij], nieuw: Sequence[Rij], *, kort: bool = False) -> list[Verschilrij]:
    """The rows that differ, in the order of `nieuw`; a row only `oud` has comes last, as removed."""
    eerst = {rij.sleutel: rij for rij in oud}
    later = {rij.sleutel for rij in nieuw}
    paren = [(eerst.get(rij.sleutel), rij) for rij in nieuw]
    paren += [(rij, Rij(rij.sleutel, rij.label, "")) for rij in oud if rij.sleutel not in later]
    return [
        Verschilrij(rij.label, _ingekort(_stukken(ervoor.waarde if ervoor else "", rij.waarde), kort))
        for ervoor, rij in paren
        if (ervoor.waarde if ervoor else "") != rij.waarde and (ervoor or rij.waarde)
    ]


def _stukken(oud: str | tuple[str, ...], nieuw: str | tuple[str, ...]) -> list[Stuk]:
    if isinstance(nieuw, tuple) or isinstance(oud, tuple):
        return _keuzes(tuple(oud), tuple(nieuw))
    return verschil(oud, nieuw)


def _keuzes(oud: tuple[str, ...], nieuw: tuple[str, ...]) -> list[Stuk]:
    """Each choice is a piece: what stayed, what went, what came."""
    return [
        *(Stuk("" if naam in nieuw else "del", f"{naam}; ") for naam in oud),
        *(Stuk("ins", f"{naam}; ") for naam in nieuw if naam not in oud),
    ]


def _ingekort(stukken: list[Stuk], kort: bool) -> list[Stuk]:
    if not kort:
        return stukken
    laatste = len(stukken) - 1
    return [
        Stuk("", _midden_eruit(stuk.tekst, begin=nummer > 0, eind=nummer < laatste)) if stuk.op == "" else stuk
        for nummer, stuk in enumerate(stukken)
    ]


def _midden_eruit(tekst: str, *, begin: bool, eind: bool) -> str:
    """Keep what stands next to a change."""
    if len(tekst) <= _LANG:
        return tekst
    return f"{tekst[:_RAND] if begin else ''} … {tekst[-_RAND:] if eind else ''}"
