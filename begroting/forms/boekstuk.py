"""What every booking by hand asks. The form carries the kenmerk of its boekstuk: sent twice, it books once."""

import secrets
from typing import Any

from django import forms
from django.utils import timezone

from kern.forms import DatumVeld, Formulier, Tekstvak
from kern.spoor import CODE

CODEPATROON = CODE.pattern.removeprefix("^").removesuffix("$")


def nieuw_kenmerk() -> str:
    """A kenmerk for a boekstuk made on a screen, like B-2026-1f3a9c2e."""
    return f"B-{timezone.localdate().year}-{secrets.token_hex(4)}"


class KenmerkForm(Formulier):
    """What every boekstuk asks: the reason."""

    omschrijving = forms.CharField(label="Waarom", max_length=500, widget=Tekstvak(attrs={"rows": 3}))
    kenmerk = forms.RegexField(regex=rf"\A{CODEPATROON}\Z", widget=forms.HiddenInput, initial=nieuw_kenmerk)


class BoekstukForm(KenmerkForm):
    """And the day, where that is the day of a decision."""

    datum = DatumVeld(label="Datum van het besluit", initial=timezone.localdate)

    def boekstuk(self) -> dict[str, Any]:
        """The arguments that every booking service takes."""
        return {veld: self.cleaned_data[veld] for veld in ("datum", "omschrijving", "kenmerk")}
