"""What an officer asks and finds, and what a participant answers."""

from collections.abc import Iterable
from typing import Any

from django import forms

from kern.forms import Formulier, Tekstvak
from thematafels.models import Niveau
from verantwoording.models import Activiteitverslag, Bevinding

HEEL = ""


class BevindingForm(Formulier):
    """On one part: a question opens it again, a finding stands beside it."""

    knop = "Verstuur"

    soort = forms.ChoiceField(label="Wat wilt u doen?", widget=forms.RadioSelect)
    waarover = forms.ChoiceField(label="Waarover?", required=False)
    tekst = forms.CharField(
        label="Uw vraag of bevinding",
        max_length=3000,
        widget=Tekstvak(attrs={"rows": 5}),
        help_text="De organisatie leest dit. Noem geen namen van mensen.",
    )

    def __init__(self, *args: Any, activiteiten: Iterable[Activiteitverslag], mag_vragen: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        soorten = [(Bevinding.Soort.BEVINDING.value, "Een bevinding opschrijven")]
        if mag_vragen:
            soorten.insert(0, (Bevinding.Soort.VRAAG.value, "Iets vragen: het verslag gaat terug naar de organisatie"))
        keuzes: list[Any] = [(HEEL, "Het hele verslag")]
        for verslag in activiteiten:
            per_niveau = [(f"{verslag.pk}:{niveau.value}", niveau.kort) for niveau in Niveau]
            keuzes.append((verslag.afspraak.naam, [(str(verslag.pk), "De hele activiteit"), *per_niveau]))
        self.fields["soort"].choices = soorten  # type: ignore[attr-defined]  # a choice field
        self.fields["waarover"].choices = keuzes  # type: ignore[attr-defined]  # a choice field
        self.fields["soort"].initial = soorten[0][0]

    @property
    def verslag_id(self) -> int | None:
        sleutel = self.cleaned_data["waarover"].partition(":")[0]
        return int(sleutel) if sleutel else None

    @property
    def niveau(self) -> str:
        niveau: str = self.cleaned_data["waarover"].partition(":")[2]
        return niveau


class GeheelForm(Formulier):
    """On the account of the whole table."""

    knop = "Bewaar de bevinding"

    tekst = forms.CharField(
        label="Uw bevinding",
        max_length=3000,
        widget=Tekstvak(attrs={"rows": 4}),
        help_text="De gemeente leest dit terug. Noem geen namen van mensen.",
    )


class AntwoordForm(Formulier):
    knop = "Bewaar het antwoord"

    antwoord = forms.CharField(
        label="Uw antwoord",
        max_length=3000,
        widget=Tekstvak(attrs={"rows": 6}),
        help_text="U kunt een antwoord niet meer wijzigen. Noem geen namen van mensen.",
    )
