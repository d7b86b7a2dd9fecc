"""The form of this room."""

from django import forms
from django.utils import timezone

from kern.forms import DatumVeld, Formulier
from regelingen.parameters import SLEUTELS


class ParameterForm(Formulier):
    knop = "Stel de waarde in"

    sleutel = forms.ChoiceField(
        label="Onderdeel",
        choices=[
            (groep, [(b.sleutel, b.label) for b in SLEUTELS.values() if b.groep == groep])
            for groep in dict.fromkeys(b.groep for b in SLEUTELS.values())
        ],
    )
    waarde = forms.CharField(
        label="Waarde",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Een getal, een bedrag, ja of nee, een dag als maand-dag (04-01) of een tekst.",
    )
    geldig_van = DatumVeld(label="Geldt vanaf", initial=timezone.localdate)
    artikel = forms.CharField(
        label="Artikel", required=False, max_length=150, help_text="Leeg: het artikel dat er standaard bij hoort."
    )
