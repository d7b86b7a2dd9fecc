"""Who is on a case, what moves its clock, and what the second reader and others say of it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from kern.forms import BestandVeld, DatumVeld, Formulier, Tekstvak
from subsidies.models import Advies, Termijnopschorting, Toewijzing

HEEL = ""


class VerklaringForm(Formulier):
    """Taking a case up, or joining it, is declaring to have no interest in it (Awb 2:4)."""

    knop = ""

    zonder_belang = forms.BooleanField(
        label="Ik heb geen persoonlijk belang bij deze aanvraag (Awb 2:4).",
        error_messages={"required": "Zet een vinkje als u geen belang hebt. Hebt u dat wel, meld dan uw belang."},
    )


class ToewijzingForm(Formulier):
    knop = "Vraag voor deze zaak"

    wie = forms.TypedChoiceField(label="Wie?", coerce=int)
    rol = forms.ChoiceField(label="Als", choices=Toewijzing.Rol.choices)

    def __init__(self, *args: Any, collegas: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wie"].choices = [("", "Kies"), *collegas]  # type: ignore[attr-defined]  # a ChoiceField


class BelangForm(Formulier):
    knop = "Meld mijn belang"

    reden = forms.CharField(
        label="Welk belang hebt u?",
        max_length=2000,
        widget=Tekstvak(attrs={"rows": 4}),
        help_text="U doet daarna niet meer mee aan deze zaak. De reden blijft in het dossier.",
    )


class ParaafForm(Formulier):
    knop = ""

    opmerkingen = forms.CharField(
        label="Opmerkingen",
        max_length=5000,
        required=False,
        widget=Tekstvak(attrs={"rows": 5}),
        help_text="Nodig als u het voorstel teruggeeft.",
    )


class _MetDeel(Formulier):
    """A form about the whole application or one of its parts."""

    def __init__(self, *args: Any, delen: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [(HEEL, "De hele aanvraag"), *((str(pk), naam) for pk, naam in delen)]
        self.fields["deel"].choices = keuzes  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def deel_id(self) -> int | None:
        deel = self.cleaned_data["deel"]
        return int(deel) if deel else None


class AdviesForm(_MetDeel):
    knop = "Bewaar advies"

    deel = forms.ChoiceField(label="Waarover gaat het advies?", required=False)
    strekking = forms.ChoiceField(label="Strekking", choices=Advies.Strekking.choices, widget=forms.RadioSelect)
    afzender = forms.CharField(
        label="Van wie, als het van buiten komt",
        max_length=200,
        required=False,
        help_text="Leeg: het advies van de beoordelaars.",
    )
    datum = DatumVeld(label="Datum van het advies", required=False)
    tekst = forms.CharField(label="Advies", max_length=10000, widget=Tekstvak(attrs={"rows": 8}))


class VerdagingForm(Formulier):
    knop = "Verdaag en verstuur de brieven"

    nieuwe_dag = DatumVeld(label="Besluit uiterlijk op")
    reden = forms.CharField(
        label="Waarom duurt het langer?",
        max_length=2000,
        widget=Tekstvak(attrs={"rows": 5}),
        help_text="Elke organisatie leest dit in haar brief.",
    )


class OpschortingForm(_MetDeel):
    knop = "Schort de termijn op"

    deel = forms.ChoiceField(label="Voor wie staat de klok stil?", required=False)
    grond = forms.ChoiceField(label="Grond (Awb 4:15 lid 2)", choices=Termijnopschorting.Reden.choices)
    van = DatumVeld(label="Vanaf")
    tot_en_met = DatumVeld(label="Tot en met", required=False)
    toelichting = forms.CharField(label="Toelichting", max_length=2000, widget=Tekstvak(attrs={"rows": 4}))


class HervatForm(Formulier):
    knop = "Laat de klok weer lopen"

    tot_en_met = DatumVeld(label="Laatste dag dat de klok stilstond")


class AanvulverzoekForm(Formulier):
    knop = "Verstuur het verzoek"

    wat = forms.CharField(
        label="Wat ontbreekt er?",
        max_length=5000,
        widget=Tekstvak(attrs={"rows": 6}),
        help_text="De organisatie leest dit in de brief.",
    )
    dagen = forms.IntegerField(label="Termijn in dagen", min_value=1, max_value=90)


class AanvullingForm(Formulier):
    """The answer, with a file; the day it came in only where an officer records it."""

    knop = "Verstuur de aanvulling"

    antwoord = forms.CharField(label="Uw aanvulling", max_length=10000, widget=Tekstvak(attrs={"rows": 8}))
    bestand = BestandVeld(label="Bestand", required=False)
    ontvangen = DatumVeld(label="Ontvangen op", required=False)

    def __init__(self, *args: Any, van_gemeente: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not van_gemeente:
            del self.fields["ontvangen"]

    @property
    def gegevens(self) -> dict[str, Any]:
        """As the service asks for it."""
        gegevens = dict(self.cleaned_data)
        bestand = gegevens.pop("bestand", None)
        return gegevens | {"bestanden": [bestand] if bestand else []}


class BuitenBehandelingForm(Formulier):
    knop = "Stel buiten behandeling"

    motivering = forms.CharField(
        label="Waarom behandelt u dit deel niet?",
        max_length=5000,
        widget=Tekstvak(attrs={"rows": 5}),
        help_text="De organisatie leest dit in haar brief, na wat er ontbrak.",
    )
    bevestig = forms.BooleanField(
        label="Ik besluit dit deel niet te behandelen. De brief gaat vandaag de deur uit.",
        error_messages={"required": "Zet een vinkje als u het besluit neemt."},
    )
