"""Numbers and lists as a Dutch sentence holds them. Pure."""

from collections.abc import Iterable

_TELWOORDEN = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")


def aantal(getal: int) -> str:
    """`1.234`."""
    return f"{getal:,}".replace(",", ".")


def telwoord(getal: int) -> str:
    """In a word up to `twaalf`, in figures from 13."""
    return _TELWOORDEN[getal] if getal < len(_TELWOORDEN) else aantal(getal)


def opsomming(delen: Iterable[object], voegwoord: str = "en") -> str:
    """`a`, `a en b`, `a, b en c`. At least one."""
    *eerste, laatste = [str(deel) for deel in delen]
    return f"{', '.join(eerste)} {voegwoord} {laatste}" if eerste else laatste
