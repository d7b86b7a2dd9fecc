"""What closing a year and booking back a mistake ask."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from begroting.forms.boekstuk import BoekstukForm, nieuw_kenmerk
from kern.forms import BedragVeld, DatumVeld, Formulier
from kern.spoor import CODE


class TerugdraaiForm(BoekstukForm):
    knop = "Draai dit boekstuk terug"
    field_order = ("omschrijving", "datum")

    def terugdraaien(self) -> dict[str, Any]:
        """The arguments of the service."""
        gegevens = self.boekstuk()
        return {"reden": gegevens.pop("omschrijving")} | gegevens


class MeenemenForm(Formulier):
    """What of one purpose goes along. `doelen` are the purposes of later years: id and name."""

    knop = "Bewaar"

    bedrag = BedragVeld(label="Mee te nemen", help_text="In euro. Vul 0 in als er niets mee gaat.")
    naar = forms.TypedChoiceField(label="Naar", coerce=int)
    reden = forms.CharField(label="Waarom", max_length=300)

    def __init__(self, *args: Any, doelen: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["naar"].choices = [(str(pk), naam) for pk, naam in doelen]  # type: ignore[attr-defined]

    def voorstel(self) -> dict[str, Any]:
        """The arguments of the service, without the purpose itself."""
        bedrag: Decimal = self.cleaned_data["bedrag"]
        return {"bedrag": bedrag, "naar_id": self.cleaned_data["naar"], "reden": self.cleaned_data["reden"]}


class SluitAfForm(Formulier):
    knop = "Sluit het jaar af"

    datum = DatumVeld(label="Datum van het besluit", initial=timezone.localdate)
    kenmerk = forms.RegexField(regex=rf"\A{CODE.pattern}\Z", widget=forms.HiddenInput, initial=nieuw_kenmerk)
