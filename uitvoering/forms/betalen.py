"""What finance types to pay, and what recipients type about their account and what they passed on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from kern.forms import BedragVeld, BestandVeld, DatumVeld, Formulier, Tekstvak
from organisaties.models import Organisatie
from uitvoering.models import Betaling
from uitvoering.selectors.betaalbaar import Betaalrij

GROOTSTE_TERUGMELDING = 5 * 2**20


class TotForm(Formulier):
    """Up to which day instalments are due; nothing sent is today."""

    knop = "Toon"

    tot_en_met = DatumVeld(label="Te betalen tot en met", required=False)


class BetaalbatchForm(Formulier):
    """Which instalments, on which day. `alles` takes every one that can be paid."""

    knop = ""

    betaaldag = DatumVeld(label="Betaaldag", initial=timezone.localdate, help_text="De dag waarop de bank betaalt.")
    alles = forms.CharField(required=False, widget=forms.HiddenInput)
    termijnen = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, vrij: Sequence[Betaalrij], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vrij = vrij
        self.fields["termijnen"].choices = [(rij.id, str(rij.id)) for rij in vrij]  # type: ignore[attr-defined]

    def gekozen(self) -> list[int]:
        return [rij.id for rij in self.vrij] if self.cleaned_data["alles"] else self.cleaned_data["termijnen"]


class BetaaldForm(Formulier):
    """By hand: these payments left on that day."""

    knop = "Meld als betaald"

    dag = DatumVeld(label="Betaald op", initial=timezone.localdate)
    betalingen = forms.TypedMultipleChoiceField(
        label="Welke betalingen?",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies ten minste één betaling."},
    )

    def __init__(self, *args: Any, betalingen: Sequence[Betaling], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["betalingen"].choices = [  # type: ignore[attr-defined]  # a choice field
            (betaling.pk, f"{betaling.termijn.subsidie.ontvanger}, {betaling.termijn} ({betaling.kenmerk})")
            for betaling in betalingen
        ]
        self.fields["betalingen"].initial = [betaling.pk for betaling in betalingen]


class TeruggekomenForm(Formulier):
    knop = "Meld als niet betaald"

    dag = DatumVeld(label="Bekend sinds", initial=timezone.localdate)
    reden = forms.CharField(
        label="Waarom?", max_length=140, help_text="Bijvoorbeeld: de rekening is opgeheven. Noem geen personen."
    )


class TerugmeldingForm(Formulier):
    """A file of the bank (camt.054) or of the financial administration (CSV). Read once, and not kept."""

    knop = "Verwerk het bestand"

    bestand = forms.FileField(
        label="Bestand",
        help_text="camt.054 (xml) van de bank, of CSV met de kolommen Betaalkenmerk; Betaald op; Bedrag; Reden.",
        error_messages={"required": "Kies een bestand.", "empty": "Dit bestand is leeg."},
        widget=forms.FileInput(attrs={"accept": ".xml,.csv"}),
    )

    def clean_bestand(self) -> UploadedFile:
        bestand: UploadedFile = self.cleaned_data["bestand"]
        if (bestand.size or 0) > GROOTSTE_TERUGMELDING:
            raise forms.ValidationError("Dit bestand is groter dan 5 MB. Splits het.")
        return bestand


class RekeningForm(Formulier):
    knop = "Vraag dit aan"

    iban = forms.CharField(label="Nieuw rekeningnummer (IBAN)", max_length=42)
    bewijs = BestandVeld(
        label="Bewijs",
        help_text="Een foto van de bankpas of een bankafschrift waarop nummer en naam staan: pdf, jpg of png. "
        "Maak bedragen onleesbaar.",
    )


class ControleForm(Formulier):
    knop = "Gecontroleerd"

    controle = forms.CharField(
        label="Hoe hebt u het gecontroleerd?",
        max_length=500,
        help_text="Bel terug op een nummer dat u al kende, nooit op een nummer uit het verzoek.",
        widget=Tekstvak(attrs={"rows": 3}),
    )


class AfwijzingForm(Formulier):
    knop = "Wijs af"

    reden = forms.CharField(
        label="Waarom wijst u het af?",
        max_length=500,
        help_text="De organisatie leest dit.",
        widget=Tekstvak(attrs={"rows": 3}),
    )


class DoorbetalingForm(Formulier):
    knop = "Leg vast"

    jaar = forms.TypedChoiceField(label="Van de subsidie voor", coerce=int)
    ontvanger = forms.ModelChoiceField(
        label="Aan welke organisatie?",
        queryset=Organisatie.objects.none(),
        required=False,
        empty_label="Niet in deze lijst",
    )
    naam = forms.CharField(
        label="Of aan wie anders?",
        max_length=200,
        required=False,
        help_text="Als de organisatie niet in de lijst staat.",
    )
    bedrag = BedragVeld(
        label="Bedrag in euro",
        help_text="Vul 0 in voor een organisatie uit de lijst die meedoet binnen haar gewone opdracht.",
    )
    betaald_op = DatumVeld(label="Betaald op")
    bewijs = BestandVeld(label="Bewijs van betaling", required=False)

    def __init__(self, *args: Any, jaren: Sequence[int], aanvraag_id: int, zonder_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jaar"].choices = [(jaar, str(jaar)) for jaar in jaren]  # type: ignore[attr-defined]
        self.fields["ontvanger"].queryset = Organisatie.objects.filter(  # type: ignore[attr-defined]
            aanvraagdelen__aanvraag=aanvraag_id
        ).exclude(pk=zonder_id)
