"""Judging, proposing and deciding."""

from decimal import Decimal
from typing import Any

from django import forms

from kern.forms import BedragVeld, Formulier, Tekstvak
from subsidies.dossier import Deel
from subsidies.models import Beoordeling, Oordeel
from subsidies.services.oordelen import Oordeelinvoer


class OordeelForm(Formulier):
    """One judgement on a criterium; points only where the regeling ranks (`punten_tot`)."""

    knop = "Bewaar oordeel"

    oordeel = forms.ChoiceField(label="Oordeel", choices=Beoordeling.Oordeel.choices, widget=forms.RadioSelect)
    punten = forms.IntegerField(label="Punten", min_value=0)
    toelichting = forms.CharField(label="Toelichting", max_length=5000, widget=Tekstvak(attrs={"rows": 8}))

    def __init__(self, *args: Any, punten_tot: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if punten_tot is None:
            del self.fields["punten"]
        else:
            self.fields["punten"].help_text = f"0 tot en met {punten_tot}."

    @property
    def invoer(self) -> Oordeelinvoer:
        schoon = self.cleaned_data
        return Oordeelinvoer(schoon["oordeel"], schoon["toelichting"], schoon.get("punten"))


class GezamenlijkForm(OordeelForm):
    knop = "Stel het gezamenlijke oordeel vast"


class DeeloordeelForm(Formulier):
    """What one assessor finds of the part of one participant, aspect by aspect."""

    knop = "Bewaar oordeel"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for aspect, naam in Oordeel.Aspect.choices:
            self.fields[aspect] = forms.ChoiceField(
                label=naam, choices=Beoordeling.Oordeel.choices, widget=forms.RadioSelect
            )
            self.fields[f"{aspect}_toelichting"] = forms.CharField(
                label="Toelichting", max_length=5000, required=False, widget=Tekstvak(attrs={"rows": 3})
            )

    @property
    def oordelen(self) -> dict[str, Oordeelinvoer]:
        schoon = self.cleaned_data
        return {
            aspect: Oordeelinvoer(schoon[aspect], schoon[f"{aspect}_toelichting"]) for aspect in Oordeel.Aspect.values
        }


class BeraadForm(Formulier):
    knop = "Plaats in het beraad"

    tekst = forms.CharField(
        label="Uw opmerking voor de andere beoordelaars", max_length=2000, widget=Tekstvak(attrs={"rows": 3})
    )


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
