"""Recording an own part that came on paper."""

from django import forms

from kern.forms import Formulier, TijdstipVeld


class PapierForm(Formulier):
    """When the paper arrived."""

    knop = "Leg het verslag vast"

    ontvangen_op = TijdstipVeld(label="Ontvangen op")
    bevestig = forms.BooleanField(
        label="Wat is ingevoerd, staat zo op het papier.",
        error_messages={"required": "Zet een vinkje als het klopt."},
    )
