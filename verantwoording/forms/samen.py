"""The joint account: its texts, agreeing, submitting and sending back."""

from django import forms

from kern.forms import ConceptTekst, Formulier, Tekstvak
from subsidies.onderdelen.samenvoegen import Inhoud


class DuidingForm(Formulier):
    """One joint text."""

    knop = "Bewaar tekst"

    tekst = ConceptTekst(
        label="Tekst",
        max_length=8000,
        strip=False,
        widget=Tekstvak(attrs={"rows": 14}),
        help_text="Ten hoogste 8.000 tekens. Schrijf wat u deed en wat u zag. Noem geen namen van mensen.",
    )

    @property
    def inhoud(self) -> Inhoud:
        return {"tekst": self.cleaned_data["tekst"]}


class AkkoordForm(Formulier):
    """`gezien` is the hash of what stands on the page."""

    knop = "Geef akkoord"

    gezien = forms.CharField(widget=forms.HiddenInput, max_length=64)


class IndienForm(Formulier):
    knop = "Dien in"


class IndienZonderForm(Formulier):
    """After the last day, without the akkoord of somebody."""

    knop = "Dien in zonder ieders akkoord"

    waarom = forms.CharField(
        label="Waarom dient u in zonder ieders akkoord?",
        max_length=1000,
        widget=Tekstvak(attrs={"rows": 4}),
        help_text="Dit komt in het stuk te staan.",
    )


class TerugForm(Formulier):
    knop = "Stuur terug"

    reden = forms.CharField(
        label="Wat moet er anders?",
        max_length=3000,
        widget=Tekstvak(attrs={"rows": 5}),
        help_text="De tafel leest dit. Wat is ingediend, blijft bewaard.",
    )
