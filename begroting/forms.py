"""What an officer types. A form of a booking carries the kenmerk of its boekstuk: sent twice, it books once."""

import secrets
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from begroting.grootboek import Plaats, op_doel, op_jaar
from begroting.models import BudgetAard
from begroting.selectors import DoelRij, JaarRij
from kern.forms import BedragVeld, DatumVeld, Formulier
from kern.spoor import CODE

CODEPATROON = CODE.pattern.removeprefix("^").removesuffix("$")


def nieuw_kenmerk() -> str:
    """A kenmerk for a boekstuk made on a screen, like B-2026-1f3a9c2e."""
    return f"B-{timezone.localdate().year}-{secrets.token_hex(4)}"


class BudgetForm(Formulier):
    knop = "Open dit budget"

    naam = forms.CharField(label="Naam van het budget", max_length=150)
    aard = forms.ChoiceField(
        label="Soort geld",
        choices=BudgetAard.choices,
        widget=forms.RadioSelect,
        help_text="Structureel geld komt elk jaar terug.",
    )


class BudgetjaarForm(Formulier):
    knop = "Open dit jaar"

    jaar = forms.IntegerField(label="Begrotingsjaar", min_value=2000, max_value=2100, localize=False)


class BestedingsdoelForm(Formulier):
    knop = "Open dit doel"

    naam = forms.CharField(label="Bestedingsdoel", max_length=150, help_text="Bijvoorbeeld: Coaching.")
    code = forms.SlugField(label="Code", max_length=40, help_text="Kort en zonder spaties, bijvoorbeeld: coaching.")


class BoekstukForm(Formulier):
    """What every boekstuk asks: the day and the reason."""

    datum = DatumVeld(label="Datum van het besluit", initial=timezone.localdate)
    omschrijving = forms.CharField(label="Waarom", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    kenmerk = forms.RegexField(regex=rf"\A{CODEPATROON}\Z", widget=forms.HiddenInput, initial=nieuw_kenmerk)

    def boekstuk(self) -> dict[str, Any]:
        """The arguments that every booking service takes."""
        return {veld: self.cleaned_data[veld] for veld in ("datum", "omschrijving", "kenmerk")}


class BegrotingForm(BoekstukForm):
    """The amount of the year, and a field for each purpose that has no budget yet."""

    knop = "Stel de begroting vast"

    bedrag = BedragVeld(label="Bedrag voor het hele jaar", help_text="In euro.")

    def __init__(self, *args: Any, doelen: Sequence[DoelRij], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doelen = doelen
        for doel in doelen:
            self.fields[f"doel_{doel.id}"] = BedragVeld(label=f"Waarvan voor {doel.naam}", required=False)
        self.order_fields(["bedrag", *(f"doel_{doel.id}" for doel in doelen), "datum", "omschrijving"])

    def verdeling(self) -> dict[int, Decimal]:
        bedragen = {doel.id: self.cleaned_data[f"doel_{doel.id}"] for doel in self.doelen}
        return {doel_id: bedrag for doel_id, bedrag in bedragen.items() if bedrag}


class WijzigingForm(BoekstukForm):
    knop = "Boek de wijziging"
    field_order = ("bedrag", "datum", "omschrijving")

    bedrag = BedragVeld(label="Wijziging", negatief=True, help_text="In euro. Met een min ervoor gaat het eraf.")


class OverhevelingForm(BoekstukForm):
    """From and to: the purposes of one year, and the part of that year that is not divided yet."""

    knop = "Hevel over"
    bedrag = BedragVeld(label="Bedrag", help_text="In euro.")

    def __init__(self, *args: Any, jaar: JaarRij, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plaatsen: dict[str, Plaats] = {"jaar": op_jaar(jaar.id)}
        self.plaatsen |= {str(doel.id): op_doel(doel.id) for doel in jaar.doelen}
        keuzes = [(str(doel.id), doel.naam) for doel in jaar.doelen] + [("jaar", "Nog niet verdeeld")]
        self.fields["van"] = forms.ChoiceField(label="Van", choices=keuzes)
        self.fields["naar"] = forms.ChoiceField(label="Naar", choices=keuzes)
        self.order_fields(["van", "naar", "bedrag", "datum", "omschrijving"])

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if gegevens.get("van") == gegevens.get("naar"):
            self.add_error("naar", "Kies een ander doel dan waar het geld vandaan komt.")
        return gegevens


class ReserveringForm(BoekstukForm):
    knop = "Reserveer"
    field_order = ("bedrag", "aantal", "voor_zaak", "datum", "omschrijving")

    bedrag = BedragVeld(label="Bedrag", help_text="In euro.")
    aantal = forms.IntegerField(
        label="Aantal",
        min_value=1,
        max_value=9999,
        required=False,
        help_text="Voor hoeveel trajecten, pilots of aanvragen.",
    )
    voor_zaak = forms.RegexField(
        label="Kenmerk van de zaak",
        regex=rf"\A{CODEPATROON}\Z",
        required=False,
        help_text="Alleen als het geld voor één zaak in voorbereiding is. De commissie ziet dit bedrag dan niet.",
    )

    def reservering(self) -> dict[str, Any]:
        return self.boekstuk() | {veld: self.cleaned_data[veld] for veld in ("bedrag", "aantal", "voor_zaak")}


class VrijgaveForm(ReserveringForm):
    knop = "Geef vrij"

    voor_zaak = forms.RegexField(
        label="Kenmerk van de zaak",
        regex=rf"\A{CODEPATROON}\Z",
        required=False,
        help_text="Alleen als het geld voor één zaak was gereserveerd.",
    )
