"""Deciding: what kind of decision is proposed, an exception to the ceiling, and the decision itself."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kern.forms import BedragVeld, Formulier, Tekstvak
from kern.termijnen.stappen import datum
from regelingen.models import Weigeringsgrond
from subsidies.models import Advies


class BesluitForm(Formulier):
    """The decision, with a reason for every advice that it does not follow (Awb 3:50)."""

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

    def __init__(self, *args: Any, adviezen: Sequence[Advies] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adviezen = adviezen
        redenen: dict[str, forms.Field] = {
            f"advies_{advies.pk}": forms.CharField(
                label=f"Waarom volgt u het advies van {advies.afzender} niet?",
                max_length=2000,
                widget=Tekstvak(attrs={"rows": 4}),
                help_text=f"Het advies van {datum(advies.datum)}: {advies.get_strekking_display()}. "
                "Uw antwoord staat in de brief (Awb 3:50).",
                error_messages={"required": "Schrijf waarom u anders besluit dan het advies."},
            )
            for advies in adviezen
        }
        self.fields = redenen | self.fields

    @property
    def redenen(self) -> dict[int, str]:
        return {advies.pk: self.cleaned_data[f"advies_{advies.pk}"] for advies in self.adviezen}


class BesluitsoortForm(Formulier):
    """Which grounds to refuse apply to a part, each with its motivation, and whether it is settled at once."""

    knop = "Bewaar"

    def __init__(self, *args: Any, gronden: Sequence[Weigeringsgrond], mag_direct: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gronden = gronden
        if mag_direct:
            self.fields["meteen_vaststellen"] = forms.BooleanField(
                label="Stel de subsidie meteen vast",
                required=False,
                help_text="Een klein bedrag: de organisatie stuurt achteraf geen verslag (Awb 4:29).",
            )
        for grond in gronden:
            self.fields[f"grond_{grond.pk}"] = forms.BooleanField(
                label=grond.tekst, required=False, help_text=grond.artikel
            )
            self.fields[f"motivering_{grond.pk}"] = forms.CharField(
                label="Waarom geldt dit hier?",
                max_length=2000,
                required=False,
                widget=Tekstvak(attrs={"rows": 3}),
                help_text="Nodig als u deze grond kiest. De organisatie leest dit in de brief.",
            )

    @property
    def meteen_vaststellen(self) -> bool:
        return bool(self.cleaned_data.get("meteen_vaststellen"))

    @property
    def gekozen(self) -> dict[int, str]:
        """The motivation of every ground that was ticked, by its key."""
        return {
            grond.pk: self.cleaned_data[f"motivering_{grond.pk}"]
            for grond in self.gronden
            if self.cleaned_data[f"grond_{grond.pk}"]
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for grond in self.gronden:
            tekst = (data.get(f"motivering_{grond.pk}") or "").strip()
            if data.get(f"grond_{grond.pk}") and not tekst:
                self.add_error(f"motivering_{grond.pk}", "Schrijf waarom deze grond hier geldt.")
            if tekst and not data.get(f"grond_{grond.pk}"):
                self.add_error(f"grond_{grond.pk}", "U schreef een motivering. Kies deze grond, of haal de tekst weg.")
        return data


class VrijstellingForm(Formulier):
    """An exception to the ceiling for one part in one year (Awb 4:51 lid 2)."""

    knop = "Geef vrijstelling"

    deel = forms.TypedChoiceField(label="Organisatie", coerce=int)
    jaar = forms.TypedChoiceField(label="Jaar", coerce=int)
    bedrag = BedragVeld(label="Ten hoogste boven het plafond")
    grond = forms.CharField(
        label="Waarom mag deze subsidie boven het plafond doorlopen?",
        max_length=300,
        widget=Tekstvak(attrs={"rows": 3}),
        help_text="De redelijke termijn van artikel 4:51 lid 1 is nog niet voorbij: schrijf tot wanneer, en waarom.",
    )

    def __init__(self, *args: Any, delen: Sequence[tuple[int, str]], jaren: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deel"].choices = list(delen)  # type: ignore[attr-defined]  # a choice field
        self.fields["jaar"].choices = [(jaar, str(jaar)) for jaar in jaren]  # type: ignore[attr-defined]  # the same
