"""What goes into the annex to a paper of the council. Asked with a GET: the address makes the same file again."""

import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone

from kern.forms import DatumVeld, Formulier
from overzichten.selectors.bijlage import budgetten, jaren

VORMEN = {"pdf": "PDF, om te lezen", "odt": "ODT, om verder in te schrijven", "ods": "ODS, om mee te rekenen"}
MEESTE = 12  # budget years in one annex


class BijlageForm(Formulier):
    knop = "Maak de bijlage"

    budget = forms.MultipleChoiceField(
        label="Welke budgetten?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies een of meer budgetten.", "invalid_choice": "Dit budget bestaat niet."},
    )
    jaar = forms.TypedMultipleChoiceField(
        label="Welke begrotingsjaren?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies een of meer jaren.", "invalid_choice": "Van dit jaar is geen begroting."},
    )
    per = DatumVeld(label="Stand per", required=False, help_text="dag-maand-jaar. Leeg is vandaag.")
    als = forms.ChoiceField(
        label="Wat voor bestand?",
        choices=VORMEN,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een bestand.", "invalid_choice": "Kies een bestand."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["budget"].choices = budgetten()  # type: ignore[attr-defined]  # a field with choices
        self.fields["jaar"].choices = [(jaar, str(jaar)) for jaar in jaren()]  # type: ignore[attr-defined]  # the same

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_method = "get"
        return helper

    def clean_per(self) -> datetime.date:
        vandaag = timezone.localdate()
        per: datetime.date = self.cleaned_data["per"] or vandaag
        if per > vandaag:
            raise forms.ValidationError("Kies een dag tot en met vandaag. Van later is nog niets geboekt.")
        return per

    def clean(self) -> None:
        keuzes = [len(self.cleaned_data.get(veld, ())) for veld in ("budget", "jaar")]
        if keuzes[0] * keuzes[1] > MEESTE:
            raise forms.ValidationError(
                f"In één bijlage passen {MEESTE} begrotingsjaren. Kies minder budgetten of minder jaren."
            )
