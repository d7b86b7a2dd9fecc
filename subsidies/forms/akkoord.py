"""Agreeing, and asking to submit once everybody does."""

from django import forms

from kern.forms import Formulier


class AkkoordForm(Formulier):
    """The signatory agrees to what stands on the page: `gezien` is the hash of exactly that."""

    knop = "Geef akkoord"

    gezien = forms.CharField(widget=forms.HiddenInput, max_length=64)
    bevestig = forms.BooleanField(
        label="Ik mag tekenen voor deze organisatie en ga akkoord met ons deel en met de verdeling.",
        error_messages={"required": "Zet een vinkje als u akkoord gaat."},
    )


class ZodraEensForm(Formulier):
    knop = "Dien in zodra iedereen akkoord is"

    bevestig = forms.BooleanField(
        label="Ik heb de aanvraag gecontroleerd. Het laatste akkoord dient haar in, op mijn naam.",
        error_messages={"required": "Zet een vinkje als u dit wilt."},
    )
