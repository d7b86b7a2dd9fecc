"""Forms of the application, its assessment and its decision."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, ClassVar, cast

from django import forms

from begroting.models import Bestedingsdoel
from kern.forms import BedragVeld, Formulier, ModelFormulier, Tekstvak
from kern.geld import NUL
from organisaties.models import Organisatie
from subsidies.dossier import Deel, Post
from subsidies.models import Aanvraag, Antwoord, Begrotingspost, Beoordeling, Voorziening
from subsidies.selectors.keuzes import gekozen_van, keuzes_voor
from subsidies.services.schrijven import MAX_POSTEN, PostInvoer

EXTRA_REGELS = 3


class PostForm(Formulier):
    """One line of the budget, with an amount for each year. A line without any text or amount is left out."""

    soort = forms.ChoiceField(
        label="Soort", choices=[("", "Kies een soort"), *Begrotingspost.Soort.choices], required=False
    )
    omschrijving = forms.CharField(label="Omschrijving", max_length=150, required=False)

    def __init__(self, *args: Any, jaren: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.jaren = jaren
        for jaar in jaren:
            self.fields[f"jaar_{jaar}"] = BedragVeld(label=str(jaar), required=False)

    @property
    def jaarvelden(self) -> list[forms.BoundField]:
        return [self[f"jaar_{jaar}"] for jaar in self.jaren]

    @property
    def is_leeg(self) -> bool:
        """Nothing filled in, or emptied by hand: such a line disappears."""
        gegevens = getattr(self, "cleaned_data", {})
        return not gegevens.get("omschrijving") and all(gegevens.get(f"jaar_{jaar}") is None for jaar in self.jaren)

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if self.errors or self.is_leeg:
            return gegevens
        if not gegevens["soort"]:
            self.add_error("soort", "Kies een soort.")
        if not gegevens["omschrijving"]:
            self.add_error("omschrijving", "Vul een omschrijving in.")
        return gegevens

    def als_post(self) -> PostInvoer:
        gegevens = self.cleaned_data
        return PostInvoer(
            soort=gegevens["soort"],
            omschrijving=gegevens["omschrijving"],
            bedragen={jaar: gegevens[f"jaar_{jaar}"] or NUL for jaar in self.jaren},
        )


class BegrotingRegels(forms.BaseFormSet):
    """The lines of the budget of one part, with three empty ones to write on."""

    @property
    def posten(self) -> list[PostInvoer]:
        return [form.als_post() for form in self.forms if not form.is_leeg]


_Regels = forms.formset_factory(
    PostForm, formset=BegrotingRegels, extra=EXTRA_REGELS, max_num=MAX_POSTEN, absolute_max=MAX_POSTEN + 10
)


def begroting_regels(
    jaren: Sequence[int], data: Mapping[str, Any] | None = None, *, posten: Sequence[Post] = ()
) -> BegrotingRegels:
    """The form set, filled in by the user (`data`) or from what was saved."""
    regels = _Regels(data, initial=_als_invoer(posten), form_kwargs={"jaren": jaren}, prefix="regel")
    return cast("BegrotingRegels", regels)


def _als_invoer(posten: Sequence[Post]) -> list[dict[str, Any]]:
    """The saved lines as initial values of the form set."""
    return [
        {"soort": post.soort, "omschrijving": post.omschrijving}
        | {f"jaar_{jaar}": bedrag for jaar, bedrag in post.bedragen.items()}
        for post in posten
    ]


class VersieForm(forms.Form):
    """The version somebody read before they wrote, travelling along in the page."""

    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class VoorzieningForm(ModelFormulier):
    """One voorziening. The choices come from the theme of the table; what has none is left out."""

    knop = "Bewaar voorziening"
    VOLGORDE = ("naam", "omschrijving", "subdoelen", "stadsdelen", "gebiedsopgaven", "doelgroepen", "bereik_per_jaar")
    VERPLICHT: ClassVar[dict[str, str]] = {
        "subdoelen": "Kies ten minste één subdoel.",
        "stadsdelen": "Kies ten minste één stadsdeel.",
    }

    class Meta:
        model = Voorziening
        fields = ("naam", "omschrijving", "bereik_per_jaar", "clientondersteuning", "preventief")
        widgets: ClassVar[dict[str, Any]] = {
            "omschrijving": Tekstvak(attrs={"rows": 10}),
            "bereik_per_jaar": forms.TextInput(attrs={"inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, aanvraag: Aanvraag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["omschrijving"].required = True
        self.fields["versie"] = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=self.instance.versie)
        gekozen = gekozen_van(self.instance) if self.instance.pk else {}
        keuzes_per_relatie = {naam: keuzes for naam, keuzes in keuzes_voor(aanvraag).items() if keuzes}
        self.relatievelden = tuple(keuzes_per_relatie)
        for naam, keuzes in keuzes_per_relatie.items():
            self.fields[naam] = forms.TypedMultipleChoiceField(
                label=getattr(Voorziening, naam).field.verbose_name.capitalize(),
                choices=keuzes,
                coerce=int,
                initial=gekozen.get(naam, []),
                required=naam in self.VERPLICHT,
                error_messages={"required": self.VERPLICHT.get(naam, "")},
                widget=forms.CheckboxSelectMultiple,
            )
        self.order_fields(self.VOLGORDE)

    @property
    def velden(self) -> dict[str, Any]:
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if naam in self.Meta.fields}

    @property
    def relaties(self) -> dict[str, list[int]]:
        return {naam: self.cleaned_data.get(naam, []) for naam in self.relatievelden}


class AntwoordForm(Formulier):
    """The joint text on one question."""

    knop = "Bewaar tekst"

    tekst = forms.CharField(
        label="Tekst",
        max_length=5000,
        required=False,
        strip=False,
        widget=Tekstvak(attrs={"rows": 14}),
        help_text="Ten hoogste 5.000 tekens. U kunt later verder schrijven.",
    )
    versie = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @classmethod
    def van(cls, antwoord: Antwoord) -> "AntwoordForm":
        return cls(initial={"tekst": antwoord.tekst, "versie": antwoord.versie})


class AkkoordForm(Formulier):
    """The signatory agrees to what stands on the page: `gezien` is the hash of exactly that."""

    knop = "Geef akkoord"

    gezien = forms.CharField(widget=forms.HiddenInput, max_length=64)
    bevestig = forms.BooleanField(
        label="Ik mag tekenen voor deze organisatie en ga akkoord met ons deel en met de verdeling.",
        error_messages={"required": "Zet een vinkje als u akkoord gaat."},
    )


class IndienForm(Formulier):
    knop = "Dien de aanvraag in"

    bevestig = forms.BooleanField(
        label="Ik heb de aanvraag gecontroleerd en dien haar in namens alle deelnemers.",
        error_messages={"required": "Zet een vinkje als u de aanvraag wilt indienen."},
    )


class IntrekForm(Formulier):
    knop = "Trek de aanvraag in"

    bevestig = forms.BooleanField(
        label="Ik trek de aanvraag in. Dit kan ik niet terugdraaien.",
        error_messages={"required": "Zet een vinkje als u de aanvraag wilt intrekken."},
    )


class PenvoerderForm(Formulier):
    knop = "Draag de pen over"

    organisatie = forms.ModelChoiceField(
        label="Nieuwe penvoerder", queryset=Organisatie.objects.none(), empty_label="Kies een organisatie"
    )

    def __init__(self, *args: Any, aanvraag: Aanvraag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deelnemers = Organisatie.objects.filter(aanvraagdelen__aanvraag=aanvraag).exclude(pk=aanvraag.penvoerder_id)
        self.fields["organisatie"].queryset = deelnemers  # type: ignore[attr-defined]  # a ModelChoiceField


class BeoordelingForm(ModelFormulier):
    knop = "Bewaar oordeel"

    class Meta:
        model = Beoordeling
        fields = ("oordeel", "toelichting")
        widgets: ClassVar[dict[str, Any]] = {
            "oordeel": forms.RadioSelect,
            "toelichting": Tekstvak(attrs={"rows": 8}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oordeel"].choices = Beoordeling.Oordeel.choices  # type: ignore[attr-defined]  # without an empty one


class VoorstelForm(Formulier):
    """The proposed amount per year for one participant. It opens with what was asked."""

    knop = "Bewaar voorstel"

    motivering = forms.CharField(
        label="Waarom wijkt u af van het plan?",
        max_length=5000,
        required=False,
        widget=Tekstvak(attrs={"rows": 6}),
        help_text="Nodig als een bedrag anders is dan gevraagd. Deze tekst staat in de brief (Awb 3:46).",
    )
    verplichting = forms.CharField(
        label="Extra verplichting",
        max_length=2000,
        required=False,
        widget=Tekstvak(attrs={"rows": 3}),
        help_text="Komt in de brief bij de vaste verplichtingen (Awb 4:38).",
    )

    def __init__(self, *args: Any, deel: Deel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.deel = deel
        jaarvelden = {f"jaar_{jaar}": BedragVeld(label=f"Voorstel {jaar}") for jaar in deel.jaren}
        self.fields = jaarvelden | self.fields

    @property
    def bedragen(self) -> dict[int, Decimal]:
        return {jaar: self.cleaned_data[f"jaar_{jaar}"] for jaar in self.deel.jaren}

    @property
    def jaarvelden(self) -> list[tuple[int, Decimal, forms.BoundField]]:
        return [(jaar, self.deel.gevraagd[jaar], self[f"jaar_{jaar}"]) for jaar in self.deel.jaren]


class BesluitForm(Formulier):
    knop = "Neem het besluit"

    motivering = forms.CharField(
        label="Toelichting bij het besluit",
        max_length=5000,
        required=False,
        widget=Tekstvak(attrs={"rows": 4}),
        help_text="Alleen in het dossier. De motivering per organisatie staat in het voorstel.",
    )
    bevestig = forms.BooleanField(
        label="Ik besluit zoals voorgesteld. De brieven gaan vandaag de deur uit.",
        error_messages={"required": "Zet een vinkje als u het besluit neemt."},
    )


class DekkingForm(Formulier):
    """From which purpose each year of a table is paid."""

    knop = "Bewaar dekking"

    def __init__(self, *args: Any, jaren: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        doelen = list(Bestedingsdoel.objects.select_related("budgetjaar__budget"))
        for jaar in jaren:
            eigen_jaar_eerst = sorted(doelen, key=lambda doel: doel.budgetjaar.jaar != jaar)
            keuzes = [(doel.pk, f"{doel.budgetjaar}: {doel.naam}") for doel in eigen_jaar_eerst]
            self.fields[f"jaar_{jaar}"] = forms.TypedChoiceField(
                label=f"Subsidie {jaar} uit", choices=[("", "Kies een bestedingsdoel"), *keuzes], coerce=int
            )
