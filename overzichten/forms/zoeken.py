from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.forms import BedragVeld, Formulier
from overzichten.selectors.zoeken import GROEPEN, Zoekvraag


class ZoekForm(Formulier):
    """An exact amount, or amounts from one up to another, or a kenmerk; all of it stands in the address."""

    kenmerk = forms.CharField(
        label="Kenmerk", required=False, max_length=80, help_text="Of een deel ervan, bijvoorbeeld SB-2026-0012."
    )
    bedrag = BedragVeld(label="Precies dit bedrag", required=False, help_text="Bijvoorbeeld 1.234,50.")
    van = BedragVeld(label="Bedrag vanaf", required=False)
    tot = BedragVeld(label="Bedrag tot en met", required=False)
    waar = forms.ChoiceField(label="Waarin", required=False, choices=[("", "Overal"), *GROEPEN])

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or {}
        van, tot = gegevens.get("van"), gegevens.get("tot")
        if gegevens.get("bedrag") is not None and (van is not None or tot is not None):
            self.add_error("bedrag", ValidationError("Kies: precies dit bedrag, of een bedrag vanaf en tot en met."))
        if van is not None and tot is not None and van > tot:
            self.add_error("tot", ValidationError("Dit bedrag is lager dan het bedrag vanaf."))
        if not self.errors and not any(
            gegevens.get(veld) not in {None, ""} for veld in ("kenmerk", "bedrag", "van", "tot")
        ):
            self.add_error("kenmerk", ValidationError("Vul een kenmerk of een bedrag in."))
        return gegevens

    def vraag(self) -> Zoekvraag | None:
        """None while nothing was asked, or something is wrong."""
        if not self.is_bound or not self.is_valid():
            return None
        gegevens = self.cleaned_data
        precies = gegevens["bedrag"]
        return Zoekvraag(
            kenmerk=gegevens["kenmerk"],
            van=gegevens["van"] if precies is None else precies,
            tot=gegevens["tot"] if precies is None else precies,
            waar=gegevens["waar"],
        )
