"""Opening a year by hand."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kern.forms import Formulier


class OpenForm(Formulier):
    knop = "Open de verantwoording"

    jaar = forms.TypedChoiceField(label="Over welk jaar?", coerce=int)

    def __init__(self, *args: Any, jaren: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jaar"].choices = [(jaar, str(jaar)) for jaar in jaren]  # type: ignore[attr-defined]  # has choices
