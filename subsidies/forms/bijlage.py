"""A file with an application."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kern.forms import BestandVeld, Formulier
from subsidies.models import Aanvraagdeel, Bijlage

HEEL = ""


class BijlageForm(Formulier):
    """What it is, and with which part it belongs; `waar` is asked only where there is something to choose."""

    knop = "Voeg toe"

    waar = forms.ChoiceField(label="Waar hoort het bij?", required=False)
    soort = forms.ChoiceField(label="Wat is het?")
    omschrijving = forms.CharField(label="Omschrijving", max_length=150, required=False)
    bestand = BestandVeld(label="Bestand")

    def __init__(self, *args: Any, plekken: Sequence[Aanvraagdeel | None], op_papier: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [
            (str(plek.pk), f"Het deel van {plek.organisatie.naam}") if plek else (HEEL, "De hele aanvraag")
            for plek in plekken
        ]
        self.fields["waar"].choices = keuzes  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["waar"].initial = keuzes[0][0] if keuzes else HEEL
        if len(keuzes) == 1:
            self.fields["waar"].widget = forms.HiddenInput()
        soorten = [(waarde, naam) for waarde, naam in Bijlage.Soort.choices if op_papier or waarde != "papier"]
        self.fields["soort"].choices = [("", "Kies"), *soorten]  # type: ignore[attr-defined]

    @property
    def gegevens(self) -> dict[str, Any]:
        """As the service asks for it."""
        gegevens = dict(self.cleaned_data)
        waar = gegevens.pop("waar")
        return gegevens | {"deel_id": int(waar) if waar else None}
