"""From which budgets a table is paid."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.validators import MinValueValidator

from begroting.models import Bestedingsdoel
from kern.forms import BedragVeld, Formulier
from subsidies.regels.verdeel_over_dekking import Dekkingsregel
from subsidies.services.dekking import MEESTE

HOGER_DAN_NUL = MinValueValidator(Decimal("0.01"), "Vul een maximum in dat hoger is dan 0, of niets.")


class DekkingForm(Formulier):
    """Per year of a table the purposes it is paid from, in order; always room for one more."""

    knop = "Bewaar dekking"

    def __init__(self, *args: Any, nu: Mapping[int, Sequence[Dekkingsregel]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        doelen = list(Bestedingsdoel.objects.select_related("budgetjaar__budget"))
        self.plekken = {jaar: range(1, min(MEESTE, max(1, len(regels)) + 1) + 1) for jaar, regels in nu.items()}
        for jaar, plekken in self.plekken.items():
            eigen_jaar_eerst = sorted(doelen, key=lambda doel: doel.budgetjaar.jaar != jaar)
            keuzes = [(doel.pk, f"{doel.budgetjaar}: {doel.naam}") for doel in eigen_jaar_eerst]
            for plek in plekken:
                self._voeg_regel_toe(jaar, plek, [("", "Kies een bestedingsdoel"), *keuzes])
            for plek, regel in enumerate(nu[jaar][:MEESTE], start=1):
                self.initial[f"doel_{jaar}_{plek}"] = regel.bestedingsdoel_id
                self.initial[f"hoogstens_{jaar}_{plek}"] = regel.hoogstens

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(
            *(
                Fieldset(
                    str(jaar),
                    *(f"{veld}_{jaar}_{plek}" for plek in plekken for veld in ("doel", "hoogstens")),
                )
                for jaar, plekken in self.plekken.items()
            )
        )
        return helper

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        for jaar, plekken in self.plekken.items():
            for plek in plekken:
                if gegevens.get(f"hoogstens_{jaar}_{plek}") and gegevens.get(f"doel_{jaar}_{plek}") is None:
                    self.add_error(f"doel_{jaar}_{plek}", "Kies bij dit maximum een bestedingsdoel.")
        return gegevens

    def gewijzigd(self) -> dict[int, list[Dekkingsregel]]:
        """The years of which something was changed, with what is chosen there now."""
        return {
            jaar: [
                Dekkingsregel(doel_id, self.cleaned_data[f"hoogstens_{jaar}_{plek}"])
                for plek in plekken
                if (doel_id := self.cleaned_data[f"doel_{jaar}_{plek}"]) is not None
            ]
            for jaar, plekken in self.plekken.items()
            if any(naam.split("_")[1] == str(jaar) for naam in self.changed_data)
        }

    def _voeg_regel_toe(self, jaar: int, plek: int, keuzes: list[tuple[Any, str]]) -> None:
        self.fields[f"doel_{jaar}_{plek}"] = forms.TypedChoiceField(
            label=f"Subsidie {jaar} uit" if plek == 1 else f"Subsidie {jaar} daarna uit (doel {plek})",
            choices=keuzes,
            coerce=int,
            empty_value=None,
            required=plek == 1,
        )
        self.fields[f"hoogstens_{jaar}_{plek}"] = BedragVeld(
            label=f"Hoogstens uit doel {plek} in {jaar}",
            required=False,
            validators=[HOGER_DAN_NUL],
            help_text="In euro, voor alle subsidies van deze tafel samen. Leeg: tot het op is.",
        )
