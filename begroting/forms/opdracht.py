"""What is spent without a decision on a grant: a purchase with its trajectories, and own costs."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from begroting.forms.boekstuk import CODEPATROON, BoekstukForm
from begroting.models import Bestedingsdoel, JuridischeVorm
from begroting.selectors.doel import Reservering
from begroting.services.verplichten import VerplichtingRegel
from kern.forms import BedragVeld, DatumVeld, Formulier, Tekstvak
from kern.geld import NUL
from organisaties.forms import partners
from organisaties.models import AanvragerSoort, Organisatie, OrganisatieSoort


def eis_niet_nul(bedrag: Decimal) -> None:
    if not bedrag:
        raise ValidationError("Vul een bedrag in dat niet 0 is.")


class OpdrachtForm(BoekstukForm):
    """A purchase or own costs, paid from what is free or from what was reserved for it."""

    knop = "Leg de verplichting vast"
    field_order = (
        "juridische_vorm",
        "nummer",
        "ontvanger",
        "bedrag",
        "aantal",
        "jaar_van_activiteit",
        "reservering",
        "datum",
        "omschrijving",
    )
    VORMEN = (JuridischeVorm.OPDRACHT, JuridischeVorm.EIGEN_KOSTEN)

    juridische_vorm = forms.ChoiceField(
        label="Wat is het?",
        choices=[(vorm.value, vorm.label.capitalize()) for vorm in VORMEN],
        widget=forms.RadioSelect,
        help_text="Een subsidie loopt via een aanvraag en een besluit.",
    )
    nummer = forms.RegexField(
        label="Nummer",
        regex=rf"\A{CODEPATROON}\Z",
        help_text="Van de opdracht of de kosten, zonder spaties. Bijvoorbeeld: OPD-2018-12.",
        error_messages={"invalid": "Gebruik alleen letters, cijfers en - _ . / :"},
    )
    ontvanger = forms.ModelChoiceField(
        label="Wie krijgt het geld?",
        queryset=Organisatie.objects.none(),
        required=False,
        empty_label="Kies een organisatie",
        help_text="Bij een opdracht. Eigen kosten hebben geen ontvanger.",
    )
    bedrag = BedragVeld(label="Bedrag", help_text="In euro.")
    aantal = forms.IntegerField(
        label="Aantal", min_value=1, max_value=9999, initial=1, help_text="Hoeveel trajecten of stuks dit zijn."
    )
    jaar_van_activiteit = forms.IntegerField(
        label="Jaar van uitvoering",
        min_value=2000,
        max_value=2100,
        localize=False,
        help_text="Dat kan later zijn dan het begrotingsjaar.",
    )
    omschrijving = forms.CharField(
        label="Waarvoor", max_length=300, widget=Tekstvak(attrs={"rows": 3}), help_text="De commissie leest dit."
    )

    def __init__(self, *args: Any, doel: Bestedingsdoel, gereserveerd: Sequence[Reservering], **kwargs: Any) -> None:
        super().__init__(*args, initial={"jaar_van_activiteit": doel.budgetjaar.jaar}, **kwargs)
        self.doel = doel
        self.gereserveerd = {str(nummer): reservering for nummer, reservering in enumerate(gereserveerd)}
        self.fields["ontvanger"].queryset = Organisatie.objects.filter(  # type: ignore[attr-defined]  # its own field
            soort__in=(OrganisatieSoort.PARTNER, OrganisatieSoort.ONAFHANKELIJK)
        ).exclude(aanvrager_soort=AanvragerSoort.NATUURLIJK_PERSOON)
        if gereserveerd:
            self.fields["reservering"] = forms.ChoiceField(
                label="Uit een reservering?",
                choices=[
                    ("", "Nee, uit de vrije ruimte"),
                    *((sleutel, str(reservering)) for sleutel, reservering in self.gereserveerd.items()),
                ],
                required=False,
                widget=forms.RadioSelect,
                help_text="Wat van de reservering nodig is, komt tegelijk vrij.",
            )
            self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        opdracht = gegevens.get("juridische_vorm") == JuridischeVorm.OPDRACHT
        if opdracht and not gegevens.get("ontvanger") and "ontvanger" not in self.errors:
            self.add_error("ontvanger", "Kies wie de opdracht uitvoert.")
        if not opdracht and gegevens.get("ontvanger"):
            self.add_error("ontvanger", "Eigen kosten hebben geen ontvanger.")
        return gegevens

    def regel(self) -> VerplichtingRegel:
        gegevens = self.cleaned_data
        ontvanger, bedrag, aantal = gegevens["ontvanger"], gegevens["bedrag"], gegevens["aantal"]
        bron = self.gereserveerd.get(gegevens.get("reservering", ""))
        vrij, vrij_aantal = bron.deel(bedrag, aantal) if bron else (NUL, None)
        return VerplichtingRegel(
            bestedingsdoel_id=self.doel.pk,
            kenmerk=gegevens["nummer"],
            ontvanger_id=ontvanger.pk if ontvanger else None,
            bedrag=bedrag,
            jaar_van_activiteit=gegevens["jaar_van_activiteit"],
            juridische_vorm=JuridischeVorm(gegevens["juridische_vorm"]),
            omschrijving=gegevens["omschrijving"],
            aantal=aantal,
            vrijgeven=vrij,
            vrijgeven_aantal=vrij_aantal,
            voor_zaak=bron.voor_zaak if bron else "",
        )


class BijstellingForm(BoekstukForm):
    knop = "Stel bij"
    field_order = ("bedrag", "datum", "omschrijving")

    bedrag = BedragVeld(
        label="Meer of minder",
        negatief=True,
        validators=[eis_niet_nul],
        help_text="In euro. Met een min ervoor gaat het eraf.",
    )


class BetalingForm(BijstellingForm):
    knop = "Boek de betaling"

    bedrag = BedragVeld(
        label="Betaald",
        negatief=True,
        validators=[eis_niet_nul],
        help_text="In euro. Met een min ervoor kwam het terug.",
    )
    datum = DatumVeld(label="Dag van de bank", initial=timezone.localdate)

    def betaling(self, verplichting_id: int) -> dict[str, Any]:
        """What `boek_betalingen` takes: paid, or come back."""
        bedrag = self.cleaned_data["bedrag"]
        if bedrag > 0:
            return {"betalingen": [(verplichting_id, bedrag)]}
        return {"terugontvangsten": {verplichting_id: -bedrag}}


class TrajectForm(Formulier):
    knop = "Bewaar dit traject"

    omschrijving = forms.CharField(label="Wat is het traject?", max_length=300, widget=Tekstvak(attrs={"rows": 2}))
    organisatie = forms.ModelChoiceField(
        label="Voor welke organisatie?",
        queryset=Organisatie.objects.none(),
        required=False,
        empty_label="Nog niet gekozen",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisatie"].queryset = partners()  # type: ignore[attr-defined]  # a ModelChoiceField

    def traject(self) -> dict[str, Any]:
        """The arguments of the services, without `door`."""
        organisatie = self.cleaned_data["organisatie"]
        return {
            "omschrijving": self.cleaned_data["omschrijving"],
            "organisatie_id": organisatie.pk if organisatie else None,
        }
