"""How a letter writes amounts, days and lists. Only for templates/brieven/brief/."""

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.utils.formats import date_format

from kern.geld import als_bedrag, als_euro

register = template.Library()

_TELWOORDEN = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")


@register.filter
def euro(bedrag: Decimal) -> str:
    return als_euro(bedrag)


@register.filter
def geld(bedrag: Decimal) -> str:
    """Without the euro sign: the caption of the table names the unit."""
    return als_bedrag(bedrag)


@register.filter
def procent(waarde: Decimal) -> str:
    """`5%`, `2,5%`."""
    return f"{waarde.normalize():f}%".replace(".", ",")


@register.filter
def aantal(getal: int) -> str:
    return f"{getal:,}".replace(",", ".")


@register.filter
def telwoord(getal: int) -> str:
    return _TELWOORDEN[getal] if getal < len(_TELWOORDEN) else aantal(getal)


@register.filter
def dag(datum: datetime.date) -> str:
    return date_format(datum, "j F Y")


@register.filter
def weekdag(datum: datetime.date) -> str:
    """`maandag 4 januari 2027`."""
    return date_format(datum, "l j F Y")


@register.filter
def opsomming(delen: Iterable[object]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    *eerste, laatste = [str(deel) for deel in delen]
    return f"{', '.join(eerste)} en {laatste}" if eerste else laatste


@register.filter
def alineas(tekst: str) -> list[str]:
    """The paragraphs of a text that a person typed: parted by blank lines."""
    return [deel.strip() for deel in re.split(r"\n\s*\n", tekst) if deel.strip()]


@register.filter
def periode(jaren: tuple[int, ...]) -> str:
    """`2027`, `2027–2030`."""
    return f"{jaren[0]}–{jaren[-1]}" if len(jaren) > 1 else f"{jaren[0]}"
