"""A question of the council, and its answer."""

from django import forms

from begroting.models import Raadsvraag
from kern.forms import Formulier, Tekstvak

GEEN_NAMEN = "Iedereen kan dit lezen. Noem geen namen van personen."


def _tekens(veld: str) -> int | None:
    return Raadsvraag._meta.get_field(veld).max_length  # type: ignore[union-attr]  # a column, no relation


class RaadsvraagForm(Formulier):
    knop = "Stel de vraag"

    vraag = forms.CharField(
        label="Uw vraag",
        help_text=GEEN_NAMEN,
        max_length=_tekens("vraag"),
        widget=Tekstvak(attrs={"rows": 5}),
        error_messages={"required": "Schrijf uw vraag."},
    )


class AntwoordForm(Formulier):
    knop = "Geef het antwoord"

    antwoord = forms.CharField(
        label="Antwoord",
        help_text=GEEN_NAMEN,
        max_length=_tekens("antwoord"),
        widget=Tekstvak(attrs={"rows": 8}),
        error_messages={"required": "Schrijf het antwoord."},
    )
