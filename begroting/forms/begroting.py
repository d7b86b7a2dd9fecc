"""What the council gives, changes and moves, and the ceilings that are published."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from begroting.forms.boekstuk import BoekstukForm, KenmerkForm
from begroting.grootboek import Plaats, op_doel, op_jaar
from begroting.selectors import DoelRij, JaarRij
from kern.forms import BedragVeld, DatumVeld, Tekstvak
from kern.geld import als_euro


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
    """From a place in one year to any place in a year that is still open, of every budget."""

    knop = "Hevel over"
    bedrag = BedragVeld(label="Bedrag", help_text="In euro.")

    def __init__(self, *args: Any, jaar: JaarRij, naar: Sequence[tuple[str, JaarRij]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plaatsen = {sleutel: plaats for _, ander in naar for sleutel, (plaats, _) in _plaatsen(ander).items()} | {
            sleutel: plaats for sleutel, (plaats, _) in _plaatsen(jaar).items()
        }
        self.fields["van"] = forms.ChoiceField(label="Van", choices=_keuzes(jaar))
        self.fields["naar"] = forms.ChoiceField(
            label="Naar",
            choices=[(f"{budget} {ander.jaar}", _keuzes(ander)) for budget, ander in naar],
            help_text="Ook een ander jaar of een ander budget.",
        )
        self.order_fields(["van", "naar", "bedrag", "datum", "omschrijving"])

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if gegevens.get("van") and gegevens.get("van") == gegevens.get("naar"):
            self.add_error("naar", "Kies een ander doel dan waar het geld vandaan komt.")
        return gegevens


def _plaatsen(jaar: JaarRij) -> dict[str, tuple[Plaats, str]]:
    """The places of a year by the key they have in a form: its purposes, and what is not divided yet."""
    plaatsen = {
        f"doel-{doel.id}": (op_doel(doel.id), f"{doel.naam}: {als_euro(doel.bedragen.vrij)} vrij")
        for doel in jaar.doelen
    }
    rest = f"Nog niet verdeeld: {als_euro(jaar.niet_verdeeld)}"
    return plaatsen | {f"jaar-{jaar.id}": (op_jaar(jaar.id), rest)}


def _keuzes(jaar: JaarRij) -> list[tuple[str, str]]:
    return [(sleutel, naam) for sleutel, (_, naam) in _plaatsen(jaar).items()]


class PlafondForm(KenmerkForm):
    """A ceiling as it was published."""

    knop = "Leg het plafond vast"
    field_order = ("bedrag", "gepubliceerd_op", "vindplaats", "verdeelwijze", "omschrijving")

    bedrag = BedragVeld(label="Subsidieplafond", help_text="In euro.")
    gepubliceerd_op = DatumVeld(label="Gepubliceerd op")
    vindplaats = forms.CharField(
        label="Vindplaats", max_length=200, help_text="Bijvoorbeeld: Gemeenteblad 2018, 12345 (Awb 4:27)."
    )
    verdeelwijze = forms.CharField(
        label="Hoe wordt het verdeeld?",
        max_length=2000,
        widget=Tekstvak(attrs={"rows": 4}),
        help_text="In gewone woorden, zoals het in de publicatie staat (Awb 4:26).",
    )
