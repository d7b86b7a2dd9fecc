"""The frame: a budget, its years and their purposes."""

from typing import Any

from django import forms
from django.utils import timezone

from begroting.models import Bron, Budget
from kern.forms import DatumVeld, Formulier
from organisaties.models import Lidmaatschap
from organisaties.toegang import GEMEENTE


class Budgethouder(forms.ModelChoiceField):
    """One of the people of the municipality."""

    def label_from_instance(self, obj: Lidmaatschap) -> str:
        return f"{obj.gebruiker.naam}, {obj.get_rol_display()}"


class BudgetForm(Formulier):
    knop = "Open dit budget"

    naam = forms.CharField(label="Naam van het budget", max_length=150)
    code = forms.SlugField(
        label="Code",
        max_length=60,
        required=False,
        help_text="Staat in het webadres waarnaar de raad verwijst en verandert nooit. Leeg: gemaakt uit de naam.",
    )
    bron = forms.ChoiceField(
        label="Soort geld",
        choices=Bron.choices,
        widget=forms.RadioSelect,
        help_text="Structureel geld komt elk jaar terug.",
    )
    grondslag = forms.CharField(
        label="Grondslag",
        max_length=300,
        required=False,
        help_text="Besluit of verordening, bijvoorbeeld: Kadernota 2018.",
    )
    verantwoordelijke = Budgethouder(
        label="Budgethouder",
        queryset=Lidmaatschap.objects.none(),
        required=False,
        empty_label="Nog niemand",
        help_text="Wie bij de gemeente over dit budget gaat.",
    )

    def __init__(self, *args: Any, zittend_id: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leden = Lidmaatschap.objects.geldig_op(timezone.localdate()).filter(rol__in=GEMEENTE)
        self.fields["verantwoordelijke"].queryset = (  # type: ignore[attr-defined]  # a ModelChoiceField
            (leden | Lidmaatschap.objects.filter(pk=zittend_id or 0))
            .select_related("gebruiker")
            .order_by("gebruiker__naam", "id")
        )

    def budget(self) -> dict[str, Any]:
        """The arguments of the services, without `door`."""
        gegevens = dict(self.cleaned_data)
        houder = gegevens.pop("verantwoordelijke")
        return gegevens | {"bron": Bron(gegevens["bron"]), "verantwoordelijke_id": houder.pk if houder else None}


class BudgetWijzigingForm(BudgetForm):
    """Its code never changes; who is budgethouder now can stay so, also after leaving."""

    knop = "Bewaar"
    code = None  # type: ignore[assignment]  # how Django leaves out a field of the base

    def __init__(self, *args: Any, budget: Budget, **kwargs: Any) -> None:
        nu = {veld: getattr(budget, veld) for veld in ("naam", "bron", "grondslag")}
        nu["verantwoordelijke"] = budget.verantwoordelijke_id
        super().__init__(*args, zittend_id=budget.verantwoordelijke_id, initial=nu, **kwargs)


class GrensForm(Formulier):
    percentage = forms.DecimalField(
        label="Waarschuw vanaf",
        min_value=1,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        localize=True,
        help_text="Percentage van het plafond of van het geld voor een doel, bijvoorbeeld 90.",
    )
    geldig_van = DatumVeld(label="Vanaf", initial=timezone.localdate)


class BudgetjaarForm(Formulier):
    knop = "Open dit jaar"

    jaar = forms.IntegerField(label="Begrotingsjaar", min_value=2000, max_value=2100, localize=False)


class BestedingsdoelForm(Formulier):
    knop = "Open dit doel"

    naam = forms.CharField(label="Bestedingsdoel", max_length=150, help_text="Bijvoorbeeld: Coaching.")
    code = forms.SlugField(label="Code", max_length=40, help_text="Kort en zonder spaties, bijvoorbeeld: coaching.")
