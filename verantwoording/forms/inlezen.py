"""The forms behind figures that others measured: an import, one figure by hand, and a row of a register."""

from collections.abc import Callable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from kern.bestanden.soorten import CIJFERS
from kern.forms import BestandVeld, Formulier, ModelFormulier, Tekstvak
from verantwoording.forms.velden import GebiedVeld, GetalVeld, IndicatorVeld, PeriodeVeld
from verantwoording.inlezen.getallen import DECIMALEN, Punt
from verantwoording.models import Bron, Gebied, Inlezing, Waarneming
from verantwoording.registers import Register
from verantwoording.services.inlezen import Aanbod
from verantwoording.services.waarneming import Figuur

MET_BRON = (Inlezing.Vorm.SWING, Inlezing.Vorm.CBS)
PUNTEN = (
    (Punt.ONBEKEND, "Weet ik niet: een getal als 1.234 is dan een fout"),
    (Punt.DUIZEND, "De punt van duizend: 1.234 is twaalfhonderdvierendertig"),
    (Punt.DECIMAAL, "De komma: 1.234 is iets meer dan 1"),
)

NOEMT_LANG = ("indicator", "periode", "kolommen")  # on every row: what was filled in would do nothing
DELEN = {
    "Het bestand": ("vorm", "bestand", "vindplaats"),
    "Wat het bestand zelf niet zegt": ("bron", "indicator", "periode", "kolommen", "binnen"),
    "Hoe de getallen zijn geschreven": ("punt", "decimalen"),
    "Wat wij nog niet kennen": ("nieuwe_indicatoren", "eenheid", "nieuwe_gebieden", "gebiedsoort"),
}


class InlezingForm(Formulier):
    knop = "Bekijk het bestand"

    vorm = forms.ChoiceField(label="Wat voor bestand is het?", choices=Inlezing.Vorm.choices, widget=forms.RadioSelect)
    bestand = BestandVeld(label="Bestand", soorten=CIJFERS)
    bron = forms.ModelChoiceField(
        Bron.objects.all(),
        label="Bron",
        required=False,
        empty_label="Staat in het bestand",
        to_field_name="code",
        help_text="Nodig bij Swing en CBS. Bij de lange CSV alleen als de kolom ‘bron’ leeg is of mist.",
    )
    indicator = IndicatorVeld(
        required=False,
        empty_label="Staat in het bestand",
        to_field_name="code",
        help_text="Alleen als het hele bestand over één indicator gaat. Niet bij de lange CSV.",
    )
    periode = PeriodeVeld(
        label="Periode",
        required=False,
        help_text="Alleen als het bestand zelf geen periode noemt, zoals 2016. Niet bij de lange CSV.",
    )
    kolommen = forms.CharField(
        label="Welke kolom is welke indicator?",
        required=False,
        max_length=5000,
        widget=Tekstvak(attrs={"rows": 4}),
        help_text="Per regel: kop van de kolom = code of naam van de indicator. Nodig bij CBS. Niet bij de lange CSV.",
    )
    punt = forms.ChoiceField(label="Wat is een punt in een getal?", choices=PUNTEN, required=False)
    decimalen = forms.TypedChoiceField(
        label="Getallen met meer decimalen",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", f"Niet afronden: meer dan {DECIMALEN} is een fout")]
        + [(str(aantal), f"Afronden op {aantal}") for aantal in range(DECIMALEN + 1)],
    )
    binnen = GebiedVeld(
        label="De gebieden liggen in",
        required=False,
        help_text="Code of naam, zoals GM0392. Nodig als er meer gebieden met dezelfde naam zijn.",
    )
    nieuwe_indicatoren = forms.BooleanField(label="Maak indicatoren die wij nog niet kennen", required=False)
    eenheid = forms.CharField(
        label="Eenheid van nieuwe indicatoren", required=False, max_length=40, help_text="Zoals % of inwoners."
    )
    nieuwe_gebieden = forms.BooleanField(label="Maak gebieden die wij nog niet kennen", required=False)
    gebiedsoort = forms.ChoiceField(
        label="Soort van nieuwe gebieden", required=False, choices=[("", "Kies"), *Gebied.Soort.choices]
    )
    vindplaats = forms.CharField(
        label="Vindplaats", required=False, max_length=300, help_text="Waar u het bestand vandaan heeft."
    )

    def clean_kolommen(self) -> dict[str, str]:
        kolommen: dict[str, str] = {}
        for nummer, regel in enumerate(self.cleaned_data["kolommen"].splitlines(), 1):
            kop, _, indicator = (deel.strip() for deel in regel.rpartition("="))
            if not regel.strip():
                continue
            if not kop or not indicator or kop in kolommen:
                raise ValidationError(f"Regel {nummer}: schrijf ‘kop van de kolom = indicator’, elke kop een keer.")
            kolommen[kop] = indicator
        return kolommen

    def clean(self) -> dict[str, Any]:
        waarden = super().clean() or self.cleaned_data
        bron, indicator = waarden.get("bron"), waarden.get("indicator")
        if indicator and bron and indicator.bron_id != bron.pk:
            self.add_error("indicator", f"Deze indicator is van {indicator.bron}, niet van {bron}.")
        if waarden.get("vorm") == Inlezing.Vorm.LANG:
            for naam in filter(waarden.get, NOEMT_LANG):
                self.add_error(naam, "De lange CSV noemt dit zelf, op elke rij. Maak dit veld leeg.")
        if waarden.get("vorm") in MET_BRON and not bron and not indicator:
            self.add_error("bron", "Kies wie deze cijfers meet.")
        if waarden.get("nieuwe_indicatoren") and not waarden.get("eenheid"):
            self.add_error("eenheid", "Vul in waarin de nieuwe indicatoren tellen.")
        if waarden.get("nieuwe_gebieden") and not waarden.get("gebiedsoort"):
            self.add_error("gebiedsoort", "Kies wat voor gebieden de nieuwe zijn.")
        if self.errors and waarden.get("bestand"):
            self.add_error("bestand", "Kies het bestand nog een keer: een browser onthoudt het niet.")
        return waarden

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(*(Fieldset(kop, *velden) for kop, velden in DELEN.items()))
        return helper

    @property
    def aanbod(self) -> Aanbod:
        keuzes = {naam: waarde for naam, waarde in self.cleaned_data.items() if naam not in {"vorm", "bestand"}}
        bron = keuzes["bron"] or (keuzes["indicator"] and keuzes["indicator"].bron)
        codes = {"bron": bron, "indicator": keuzes["indicator"], "binnen": keuzes["binnen"]}
        return Aanbod(
            vorm=self.cleaned_data["vorm"],
            bestand=self.cleaned_data["bestand"],
            keuzes=keuzes | {naam: ding.code if ding else "" for naam, ding in codes.items()},
        )


def begin_van(vorm: str, keuzes: Mapping[str, Any]) -> dict[str, Any]:
    """What a form begins with that offers a file again, with the choices made for it then."""
    regels = "\n".join(f"{kop} = {indicator}" for kop, indicator in keuzes.get("kolommen", {}).items())
    return {**keuzes, "vorm": vorm, "kolommen": regels}


class BevestigForm(Formulier):
    """What the page showed when the button was pressed, and why figures are revised."""

    knop = "Lees deze cijfers in"

    gezien = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    reden = forms.CharField(
        label="Waarom worden cijfers herzien?",
        error_messages={"required": "Schrijf waarom deze cijfers worden herzien."},
        max_length=500,
        widget=Tekstvak(attrs={"rows": 2}),
        help_text="Dit staat bij elk cijfer dat verandert. Het oude cijfer blijft te lezen.",
    )

    def __init__(self, *args: Any, herzien: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not herzien:
            del self.fields["reden"]

    @property
    def waarden(self) -> dict[str, str]:
        return {"reden": ""} | self.cleaned_data


class WaarnemingForm(Formulier):
    knop = "Leg het cijfer vast"

    indicator = IndicatorVeld(to_field_name="code")
    gebied = GebiedVeld(label="Gebied")
    periode = PeriodeVeld(label="Periode")
    waarde = GetalVeld(label="Waarde", required=False)
    ingetrokken = forms.BooleanField(label="De bron heeft dit cijfer ingetrokken", required=False)
    teken = forms.ChoiceField(
        label="Wat staat ervoor?",
        required=False,
        choices=[("", "Niets: precies dit getal"), *Waarneming.Teken.choices],
    )
    ondergrens = GetalVeld(label="Ondergrens van de marge", required=False)
    bovengrens = GetalVeld(label="Bovengrens van de marge", required=False)
    vindplaats = forms.CharField(label="Vindplaats", required=False, max_length=300)
    reden = forms.CharField(
        label="Waarom wordt het cijfer herzien?",
        required=False,
        max_length=500,
        widget=Tekstvak(attrs={"rows": 2}),
        help_text="Alleen als er al een cijfer staat. Dat blijft te lezen, met deze reden erbij.",
    )
    na = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        waarden = super().clean() or self.cleaned_data
        if "waarde" in waarden and (waarden["waarde"] is None) != bool(waarden.get("ingetrokken")):
            fout = "Vul een waarde in." if waarden["waarde"] is None else "Een ingetrokken cijfer heeft geen waarde."
            self.add_error("waarde", fout)
        return waarden

    @property
    def figuur(self) -> Figuur:
        waarden = {naam: waarde for naam, waarde in self.cleaned_data.items() if naam != "ingetrokken"}
        return Figuur(**waarden | {"na": waarden["na"] or 0})


def registerform(register: Register) -> type[ModelFormulier]:
    """The form of a row of this register; an area is named by its code, and an address begins with https."""
    eigen = {naam: maak() for naam, maak in _EIGEN.items() if naam in register.velden}
    meta = type("Meta", (), {"model": register.model, "fields": register.velden})
    return type(f"{register.model.__name__}Form", (ModelFormulier,), eigen | {"Meta": meta})


_EIGEN: dict[str, Callable[[], forms.Field]] = {
    "binnen": lambda: GebiedVeld(label="Ligt in", required=False),
    "adres": lambda: forms.URLField(label="Webadres", required=False, max_length=200, assume_scheme="https"),
}


class ZoekForm(forms.Form):
    zoek = forms.CharField(label="Zoek op code of naam", required=False, max_length=100)
