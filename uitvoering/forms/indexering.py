"""The forms of an indexing."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.forms import BedragVeld, DatumVeld, Formulier, JaNeeVeld, Tekstvak
from regelingen.models import Regeling
from thematafels.models import Uitvraag
from uitvoering.models import Indexering
from uitvoering.services.indexering import IndexeringGegevens

HOOGSTE = Decimal(25)


class IndexeringForm(Formulier):
    knop = "Bereken"

    regeling = forms.ModelChoiceField(Regeling.objects.order_by("naam"), label="Regeling", empty_label="Kies")
    uitvraag = forms.ModelChoiceField(
        Uitvraag.objects.order_by("naam"),
        label="Alleen deze uitvraag",
        required=False,
        empty_label="Alle uitvragen van de regeling",
    )
    jaar = forms.IntegerField(label="Jaar", min_value=2020, max_value=2100)
    ook_later = JaNeeVeld(label="Stijgen de jaren daarna ook?")
    percentage = BedragVeld(label="Percentage", help_text="Bijvoorbeeld 3,2. Ten hoogste 25.")
    peildatum = DatumVeld(
        label="Percentage van", help_text="De dag waarop dit percentage bekend was, zoals 01-10-2026."
    )
    afronding = forms.ChoiceField(label="Wij ronden", choices=Indexering.Afronding.choices, widget=forms.RadioSelect)
    motivering = forms.CharField(
        label="Waarom",
        max_length=5000,
        widget=Tekstvak(attrs={"rows": 4}),
        help_text="De ontvangers lezen dit in hun brief (Awb 3:46).",
    )

    def clean_percentage(self) -> Decimal:
        percentage: Decimal = self.cleaned_data["percentage"]
        if not 0 < percentage <= HOOGSTE:
            raise ValidationError("Vul een percentage in dat hoger is dan 0 en ten hoogste 25.", code="percentage")
        return percentage

    @property
    def gegevens(self) -> IndexeringGegevens:
        return IndexeringGegevens(**self.cleaned_data)


class UitsluitForm(Formulier):
    knop = "Laat deze subsidie weg"

    reden = forms.CharField(
        label="Waarom doet deze subsidie niet mee?", max_length=500, widget=Tekstvak(attrs={"rows": 3})
    )


class StartForm(forms.Form):
    """What the page showed when the button was pressed."""

    gezien = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    @property
    def waarde(self) -> Any:
        return self.cleaned_data["gezien"] if self.is_valid() else ""
