"""Objecting, handling an objection step by step, and deciding; and saying that a decision is late."""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from kern.forms import BedragVeld, BestandVeld, DatumVeld, Formulier, JaNeeVeld, Tekstvak, TijdstipVeld
from organisaties.models import Organisatie
from uitvoering.forms.voorstel import BesluitForm
from uitvoering.models import Bezwaar, Bezwaarstuk, Ingebrekestelling, Wijze

BINNENGEKOMEN = [(wijze.value, wijze.label) for wijze in (Wijze.POST, Wijze.MAIL)]
GRONDEN_DAGEN = 14


def _tekst(label: str, *, lengte: int = 5000, rijen: int = 8, **anders: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=lengte, widget=Tekstvak(attrs={"rows": rijen}), **anders)


class OntvangstForm(Formulier):
    """Who sent it, how and when; the officer who enters it knows."""

    organisatie = forms.ModelChoiceField(label="Van wie", queryset=Organisatie.objects.none(), empty_label="Kies")
    wijze = forms.ChoiceField(label="Hoe ontvangen", choices=BINNENGEKOMEN)
    ontvangen_op = DatumVeld(label="Ontvangen op")

    def __init__(self, *args: Any, organisaties: QuerySet[Organisatie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisatie"].queryset = organisaties  # type: ignore[attr-defined]

    @property
    def gegevens(self) -> dict[str, Any]:
        gegevens = dict(self.cleaned_data)
        organisatie = gegevens.pop("organisatie")
        return gegevens | {"organisatie_id": organisatie.pk, "wijze": Wijze(gegevens["wijze"])}


class BezwaarForm(Formulier):
    knop = "Maak bezwaar"

    gronden = _tekst(
        "Waarom bent u het niet eens met het besluit?",
        required=False,
        help_text="U mag uw redenen ook later sturen. Maak dan wel op tijd bezwaar.",
    )
    bestand = BestandVeld(label="Uw bezwaarschrift of een bijlage", required=False)

    @property
    def gegevens(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class PostBezwaarForm(OntvangstForm):
    knop = "Leg het bezwaar vast"

    gepost_op = DatumVeld(label="Gepost op (poststempel)", required=False)
    gronden = _tekst("Gronden", required=False, help_text="Leeg als de redenen nog komen (pro forma).")
    bestand = BestandVeld(label="Scan van het bezwaarschrift", required=False)


class BevestigForm(Formulier):
    """Nothing but a button."""

    def __init__(self, *args: Any, knop: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.knop = knop or self.knop


class GrondenVragenForm(Formulier):
    knop = "Vraag om de gronden"

    uiterlijk = DatumVeld(label="Uiterlijk op")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        initial = {"uiterlijk": timezone.localdate() + datetime.timedelta(days=GRONDEN_DAGEN)}
        super().__init__(*args, **{"initial": initial} | kwargs)


class AanvulForm(Formulier):
    knop = "Vul het bezwaar aan"

    gronden = _tekst("Waarom is de organisatie het niet eens met het besluit?")


class VerschoonbaarForm(Formulier):
    knop = "Leg het oordeel vast"

    verschoonbaar = JaNeeVeld(label="Was er een goede reden om te laat te zijn?")
    reden = _tekst("Waarom vindt u dat?", lengte=2000, rijen=4)


class ZittingForm(Formulier):
    knop = "Verstuur de uitnodigingen"

    op = TijdstipVeld(label="Dag en uur")
    waar = forms.CharField(label="Waar", max_length=200)


class HoorForm(Formulier):
    knop = "Leg het verslag vast"

    dag = DatumVeld(label="Gehoord op")
    verslag = _tekst("Verslag", help_text="Wie er waren en wat er is gezegd. Het staat in de beslissing.")


class AfzienForm(Formulier):
    knop = "Leg vast"

    grond = forms.ChoiceField(label="Waarom hoeft horen niet?", choices=[("", "Kies"), *Bezwaar.Afzien.choices])
    toelichting = _tekst("Toelichting", lengte=2000, rijen=3, required=False)


class AdviesForm(Formulier):
    knop = "Leg het advies vast"

    dag = DatumVeld(label="Ontvangen op")
    advies = _tekst("Wat adviseert de commissie?")


class UitstelForm(Formulier):
    knop = "Leg het uitstel vast"

    tot = DatumVeld(label="Nieuwe laatste dag")


class StukForm(Formulier):
    knop = "Voeg toe"

    soort = forms.ChoiceField(label="Wat is het?", choices=Bezwaarstuk.Soort.choices)
    bestand = BestandVeld(label="Bestand")


class UitkomstForm(Formulier):
    """The proposed outcome, with an amount for every year; what stays the same is no change."""

    knop = "Bewaar het voorstel"

    uitkomst = forms.ChoiceField(label="Uitkomst", choices=[("", "Kies"), *Bezwaar.Uitkomst.choices])
    niet_ontvankelijk = forms.ChoiceField(
        label="Waarom niet-ontvankelijk",
        choices=[("", "Niet van toepassing"), *Bezwaar.NietOntvankelijk.choices],
        required=False,
    )
    motivering = _tekst("Waarom", help_text="Dit staat in de beslissing (Awb 7:12).")
    advies_gevolgd = forms.ChoiceField(
        label="Het advies van de commissie",
        choices=[("", "Er is geen advies"), *Bezwaar.Advies.choices],
        required=False,
    )
    advies_reden = _tekst("Waarom wij afwijken van het advies", lengte=2000, rijen=3, required=False)
    kosten = _tekst(
        "Over de kosten, als daarom is gevraagd", lengte=2000, rijen=2, required=False, help_text="Awb 7:15"
    )

    def __init__(
        self,
        *args: Any,
        jaren: Sequence[int],
        nu: Mapping[int, Decimal],
        dwangsom: Decimal | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.jaren = jaren
        if dwangsom is not None:
            self.fields["dwangsom_wordt"] = BedragVeld(
                label="Dwangsom", initial=dwangsom, help_text="Verandert alleen als het bezwaar gegrond is."
            )
        for jaar in jaren:
            self.fields[f"jaar_{jaar}"] = BedragVeld(
                label=f"Subsidie in {jaar}",
                initial=nu.get(jaar, Decimal("0.00")),
                help_text="Verandert alleen als het bezwaar gegrond is.",
            )

    @property
    def wordt(self) -> dict[int, Decimal]:
        return {jaar: self.cleaned_data[f"jaar_{jaar}"] for jaar in self.jaren}

    @property
    def velden(self) -> dict[str, Any]:
        return {naam: waarde for naam, waarde in self.cleaned_data.items() if not naam.startswith("jaar_")}


class BezwaarbesluitForm(BesluitForm):
    knop = "Beslis op het bezwaar"


class LaatForm(Formulier):
    """Saying that a decision is late: nothing to fill in."""

    knop = "Stel de gemeente in gebreke"

    @property
    def gegevens(self) -> dict[str, Any]:
        return {}


class PostLaatForm(OntvangstForm):
    knop = "Leg de ingebrekestelling vast"


class GeenDwangsomForm(Formulier):
    knop = "Leg het oordeel vast"

    grond = forms.ChoiceField(
        label="Waarom geen dwangsom",
        choices=[("", "Er is wel een dwangsom"), *Ingebrekestelling.Geen.choices],
        required=False,
    )
    toelichting = _tekst("Toelichting", lengte=2000, rijen=4, required=False)


class DwangsombetalingForm(Formulier):
    """Pays all that is open; the amount is not typed."""

    knop = "Leg de betaling vast"

    datum = DatumVeld(label="Betaald op", initial=timezone.localdate)
    kenmerk = forms.CharField(label="Betalingskenmerk", max_length=60, help_text="Het kenmerk bij de bank.")


class DwangsomForm(Formulier):
    knop = "Besluit over de dwangsom"

    motivering = _tekst("Waarom", rijen=5, help_text="Dit staat in de brief.")
