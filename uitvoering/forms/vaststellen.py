"""Writing a request for settlement, its documents, and the proposal of the officer."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from kern.forms import BedragVeld, BestandVeld, Formulier, Tekstvak
from kern.geld import NUL, als_euro
from subsidies.forms.begroting import JaarVeld
from subsidies.regels.verantwoordingsplicht import Stuk
from uitvoering.afrekening import Afrekening, Bereikrij, Cijferrij, Vergelijking
from uitvoering.models import Vaststelling
from uitvoering.services.vaststellen import Ingevuld
from uitvoering.soorten.vaststelling import GRONDEN

PLAK_MAX = 20_000
Cijferinvoer = tuple[Cijferrij, Vergelijking, forms.BoundField]


class AfrekeningForm(Formulier):
    """Realised beside planned: an amount per kind and year, residents per voorziening and year, and two texts."""

    activiteiten = forms.CharField(
        label="Wat deed u?",
        max_length=5000,
        required=False,
        widget=Tekstvak(attrs={"rows": 8}),
        help_text="Vertel per activiteit wat u deed. Noem ook wat niet of anders ging, en waarom.",
    )
    afwijking = forms.CharField(
        label="Waarom zijn de cijfers anders dan gepland?",
        max_length=5000,
        required=False,
        widget=Tekstvak(attrs={"rows": 5}),
        help_text="Alleen als er verschillen zijn.",
    )
    versie = forms.IntegerField(widget=forms.HiddenInput)
    plak = forms.CharField(
        label="Plak hier cellen uit uw rekenblad",
        max_length=PLAK_MAX,
        required=False,
        strip=False,
        widget=Tekstvak(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text="Eerst de soort, dan het bedrag van elk jaar.",
    )

    def __init__(self, *args: Any, vaststelling: Vaststelling, afrekening: Afrekening, **kwargs: Any) -> None:
        self.afrekening = afrekening
        kwargs["initial"] = _begin(vaststelling, afrekening) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        for rij in afrekening.cijfers:
            for cel in rij.cellen:
                self.fields[_bedrag(rij.soort, cel.jaar)] = JaarVeld(
                    label=f"{rij.naam} {cel.jaar}, werkelijk", required=False
                )
        for bereik in afrekening.bereik:
            self.fields[_bewoners(bereik)] = forms.IntegerField(
                label=f"Bewoners bij {bereik.naam} in {bereik.jaar}",
                required=False,
                min_value=0,
                max_value=10_000_000,
                widget=forms.TextInput(
                    attrs={"inputmode": "numeric", "autocomplete": "off", "class": "sb-invoer-geld"}
                ),
            )

    @property
    def cijferrijen(self) -> list[Cijferinvoer]:
        return [
            (rij, cel, self[_bedrag(rij.soort, cel.jaar)]) for rij in self.afrekening.cijfers for cel in rij.cellen
        ]

    @property
    def bereikrijen(self) -> list[tuple[Bereikrij, forms.BoundField]]:
        return [(rij, self[_bewoners(rij)]) for rij in self.afrekening.bereik]

    @property
    def ingevuld(self) -> Ingevuld:
        """As the service asks for it; what was left empty is not known."""
        gegevens = self.cleaned_data
        return Ingevuld(
            cijfers={
                (rij.soort, cel.jaar): bedrag
                for rij in self.afrekening.cijfers
                for cel in rij.cellen
                if (bedrag := gegevens[_bedrag(rij.soort, cel.jaar)]) is not None
            },
            bereik={
                (rij.pk, rij.jaar): aantal
                for rij in self.afrekening.bereik
                if (aantal := gegevens[_bewoners(rij)]) is not None
            },
            activiteiten=gegevens["activiteiten"],
            afwijking=gegevens["afwijking"],
        )


def bedragveld(soort: str, jaar: int) -> str:
    """The name of the field of one kind in one year."""
    return _bedrag(soort, jaar)


def _bedrag(soort: str, jaar: int) -> str:
    return f"bedrag_{soort}_{jaar}"


def _bewoners(rij: Bereikrij) -> str:
    return f"bewoners_{rij.pk}_{rij.jaar}"


def _begin(vaststelling: Vaststelling, afrekening: Afrekening) -> dict[str, Any]:
    begin: dict[str, Any] = {
        "activiteiten": vaststelling.activiteiten,
        "afwijking": vaststelling.afwijking,
        "versie": vaststelling.versie,
    }
    begin |= {_bedrag(rij.soort, cel.jaar): cel.werkelijk for rij in afrekening.cijfers for cel in rij.cellen}
    return begin | {_bewoners(rij): rij.bereikt for rij in afrekening.bereik}


class StukForm(Formulier):
    """One document; the kinds that this grant needs stand first."""

    knop = "Voeg toe"

    soort = forms.ChoiceField(label="Wat is het?")
    bestand = BestandVeld(label="Bestand")

    def __init__(self, *args: Any, nodig: Sequence[Stuk], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        volgorde = [*nodig, *(stuk for stuk in Stuk if stuk not in nodig)]
        self.fields["soort"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (stuk.value, str(stuk.label).removeprefix("een ").capitalize()) for stuk in volgorde
        ]


class IndienForm(Formulier):
    knop = "Vraag de vaststelling aan"

    bevestig = forms.BooleanField(
        label="Wij hebben dit naar waarheid ingevuld, en vragen u de subsidie vast te stellen.",
        error_messages={"required": "Zet een vinkje als u de vaststelling aanvraagt."},
    )


class HerinnerForm(Formulier):
    knop = "Stuur de herinnering"

    bevestig = forms.BooleanField(
        label="Stuur een brief met een laatste termijn.",
        error_messages={"required": "Zet een vinkje als u de herinnering stuurt."},
    )


class VaststelForm(Formulier):
    """The proposal to settle: per year the amount, which opens with what was granted, the ground, and why."""

    knop = "Bewaar het voorstel"

    grond = forms.ChoiceField(
        label="Waarop rust het besluit?",
        choices=[(grond.code, f"{grond.naam.capitalize()} ({grond.artikel})") for grond in GRONDEN],
        widget=forms.RadioSelect,
        help_text="Lager vaststellen kan alleen op een grond uit de wet. U vraagt dan eerst een zienswijze.",
    )
    motivering = forms.CharField(
        label="Waarom",
        max_length=5000,
        widget=Tekstvak(attrs={"rows": 8}),
        help_text="De ontvanger leest dit in de brief (Awb 3:46).",
    )

    def __init__(self, *args: Any, afrekening: Afrekening, waarom: str = "", **kwargs: Any) -> None:
        self.afrekening = afrekening
        begin: dict[str, Any] = {"grond": GRONDEN[0].code, "motivering": waarom}
        begin |= {f"jaar_{jaar}": bedrag for jaar, bedrag in afrekening.verleend.items()}
        super().__init__(*args, **{"initial": begin} | kwargs)
        velden = {f"jaar_{jaar}": BedragVeld(label=f"Vast te stellen over {jaar}") for jaar in afrekening.jaren}
        for jaar in afrekening.jaren:
            velden[f"jaar_{jaar}"].help_text = f"Verleend: {als_euro(afrekening.verleend.get(jaar, NUL))}"
        self.fields = velden | self.fields

    @property
    def bedragen(self) -> dict[int, Decimal]:
        return {jaar: self.cleaned_data[f"jaar_{jaar}"] for jaar in self.afrekening.jaren}
