"""Asking to be called."""

import re

from django import forms
from django.core.exceptions import ValidationError

from kern.forms import Formulier, Tekstvak

# Ten digits from 0, or nine after the country code.
_NUMMER = re.compile(r"(?:\+31|0031|0)([1-9]\d{8})")
_TUSSEN = re.compile(r"[\s().-]+")


class BelForm(Formulier):
    knop = "Bel mij"

    telefoon = forms.CharField(
        label="Op welk telefoonnummer?",
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
    )
    vraag = forms.CharField(
        label="Waar gaat het over?", max_length=500, required=False, widget=Tekstvak(attrs={"rows": 4})
    )

    def clean_telefoon(self) -> str:
        """In one form, as it is dialled: 0612345678."""
        kaal = _TUSSEN.sub("", self.cleaned_data["telefoon"].replace("(0)", ""))
        past = _NUMMER.fullmatch(kaal)
        if past is None:
            raise ValidationError("Vul een Nederlands nummer van tien cijfers in, bijvoorbeeld 06 12 34 56 78.")
        return f"0{past[1]}"
