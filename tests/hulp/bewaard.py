"""Worlds that many tests begin in: made once, and gone back to.

A fixture marked `@bewaard` only fills the database, from other such fixtures or from nothing, and gives what can be
copied. The first test that begins in it makes it, in a savepoint of a transaction that stays open; the next one finds
it made. Each test works in a savepoint of its own on top, and gets a copy of what the fixture gave. A test that
commits (`transaction=True`) makes the fixture for itself, as any other.

The worlds lie on each other as the fixtures ask for each other: `ingediend` on `eens` on `gevuld`. A test that begins
in another pile takes off what it does not want. A fixture of its room that comes first (a clock that was set, a rule
that was changed) keeps the worlds after it out of the pile: they must be made as it wants them.
"""

import copy
import functools
import inspect
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import transaction

Maker = Callable[..., Any]
GEREEDSCHAP = "tests/conftest.py"  # its fixtures give tools, not rows

WERELDEN = pytest.StashKey[list[tuple[str, Maker]]]()

_makers: dict[Maker, Maker] = {}


@dataclass(frozen=True)
class Laag:
    """A world that stands: what it and those below it gave, by the name of the fixture, and its savepoint."""

    maker: Maker
    gegeven: dict[str, Any]
    savepoint: transaction.Atomic


class Stapel:
    """The worlds of this process, the deepest first. `nu` is what the running test was given of them."""

    def __init__(self) -> None:
        self.lagen: list[Laag] = []
        self.nu: dict[Maker, Any] = {}

    def zet_klaar(self, werelden: Sequence[tuple[str, Maker]]) -> None:
        """Let these stand, and no others."""
        makers = [maker for _, maker in werelden]
        while [laag.maker for laag in self.lagen] != makers[: len(self.lagen)]:
            self._neem_af()
        for naam, maker in werelden[len(self.lagen) :]:
            self._leg_op(naam, maker)
        gegeven = copy.deepcopy(self.lagen[-1].gegeven) if self.lagen else {}
        self.nu = {maker: gegeven[naam] for naam, maker in werelden}

    def _leg_op(self, naam: str, maker: Maker) -> None:
        gegeven = copy.deepcopy(self.lagen[-1].gegeven) if self.lagen else {}
        savepoint = transaction.atomic()
        savepoint._from_testcase = True  # what is `durable` may begin in it, as in the transaction of a TestCase
        savepoint.__enter__()
        try:
            gegeven[naam] = maker(**{van: gegeven.get(van) for van in inspect.signature(maker).parameters})
        except BaseException:
            savepoint.__exit__(*sys.exc_info())
            raise
        self.lagen.append(Laag(maker, gegeven, savepoint))

    def _neem_af(self) -> None:
        transaction.set_rollback(True)
        self.lagen.pop().savepoint.__exit__(None, None, None)


stapel = Stapel()


def bewaard(maker: Maker) -> Any:
    """As `pytest.fixture`, for a world to keep."""

    @functools.wraps(maker)
    def wereld(**eronder: Any) -> Any:
        return stapel.nu[maker] if maker in stapel.nu else maker(**eronder)

    _makers[wereld] = maker
    return pytest.fixture(wereld)


def volgorde(item: pytest.Item) -> tuple[bool, list[str]]:
    """To sort tests by, so that those that begin in one world come after each other, and those that commit last."""
    if not isinstance(item, pytest.Function):
        return False, []
    return _commit(item), [naam for naam, _ in werelden_van(item)]


def werelden_van(item: pytest.Function) -> list[tuple[str, Maker]]:
    """The worlds that this test begins in and that can stand before it begins, in the order of making."""
    if WERELDEN not in item.stash:
        item.stash[WERELDEN] = [] if _commit(item) else _te_bewaren(item)
    return item.stash[WERELDEN]


def _te_bewaren(item: pytest.Function) -> list[tuple[str, Maker]]:
    werelden = []
    for naam, fixture in _op_volgorde(item):
        maker = _makers.get(fixture.func)
        if maker is not None:
            werelden.append((naam, maker))
        elif fixture.scope == "function" and _van_een_kamer(fixture):
            break
    return werelden


def _commit(item: pytest.Function) -> bool:
    merk = item.get_closest_marker("django_db")
    return bool(merk and merk.kwargs.get("transaction")) or not {"transactional_db", "live_server"}.isdisjoint(
        item.fixturenames
    )


def _van_een_kamer(fixture: pytest.FixtureDef[Any]) -> bool:
    bestand = inspect.getsourcefile(inspect.unwrap(fixture.func)) or ""
    return "/tests/" in bestand and not bestand.endswith(GEREEDSCHAP)


def _op_volgorde(item: pytest.Function) -> list[tuple[str, pytest.FixtureDef[Any]]]:
    """The fixtures of this test as pytest will make them: each after what it asks for."""
    bekend = item._fixtureinfo.name2fixturedefs
    gemaakt: dict[str, pytest.FixtureDef[Any]] = {}

    def maak(naam: str) -> None:
        if naam in gemaakt or naam not in bekend:
            return
        fixture = bekend[naam][-1]
        for ander in fixture.argnames:
            if ander != naam:
                maak(ander)
        gemaakt[naam] = fixture

    for naam in item.fixturenames:
        maak(naam)
    return list(gemaakt.items())
