"""Choosing what to take over from an earlier part of one's own organisation."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms

from kern.forms import Formulier
from subsidies.dossier import Aanbod
from subsidies.selectors.overname import Bron
from subsidies.services.kopieren import Keus


class KopieForm(Formulier):
    """What there is to take over; what cannot be (nothing there, or filled in already) is left out."""

    knop = "Neem over"

    alles = forms.BooleanField(required=False)
    voorzieningen = forms.TypedMultipleChoiceField(
        label="Of kies voorzieningen", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    activiteiten = forms.BooleanField(required=False)
    begroting = forms.BooleanField(required=False)
    teksten = forms.BooleanField(required=False)

    def __init__(
        self,
        *args: Any,
        bron: Bron,
        aanbod: Sequence[Aanbod],
        al_hier: Collection[int],
        teksten: int,
        activiteiten: int,
        met_begroting: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bron = bron
        self.keuzes = [(een.pk, _regel(een)) for een in aanbod if een.pk not in al_hier]
        self.fields["voorzieningen"].choices = self.keuzes  # type: ignore[attr-defined]  # a field with choices
        labels = {
            "alles": f"Alle voorzieningen ({len(self.keuzes)})" if len(self.keuzes) > 1 else "",
            "voorzieningen": self.fields["voorzieningen"].label if self.keuzes else "",
            "activiteiten": f"Waar u over verantwoordde ({activiteiten}), met de indicatoren" if activiteiten else "",
            "begroting": f"De begroting ({bron.posten} {'regel' if bron.posten == 1 else 'regels'})"
            if met_begroting and bron.posten
            else "",
            "teksten": f"De gezamenlijke teksten ({teksten}), waar nog niets staat" if teksten else "",
        }
        for naam, label in labels.items():
            if label:
                self.fields[naam].label = label
            else:
                del self.fields[naam]

    @property
    def is_leeg(self) -> bool:
        """Nothing is left to take over."""
        return not self.fields

    @property
    def keus(self) -> Keus:
        gegevens = self.cleaned_data
        alles = [pk for pk, _ in self.keuzes] if gegevens.get("alles") else gegevens.get("voorzieningen", [])
        return Keus(
            bron_id=self.bron.pk,
            voorzieningen=frozenset(alles),
            begroting=gegevens.get("begroting", False),
            teksten=gegevens.get("teksten", False),
            activiteiten=gegevens.get("activiteiten", False),
        )


def _regel(aanbod: Aanbod) -> str:
    return f"{aanbod.naam or 'Zonder naam'} ({', '.join(aanbod.stadsdelen) or 'nog geen stadsdeel'})"
