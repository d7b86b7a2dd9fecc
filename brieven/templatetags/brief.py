"""How a letter or a document writes amounts, days and lists. On paper only: screens have kern's sb."""

import re
from decimal import Decimal

from django import template

from kern.geld import als_bedrag, als_euro
from kern.taal import aantal, opsomming, telwoord
from kern.termijnen.stappen import dag_en_datum, datum

register = template.Library()

register.filter("euro", als_euro)
register.filter("geld", als_bedrag)  # without the euro sign: the caption of the table names the unit
register.filter("aantal", aantal)
register.filter("telwoord", telwoord)
register.filter("dag", datum)
register.filter("weekdag", dag_en_datum)
register.filter("opsomming", opsomming)


@register.filter
def procent(waarde: Decimal) -> str:
    """`5%`, `2,5%`."""
    return f"{waarde.normalize():f}%".replace(".", ",")


@register.filter
def alineas(tekst: str) -> list[str]:
    """The paragraphs of a text that a person typed: parted by blank lines."""
    return [deel.strip() for deel in re.split(r"\n\s*\n", tekst) if deel.strip()]


@register.filter
def periode(jaren: tuple[int, ...]) -> str:
    """`2027`, `2027–2030`."""
    return f"{jaren[0]}–{jaren[-1]}" if len(jaren) > 1 else f"{jaren[0]}"
