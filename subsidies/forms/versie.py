"""What travels along with every page on which a section is written."""

from uuid import uuid4

from django import forms


class VersieForm(forms.Form):
    """The version somebody read before they wrote, and the page they wrote it on."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    blad = forms.CharField(widget=forms.HiddenInput, max_length=36, required=False, initial=lambda: str(uuid4()))


class KeuzeForm(forms.Form):
    """The version that stood beside one's own, and which of the three to keep."""

    versie = forms.IntegerField(min_value=0)
    keuze = forms.ChoiceField(choices=[("mijn", ""), ("ander", ""), ("samen", "")])


class TerugForm(forms.Form):
    """The version that stood there, and the earlier one to put in its place."""

    versie = forms.IntegerField(min_value=0)
    nummer = forms.IntegerField(min_value=1)
