"""The forms of this room."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from kern.forms import BedragVeld, BestandVeld, DatumVeld, Formulier, ModelFormulier, Tekstvak
from kern.fouten import DomeinFout
from kern.toegang import GEMEENTE, Rol
from organisaties.gegevens import SCHRIJFWIJZEN
from organisaties.models import (
    Convenantdeel,
    Lidmaatschap,
    Onderaannemer,
    Organisatie,
    Samenwerkingsverband,
    SoortBesluit,
    Verbandlid,
)
from organisaties.models.machtiging import REIKWIJDTE
from organisaties.regels.nummers_passen import eis_nummers_passen
from organisaties.regels.wijzigbare_velden import ALLES
from organisaties.soorten import ROLLEN_PER_SOORT, AanvragerSoort, OrganisatieSoort


class OrganisatieForm(ModelFormulier):
    """The details of an organisation; `velden` are the ones this member may change."""

    class Meta:
        model = Organisatie
        fields: tuple[str, ...] = ALLES

    def __init__(self, *args: Any, velden: tuple[str, ...] = ALLES, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for naam in set(self.fields) - set(velden):
            del self.fields[naam]

    def clean(self) -> dict[str, Any]:
        """All wrong numbers at once, by the rules of the service."""
        super().clean()
        for veld in SCHRIJFWIJZEN.keys() & self.cleaned_data.keys():
            try:
                self.cleaned_data[veld] = SCHRIJFWIJZEN[veld](self.cleaned_data[veld])
            except DomeinFout as fout:
                self.add_error(veld, fout.bericht)
        if self.cleaned_data.keys() >= {"aanvrager_soort", "kvk", "rsin"}:
            try:
                eis_nummers_passen(
                    self.cleaned_data["aanvrager_soort"], kvk=self.cleaned_data["kvk"], rsin=self.cleaned_data["rsin"]
                )
            except DomeinFout as fout:
                self.add_error(fout.veld, fout.bericht)
        return self.cleaned_data


class NieuweOrganisatieForm(OrganisatieForm):
    """The kind is chosen once: it never changes afterwards."""

    knop = "Registreer de organisatie"

    class Meta(OrganisatieForm.Meta):
        fields = ("soort", *ALLES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, velden=("soort", *ALLES), **kwargs)
        self.fields["soort"].initial = OrganisatieSoort.PARTNER


class Accounthouder(forms.ModelChoiceField):
    """One of the people of the municipality."""

    def label_from_instance(self, obj: Lidmaatschap) -> str:
        return f"{obj.gebruiker.naam}, {obj.get_rol_display()}"


class AccounthouderForm(Formulier):
    """Who has left can stay chosen, until somebody takes over."""

    accounthouder = Accounthouder(
        label="Accounthouder",
        queryset=Lidmaatschap.objects.none(),
        required=False,
        empty_label="Nog niemand",
        help_text="Het vaste aanspreekpunt bij de gemeente.",
    )

    def __init__(self, *args: Any, organisatie: Organisatie, **kwargs: Any) -> None:
        super().__init__(*args, initial={"accounthouder": organisatie.accounthouder_id}, **kwargs)
        leden = Lidmaatschap.objects.geldig_op(timezone.localdate()).filter(rol__in=GEMEENTE)
        self.fields["accounthouder"].queryset = (  # type: ignore[attr-defined]  # a ModelChoiceField
            (leden | Lidmaatschap.objects.filter(pk=organisatie.accounthouder_id or 0))
            .select_related("gebruiker")
            .order_by("gebruiker__naam", "id")
        )


class UitnodigingForm(Formulier):
    knop = "Verstuur de uitnodiging"

    email = forms.EmailField(
        label="E-mailadres", help_text="Deze persoon krijgt een e-mail met een link. De link werkt 14 dagen."
    )
    rol = forms.ChoiceField(label="Rol")

    def __init__(self, *args: Any, organisatie: Organisatie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rollen = ROLLEN_PER_SOORT[OrganisatieSoort(organisatie.soort)]
        self.fields["rol"] = forms.ChoiceField(label="Rol", choices=[(rol.value, rol.label) for rol in rollen])


class NieuwAccountForm(Formulier):
    knop = "Maak mijn account"

    naam = forms.CharField(label="Uw naam", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    wachtwoord = forms.CharField(
        label="Wachtwoord",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    herhaling = forms.CharField(
        label="Herhaal het wachtwoord",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wachtwoord"].help_text = " ".join(password_validators_help_texts())

    def clean_herhaling(self) -> str:
        herhaling: str = self.cleaned_data["herhaling"]
        if "wachtwoord" in self.cleaned_data and self.cleaned_data["wachtwoord"] != herhaling:
            raise ValidationError("De twee wachtwoorden zijn niet gelijk.")
        return herhaling


class BeeindigForm(Formulier):
    knop = "Beëindig het lidmaatschap"

    tot = DatumVeld(
        label="Laatste dag",
        help_text="dag-maand-jaar. Kies gisteren om de toegang meteen te stoppen.",
        initial=timezone.localdate,
    )


class MandaatForm(Formulier):
    knop = "Leg het mandaat vast"

    lidmaatschap = forms.ModelChoiceField(label="Besluitnemer", queryset=Lidmaatschap.objects.none())
    soort_besluit = forms.ChoiceField(label="Soort besluit", choices=SoortBesluit.choices)
    maximum = BedragVeld(label="Hoogste bedrag in euro", help_text="Per aanvraag, over alle jaren samen.")
    van = DatumVeld(label="Vanaf", initial=timezone.localdate)
    tot = DatumVeld(label="Tot en met", required=False)
    grondslag = forms.CharField(
        label="Grondslag", max_length=200, help_text="Bijvoorbeeld: Mandaatbesluit 2026, onderdeel 4.2."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuze = self.fields["lidmaatschap"]
        keuze.queryset = (  # type: ignore[attr-defined]  # a ModelChoiceField
            Lidmaatschap.objects.geldig_op(timezone.localdate())
            .filter(rol=Rol.BESLUITNEMER)
            .select_related("gebruiker", "organisatie")
            .order_by("gebruiker__naam")
        )


def partners() -> QuerySet[Organisatie]:
    """The partners to choose from. A natural person is never named in a list."""
    return Organisatie.objects.filter(soort=OrganisatieSoort.PARTNER).exclude(
        aanvrager_soort=AanvragerSoort.NATUURLIJK_PERSOON
    )


class MachtigingForm(Formulier):
    """Whom an organisation lets sign. The municipality adds the signed form at once (`met_bestand`)."""

    knop = "Leg de machtiging vast"

    bij = forms.ModelChoiceField(
        label="Organisatie van de gemachtigde",
        queryset=Organisatie.objects.none(),
        help_text="Uw eigen organisatie of een andere partner.",
    )
    email = forms.EmailField(
        label="E-mailadres van de gemachtigde", help_text="Waarmee deze persoon hier inlogt. Vraag het na."
    )
    reikwijdte = forms.CharField(
        label="Waarvoor", max_length=500, initial=REIKWIJDTE, widget=Tekstvak(attrs={"rows": 3})
    )
    van = DatumVeld(label="Vanaf", initial=timezone.localdate)
    tot = DatumVeld(label="Tot en met", help_text="Ten hoogste vier jaar. Bijvoorbeeld 31-12-2026.")
    bestand = BestandVeld(label="Getekend formulier", help_text="Een scan of foto: pdf, jpg of png.")

    def __init__(self, *args: Any, met_bestand: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bij"].queryset = partners()  # type: ignore[attr-defined]  # a ModelChoiceField
        if not met_bestand:
            del self.fields["bestand"]


class MachtigingsdocumentForm(Formulier):
    knop = "Plaats het formulier"

    bestand = BestandVeld(label="Getekend formulier", help_text="Een scan of foto: pdf, jpg of png.")


class IntrekForm(Formulier):
    knop = "Trek de machtiging in"


class VerbandForm(ModelFormulier):
    """Name and form of an alliance; `trekkers` are the organisations that can keep it, None when that is fixed."""

    trekker = forms.ModelChoiceField(
        label="Trekker",
        queryset=Organisatie.objects.none(),
        required=False,
        help_text="De tekenbevoegde van de trekker houdt deze gegevens bij.",
    )

    class Meta:
        model = Samenwerkingsverband
        fields = ("naam", "vorm")

    def __init__(self, *args: Any, trekkers: QuerySet[Organisatie] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if trekkers is None:
            del self.fields["trekker"]
        else:
            self.fields["trekker"].queryset = trekkers  # type: ignore[attr-defined]  # a ModelChoiceField

    def _post_clean(self) -> None:
        """The rules are the service's: a coöperatie gets its explanation there, and not a list without it."""


class NieuwVerbandForm(VerbandForm):
    knop = "Leg het samenwerkingsverband vast"

    van = DatumVeld(label="Trekker vanaf", initial=timezone.localdate)


class VerbanddeelForm(ModelFormulier):
    """A part of an alliance. Its file, if any, is taken in by the service."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "organisatie" in self.fields:
            self.fields["organisatie"].queryset = partners()  # type: ignore[attr-defined]  # a ModelChoiceField

    def _post_clean(self) -> None:
        """The service fills the row and lets the model judge it, with the alliance that the form does not know."""


class VerbandlidForm(VerbanddeelForm):
    van = DatumVeld(label="Vanaf", initial=timezone.localdate)
    tot = DatumVeld(label="Tot en met", required=False, help_text="Leeg zolang de organisatie meedoet.")

    class Meta:
        model = Verbandlid
        fields = ("organisatie", "schil", "van", "tot")


class ConvenantdeelForm(VerbanddeelForm):
    bestand = BestandVeld(label="Bestand", required=False, help_text="Een nieuw bestand vervangt het oude.")

    class Meta:
        model = Convenantdeel
        fields = ("onderwerp", "tekst", "volgorde")
        widgets: ClassVar[dict[str, Any]] = {"tekst": Tekstvak(attrs={"rows": 8})}


class OnderaannemerForm(VerbanddeelForm):
    contract_tot = DatumVeld(label="Laatste dag van het contract")

    class Meta:
        model = Onderaannemer
        fields = ("organisatie", "naam", "activiteit", "bedrag", "contract_tot")


VERBANDDEEL_FORMS: dict[str, type[VerbanddeelForm]] = {
    "lid": VerbandlidForm,
    "convenantdeel": ConvenantdeelForm,
    "onderaannemer": OnderaannemerForm,
}
