"""Judging, proposing and deciding."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from kern.forms import BedragVeld, Formulier, ModelFormulier, Tekstvak
from subsidies.dossier import Deel
from subsidies.models import Beoordeling


class BeoordelingForm(ModelFormulier):
    knop = "Bewaar oordeel"

    class Meta:
        model = Beoordeling
        fields = ("oordeel", "toelichting")
        widgets: ClassVar[dict[str, Any]] = {
            "oordeel": forms.RadioSelect,
            "toelichting": Tekstvak(attrs={"rows": 8}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oordeel"].choices = Beoordeling.Oordeel.choices  # type: ignore[attr-defined]  # without an empty one


class VoorstelForm(Formulier):
    """The proposed amount per year for one participant. It opens with what was asked."""

    knop = "Bewaar voorstel"

    motivering = forms.CharField(
        label="Waarom wijkt u af van het plan?",
        max_length=5000,
        required=False,
        widget=Tekstvak(attrs={"rows": 6}),
        help_text="Nodig als een bedrag anders is dan gevraagd. Deze tekst staat in de brief (Awb 3:46).",
    )
    verplichting = forms.CharField(
        label="Extra verplichting",
        max_length=2000,
        required=False,
        widget=Tekstvak(attrs={"rows": 3}),
        help_text="Komt in de brief bij de vaste verplichtingen (Awb 4:38).",
    )

    def __init__(self, *args: Any, deel: Deel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deel = deel
        jaarvelden = {f"jaar_{jaar}": BedragVeld(label=f"Voorstel {jaar}") for jaar in deel.jaren}
        self.fields = jaarvelden | self.fields

    @property
    def bedragen(self) -> dict[int, Decimal]:
        return {jaar: self.cleaned_data[f"jaar_{jaar}"] for jaar in self.deel.jaren}

    @property
    def jaarvelden(self) -> list[tuple[int, Decimal, forms.BoundField]]:
        return [(jaar, self.deel.gevraagd[jaar], self[f"jaar_{jaar}"]) for jaar in self.deel.jaren]


class BesluitForm(Formulier):
    knop = "Neem het besluit"

    motivering = forms.CharField(
        label="Toelichting bij het besluit",
        max_length=5000,
        required=False,
        widget=Tekstvak(attrs={"rows": 4}),
        help_text="Alleen in het dossier. De motivering per organisatie staat in het voorstel.",
    )
    bevestig = forms.BooleanField(
        label="Ik besluit zoals voorgesteld. De brieven gaan vandaag de deur uit.",
        error_messages={"required": "Zet een vinkje als u het besluit neemt."},
    )
