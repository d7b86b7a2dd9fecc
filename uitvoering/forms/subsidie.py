"""Narrowing the list of grants."""

from typing import Any

from django import forms

from kern.forms import Formulier
from subsidies.models import Subsidie
from uitvoering.selectors.lijst import Keuzes


class KiesForm(Formulier):
    """Filters in the address: all optional, and what does not fit narrows nothing."""

    zoek = forms.CharField(label="Zoek op ontvanger", required=False, max_length=100)
    jaar = forms.TypedChoiceField(label="Jaar", required=False, coerce=int, empty_value=None)
    thema = forms.TypedChoiceField(label="Thematafel", required=False, coerce=int, empty_value=None)
    stand = forms.ChoiceField(label="Stand", required=False, choices=[("", "Elke stand"), *Subsidie.Stand.choices])

    def __init__(self, *args: Any, keuzes: Keuzes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jaar"].choices = [("", "Elk jaar"), *((jaar, str(jaar)) for jaar in keuzes.jaren)]  # type: ignore[attr-defined]  # a choice field
        self.fields["thema"].choices = [("", "Alle thematafels"), *keuzes.themas]  # type: ignore[attr-defined]  # a choice field

    @property
    def gekozen(self) -> dict[str, Any]:
        """What was asked for and may be asked for."""
        self.is_valid()
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if waarde}
