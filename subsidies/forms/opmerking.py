"""A comment on a section, and an answer to one."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kern.forms import Formulier, Tekstvak
from subsidies.models import Opmerking

MAX_TEKENS: int = Opmerking._meta.get_field("tekst").max_length  # type: ignore[assignment]  # the model gives one
Keuzes = Sequence[tuple[str, str | Sequence[tuple[str, str]]]]


class ReactieForm(Formulier):
    knop = "Plaats het antwoord"

    tekst = forms.CharField(label="Uw antwoord", max_length=MAX_TEKENS, widget=Tekstvak(attrs={"rows": 3}))


class OpmerkingForm(Formulier):
    """`over` names the section. Only the municipality is asked who may see it (`voor`: what it can choose now)."""

    knop = "Plaats de opmerking"

    over = forms.ChoiceField(
        label="Waarover", error_messages={"invalid_choice": "Dit onderdeel is er niet meer. Kies een ander."}
    )
    tekst = forms.CharField(label="Uw opmerking", max_length=MAX_TEKENS, widget=Tekstvak(attrs={"rows": 4}))
    zichtbaarheid = forms.ChoiceField(
        label="Wie ziet dit?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies wie deze opmerking ziet.",
            "invalid_choice": "De aanvraag is ingediend: een opmerking aan de tafel kan niet meer.",
        },
    )

    def __init__(self, *args: Any, onderdelen: Keuzes, voor: Sequence[str] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["over"].choices = onderdelen  # type: ignore[attr-defined]
        if voor is None:
            del self.fields["zichtbaarheid"]
        else:
            namen = [(wie.value, wie.label.capitalize()) for wie in Opmerking.Zichtbaarheid if wie in voor]
            self.fields["zichtbaarheid"].choices = namen  # type: ignore[attr-defined]

    @property
    def onderdeel(self) -> tuple[str, int | None]:
        """Its kind and key; neither, for the whole application."""
        soort, _, pk = self.cleaned_data["over"].partition("-")
        return (soort, int(pk)) if pk else ("", None)

    @property
    def zichtbaar_voor(self) -> str:
        voor: str = self.cleaned_data.get("zichtbaarheid", Opmerking.Zichtbaarheid.TAFEL)
        return voor
