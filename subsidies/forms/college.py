"""A proposal to the college, and what the college decided."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from kern.forms import DatumVeld, Formulier, Tekstvak


class CollegevoorstelForm(Formulier):
    knop = "Maak het voorstel"

    onderwerp = forms.CharField(label="Onderwerp", max_length=200, help_text="Zo staat het op de agenda.")
    toelichting = forms.CharField(
        label="Toelichting voor het college",
        max_length=5000,
        required=False,
        widget=Tekstvak(attrs={"rows": 8}),
        help_text="Wat wordt gevraagd, en waarom. Komt boven de bijlage met alle ontvangers.",
    )
    zaken = forms.MultipleChoiceField(
        label="Zaken",
        widget=forms.CheckboxSelectMultiple,
        help_text="Zolang een zaak in het voorstel staat, besluit niemand anders en verandert er niets.",
        error_messages={"required": "Kies ten minste één zaak."},
    )

    def __init__(self, *args: Any, zaken: Sequence[tuple[int | str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["zaken"].choices = list(zaken)  # type: ignore[attr-defined]  # a choice field


class CollegeregistratieForm(Formulier):
    knop = "Registreer het besluit"

    nummer = forms.CharField(label="Nummer van het besluit", max_length=60, help_text="Uit de besluitenlijst.")
    datum = DatumVeld(label="Dag waarop het college besloot")
    verzenddatum = DatumVeld(
        label="Verzenddatum van de brieven",
        initial=timezone.localdate,
        help_text="Alle brieven gaan op deze dag tegelijk de deur uit. De bezwaartermijn begint de dag erna.",
    )
    bevestig = forms.BooleanField(
        label="Het college besloot zoals voorgesteld.",
        error_messages={"required": "Zet een vinkje als het college zo besloot."},
    )
