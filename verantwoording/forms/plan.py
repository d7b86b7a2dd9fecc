"""Proposing a change to the agreed plan, and answering it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from kern.forms import Formulier, Tekstvak


class WijzigForm(Formulier):
    """From when, and why. The activity itself stands in its own form."""

    knop = ""

    vanaf_jaar = forms.TypedChoiceField(
        label="Vanaf welk jaar?",
        coerce=int,
        help_text="Een jaar waarover u al verslag deed, verandert niet meer.",
    )
    reden = forms.CharField(label="Waarom wilt u dit?", max_length=3000, widget=Tekstvak(attrs={"rows": 4}))

    def __init__(self, *args: Any, jaren: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        jaren, nu = list(jaren), timezone.localdate().year
        self.fields["vanaf_jaar"].choices = [(jaar, str(jaar)) for jaar in jaren]  # type: ignore[attr-defined]  # a choice field
        self.fields["vanaf_jaar"].initial = next((jaar for jaar in jaren if jaar >= nu), None)


class StopForm(WijzigForm):
    knop = "Stel voor om te stoppen"


class AntwoordForm(Formulier):
    knop = "Verstuur het antwoord"

    uitkomst = forms.ChoiceField(
        label="Stemt u ermee in?",
        choices=[("aanvaard", "Ja, het plan verandert"), ("afgewezen", "Nee, het plan blijft zoals het is")],
        widget=forms.RadioSelect,
    )
    antwoord = forms.CharField(
        label="Toelichting",
        max_length=3000,
        required=False,
        help_text="De organisatie leest dit. Stemt u niet in? Schrijf dan waarom.",
        widget=Tekstvak(attrs={"rows": 4}),
    )
