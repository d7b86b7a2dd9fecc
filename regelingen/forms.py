"""The forms of this room."""

from django import forms
from django.utils import timezone

from kern.forms import DatumVeld, Formulier, JaNeeVeld, Tekstvak
from regelingen.models import Vraag
from regelingen.parameters import SLEUTELS
from regelingen.services.vragen import VraagInhoud


class ParameterForm(Formulier):
    knop = "Stel de waarde in"

    sleutel = forms.ChoiceField(
        label="Onderdeel",
        choices=[
            (groep, [(b.sleutel, b.label) for b in SLEUTELS.values() if b.groep == groep])
            for groep in dict.fromkeys(b.groep for b in SLEUTELS.values())
        ],
    )
    waarde = forms.CharField(
        label="Waarde",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Een getal, een bedrag, ja of nee, een dag als maand-dag (04-01) of een tekst.",
    )
    geldig_van = DatumVeld(label="Geldt vanaf", initial=timezone.localdate)
    artikel = forms.CharField(
        label="Artikel", required=False, max_length=150, help_text="Leeg: het artikel dat er standaard bij hoort."
    )


class VraagForm(Formulier):
    """A question of the short form, and from which day it is asked."""

    knop = "Bewaar de vraag"

    vraag = forms.CharField(label="Vraag", max_length=200, help_text="Kort, en zoals u het zou vragen.")
    uitleg = forms.CharField(
        label="Uitleg", required=False, max_length=500, help_text="Staat onder de vraag. Een zin is genoeg."
    )
    soort = forms.ChoiceField(label="Soort antwoord", choices=Vraag.Soort.choices, widget=forms.RadioSelect)
    verplicht = JaNeeVeld(label="Moet iedereen deze vraag beantwoorden?")
    max_lengte = forms.IntegerField(label="Ten hoogste zoveel tekens", min_value=1, max_value=5000, initial=1500)
    volgorde = forms.IntegerField(label="Plaats in de lijst", min_value=0, max_value=999, initial=0)
    geldig_van = DatumVeld(label="Gevraagd vanaf", initial=timezone.localdate)

    @property
    def inhoud(self) -> VraagInhoud:
        return VraagInhoud(**{veld: waarde for veld, waarde in self.cleaned_data.items() if veld != "geldig_van"})


class VraagEindeForm(Formulier):
    knop = "Beëindig de vraag"

    geldig_tot = DatumVeld(label="Gevraagd tot en met", initial=timezone.localdate)


class GrondForm(Formulier):
    """A ground to refuse, and from which day it may be used."""

    knop = "Voeg de grond toe"

    tekst = forms.CharField(
        label="Grond",
        max_length=500,
        widget=Tekstvak(attrs={"rows": 3}),
        help_text="Zo staat het in de brief, gericht aan de organisatie.",
    )
    artikel = forms.CharField(
        label="Artikel", max_length=150, help_text="Bijvoorbeeld: ASV voorbeeld, artikel 10 lid 1 onder a."
    )
    geldig_van = DatumVeld(label="Geldt vanaf", initial=timezone.localdate)


class GrondEindeForm(Formulier):
    knop = "Beëindig de grond"

    geldig_tot = DatumVeld(label="Geldt tot en met", initial=timezone.localdate)
