"""The forms of this room. Each gives a service what it asks for; the rules live there."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.forms import modelform_factory
from django.utils import timezone
from django.utils.text import capfirst, slugify

from kern.forms import BedragVeld, DatumVeld, Formulier, ModelFormulier, Tekstvak, TijdstipVeld
from organisaties.models import Lidmaatschap, Rol, Verbandlid
from regelingen.models import Regeling
from thematafels.gegevens import ToezeggingGegevens, UitvraagGegevens
from thematafels.models import Aanstelling, Deelname, Meetvoorbeeld, Niveau, Thematafel, Toezegging, Uitvraag
from thematafels.selectors import RegieRij, TafelRij
from thematafels.services.plafonds import Cel
from thematafels.soorten import ItemSoort


def reden_veld() -> forms.CharField:
    return forms.CharField(
        label="Waarom wijzigt u dit?",
        max_length=300,
        help_text="De uitvraag is gepubliceerd. Uw reden staat bij de nieuwe versie.",
    )


class RedenFormulier(Formulier):
    """Only a reason, and only when the call is published."""

    def __init__(self, *args: Any, met_reden: bool, knop: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.knop = knop
        if met_reden:
            self.fields["reden"] = reden_veld()

    @property
    def reden(self) -> str:
        return str(self.cleaned_data.get("reden", ""))


class UitvraagForm(ModelFormulier):
    """The data of a call. After publication it asks for a reason."""

    opent_op = TijdstipVeld(label="Opent op", required=False)
    sluit_op = TijdstipVeld(label="Sluit op", required=False)
    kenmerk = forms.SlugField(
        label="Kenmerk",
        max_length=60,
        required=False,
        help_text="Staat in het adres van de pagina. Leeg: wij maken er een van de naam.",
    )

    class Meta:
        model = Uitvraag
        fields = (
            "regeling",
            "naam",
            "kenmerk",
            "eerste_jaar",
            "laatste_jaar",
            "opent_op",
            "sluit_op",
            "verdeelwijze",
            "plafondbesluit",
            "bron",
            "fictief",
        )

    def __init__(self, *args: Any, met_reden: bool = False, knop: str = "Bewaar", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.knop = knop
        self.fields["regeling"].queryset = Regeling.objects.filter(actief=True)  # type: ignore[attr-defined]  # a ModelChoiceField
        for jaar in ("eerste_jaar", "laatste_jaar"):
            self.fields[jaar].localize = False
        if met_reden:
            self.fields["reden"] = reden_veld()

    def clean_kenmerk(self) -> str:
        return str(self.cleaned_data["kenmerk"]) or slugify(self.data.get(self.add_prefix("naam"), ""))[:60]

    def _post_clean(self) -> None:
        """The service writes and validates the row; the form only reads what was typed."""

    @property
    def gegevens(self) -> UitvraagGegevens:
        velden = {veld: self.cleaned_data[veld] for veld in self.Meta.fields if veld != "regeling"}
        return UitvraagGegevens(regeling_id=self.cleaned_data["regeling"].pk, **velden)

    @property
    def reden(self) -> str:
        return str(self.cleaned_data.get("reden", ""))


class ItemForm(ModelFormulier):
    """Base of the form of each kind of part."""

    def __init__(self, *args: Any, met_reden: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "volgorde" in self.fields:
            self.fields["volgorde"].required = False
            self.fields["volgorde"].help_text = "Plaats in de lijst. Leeg: achteraan."
            if not self.instance.pk:
                self.initial["volgorde"] = None
        if "stadsdelen" in self.fields:
            self.fields["stadsdelen"].widget = forms.CheckboxSelectMultiple(choices=self.fields["stadsdelen"].choices)  # type: ignore[attr-defined]  # a ModelMultipleChoiceField
        if met_reden:
            self.fields["reden"] = reden_veld()

    def _post_clean(self) -> None:
        """The service writes and validates the row; the form only reads what was typed."""

    @property
    def gegevens(self) -> dict[str, Any]:
        return {veld: waarde for veld, waarde in self.cleaned_data.items() if veld != "reden"}

    @property
    def reden(self) -> str:
        return str(self.cleaned_data.get("reden", ""))


def item_form(soort: ItemSoort) -> type[ItemForm]:
    """The form of one kind of part: its fields come from the table of kinds."""
    return cast("type[ItemForm]", modelform_factory(soort.model, form=ItemForm, fields=soort.velden))


class PlafondsForm(Formulier):
    """One amount per table and year; in a published call also the decision and its day of publication."""

    knop = ""

    def __init__(
        self, *args: Any, rijen: Iterable[TafelRij], jaren: Iterable[int], gepubliceerd: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.jaren = list(jaren)
        self.cellen: dict[str, Cel] = {}
        self.tafels: list[tuple[TafelRij, list[str]]] = []
        for rij in rijen:
            namen = []
            for plafond in rij.per_jaar:
                naam = f"bedrag-{rij.tafel.pk}-{plafond.jaar}"
                self.fields[naam] = BedragVeld(
                    label=f"{rij.thema.naam} {plafond.jaar}", required=gepubliceerd, initial=plafond.bedrag
                )
                self.cellen[naam] = (rij.tafel.pk, plafond.jaar)
                namen.append(naam)
            self.tafels.append((rij, namen))
        if gepubliceerd:
            self.fields["besluit"] = forms.CharField(label="Besluit tot wijziging", max_length=200)
            self.fields["bekendgemaakt_op"] = DatumVeld(label="Bekendgemaakt op")

    @property
    def raster(self) -> list[tuple[TafelRij, list[tuple[int, forms.BoundField]]]]:
        """The rows of the grid: a table with its field per year."""
        return [
            (rij, [(jaar, self[naam]) for jaar, naam in zip(self.jaren, namen, strict=True)])
            for rij, namen in self.tafels
        ]

    @property
    def besluitvelden(self) -> list[forms.BoundField]:
        """What a change of a published ceiling asks besides the amounts."""
        return [self[naam] for naam in ("besluit", "bekendgemaakt_op") if naam in self.fields]

    @property
    def gegevens(self) -> dict[str, Any]:
        besluit = {veld.name: self.cleaned_data[veld.name] for veld in self.besluitvelden}
        return {"bedragen": {cel: self.cleaned_data[naam] for naam, cel in self.cellen.items()}} | besluit


class AanmeldForm(ModelFormulier):
    """Why this organisation belongs at the table."""

    knop = "Meld uw organisatie aan"

    class Meta:
        model = Deelname
        fields = ("motivatie",)


class BeoordeelForm(Formulier):
    """Admit, or refuse with the reason that stands in the letter."""

    knop = "Leg uw oordeel vast"
    TOELATEN, AFWIJZEN = "toelaten", "afwijzen"

    oordeel = forms.ChoiceField(
        label="Is de organisatie geworteld en actief in de stad?",
        choices=[(TOELATEN, "Ja, toelaten"), (AFWIJZEN, "Nee, afwijzen")],
        widget=forms.RadioSelect,
    )
    reden = forms.CharField(
        label="Reden van afwijzing",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Alleen bij afwijzen. De reden staat in de brief aan de organisatie.",
    )


class AanstellingForm(Formulier):
    """Who chairs the table, or guides its process, and from when."""

    knop = "Stel aan"

    functie = forms.ChoiceField(label="Functie", choices=Aanstelling.Functie.choices, widget=forms.RadioSelect)
    lidmaatschap = forms.ModelChoiceField(label="Wie", queryset=Lidmaatschap.objects.none(), empty_label="Kies iemand")
    van = DatumVeld(label="Vanaf")
    tot = DatumVeld(label="Tot en met", required=False)

    def __init__(self, *args: Any, tafel: Thematafel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aan_tafel = tafel.deelnames.filter(stand=Deelname.Stand.TOEGELATEN).values("organisatie")
        leden = Lidmaatschap.objects.geldig_op(timezone.localdate()).select_related("gebruiker", "organisatie")
        self.fields["lidmaatschap"].queryset = (  # type: ignore[attr-defined]  # a ModelChoiceField
            leden.filter(organisatie__in=aan_tafel)
            | leden.filter(rol__in=[Rol.PROCESBEGELEIDER, Rol.BELEIDSMEDEWERKER])
        ).order_by("organisatie__sorteersleutel", "gebruiker__naam", "pk")


class TafelKeuze(forms.ModelChoiceField):
    def label_from_instance(self, tafel: Thematafel) -> str:
        return f"{tafel.thema.naam} ({tafel.uitvraag.naam})"


class ToezeggingForm(ModelFormulier):
    """What was promised, to whom, and until when."""

    knop = "Leg de toezegging vast"

    tafel = TafelKeuze(
        label="Over welke thematafel",
        queryset=Thematafel.objects.select_related("thema__uitvraag").order_by(
            "-thema__uitvraag__eerste_jaar", "thema__uitvraag", "thema__volgorde", "pk"
        ),
        required=False,
        empty_label="Niet over één tafel",
    )
    uitvraag = forms.ModelChoiceField(
        label="Over welke uitvraag",
        queryset=Uitvraag.objects.all(),
        required=False,
        empty_label="Niet over één uitvraag",
        help_text="Kiest u een thematafel, dan hoeft dit niet.",
    )
    gedaan_op = DatumVeld(label="Toegezegd op", initial=timezone.localdate)
    uiterlijk_op = DatumVeld(label="Uiterlijk op", required=False)

    class Meta:
        model = Toezegging
        fields = ("aan", "aan_wie", "tafel", "uitvraag", "onderwerp", "gedaan_op", "uiterlijk_op", "bron")
        widgets: ClassVar[dict[str, Any]] = {"aan": forms.RadioSelect, "onderwerp": Tekstvak(attrs={"rows": 4})}
        labels: ClassVar[dict[str, str]] = {"onderwerp": "Wat zegt u toe?", "aan": "Aan wie?"}
        help_texts: ClassVar[dict[str, str]] = {
            "aan": "De raadscommissie kan elke toezegging lezen.",
            "aan_wie": "Bijvoorbeeld: commissie Samenleving. Leeg mag bij de partners en bij een thematafel.",
            "onderwerp": "Noem geen namen van personen.",
            "bron": "Alleen voor een toezegging uit een oud stuk: welk stuk.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["aan"].choices = [(code, capfirst(naam)) for code, naam in Toezegging.Aan.choices]  # type: ignore[attr-defined]  # without the empty choice
        self.fields["aan_wie"].required = False

    def _post_clean(self) -> None:
        """The service writes and validates the row; the form only reads what was typed."""

    @property
    def gegevens(self) -> ToezeggingGegevens:
        keuzes = ("tafel", "uitvraag")
        velden = {veld: waarde for veld, waarde in self.cleaned_data.items() if veld not in keuzes}
        velden |= {f"{veld}_id": getattr(self.cleaned_data[veld], "pk", None) for veld in keuzes}
        return ToezeggingGegevens(**velden)


class AfrondForm(Formulier):
    """What came of a promise."""

    knop = "Rond de toezegging af"

    stand = forms.ChoiceField(
        label="Hoe loopt het af?",
        choices=[(Toezegging.Stand.NAGEKOMEN, "Nagekomen"), (Toezegging.Stand.VERVALLEN, "Vervallen")],
        widget=forms.RadioSelect,
    )
    uitkomst = forms.CharField(
        label="Uitkomst",
        max_length=2000,
        widget=Tekstvak(attrs={"rows": 4}),
        help_text="Wat is er gedaan, of waarom hoeft het niet meer?",
    )
    op = DatumVeld(label="Op welke dag", required=False, initial=timezone.localdate)


class MeetvoorbeeldForm(ModelFormulier):
    """An indicator of the library. `themas` are the names of all themes by code; none ticked: it fits them all."""

    knop = "Bewaar het voorbeeld"

    class Meta:
        model = Meetvoorbeeld
        fields = ("naam", "niveau", "eenheid", "richting", "hoe", "wanneer", "bron")
        labels: ClassVar[dict[str, str]] = {"naam": "Wat telt of vraagt men?", "richting": "Wat is beter?"}
        widgets: ClassVar[dict[str, Any]] = {"niveau": forms.RadioSelect, "richting": forms.RadioSelect}

    def __init__(self, *args: Any, themas: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["niveau"].choices = Niveau.choices  # type: ignore[attr-defined]  # without the empty choice
        self.fields["themas"] = forms.MultipleChoiceField(
            label="Voor welke thema's?",
            choices=list(themas.items()),
            initial=self.instance.themas,
            required=False,
            help_text="Niets gekozen: voor alle thema's.",
            widget=forms.CheckboxSelectMultiple,
        )

    def _post_clean(self) -> None:
        """The service writes and validates the row; the form only reads what was typed."""


class RegieForm(Formulier):
    """Per theme of a call who leads within an alliance: nobody, all together, or one of its members."""

    knop = "Verdeel de regie"
    SAMEN = "samen"

    def __init__(self, *args: Any, rijen: Iterable[RegieRij], leden: Iterable[Verbandlid], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [
            ("", "Nog niemand"),
            (self.SAMEN, "Samen"),
            *((str(lid.organisatie_id), lid.organisatie.naam) for lid in leden),
        ]
        self._themas: dict[str, int] = {}
        for rij in rijen:
            naam = f"thema-{rij.thema.pk}"
            nu = str(rij.regie.organisatie_id or self.SAMEN) if rij.regie else ""
            self.fields[naam] = forms.ChoiceField(label=rij.thema.naam, choices=keuzes, required=False, initial=nu)
            self._themas[naam] = rij.thema.pk

    @property
    def verdeling(self) -> dict[int, int | None]:
        """What was chosen, as the service takes it; None is together."""
        keuzes = {thema: self.cleaned_data[naam] for naam, thema in self._themas.items()}
        return {thema: None if wie == self.SAMEN else int(wie) for thema, wie in keuzes.items() if wie}
