"""Reading once what every act of a batch reads: the readers say so themselves, and only inside `onthoud()`."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_geheugen: ContextVar[dict[Any, Any] | None] = ContextVar("geheugen", default=None)


@contextmanager
def onthoud() -> Iterator[None]:
    """Until the end of the block every `onthoudbaar` reader asks the database once per set of arguments."""
    vorig = _geheugen.set({})
    try:
        yield
    finally:
        _geheugen.reset(vorig)


def onthoudbaar(lezer: Callable[P, T]) -> Callable[P, T]:
    """For what is set for days at a time: rules, free days, texts. Never for money or states."""

    @functools.wraps(lezer)
    def lees(*args: P.args, **kwargs: P.kwargs) -> T:
        geheugen = _geheugen.get()
        if geheugen is None:
            return lezer(*args, **kwargs)
        sleutel = (lezer, args, tuple(sorted(kwargs.items())))
        if sleutel not in geheugen:
            geheugen[sleutel] = lezer(*args, **kwargs)
        return geheugen[sleutel]  # type: ignore[no-any-return]  # one memory for readers of all types

    return lees
