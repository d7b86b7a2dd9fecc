"""Comparing and merging two texts, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from diff_match_patch import diff_match_patch

Op = Literal["", "ins", "del"]
_TOKEN = re.compile(r"\w(?:[\w.,]*\w)?|\s+|[^\w\s]")  # 1.234,50 is one word
_WOORDEIND = re.compile(r"\w")
_SECONDEN = 0.3  # two texts that share nothing are then shown as one removal and one addition
_EERSTE_TEKEN = 0x100
_KORT = 60  # longer texts go under each other
_OP: dict[int, Op] = {-1: "del", 0: "", 1: "ins"}


@dataclass(frozen=True, slots=True)
class Stuk:
    """A piece of text: unchanged, added (`ins`) or removed (`del`)."""

    op: Op
    tekst: str


@dataclass(frozen=True, slots=True)
class _Ingreep:
    """The tokens [begin, eind) of the old text were replaced by `nieuw`."""

    begin: int
    eind: int
    nieuw: str


def verschil(oud: str, nieuw: str) -> list[Stuk]:
    """What to remove from and add to `oud` to get `nieuw`, in pieces a person can read."""
    return [Stuk(_OP[op], "".join(tokens)) for op, tokens in _vergelijk(oud, nieuw, leesbaar=True)]


def voeg_samen(basis: str, een: str, ander: str) -> str:
    """Both changes to `basis` in one text. Where they changed the same words, the words of both stay: `een` first.

    Nothing that either wrote is lost; only what at least one removed and the other left alone goes.
    """
    tokens = _TOKEN.findall(basis)
    uit: list[str] = []
    plek = 0
    for begin, eind, links, rechts in _samen(list(_ingrepen(basis, een)), list(_ingrepen(basis, ander))):
        uit += tokens[plek:begin]
        uit.append(_beide(tokens, begin, eind, links, rechts))
        plek = eind
    return _aaneen([*uit, *tokens[plek:]])


def _aaneen(stukken: Sequence[str]) -> str:
    """Two words that stood in no text beside each other do not become one."""
    uit = ""
    for stuk in stukken:
        uit += f" {stuk}" if _WOORDEIND.search(uit[-1:]) and _WOORDEIND.match(stuk) else stuk
    return uit


def _beide(tokens: Sequence[str], begin: int, eind: int, *zijden: Sequence[_Ingreep]) -> str:
    """What this stretch became on each side that touched it, each different text once, with space between them."""
    links, *rechts = dict.fromkeys(_pas_toe(tokens, begin, eind, zijde) for zijde in zijden if zijde)
    if not rechts or not links or not rechts[0] or links[-1].isspace() or rechts[0][0].isspace():
        return "".join([links, *rechts])
    return ("\n\n" if max(len(links), len(rechts[0])) > _KORT else " ").join([links, *rechts])


def _pas_toe(tokens: Sequence[str], begin: int, eind: int, ingrepen: Sequence[_Ingreep]) -> str:
    uit: list[str] = []
    for ingreep in ingrepen:
        uit += [*tokens[begin : ingreep.begin], ingreep.nieuw]
        begin = ingreep.eind
    return "".join([*uit, *tokens[begin:eind]])


def _samen(links: list[_Ingreep], rechts: list[_Ingreep]) -> Iterator[tuple[int, int, list[_Ingreep], list[_Ingreep]]]:
    """The changed stretches of the old text, from front to back; changes that touch each other are one stretch."""
    while links or rechts:
        begin = min(zijde[0].begin for zijde in (links, rechts) if zijde)
        eind = begin
        deel: tuple[list[_Ingreep], list[_Ingreep]] = ([], [])
        gegroeid = True
        while gegroeid:
            gegroeid = False
            for zijde, van_zijde in zip((links, rechts), deel, strict=True):
                while zijde and _raakt(zijde[0], begin, eind):
                    eind = max(eind, zijde[0].eind)
                    van_zijde.append(zijde.pop(0))
                    gegroeid = True
        yield begin, eind, *deel


def _raakt(ingreep: _Ingreep, begin: int, eind: int) -> bool:
    """Overlaps the stretch, or starts at the same place."""
    return ingreep.begin < eind or ingreep.begin == begin


def _ingrepen(oud: str, nieuw: str) -> Iterator[_Ingreep]:
    plek = begin = 0
    erbij: list[str] = []
    for op, tokens in [*_vergelijk(oud, nieuw), (0, [""])]:
        if op == 1:
            erbij += tokens
        elif op == -1:
            plek += len(tokens)
        else:
            if erbij or plek > begin:
                yield _Ingreep(begin, plek, "".join(erbij))
            plek += len(tokens)
            begin, erbij = plek, []


def _vergelijk(oud: str, nieuw: str, *, leesbaar: bool = False) -> list[tuple[int, list[str]]]:
    """The differences as (-1, 0 or 1, tokens); each word is one character to the library."""
    motor = diff_match_patch()
    motor.Diff_Timeout = _SECONDEN
    tekens: dict[str, str] = {}

    def codeer(tekst: str) -> str:
        return "".join(tekens.setdefault(token, chr(_EERSTE_TEKEN + len(tekens))) for token in _TOKEN.findall(tekst))

    verschillen = motor.diff_main(codeer(oud), codeer(nieuw), False)
    if leesbaar:
        motor.diff_cleanupSemantic(verschillen)
    token_bij = {teken: token for token, teken in tekens.items()}
    return [(op, [token_bij[teken] for teken in stuk]) for op, stuk in verschillen]
