"""Reclaiming: the proposal with the way to pay, what came back, and keeping it from a payment."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from kern.forms import BedragVeld, DatumVeld, Formulier, Tekstvak
from kern.geld import NUL, als_euro
from uitvoering.models.terugvordering import MEESTE_TERMIJNEN, Wijze
from uitvoering.regels.terugbetalen import NA_VASTSTELLING
from uitvoering.selectors.terugvorderen import Verrekenplek
from uitvoering.soorten.terugvordering import GRONDEN, VOORSCHOT


class TerugvorderForm(Formulier):
    """Per year what is to come back, which opens with all that was paid too much; the ground, why, and how to pay."""

    knop = "Bewaar het voorstel"

    grond = forms.ChoiceField(
        label="Waarop rust het besluit?",
        choices=[(grond.code, f"{grond.naam.capitalize()} ({grond.artikel})") for grond in GRONDEN],
        widget=forms.RadioSelect,
    )
    motivering = forms.CharField(
        label="Waarom",
        max_length=5000,
        widget=Tekstvak(attrs={"rows": 8}),
        help_text="Een eigen motivering, los van die van de vaststelling. De ontvanger leest dit in de brief.",
    )
    wijze = forms.ChoiceField(
        label="Hoe betaalt de organisatie terug?",
        choices=Wijze.choices,
        widget=forms.RadioSelect,
        initial=Wijze.INEENS,
        help_text="Verrekenen kan met een ander tijdvak van dezelfde activiteiten (Awb 4:57 lid 3 en 4:93).",
    )
    termijnen = forms.IntegerField(
        label="Aantal maandelijkse termijnen",
        required=False,
        min_value=2,
        max_value=MEESTE_TERMIJNEN,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text="Alleen als de organisatie in termijnen betaalt (Awb 4:94).",
    )

    def __init__(
        self, *args: Any, te_veel: Mapping[int, Decimal], vastgesteld: Collection[int] = (), **kwargs: Any
    ) -> None:
        self.te_veel = te_veel
        begin: dict[str, Any] = {f"jaar_{jaar}": bedrag for jaar, bedrag in te_veel.items()}
        begin["grond"] = NA_VASTSTELLING if set(te_veel) <= set(vastgesteld) else VOORSCHOT
        super().__init__(*args, **{"initial": begin} | kwargs)
        velden = {
            f"jaar_{jaar}": BedragVeld(
                label=f"Terug over {jaar}", required=False, help_text=f"Te veel betaald: {als_euro(bedrag)}"
            )
            for jaar, bedrag in te_veel.items()
        }
        self.fields = velden | self.fields

    @property
    def invoer(self) -> dict[str, Any]:
        """As the service asks for it."""
        gegevens = self.cleaned_data
        return {
            "terug": {jaar: gegevens[f"jaar_{jaar}"] or NUL for jaar in self.te_veel},
            "grond": gegevens["grond"],
            "motivering": gegevens["motivering"],
            "wijze": Wijze(gegevens["wijze"]),
            "termijnen": gegevens["termijnen"] or 1,
        }


class OntvangForm(Formulier):
    """One amount on the account of the municipality."""

    knop = "Boek de ontvangst"

    bedrag = BedragVeld(label="Ontvangen bedrag")
    datum = DatumVeld(label="Ontvangen op")
    kenmerk = forms.CharField(
        label="Kenmerk van de bank", max_length=60, help_text="Het nummer van het afschrift: elke ontvangst één keer."
    )


class VerrekenForm(Formulier):
    """From which year it is kept."""

    knop = "Verreken"

    met = forms.TypedChoiceField(label="Met welk jaar?", coerce=int, empty_value=None)
    bedrag = BedragVeld(label="Bedrag")

    def __init__(self, *args: Any, plekken: Sequence[Verrekenplek], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["met"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", "Kies een jaar"),
            *(
                (plek.subsidiejaar_id, f"{plek.jaar}, subsidie {plek.kenmerk}: nog {als_euro(plek.ruimte)}")
                for plek in plekken
            ),
        ]
