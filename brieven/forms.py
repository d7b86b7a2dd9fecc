"""The forms of this room."""

from typing import Any

from django import forms
from django.utils import timezone

from brieven.models import Brieftekst
from brieven.pdf.grenzen import TEKENS_PER_VELD
from kern.forms import DatumVeld, Formulier, Tekstvak
from organisaties.models import Organisatie
from organisaties.soorten import OrganisatieSoort


class BrieftekstForm(Formulier):
    knop = ""

    tekst = forms.CharField(
        label="Tekst",
        max_length=Brieftekst._meta.get_field("tekst").max_length,
        widget=Tekstvak(attrs={"rows": 24}),
        help_text="Begin een regel met ## voor een kop, - voor een punt, > voor het artikel en ! voor de uitkomst. "
        "Een lege regel begint een nieuwe alinea.",
    )
    geldig_van = DatumVeld(label="Geldt voor brieven vanaf", initial=timezone.localdate)
    toelichting = forms.CharField(label="Wat is er anders?", max_length=200)

    def __init__(self, *args: Any, voorbeeld: str, mag_leeg: bool, **kwargs: Any) -> None:
        """`voorbeeld` is where the preview is made while one types."""
        super().__init__(*args, **kwargs)
        self.fields["tekst"].required = not mag_leeg
        self.fields["tekst"].widget.attrs |= {
            "hx-post": voorbeeld,
            "hx-trigger": "input changed delay:800ms",
            "hx-target": "#voorbeeld",
            "hx-swap": "outerHTML",
            "hx-sync": "this:replace",
        }


class VrijeBriefForm(Formulier):
    """A letter in one's own words, to one or more organisations."""

    knop = ""

    ontvangers = forms.ModelMultipleChoiceField(
        label="Aan",
        queryset=Organisatie.objects.filter(soort=OrganisatieSoort.PARTNER),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies ten minste één organisatie."},
    )
    onderwerp = forms.CharField(
        label="Onderwerp", max_length=200, help_text="Staat boven de brief. Zeg meteen waar het om gaat."
    )
    bericht = forms.CharField(
        label="Uw brief",
        max_length=TEKENS_PER_VELD,
        widget=Tekstvak(attrs={"rows": 14}),
        help_text="De aanhef en de groet staan al in de brief. Een lege regel begint een nieuwe alinea.",
    )


class GepostForm(Formulier):
    knop = "Leg vast dat deze brieven gepost zijn"

    gepost_op = DatumVeld(label="Gepost op", initial=timezone.localdate)
