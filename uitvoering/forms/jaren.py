"""Talks, suspension, social return, and what changes at a running table."""

import datetime
from collections.abc import Iterable
from typing import Any

from django import forms

from kern.forms import BedragVeld, DatumVeld, Formulier, JaNeeVeld, Tekstvak
from organisaties.models import Organisatie


class GesprekForm(Formulier):
    knop = "Plan het gesprek"

    datum = DatumVeld(label="Datum")
    deelnemers = forms.CharField(
        label="Wie erbij zijn",
        max_length=500,
        required=False,
        help_text="Noem functies, bijvoorbeeld: directeur, beleidsadviseur. Geen persoonlijke gegevens.",
    )


class VerslagForm(Formulier):
    """The report: may be saved half, and is complete before the partner gets it."""

    knop = "Bewaar het verslag"

    datum = DatumVeld(label="Datum")
    deelnemers = forms.CharField(
        label="Wie erbij waren",
        max_length=500,
        required=False,
        help_text="Noem functies, bijvoorbeeld: directeur, beleidsadviseur. Geen persoonlijke gegevens.",
    )
    verslag = forms.CharField(label="Verslag", max_length=10000, required=False, widget=Tekstvak(attrs={"rows": 12}))
    afspraken = forms.CharField(
        label="Afspraken",
        max_length=5000,
        required=False,
        help_text="Eén afspraak per regel. Ze staan op het volgende gespreksblad.",
        widget=Tekstvak(attrs={"rows": 5}),
    )
    bijstelling_nodig = JaNeeVeld(label="Moet de subsidie veranderen?", required=False)


class InstemmenForm(Formulier):
    knop = "Stem in met het verslag"

    opmerking = forms.CharField(
        label="Uw eigen opmerking",
        max_length=5000,
        required=False,
        help_text="Bent u het ergens niet mee eens, schrijf het dan hier. Het blijft bij het verslag staan.",
        widget=Tekstvak(attrs={"rows": 5}),
    )


class OpheffenForm(Formulier):
    knop = "Betaal weer"

    reden = forms.CharField(label="Waarom betalen wij weer?", max_length=2000, widget=Tekstvak(attrs={"rows": 4}))


class PenvoerderForm(Formulier):
    knop = "Wissel van penvoerder"

    organisatie = forms.TypedChoiceField(
        label="Nieuwe penvoerder", coerce=int, error_messages={"required": "Kies een organisatie."}
    )

    def __init__(self, *args: Any, partners: Iterable[Organisatie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisatie"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", "Kies een organisatie"),
            *((partner.pk, partner.naam) for partner in partners),
        ]


class VertrekForm(Formulier):
    knop = "Maak het voorstel"

    per = DatumVeld(label="Stopt per", help_text="De eerste dag zonder activiteiten: dag-maand-jaar.")
    reden = forms.CharField(
        label="Waarom de partner stopt",
        max_length=5000,
        help_text="De partner leest dit in de brief (Awb 3:46). U kunt het in het voorstel nog wijzigen.",
        widget=Tekstvak(attrs={"rows": 6}),
    )


class SroiForm(Formulier):
    knop = "Leg de afspraak vast"

    jaar = forms.TypedChoiceField(label="Jaar", coerce=int)
    tekst = forms.CharField(label="Afspraak", max_length=2000, widget=Tekstvak(attrs={"rows": 4}))
    wizzr = forms.CharField(label="Kenmerk in WIZZR", max_length=60, required=False)
    bedrag = BedragVeld(label="Afgesproken bedrag")

    def __init__(self, *args: Any, jaren: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jaar"].choices = [(jaar, str(jaar)) for jaar in jaren]  # type: ignore[attr-defined]  # a choice field


class SroiresultaatForm(Formulier):
    knop = "Leg het resultaat vast"

    wizzr = forms.CharField(label="Kenmerk in WIZZR", max_length=60, required=False)
    gerealiseerd = BedragVeld(label="Gerealiseerd bedrag")
    resultaat = forms.CharField(
        label="Wat is er gedaan?",
        max_length=2000,
        help_text="Geen namen of andere persoonlijke gegevens.",
        widget=Tekstvak(attrs={"rows": 4}),
    )


def sroijaren(eerste: datetime.date) -> range:
    """The years one can agree on: last year, this year and the four to come."""
    return range(eerste.year - 1, eerste.year + 5)
