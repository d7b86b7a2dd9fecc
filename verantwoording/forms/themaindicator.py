"""Choosing an indicator of the city for a theme."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator

from kern.forms import Formulier
from thematafels.models import Subdoel, Thema
from verantwoording.forms.velden import LangeLijst
from verantwoording.models import Maatschappelijkeindicator


class _MetBron(ModelChoiceIterator):
    """Keys and names, without making an object of each."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        yield "", str(self.field.empty_label)
        for pk, naam, bron in self.queryset.values_list("pk", "naam", "bron__naam"):
            yield pk, f"{naam} ({bron})"


class _Indicatorkeuze(forms.ModelChoiceField):
    iterator = _MetBron


class ThemaindicatorForm(Formulier):
    knop = "Voeg toe"

    indicator = _Indicatorkeuze(
        label="Indicator",
        queryset=Maatschappelijkeindicator.objects.all(),
        empty_label="Kies een indicator",
        error_messages={"required": "Kies een indicator."},
        widget=LangeLijst,
    )
    subdoel = forms.ModelChoiceField(
        label="Bij welk subdoel?", queryset=Subdoel.objects.none(), empty_label="Het hele thema", required=False
    )

    def __init__(self, *args: Any, thema: Thema, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subdoel"].queryset = Subdoel.objects.filter(thema=thema)  # type: ignore[attr-defined]  # a ModelChoiceField
