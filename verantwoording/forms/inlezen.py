"""The forms behind figures that others measured: an import, one figure by hand, and a row of a register."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kern.bestanden.soorten import CIJFERS
from kern.forms import BestandVeld, Formulier, ModelFormulier, Tekstvak
from verantwoording.forms.velden import GebiedVeld, GetalVeld, LangeLijst, PeriodeVeld
from verantwoording.inlezen.getallen import DECIMALEN, Punt
from verantwoording.models import Bron, Gebied, Inlezing, Maatschappelijkeindicator, Waarneming
from verantwoording.registers import Register
from verantwoording.services.inlezen import Aanbod
from verantwoording.services.waarneming import Figuur

MET_BRON = (Inlezing.Vorm.SWING, Inlezing.Vorm.CBS)
PUNTEN = (
    (Punt.ONBEKEND, "Geen van beide: een getal als 1.234 is een fout"),
    (Punt.DUIZEND, "Duizend: 1.234 is twaalfhonderdvierendertig"),
    (Punt.DECIMAAL, "Een komma: 1.234 is iets meer dan een"),
)


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
        help_text="Nodig bij Swing en CBS.",
    )
    indicator = forms.ModelChoiceField(
        Maatschappelijkeindicator.objects.select_related("bron"),
        label="Indicator",
        required=False,
        empty_label="Staat in het bestand",
        to_field_name="code",
        help_text="Alleen als het hele bestand over een indicator gaat.",
        widget=LangeLijst,
    )
    periode = PeriodeVeld(
        label="Periode", required=False, help_text="Alleen als het bestand zelf geen periode noemt, zoals 2016."
    )
    kolommen = forms.CharField(
        label="Welke kolom is welke indicator?",
        required=False,
        max_length=5000,
        widget=Tekstvak(attrs={"rows": 4}),
        help_text="Per regel: kop van de kolom = code of naam van de indicator. Nodig bij CBS.",
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
        if waarden.get("vorm") in MET_BRON and not bron and not indicator:
            self.add_error("bron", "Kies wie deze cijfers meet.")
        if waarden.get("nieuwe_indicatoren") and not waarden.get("eenheid"):
            self.add_error("eenheid", "Vul in waarin de nieuwe indicatoren tellen.")
        if waarden.get("nieuwe_gebieden") and not waarden.get("gebiedsoort"):
            self.add_error("gebiedsoort", "Kies wat voor gebieden de nieuwe zijn.")
        return waarden

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

    indicator = forms.ModelChoiceField(
        Maatschappelijkeindicator.objects.select_related("bron"),
        label="Indicator",
        empty_label="Kies",
        to_field_name="code",
        widget=LangeLijst,
    )
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
        help_text="Alleen als er al een cijfer staat.",
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
