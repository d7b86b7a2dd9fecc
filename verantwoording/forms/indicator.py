"""Choosing what to see of the figures of the city: all of it stands in the address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.grafiek_lijn import MEESTE
from verantwoording.selectors.maatschappelijk import Plek

ANDEREN = MEESTE - 1  # beside our own


class ZoekIndicatorForm(forms.Form):
    zoek = forms.CharField(label="Zoek op naam, omschrijving of bron", required=False, max_length=100)
    thema = forms.CharField(label="Thema", required=False, max_length=100)


class VergelijkForm(forms.Form):
    """Which municipalities to draw beside our own."""

    met = forms.MultipleChoiceField(
        label="Gemeenten",
        required=False,
        error_messages={"invalid_choice": "Van deze gemeente is er geen cijfer. Kies een andere."},
    )
    zoek = forms.CharField(label="Zoek een gemeente", required=False, max_length=100)

    def __init__(self, gemeenten: Sequence[Plek], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["met"].choices = [(plek.code, plek.naam) for plek in gemeenten]  # type: ignore[attr-defined]

    def clean_met(self) -> list[str]:
        met: list[str] = self.cleaned_data["met"]
        if len(met) > ANDEREN:
            raise ValidationError(f"Kies hoogstens {ANDEREN} gemeenten. Met meer is de grafiek niet te lezen.")
        return met
