"""Template tags of the look (docs/opmaak.md): money, dates, icons and statuses, written the same everywhere."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kern.geld import als_bedrag, als_euro
from kern.getal import als_maat

register = template.Library()

LEEG = "–"

# Every symbol in static/bron/iconen.svg.
ICONEN = frozenset(
    {
        "bezig",
        "document",
        "fout",
        "haal",
        "info",
        "klaar",
        "let-op",
        "mens",
        "neer",
        "plus",
        "rust",
        "slot",
        "terug",
        "verder",
        "wacht",
    }
)

# Our word for a status, and the modifier of the NL Design System badge that carries it. The icon has the same name.
STATUSSEN = {
    "klaar": "success",
    "bezig": "active",
    "let-op": "warning",
    "fout": "danger",
    "rust": "neutral",
}

# Kinds of message (ours and Django's levels): the modifier of the alert, its icon, and how urgent it is read out.
MELDINGEN = {
    "klaar": ("ok", "klaar", "status"),
    "info": ("info", "info", "status"),
    "let-op": ("warning", "let-op", "status"),
    "fout": ("error", "fout", "alert"),
}
NIVEAUS = {"debug": "info", "success": "klaar", "warning": "let-op", "error": "fout"}

# From this many days left, a date is drawn as urgent.
KRAP = 5


def _dag(waarde: dt.date | dt.datetime) -> dt.date:
    """The calendar day in Amsterdam."""
    return timezone.localtime(waarde).date() if isinstance(waarde, dt.datetime) else waarde


@register.filter
def euro(bedrag: Decimal | None) -> str:
    """`€ 1.234,50`; nothing is a dash."""
    return LEEG if bedrag is None else als_euro(bedrag)


@register.filter
def bedrag(waarde: Decimal | None) -> str:
    """`1.234` or `1.234,50`: without the euro sign, cents only when there are any."""
    if waarde is None:
        return LEEG
    return als_bedrag(waarde, 0 if waarde == waarde.to_integral_value() else 2)


@register.filter
def getal(waarde: Decimal | None, eenheid: str = "") -> str:
    """`1.250`, `62,5` or (with a unit) `62,5%` and `1.250 bewoners`; nothing is a dash."""
    return als_maat(waarde, eenheid)


@register.filter
def datum(waarde: dt.date | dt.datetime | None) -> str:
    """`20 november 2026`."""
    return LEEG if waarde is None else date_format(_dag(waarde), "j F Y")


@register.filter
def datum_kort(waarde: dt.date | dt.datetime | None) -> str:
    """`20 nov 2026`."""
    return LEEG if waarde is None else date_format(_dag(waarde), "j b Y")


@register.filter
def tijdstip(waarde: dt.datetime | None) -> str:
    """`20 november 2026 om 14.32 uur`, Amsterdam time."""
    return LEEG if waarde is None else date_format(timezone.localtime(waarde), r"j F Y \o\m H.i \u\u\r")


@register.filter
def dagen_over(waarde: dt.date | dt.datetime) -> int:
    """Days from today until this day; below zero when it has passed."""
    return (_dag(waarde) - timezone.localdate()).days


@register.simple_tag
def dagen(waarde: dt.date | dt.datetime | None) -> SafeString:
    """`17 dagen`, and with a sign of its own when the day is near or has passed."""
    if waarde is None:
        return format_html("{}", LEEG)
    over = dagen_over(waarde)
    aantal, woord = abs(over), "dag" if abs(over) == 1 else "dagen"
    if over < 0:
        return format_html(
            '<span class="sb-dagen sb-dagen--laat">{} <b>{}</b> {} te laat</span>', icoon("fout"), aantal, woord
        )
    if over <= KRAP:
        return format_html(
            '<span class="sb-dagen sb-dagen--krap">{} <b>{}</b> {}</span>', icoon("let-op"), aantal, woord
        )
    return format_html('<span class="sb-dagen"><b>{}</b> {}</span>', aantal, woord)


@register.simple_tag
def icoon(naam: str) -> SafeString:
    """A symbol from the sprite. It never carries meaning alone: text stands beside it."""
    if naam not in ICONEN:
        raise template.TemplateSyntaxError(f"Er is geen icoon '{naam}'.")
    return format_html(
        '<svg class="sb-icoon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><use href="{}#v-{}"/></svg>',
        static("gebouwd/iconen.svg"),
        naam,
    )


@register.simple_tag
def status(soort: str, tekst: Any, icoon: str = "") -> SafeString:
    """A status: always text with a shape of its own; the colour only supports it."""
    if soort not in STATUSSEN:
        raise template.TemplateSyntaxError(f"Er is geen status '{soort}'.")
    return format_html(
        '<span class="utrecht-status-badge utrecht-status-badge--{} sb-status">{}{}</span>',
        STATUSSEN[soort],
        _icoon(icoon or soort),
        tekst,
    )


@register.simple_tag
def fictief(voorbeeld: Any) -> SafeString:
    """The mark on everything made up; nothing for real data. Takes an object with `fictief`, or a boolean."""
    if not (voorbeeld if isinstance(voorbeeld, bool) else voorbeeld.fictief):
        return SafeString("")
    return format_html(
        '<span class="utrecht-status-badge utrecht-status-badge--neutral sb-status sb-fictief">{}{}</span>',
        icoon("info"),
        "Fictief voorbeeld",
    )


@register.simple_tag
def melding(soort: str, tekst: Any) -> SafeString:
    """One sentence that must not be missed, in a box of its own. `soort`: klaar, info, let-op or fout."""
    klasse, teken, rol = MELDINGEN[NIVEAUS.get(soort, soort)]
    return format_html(
        '<div class="utrecht-alert utrecht-alert--{}" role="{}">{}'
        '<div class="utrecht-alert__content"><p class="utrecht-alert__message">{}</p></div></div>',
        klasse,
        rol,
        icoon(teken),
        tekst,
    )


@register.simple_tag
def cel(veld: BoundField, label: str = "") -> SafeString:
    """A field in a table cell: its label is there for a screen reader only."""
    return render_to_string("nlds/field.html", {"field": veld, "verborgen_label": label or veld.label})


@register.filter
def is_soort(veld: BoundField, soorten: str) -> bool:
    """Whether the widget of this field is one of these kinds (the `input_type`, comma separated)."""
    return getattr(veld.field.widget, "input_type", "") in soorten.split(",")


_icoon = icoon
