"""Choosing an indicator of the city for a theme."""

from typing import Any

from django import forms

from kern.forms import Formulier
from thematafels.models import Subdoel, Thema
from verantwoording.forms.velden import IndicatorVeld


class ThemaindicatorForm(Formulier):
    knop = "Voeg toe"

    indicator = IndicatorVeld(error_messages={"required": "Kies een indicator."})
    subdoel = forms.ModelChoiceField(
        label="Bij welk subdoel?", queryset=Subdoel.objects.none(), empty_label="Het hele thema", required=False
    )

    def __init__(self, *args: Any, thema: Thema, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subdoel"].queryset = Subdoel.objects.filter(thema=thema)  # type: ignore[attr-defined]  # a ModelChoiceField
