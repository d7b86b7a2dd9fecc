"""From which budget a table is paid."""

from collections.abc import Sequence
from typing import Any

from django import forms

from begroting.models import Bestedingsdoel
from kern.forms import Formulier


class DekkingForm(Formulier):
    """From which purpose each year of a table is paid."""

    knop = "Bewaar dekking"

    def __init__(self, *args: Any, jaren: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        doelen = list(Bestedingsdoel.objects.select_related("budgetjaar__budget"))
        for jaar in jaren:
            eigen_jaar_eerst = sorted(doelen, key=lambda doel: doel.budgetjaar.jaar != jaar)
            keuzes = [(doel.pk, f"{doel.budgetjaar}: {doel.naam}") for doel in eigen_jaar_eerst]
            self.fields[f"jaar_{jaar}"] = forms.TypedChoiceField(
                label=f"Subsidie {jaar} uit", choices=[("", "Kies een bestedingsdoel"), *keuzes], coerce=int
            )
