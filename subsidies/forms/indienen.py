"""Submitting, entering what came on paper, and withdrawing."""

from typing import Any

from django import forms

from kern.forms import Formulier, Tekstvak, TijdstipVeld
from organisaties.models import Organisatie
from organisaties.soorten import OrganisatieSoort


def _toelichting(label: str, uitleg: str, *, verplicht: bool) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=uitleg, max_length=2000, required=verplicht, widget=Tekstvak(attrs={"rows": 4})
    )


class IndienForm(Formulier):
    """After the closing (`te_laat`) it also asks why it is late."""

    knop = "Dien de aanvraag in"

    bevestig = forms.BooleanField(
        label="Ik heb de aanvraag gecontroleerd en dien haar in namens alle deelnemers.",
        error_messages={"required": "Zet een vinkje als u de aanvraag wilt indienen."},
    )

    def __init__(self, *args: Any, te_laat: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if te_laat:
            uitleg = "De gemeente leest dit en beslist of zij de aanvraag toch behandelt."
            waarom = _toelichting("Waarom dient u te laat in?", uitleg, verplicht=True)
            self.fields = {"toelichting": waarom} | self.fields


class Partnerveld(forms.ModelChoiceField):
    """Any partner organisation, by name."""

    def __init__(self, **kwargs: Any) -> None:
        partners = Organisatie.objects.filter(soort=OrganisatieSoort.PARTNER).order_by("sorteersleutel", "id")
        super().__init__(queryset=partners, empty_label="Kies een organisatie", **kwargs)


class PapierForm(Formulier):
    """Which organisation applied on paper."""

    knop = "Begin met invoeren"

    penvoerder = Partnerveld(label="Wie vraagt aan?", help_text="Bij een gezamenlijke aanvraag: de penvoerder.")


class DeelnemerForm(Formulier):
    """Which other organisation stands on the paper."""

    knop = "Voeg toe"

    organisatie = Partnerveld(label="Welke organisatie staat ook op het papier?")


class PapierIndienForm(Formulier):
    """When the paper arrived, and how."""

    knop = "Leg de aanvraag vast"

    ontvangen_op = TijdstipVeld(label="Ontvangen op")
    toelichting = _toelichting(
        "Hoe kwam de aanvraag binnen?",
        "Bijvoorbeeld: afgegeven aan de balie, met stempel van die dag.",
        verplicht=True,
    )
    bevestig = forms.BooleanField(
        label="Wat is ingevoerd, staat zo op het papier.",
        error_messages={"required": "Zet een vinkje als het klopt."},
    )


class IntrekForm(Formulier):
    knop = "Trek de aanvraag in"

    bevestig = forms.BooleanField(
        label="Ik trek de aanvraag in. Dit kan ik niet terugdraaien.",
        error_messages={"required": "Zet een vinkje als u de aanvraag wilt intrekken."},
    )
