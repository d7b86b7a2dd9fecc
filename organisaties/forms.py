"""The forms of this room."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError
from django.utils import timezone

from kern.forms import BedragVeld, DatumVeld, Formulier, ModelFormulier
from kern.fouten import DomeinFout
from kern.toegang import Rol
from organisaties.gegevens import SCHRIJFWIJZEN
from organisaties.models import Lidmaatschap, Organisatie, SoortBesluit
from organisaties.regels.nummers_passen import eis_nummers_passen
from organisaties.regels.wijzigbare_velden import ALLES
from organisaties.soorten import ROLLEN_PER_SOORT, OrganisatieSoort


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
