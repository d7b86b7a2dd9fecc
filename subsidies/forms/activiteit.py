"""One activity to account on: what it is, and a row for each indicator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.forms.boundfield import BoundField, BoundWidget
from django.http import QueryDict

from kern.forms import BedragVeld, ConceptTekst, Formulier, Tekstvak
from kern.geld import NUL, centen
from kern.getal import als_getal
from subsidies.models.activiteit import ACTIVITEITVELDEN, INDICATORVELDEN, PLEK_VAN_NIVEAU
from subsidies.plan import Keuze, Plankeuzes, Voorbeeld, celnaam
from subsidies.regels.plan_past import GETYPT, MAX_INDICATOREN
from subsidies.selectors.activiteit import VOORBEELDVELDEN
from thematafels.models import Niveau, Richting

RIJ = "indicator"
KIES = "kies"  # the button that puts an example of the library at its level
_MEESTE = MAX_INDICATOREN + len(Niveau)  # an empty row to write on at each level
_ONLEESBAAR = "Vul een getal in zoals 1.250 of 62,5."
_NIET_NEGATIEF = MinValueValidator(NUL, "Vul een getal van 0 of hoger in.")


class StreefVeld(BedragVeld):
    """A number in the unit of its indicator, of at most two decimals; a percent sign may stand behind it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(negatief=True, required=False, **kwargs)
        self.validators.append(_NIET_NEGATIEF)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # stubs: DecimalField is an int
        try:
            return super().to_python(str(value).strip().removesuffix("%") if value else value)
        except ValidationError as fout:
            raise ValidationError(_ONLEESBAAR, code="streefwaarde.onleesbaar") from fout

    def prepare_value(self, value: Any) -> Any:
        return als_getal(value) if isinstance(value, Decimal) else value


class ActiviteitNieuwForm(Formulier):
    """An activity begins with its name; the rest is written on its own page."""

    knop = "Ga verder"

    naam = forms.CharField(
        label="Hoe heet de activiteit?",
        max_length=150,
        help_text="Kies een activiteit die veel verschil maakt. U verantwoordt niet over alles wat u doet.",
    )


class ActiviteitForm(Formulier):
    """The activity itself. Everything may be empty: a draft may be incomplete."""

    naam = ConceptTekst(label="Naam", max_length=150)
    omschrijving = ConceptTekst(label="Wat gaat u doen?", max_length=3000, widget=Tekstvak(attrs={"rows": 5}))
    verwachting = ConceptTekst(
        label="Waarom werkt dit?",
        max_length=3000,
        help_text="Wat verandert er voor bewoners, en waarom denkt u dat?",
        widget=Tekstvak(attrs={"rows": 5}),
    )

    def __init__(self, data: QueryDict | None, *, keuzes: Plankeuzes, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["subdoel"] = _keuzeveld("Aan welk subdoel werkt u hiermee?", keuzes.subdoel)
        self.fields["subdoel"].later_nodig = True  # type: ignore[attr-defined]  # as ConceptTekst says it
        self.fields["voorziening"] = _keuzeveld(
            "Bij welke voorziening hoort de activiteit?",
            [(pk, naam or "Zonder naam", "") for pk, naam, *_ in keuzes.voorziening],
        )
        self.fields["principes"] = forms.TypedMultipleChoiceField(
            label="Volgens welke 'wat werkt'-principes werkt u?",
            choices=_gegroepeerd(keuzes.principes),
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def principegroepen(self) -> Sequence[tuple[str, Sequence[BoundWidget]]]:
        """The check boxes by the group that they stand in."""
        vakjes = {str(vakje.data["value"]): vakje for vakje in self["principes"].subwidgets}
        groepen = self.fields["principes"].choices  # type: ignore[attr-defined]  # a field with choices
        return [(groep, [vakjes[str(pk)] for pk, _ in leden]) for groep, leden in groepen]

    @property
    def inhoud(self) -> dict[str, Any]:
        gegevens = self.cleaned_data
        return {
            **{veld: gegevens[veld] for veld in ACTIVITEITVELDEN},
            "voorziening": gegevens["voorziening"],
            "subdoel": gegevens["subdoel"],
            "principes": sorted(gegevens["principes"]),
        }


@dataclass(frozen=True, slots=True)
class Celrij:
    """The targets of one doelgroep or stadsdeel, year by year."""

    naam: str
    velden: Sequence[BoundField]


class IndicatorForm(Formulier):
    """One indicator. A row in which nothing is filled in is left out."""

    niveau = forms.ChoiceField(choices=Niveau.choices, widget=forms.HiddenInput)
    naam = ConceptTekst(label="Indicator", max_length=200, help_text="Wat telt of vraagt u?")
    eenheid = ConceptTekst(label="Eenheid", max_length=40, help_text="Waarin u telt, bijvoorbeeld bewoners of %.")
    richting = forms.ChoiceField(label="Wat is beter?", choices=Richting.choices, required=False)
    hoe = ConceptTekst(label="Hoe meet u het?", max_length=300)
    wanneer = ConceptTekst(label="Wanneer meet u?", max_length=150)
    door = ConceptTekst(label="Wie meet?", max_length=150)
    weg = forms.BooleanField(label="Haal deze indicator weg", required=False)

    def __init__(self, *args: Any, jaren: Sequence[int], keuzes: Plankeuzes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voorbeeld"] = forms.TypedChoiceField(
            choices=[("", ""), *((een.pk, een.naam) for een in keuzes.voorbeelden)],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.HiddenInput,
        )
        self.fields["richting"].later_nodig = True  # type: ignore[attr-defined]  # it always says one of the two
        self.cellen: dict[str, str] = {}
        self.jaren = jaren
        self.verdelingen = self._verdelingen(keuzes)
        for jaar in jaren:
            self._voeg_toe(celnaam(jaar), f"Streefwaarde {jaar}")
        for _, rijen in self.verdelingen:
            for soort, keuze in rijen:
                for jaar in jaren:
                    self._voeg_toe(celnaam(jaar, **{soort: keuze[0]}), f"{keuze[1]} {jaar}")

    @property
    def is_leeg(self) -> bool:
        """Nothing filled in, or to be taken away: such an indicator disappears."""
        gegevens = getattr(self, "cleaned_data", {})
        return bool(gegevens.get("weg")) or (
            not any(gegevens.get(naam) for naam in GETYPT)
            and all(gegevens.get(veld) is None for veld in self.cellen.values())
        )

    @property
    def is_nieuw(self) -> bool:
        """The row to write the next one on."""
        return not any(self[naam].value() for naam in (*GETYPT, *self.cellen.values()))

    @property
    def streefvelden(self) -> Sequence[BoundField]:
        return [self[self.cellen[celnaam(jaar)]] for jaar in self.jaren]

    @property
    def verdeeld(self) -> Sequence[tuple[str, Sequence[Celrij]]]:
        """Per doelgroep and per stadsdeel, where reach is counted."""
        return [
            (
                titel,
                [
                    Celrij(keuze[1], [self[self.cellen[celnaam(jaar, **{soort: keuze[0]})]] for jaar in self.jaren])
                    for soort, keuze in rijen
                ],
            )
            for titel, rijen in self.verdelingen
        ]

    @property
    def is_verdeeld(self) -> bool:
        """Something is filled in there, or wrong."""
        return any(veld.value() or veld.errors for _, rijen in self.verdeeld for rij in rijen for veld in rij.velden)

    @property
    def inhoud(self) -> dict[str, Any]:
        gegevens = self.cleaned_data
        return {
            **{naam: gegevens[naam] for naam in INDICATORVELDEN},
            "richting": gegevens["richting"] or Richting.HOGER.value,
            "voorbeeld": gegevens["voorbeeld"],
            "streefwaarden": {
                naam: str(centen(gegevens[veld])) for naam, veld in self.cellen.items() if gegevens[veld] is not None
            },
        }

    def _verdelingen(self, keuzes: Plankeuzes) -> Sequence[tuple[str, Sequence[tuple[str, Keuze]]]]:
        if self["niveau"].value() != Niveau.BEREIK:
            return []
        soorten = (
            ("Per doelgroep", "doelgroep", keuzes.doelgroepen),
            ("Per stadsdeel", "stadsdeel", keuzes.stadsdelen),
        )
        return [(titel, [(soort, keuze) for keuze in lijst]) for titel, soort, lijst in soorten if lijst]

    def _voeg_toe(self, naam: str, label: str) -> None:
        self.cellen[naam] = _veldnaam(naam)
        self.fields[_veldnaam(naam)] = StreefVeld(label=label)


_Rijen = forms.formset_factory(IndicatorForm, extra=0, max_num=_MEESTE, absolute_max=_MEESTE)


@dataclass(frozen=True, slots=True)
class Niveaurijen:
    """One level on the page: its indicators, an empty row, and what the library has for it."""

    niveau: Niveau
    rijen: Sequence[IndicatorForm]
    voorbeelden: Sequence[Voorbeeld]

    @property
    def aantal(self) -> int:
        return sum(not rij.is_nieuw for rij in self.rijen)


class Activiteitvorm:
    """The form of an activity with its indicators, filled in by the user (`data`) or from the content of a version.

    It asks the database nothing.
    """

    def __init__(
        self,
        data: QueryDict | None,
        *,
        jaren: Sequence[int],
        keuzes: Plankeuzes,
        inhoud: Mapping[str, Any] | None = None,
    ) -> None:
        if data is None and inhoud is not None:
            data = als_invoer(inhoud)
        self.keuzes = keuzes
        data = met_lege_rijen(data or QueryDict())
        self.velden = ActiviteitForm(data, keuzes=keuzes)
        self.rijen = _Rijen(data, form_kwargs={"jaren": jaren, "keuzes": keuzes}, prefix=RIJ)

    def is_valid(self) -> bool:
        return all([self.velden.is_valid(), self.rijen.is_valid()])

    @property
    def inhoud(self) -> dict[str, Any]:
        """What it holds, in the shape of a version; only when it is valid."""
        metingen = [rij.inhoud for rij in self.rijen if not rij.is_leeg]
        metingen.sort(key=lambda meting: PLEK_VAN_NIVEAU[meting["niveau"]])
        return {**self.velden.inhoud, "indicatoren": metingen}

    @property
    def niveaus(self) -> Sequence[Niveaurijen]:
        """A row of a level that there is not stands at the first, with its error."""
        eerste = next(iter(Niveau))
        rijen = [(rij, rij["niveau"].value()) for rij in self.rijen]
        return [
            Niveaurijen(
                niveau,
                [rij for rij, van in rijen if van == niveau or (niveau == eerste and van not in Niveau.values)],
                [een for een in self.keuzes.voorbeelden if een.niveau == niveau and een.te_kiezen],
            )
            for niveau in Niveau
        ]


def als_invoer(inhoud: Mapping[str, Any]) -> QueryDict:
    """The content of a version as the form would send it."""
    metingen = inhoud["indicatoren"]
    data = QueryDict(mutable=True)
    for naam in (*ACTIVITEITVELDEN, "voorziening", "subdoel"):
        data[naam] = str(inhoud[naam] or "")
    data.setlist("principes", [str(pk) for pk in inhoud["principes"]])
    data[f"{RIJ}-TOTAL_FORMS"], data[f"{RIJ}-INITIAL_FORMS"] = str(len(metingen)), "0"
    for plek, meting in enumerate(metingen):
        _zet_rij(data, plek, {naam: str(meting[naam] or "") for naam in (*INDICATORVELDEN, "voorbeeld")})
        _zet_rij(
            data, plek, {_veldnaam(cel): als_getal(Decimal(waarde)) for cel, waarde in meting["streefwaarden"].items()}
        )
    return data


def met_gekozen(data: QueryDict | None, keuzes: Plankeuzes) -> QueryDict | None:
    """What was posted, with the example that was chosen at the button that was used."""
    if data is None or KIES not in data:
        return data
    gekozen = data.get(f"voorbeeld_{data[KIES]}", "")
    voorbeeld = next((een for een in keuzes.voorbeelden if str(een.pk) == gekozen and een.te_kiezen), None)
    return met_voorbeeld(data, voorbeeld) if voorbeeld else data


def met_voorbeeld(data: QueryDict, voorbeeld: Voorbeeld) -> QueryDict:
    """What was posted, with an example of the library on the first empty row of its level."""
    nieuw = met_lege_rijen(data)
    for plek in range(_aantal(nieuw) or 0):
        if nieuw.get(f"{RIJ}-{plek}-niveau") == voorbeeld.niveau and _is_leeg(nieuw, plek):
            velden = {naam: str(getattr(voorbeeld, naam)) for naam in VOORBEELDVELDEN}
            _zet_rij(nieuw, plek, {**velden, "voorbeeld": str(voorbeeld.pk)})
            break
    return nieuw


def met_lege_rijen(data: QueryDict) -> QueryDict:
    """What was posted, with a row to write on at each level. A count that cannot be right is left to the form."""
    aantal = _aantal(data)
    if aantal is None or aantal >= _MEESTE:
        return data
    nieuw = data.copy()
    leeg = {data.get(f"{RIJ}-{plek}-niveau") for plek in range(aantal) if _is_leeg(data, plek)}
    for niveau in Niveau:
        if niveau not in leeg and aantal < _MEESTE:
            _zet_rij(nieuw, aantal, {"niveau": niveau.value})
            aantal += 1
    nieuw[f"{RIJ}-TOTAL_FORMS"] = str(aantal)
    nieuw.setdefault(f"{RIJ}-INITIAL_FORMS", "0")
    return nieuw


def _aantal(data: QueryDict) -> int | None:
    """How many rows were posted; None when that is no number."""
    tekst = data.get(f"{RIJ}-TOTAL_FORMS", "0")
    return int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) < 4 else None


def _is_leeg(data: QueryDict, plek: int) -> bool:
    begin = f"{RIJ}-{plek}-"
    return not any(
        waarde.strip()
        for naam in data
        if naam.startswith(begin) and naam.removeprefix(begin) not in {"niveau", "richting", "voorbeeld", "weg"}
        for waarde in data.getlist(naam)
    )


def _zet_rij(data: QueryDict, plek: int, velden: Mapping[str, str]) -> None:
    for naam, waarde in velden.items():
        data[f"{RIJ}-{plek}-{naam}"] = waarde


def _veldnaam(cel: str) -> str:
    return f"streef_{cel.replace(':', '_')}"


def _keuzeveld(label: str, keuzes: Sequence[Keuze]) -> forms.Field:
    """One of these, or none; what has a group stands under it."""
    losse = [keuze for groep, leden in _gegroepeerd(keuzes) for keuze in ([(groep, leden)] if groep else leden)]
    return forms.TypedChoiceField(
        label=label, choices=[("", "Nog niet gekozen"), *losse], coerce=int, empty_value=None, required=False
    )


def _gegroepeerd(keuzes: Sequence[Keuze]) -> list[tuple[str, list[tuple[int, str]]]]:
    return [
        (groep, [(pk, naam) for pk, naam, _ in leden]) for groep, leden in groupby(keuzes, key=lambda keuze: keuze[2])
    ]
