"""Searching in what was submitted: all of it stands in the address."""

from typing import Any

from django import forms

from verantwoording.selectors.zoeken import Keuzes, Zoekvraag

UITKOMSTEN = (("ja", "Doelen gehaald"), ("nee", "Niet alle doelen gehaald"), ("onbekend", "Niet bekend"))


class ZoekForm(forms.Form):
    """A choice that does not exist narrows nothing, and says so."""

    zoek = forms.CharField(
        label="Woorden uit wat werkte, wat niet werkte en wat is gedaan", required=False, max_length=100
    )
    principe = forms.ChoiceField(label="'Wat werkt'-principe", required=False)
    thema = forms.ChoiceField(label="Thema", required=False)
    jaar = forms.TypedChoiceField(label="Jaar", required=False, coerce=int, empty_value=None)
    bereikt = forms.ChoiceField(label="Uitkomst", required=False, choices=[("", "Alle uitkomsten"), *UITKOMSTEN])

    def __init__(self, *args: Any, keuzes: Keuzes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam, alle, waarden in (
            ("principe", "Alle principes", keuzes.principes),
            ("thema", "Alle thema's", keuzes.themas),
            ("jaar", "Alle jaren", keuzes.jaren),
        ):
            self.fields[naam].choices = [("", alle), *((een, str(een)) for een in waarden)]  # type: ignore[attr-defined]

    @property
    def vraag(self) -> Zoekvraag:
        self.is_valid()
        return Zoekvraag(**self.cleaned_data)
