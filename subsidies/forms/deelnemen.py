"""Leaving, handing over the pen, and going on without a part."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from kern.forms import Formulier, Tekstvak
from organisaties.models import Organisatie
from subsidies.models import Aanvraag, Aanvraagdeel

TOEWIJZEN, AFWIJZEN = "toewijzen", "afwijzen"


class OpvolgerVeld(forms.ModelChoiceField):
    """A participant that takes over the pen, from all but `behalve`."""

    def __init__(self, aanvraag: Aanvraag, *, behalve: int, **kwargs: Any) -> None:
        deelnemers = Organisatie.objects.filter(
            aanvraagdelen__aanvraag=aanvraag, aanvraagdelen__stand=Aanvraagdeel.Stand.ACTIEF
        )
        super().__init__(
            label="Nieuwe penvoerder",
            queryset=deelnemers.exclude(pk=behalve),
            empty_label="Kies een organisatie",
            **kwargs,
        )


class PenvoerderForm(Formulier):
    knop = "Draag de pen over"

    def __init__(self, *args: Any, aanvraag: Aanvraag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisatie"] = OpvolgerVeld(aanvraag, behalve=aanvraag.penvoerder_id)


class UitstapForm(Formulier):
    knop = "Stap uit de aanvraag"

    reden = forms.CharField(
        label="Waarom stapt u uit?",
        help_text="De andere deelnemers en de gemeente lezen dit.",
        max_length=2000,
        required=False,
        widget=Tekstvak(attrs={"rows": 4}),
    )
    bevestig = forms.BooleanField(
        label="Onze organisatie doet niet meer mee aan deze aanvraag.",
        error_messages={"required": "Zet een vinkje als u wilt uitstappen."},
    )


class ZonderDeelForm(Formulier):
    """Going on without a part: who takes the pen is asked when it holds it."""

    knop = "Ga verder zonder dit deel"

    def __init__(self, *args: Any, deel: Aanvraagdeel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if deel.organisatie_id == deel.aanvraag.penvoerder_id:
            self.fields["organisatie"] = OpvolgerVeld(deel.aanvraag, behalve=deel.organisatie_id)

    @property
    def opvolger(self) -> int | None:
        organisatie = self.cleaned_data.get("organisatie")
        return organisatie.pk if organisatie else None


class VoorstelForm(ZonderDeelForm):
    knop = "Stel voor om verder te gaan zonder dit deel"

    reden = forms.CharField(
        label="Waarom kan de tafel niet op dit deel wachten?",
        help_text="De organisatie, de gemeente en de andere deelnemers lezen dit.",
        max_length=2000,
        widget=Tekstvak(attrs={"rows": 5}),
    )


class MetAdres(Formulier):
    """A form on the page of something else: it is sent to its own address."""

    def __init__(self, *args: Any, adres: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adres = adres

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.form_action = self.adres
        return helper


class ZienswijzeForm(MetAdres):
    knop = "Geef deze zienswijze"

    tekst = forms.CharField(
        label="Wat vindt uw organisatie van het voorstel?",
        help_text="U geeft uw zienswijze één keer. Zij blijft bij de aanvraag, ook als uw deel er uit gaat.",
        max_length=5000,
        widget=Tekstvak(attrs={"rows": 8}),
    )


class UitneembesluitForm(MetAdres, ZonderDeelForm):
    """`gelezen` tells that the minority view stood on the page that was decided on."""

    knop = "Leg de beslissing vast"

    uitkomst = forms.ChoiceField(
        label="Beslissing",
        choices=[
            (TOEWIJZEN, "De tafel gaat verder zonder dit deel"),
            (AFWIJZEN, "Het deel blijft in de aanvraag"),
        ],
        widget=forms.RadioSelect,
    )
    motivering = forms.CharField(
        label="Waarom?",
        help_text="De organisatie en de tafel lezen dit.",
        max_length=2000,
        widget=Tekstvak(attrs={"rows": 6}),
    )
    gelezen = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "organisatie" in self.fields:
            self.fields["organisatie"].required = False  # only when the part leaves; the service asks

    @property
    def toewijzen(self) -> bool:
        return bool(self.cleaned_data["uitkomst"] == TOEWIJZEN)
