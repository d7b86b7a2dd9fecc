"""What an officer fills in to calculate or to choose bookings. All of it stands in the address."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from begroting.forms.peil import PeilForm
from begroting.grootboek import Soort
from kern.forms import DatumVeld, Formulier
from overzichten.selectors.benutting_bewegingen import Keuze
from uitvoering.models import Indexering

AFRONDINGEN = (Indexering.Afronding.CENT, Indexering.Afronding.EURO)


class WatAlsForm(Formulier):
    percentage = forms.DecimalField(
        label="Percentage",
        min_value=Decimal(0),
        max_value=Decimal(25),
        max_digits=5,
        decimal_places=2,
        localize=True,
        help_text="Bijvoorbeeld 2,5.",
    )
    afronding = forms.ChoiceField(
        label="Rond", choices=[(keuze.value, keuze.label) for keuze in AFRONDINGEN], initial=AFRONDINGEN[0]
    )


class BewegingenForm(Formulier, PeilForm):
    """All of it has a value from the start: this year up to today, or up to the day that was asked for."""

    field_order = ("van", "tot", "soort", "budget", "per")

    van = DatumVeld(label="Van")
    tot = DatumVeld(label="Tot en met")
    soort = forms.ChoiceField(label="Soort boeking", required=False, choices=[("", "Elke soort"), *Soort.choices])
    budget = forms.TypedChoiceField(label="Budget", required=False, coerce=int, empty_value=None)

    def __init__(self, data: Mapping[str, str], *, budgetten: dict[int, str]) -> None:
        dag = PeilForm(data).peil().dag
        super().__init__({"van": f"01-01-{dag.year}", "tot": f"{dag:%d-%m-%Y}"} | dict(data))
        self.fields["per"].label = "Stand per"
        self.fields["budget"].choices = [("", "Alle budgetten"), *budgetten.items()]  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        if gegevens.get("van") and gegevens.get("tot") and gegevens["van"] > gegevens["tot"]:
            self.add_error("tot", ValidationError("De laatste dag ligt voor de eerste."))
        if gegevens.get("van") and gegevens.get("per") and gegevens["van"] > gegevens["per"]:
            self.add_error("per", ValidationError("Deze dag ligt voor de eerste dag van de periode."))
        return gegevens

    def keuze(self) -> Keuze | None:
        """None when something is wrong. Nothing of after the day that was asked for."""
        if not self.is_valid():
            return None
        gegevens = self.cleaned_data
        tot = min(gegevens["tot"], gegevens["per"] or gegevens["tot"])
        return Keuze(gegevens["van"], tot, gegevens["soort"], gegevens["budget"])
