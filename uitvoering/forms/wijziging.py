"""A request to change a grant: asking, advising and deciding."""

from collections.abc import Iterable
from typing import Any

from django import forms

from kern.forms import BedragVeld, Formulier, Tekstvak
from organisaties.models import Lidmaatschap
from uitvoering.models import Wijzigingsonderdeel
from uitvoering.selectors.voorstel import collegebesluiten
from uitvoering.services.wijzigingsverzoek import Onderdeelinvoer

RIJEN = 3
_SOORTEN = [("", "Niets"), *Wijzigingsonderdeel.Soort.choices]


class WijzigingForm(Formulier):
    """Why, and at most three things at once; each gets its own answer."""

    knop = "Dien het verzoek in"

    toelichting = forms.CharField(
        label="Waarom wilt u iets wijzigen?", max_length=5000, widget=Tekstvak(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, jaren: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [("", "Geen bedrag"), *((jaar, str(jaar)) for jaar in jaren)]
        for nummer in range(1, RIJEN + 1):
            self.fields |= {
                f"soort_{nummer}": forms.ChoiceField(
                    label=f"Wijziging {nummer}: waarover gaat het?", choices=_SOORTEN, required=nummer == 1
                ),
                f"wat_{nummer}": forms.CharField(
                    label=f"Wijziging {nummer}: wat wordt er anders?",
                    max_length=2000,
                    required=nummer == 1,
                    widget=Tekstvak(attrs={"rows": 3}),
                ),
                f"jaar_{nummer}": forms.TypedChoiceField(
                    label=f"Wijziging {nummer}: jaar", choices=keuzes, coerce=int, empty_value=None, required=False
                ),
                f"bedrag_{nummer}": BedragVeld(
                    label=f"Wijziging {nummer}: meer of minder subsidie, in euro",
                    negatief=True,
                    required=False,
                    help_text="Met een min als er geld af kan. Leeg als het bedrag gelijk blijft.",
                ),
            }

    def clean(self) -> dict[str, Any]:
        """An amount has a year, and what was begun is whole."""
        schoon = super().clean() or self.cleaned_data
        for nummer in range(1, RIJEN + 1):
            soort, wat = schoon.get(f"soort_{nummer}"), schoon.get(f"wat_{nummer}")
            jaar, bedrag = schoon.get(f"jaar_{nummer}"), schoon.get(f"bedrag_{nummer}")
            if (jaar is None) != (not bedrag):
                self.add_error(f"bedrag_{nummer}", "Vul een jaar en een bedrag in, of geen van beide.")
            if not soort and (wat or bedrag):
                self.add_error(f"soort_{nummer}", "Kies waarover deze wijziging gaat.")
            if soort and not wat and nummer > 1:
                self.add_error(f"wat_{nummer}", "Schrijf wat er anders wordt.")
        return schoon

    @property
    def onderdelen(self) -> list[Onderdeelinvoer]:
        return [
            Onderdeelinvoer(
                soort=self.cleaned_data[f"soort_{nummer}"],
                omschrijving=self.cleaned_data[f"wat_{nummer}"],
                jaar=self.cleaned_data[f"jaar_{nummer}"],
                bedrag=self.cleaned_data[f"bedrag_{nummer}"] or None,
            )
            for nummer in range(1, RIJEN + 1)
            if self.cleaned_data[f"soort_{nummer}"]
        ]


class AdviesForm(Formulier):
    knop = "Bewaar het advies"

    advies = forms.ChoiceField(label="Advies", choices=Wijzigingsonderdeel.Advies.choices, widget=forms.RadioSelect)
    motivering = forms.CharField(
        label="Waarom",
        max_length=2000,
        help_text="De ontvanger leest dit in de brief (Awb 3:46).",
        widget=Tekstvak(attrs={"rows": 6}),
    )


class BeslisForm(Formulier):
    """Deciding on one part; under the mandate of who decides, or under a decision of the college."""

    knop = "Neem het besluit"

    uitkomst = forms.ChoiceField(label="Besluit", choices=Wijzigingsonderdeel.Advies.choices, widget=forms.RadioSelect)
    motivering = forms.CharField(
        label="Waarom",
        max_length=2000,
        help_text="De ontvanger leest dit in de brief (Awb 3:46).",
        widget=Tekstvak(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, lid: Lidmaatschap, kenmerk: str, college: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if college:
            self.fields["collegebesluit"] = forms.ModelChoiceField(
                label="Collegebesluit",
                queryset=collegebesluiten(lid, kenmerk),
                empty_label="Kies een collegebesluit",
                error_messages={"required": "Kies het collegebesluit dat u uitvoert."},
            )

    @property
    def invoer(self) -> dict[str, Any]:
        gekozen = self.cleaned_data.get("collegebesluit")
        return {
            "toewijzen": self.cleaned_data["uitkomst"] == Wijzigingsonderdeel.Advies.TOEWIJZEN,
            "motivering": self.cleaned_data["motivering"],
            "collegebesluit_id": gekozen.pk if gekozen else None,
        }
