"""One voorziening."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.http import QueryDict

from kern.forms import BedragVeld, ConceptTekst, Formulier, Tekstvak
from subsidies.models import Aanvraag, Voorziening
from subsidies.models.voorziening import RELATIES, VELDEN
from subsidies.selectors.keuzes import Keuze, inhoud_van, keuzes_voor
from subsidies.services.voorziening import Jaar, VoorzieningInvoer

GETAL = {"inputmode": "numeric", "autocomplete": "off"}
NODIG = frozenset({"subdoelen", "stadsdelen"})  # without these it cannot be submitted: always in sight
UITLEG = {
    "subdoelen": "Aan welke subdoelen werkt u met deze voorziening?",
    "gebiedsopgaven": "Welke opgave van een gebied pakt u op?",
    "principes": "Volgens welke principes werkt u?",
    "andere_themas": "Helpt het ook andere thema's vooruit?",
}


@dataclass(frozen=True, slots=True)
class Keuzeveld:
    """What can be ticked for one relation, in groups that may have a name. `uit`: it stands open on the page."""

    veld: forms.BoundField
    groepen: Sequence[tuple[str, Sequence[forms.boundfield.BoundWidget]]]
    gekozen: int
    uit: bool


class VoorzieningNieuwForm(Formulier):
    """A voorziening begins with its name; the rest is written on its own page."""

    knop = "Ga verder"

    naam = forms.CharField(
        label="Hoe heet de voorziening?",
        max_length=150,
        help_text="Een naam die bewoners herkennen. U kunt haar later wijzigen.",
    )

    @property
    def invoer(self) -> VoorzieningInvoer:
        return VoorzieningInvoer(velden=self.cleaned_data, relaties={}, jaren={})


class VoorzieningForm(Formulier):
    """One voorziening. The choices come from the theme of the table; what has none is left out.

    Everything may be empty: a draft may be incomplete, and the application says what is missing. With `keuzes`
    given, and no `voorziening` to show, the form asks the database nothing.
    """

    knop = "Bewaar de voorziening"

    naam = ConceptTekst(label="Naam", max_length=150)
    omschrijving = ConceptTekst(label="Wat gaat u doen?", max_length=5000, widget=Tekstvak(attrs={"rows": 8}))
    uitvoerder = forms.CharField(
        label="Wie voert het uit?",
        max_length=150,
        required=False,
        help_text="Laat dit leeg als uw organisatie het zelf doet. Noem anders de onderaannemer.",
    )
    clientondersteuning = forms.IntegerField(
        label="Deel dat cliëntondersteuning is",
        min_value=0,
        max_value=100,
        required=False,
        help_text="In procenten van deze voorziening. Leeg is 0.",
        widget=forms.TextInput(attrs={"maxlength": 4} | GETAL),
    )
    preventief = forms.BooleanField(label="Deze voorziening is preventief", required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        aanvraag: Aanvraag,
        voorziening: Voorziening | None = None,
        keuzes: Mapping[str, Iterable[tuple[Any, ...]]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, initial=_zoals_bewaard(voorziening) if voorziening and data is None else {}, **kwargs)
        self.jaren = aanvraag.jaren
        if keuzes is None:
            keuzes = keuzes_voor(aanvraag)
        for naam, lijst in keuzes.items():
            if gekozen := [Keuze(*keuze) for keuze in lijst]:
                self.fields[naam] = _keuzeveld(naam, gekozen)
        for jaar in self.jaren:
            self.fields[f"bereik_{jaar}"] = forms.IntegerField(
                label=f"Bewoners in {jaar}",
                min_value=0,
                max_value=2_000_000_000,
                required=False,
                widget=forms.TextInput(attrs=GETAL),
            )
            self.fields[f"kosten_{jaar}"] = BedragVeld(label=f"Kosten in {jaar}", required=False)

    @property
    def invoer(self) -> VoorzieningInvoer:
        gegevens = self.cleaned_data | {"clientondersteuning": self.cleaned_data["clientondersteuning"] or 0}
        return VoorzieningInvoer(
            velden={naam: gegevens[naam] for naam in VELDEN},
            relaties={naam: gegevens[naam] for naam in RELATIES if naam in self.fields},
            jaren={jaar: Jaar(gegevens[f"bereik_{jaar}"], gegevens[f"kosten_{jaar}"]) for jaar in self.jaren},
        )

    @property
    def jaarvelden(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        """Per year: the residents and the costs."""
        return [(jaar, self[f"bereik_{jaar}"], self[f"kosten_{jaar}"]) for jaar in self.jaren]

    @property
    def keuzes(self) -> list["Keuzeveld"]:
        """What there is to tick, in the order of the page."""
        return [self._keuzeveld(naam) for naam in RELATIES if naam in self.fields]

    def _keuzeveld(self, naam: str) -> "Keuzeveld":
        veld = self[naam]
        vakjes = {str(vakje.data["value"]): vakje for vakje in veld.subwidgets}
        groepen = [
            (groep, [vakjes[str(pk)] for pk, _ in leden])
            for groep, leden in self.fields[naam].choices  # type: ignore[attr-defined]  # a field with choices
        ]
        gekozen = sum(bool(vakje.data["selected"]) for vakje in vakjes.values())
        return Keuzeveld(veld, groepen, gekozen, uit=naam in NODIG or gekozen > 0 or bool(veld.errors))


def vul_jaren(data: QueryDict, jaren: Sequence[int]) -> QueryDict:
    """What was typed, with the first year repeated in each later year that is still empty."""
    eerste, *andere = jaren
    gevuld = data.copy()
    for jaar in andere:
        for soort in ("bereik", "kosten"):
            if not data.get(f"{soort}_{jaar}", "").strip():
                gevuld[f"{soort}_{jaar}"] = data.get(f"{soort}_{eerste}", "")
    return gevuld


def _keuzeveld(naam: str, keuzes: Sequence[Keuze]) -> forms.Field:
    """Check boxes; what has a group stands together under its name."""
    return forms.TypedMultipleChoiceField(
        label=getattr(Voorziening, naam).field.verbose_name.capitalize(),
        help_text=UITLEG.get(naam, ""),
        choices=[
            (groep, [(lid.pk, lid.naam) for lid in leden])
            for groep, leden in groupby(keuzes, key=lambda keuze: keuze.groep)
        ],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _zoals_bewaard(voorziening: Voorziening) -> Mapping[str, Any]:
    inhoud = inhoud_van(voorziening)
    for jaar, wens in inhoud.pop("jaren").items():
        inhoud[f"bereik_{jaar}"] = wens["bereik"]
        inhoud[f"kosten_{jaar}"] = wens["kosten"] and Decimal(wens["kosten"])
    return inhoud
