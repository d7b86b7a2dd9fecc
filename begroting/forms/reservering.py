"""Setting money apart, and releasing it."""

from typing import Any

from django import forms

from begroting.forms.boekstuk import CODEPATROON, BoekstukForm
from kern.forms import BedragVeld


class ReserveringForm(BoekstukForm):
    knop = "Reserveer"
    field_order = ("bedrag", "aantal", "voor_zaak", "datum", "omschrijving")

    bedrag = BedragVeld(label="Bedrag", help_text="In euro.")
    aantal = forms.IntegerField(
        label="Aantal",
        min_value=1,
        max_value=9999,
        required=False,
        help_text="Voor hoeveel trajecten, pilots of aanvragen.",
    )
    voor_zaak = forms.RegexField(
        label="Kenmerk van de zaak",
        regex=rf"\A{CODEPATROON}\Z",
        required=False,
        help_text="Alleen als het geld voor één zaak in voorbereiding is. De commissie ziet dit bedrag dan niet.",
    )

    def reservering(self) -> dict[str, Any]:
        return self.boekstuk() | {veld: self.cleaned_data[veld] for veld in ("bedrag", "aantal", "voor_zaak")}


class VrijgaveForm(ReserveringForm):
    knop = "Geef vrij"

    voor_zaak = forms.RegexField(
        label="Kenmerk van de zaak",
        regex=rf"\A{CODEPATROON}\Z",
        required=False,
        help_text="Alleen als het geld voor één zaak was gereserveerd.",
    )
