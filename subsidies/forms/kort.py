"""The short form of a regeling: its questions and the amounts, in plain words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import escape

from kern.forms import Formulier, Tekstvak
from kern.geld import NUL
from regelingen.models import Vraag
from subsidies.begrotingsbeeld import Regel
from subsidies.forms.begroting import BegrotingRegels, begroting_regels
from subsidies.forms.indienen import IndienForm
from subsidies.models import Antwoord, Begrotingspost
from subsidies.regels.antwoord_past import JA_NEE
from subsidies.services.begroting import PostInvoer

KOSTEN = (Begrotingspost.Soort.ACTIVITEITEN, "Kosten")
ANDEREN = (Begrotingspost.Soort.EIGEN, "Eigen bijdrage en anderen")
_VRAGEN = ("Wat kost het in {}?", "Wat betaalt u zelf of betalen anderen in {}?")


def _widget(vraag: Vraag) -> forms.Widget:
    maat = {"maxlength": vraag.max_lengte}
    match vraag.soort:
        case Vraag.Soort.JA_NEE:
            return forms.RadioSelect(choices=[(woord, woord) for woord in JA_NEE])
        case Vraag.Soort.GETAL:
            return forms.TextInput(attrs=maat | {"inputmode": "numeric", "class": "sb-invoer-geld"})
        case Vraag.Soort.KORTE_TEKST:
            return forms.TextInput(attrs=maat)
        case _:
            return Tekstvak(attrs=maat | {"rows": 6})


class KortForm(Formulier):
    """One field per question, named after its answer, to draw: what was typed wins over what is saved.

    Whether an answer fits is judged where it is saved (onderdelen.formulier).
    """

    knop = ""

    def __init__(self, *, antwoorden: Sequence[Antwoord], getypt: Mapping[int, str]) -> None:
        super().__init__(initial={veldnaam(rij.pk): getypt.get(rij.pk, rij.tekst) for rij in antwoorden})
        for rij in antwoorden:
            assert rij.formuliervraag is not None  # noqa: S101 - only those are on this form
            vraag = rij.formuliervraag
            self.fields[veldnaam(rij.pk)] = forms.CharField(
                label=vraag.vraag, help_text=escape(vraag.uitleg), required=vraag.verplicht, widget=_widget(vraag)
            )


def veldnaam(antwoord_id: int) -> str:
    return f"vraag_{antwoord_id}"


class StandForm(forms.Form):
    """The versions that were read (`12:3 15:0 b:2`, b is the budget), and the page they were typed on."""

    versie = forms.RegexField(r"^((b|\d{1,18}):\d{1,9}( |$))*$", max_length=1000, required=False)
    blad = forms.CharField(max_length=36, required=False)

    @property
    def gelezen(self) -> dict[str, int]:
        paren = (paar.split(":") for paar in self.cleaned_data["versie"].split())
        return {sleutel: int(versie) for sleutel, versie in paren}


def stand(antwoorden: Iterable[Antwoord], begroting_versie: int) -> str:
    return " ".join([*(f"{rij.pk}:{rij.versie}" for rij in antwoorden), f"b:{begroting_versie}"])


def geldvragen(jaren: Sequence[int], data: Any = None, *, posten: Sequence[Regel] = ()) -> BegrotingRegels:
    """The budget in two lines, asked as questions: the costs, and what is paid by others. It sends what the page of
    the budget sends."""
    per_soort = {post.soort: post for post in posten}
    leeg: dict[int, Any] = dict.fromkeys(jaren)
    regels = [
        PostInvoer(soort, naam, per_soort[soort].bedragen if soort in per_soort else leeg)
        for soort, naam in (KOSTEN, ANDEREN)
    ]
    geld = begroting_regels(jaren, data, posten=regels)
    for form, vraag in zip(geld.forms, _VRAGEN, strict=False):
        for naam in ("soort", "omschrijving"):
            form.fields[naam].widget = forms.HiddenInput()
        for jaar in jaren:
            form.fields[f"jaar_{jaar}"].label = vraag.format(jaar)
    return geld


def is_kort_geld(posten: Sequence[Regel]) -> bool:
    """Whether a budget fits the two questions, so that nothing is lost by saving it from there."""
    namen = [(post.soort, post.omschrijving) for post in posten]
    return len(set(namen)) == len(namen) and set(namen) <= {KOSTEN, ANDEREN}


def met_bedrag(posten: Sequence[PostInvoer]) -> list[PostInvoer]:
    """Without the lines on which nothing was filled in."""
    return [post for post in posten if any(bedrag != NUL for bedrag in post.bedragen.values())]


class KortIndienForm(IndienForm):
    """Agree and submit in one: `gezien` is the hash of exactly what stands on the page."""

    gezien = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bevestig"].label = "Ik mag tekenen voor deze organisatie. Alles klopt en ik dien de aanvraag in."
