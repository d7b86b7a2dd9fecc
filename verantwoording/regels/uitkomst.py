"""What became of one activity, by all its indicators that have a target."""

from collections.abc import Iterable


def gehaald(bereikt: Iterable[bool | None]) -> bool | None:
    """Missed when one was missed; reached when every one was; otherwise, or without any, nobody knows.

    `bereikt`: per indicator with a target whether it was reached, None when that is not known.
    """
    uitkomsten = list(bereikt)
    if False in uitkomsten:
        return False
    return True if uitkomsten and None not in uitkomsten else None
