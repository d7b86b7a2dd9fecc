"""The choice of the day by which the figures of a page stand. It is in the address."""

import datetime

from django import forms
from django.utils import timezone

from kern.peil import Peil


class PeilForm(forms.Form):
    """By which day to show the figures; empty is now."""

    per = forms.DateField(
        label="Kies een andere dag",
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "utrecht-textbox"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Vul een dag in, bijvoorbeeld 31-12-2019."},
    )

    def clean_per(self) -> datetime.date | None:
        per: datetime.date | None = self.cleaned_data["per"]
        if per is not None and per > timezone.localdate():
            raise forms.ValidationError("Kies een dag tot en met vandaag. Van later is nog niets geboekt.")
        return per

    def peil(self) -> Peil:
        """A day that cannot be shown gives the page of today, with the reason at the field. A file holds all rows."""
        self.full_clean()
        vandaag = timezone.localdate()
        per = self.cleaned_data.get("per")
        blad = None if "als" in self.data else self.data.get("bladzijde", "1")
        return Peil(per or vandaag, per if per != vandaag else None, blad)
