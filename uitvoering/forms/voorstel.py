"""Making a proposal for a later decision, hearing on it, and deciding: drawn from what the kind says of itself."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from kern.forms import NIET_NEGATIEF, BedragVeld, DatumVeld, Formulier, Tekstvak
from kern.geld import NUL
from organisaties.models import Lidmaatschap
from subsidies.models import Subsidie
from subsidies.vervolg import Standen
from uitvoering.models import Vervolgvoorstel
from uitvoering.selectors.voorstel import collegebesluiten
from uitvoering.services.voorbereiden import Bedragen, Bijzonderheden
from uitvoering.soorten import Bedragsoort, Vervolgsoort

DAGEN = {
    "ingang": ("Gaat in op", "De eerste dag waarop dit geldt: dag-maand-jaar."),
    "einde": ("Tot en met", "De laatste dag waarop dit geldt: dag-maand-jaar."),
    "overtreding_op": (
        "Dag waarop de verplichting niet is nageleefd",
        "Alleen bij die grond na de vaststelling (Awb 4:49 lid 3): dag-maand-jaar.",
    ),
}
ZIENSWIJZE_DAGEN = 14


@dataclass(frozen=True, slots=True)
class Ontvanger:
    """One grant that the proposal may touch, with what holds now."""

    subsidie: Subsidie
    standen: Standen

    @property
    def jaren(self) -> list[int]:
        aanvraag = self.subsidie.deel.aanvraag
        return sorted({*self.standen, *aanvraag.jaren})


@dataclass(frozen=True, slots=True)
class Invoerrij:
    jaar: int
    nu: Decimal
    betaald: Decimal
    velden: Sequence[tuple[Bedragsoort, forms.BoundField]]


class VoorstelForm(Formulier):
    """The ground, why, the days this kind asks for, and per recipient and year the columns this kind has."""

    knop = ""

    grond = forms.ChoiceField(label="Grond", widget=forms.RadioSelect)
    motivering = forms.CharField(
        label="Waarom",
        max_length=5000,
        widget=Tekstvak(attrs={"rows": 8}),
        help_text="De ontvanger leest dit in de brief (Awb 3:46).",
    )

    def __init__(
        self,
        *args: Any,
        soort: Vervolgsoort,
        ontvangers: Sequence[Ontvanger],
        vermoedens: Sequence[tuple[int, str]] = (),
        gekozen: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.soort, self.ontvangers = soort, ontvangers
        self.fields["grond"].choices = [  # type: ignore[attr-defined]  # a choice field
            (grond.code, f"{grond.naam} ({grond.artikel})") for grond in soort.gronden
        ]
        for naam in soort.dagen:
            label, uitleg = DAGEN[naam]
            self.fields[naam] = DatumVeld(label=label, help_text=uitleg, required=False)
        if vermoedens:
            self.fields |= _vermoedenvelden(vermoedens)
        if any(grond.termijn for grond in soort.gronden):
            self.fields["termijn_reden"] = forms.CharField(
                label="Waarom een kortere termijn redelijk is",
                required=False,
                max_length=2000,
                widget=Tekstvak(attrs={"rows": 3}),
                help_text="Alleen als de ontvanger minder tijd krijgt dan gewoonlijk redelijk is (Awb 4:50, 4:51).",
            )
        if soort.bedragsoort:
            for naam, kolom in self._namen():
                self.fields[naam] = BedragVeld(
                    label=naam,
                    required=False,
                    negatief=kolom is Bedragsoort.VERANDERING,
                    validators=[] if kolom is Bedragsoort.VERANDERING else [NIET_NEGATIEF],
                )
        else:
            self.fields["wie"] = forms.TypedMultipleChoiceField(
                label="Voor wie",
                coerce=int,
                choices=[(een.subsidie.pk, een.subsidie.ontvanger.naam) for een in ontvangers],
                widget=forms.CheckboxSelectMultiple,
                initial=[gekozen] if gekozen else None,
                error_messages={"required": "Kies voor wie dit geldt."},
            )

    @property
    def gewone_velden(self) -> list[forms.BoundField]:
        """All but the amounts, which stand in tables."""
        bedragen = dict(self._namen()) if self.soort.bedragsoort else {}
        return [self[naam] for naam in self.fields if naam not in bedragen]

    @property
    def tabellen(self) -> list[tuple[Ontvanger, list[Invoerrij]]]:
        """Per recipient the years, with what holds now beside the columns to fill in."""
        if not self.soort.bedragsoort:
            return []
        return [
            (
                een,
                [
                    Invoerrij(
                        jaar=jaar,
                        nu=een.standen[jaar].recht if jaar in een.standen else NUL,
                        betaald=een.standen[jaar].betaald if jaar in een.standen else NUL,
                        velden=[
                            (kolom, self[_naam(een.subsidie.pk, jaar, kolom)]) for kolom in self.soort.bedragsoort
                        ],
                    )
                    for jaar in een.jaren
                ],
            )
            for een in self.ontvangers
        ]

    @property
    def invoer(self) -> dict[str, Any]:
        """What `voorbereiden.stel_voor` and `wijzig` ask for."""
        schoon = self.cleaned_data
        return {
            "grond": schoon["grond"],
            "motivering": schoon["motivering"],
            "termijn_reden": schoon.get("termijn_reden", ""),
            "ingang": schoon.get("ingang"),
            "einde": schoon.get("einde"),
            "regels": self._regels(),
            "bijzonder": Bijzonderheden(
                overtreding_op=schoon.get("overtreding_op"),
                vermoeden_uit_id=schoon.get("vermoeden_uit"),
                nieuw_vermoeden=schoon.get("nieuw_vermoeden", ""),
            ),
        }

    def _regels(self) -> list[Bedragen]:
        if not self.soort.bedragsoort:
            return [Bedragen(subsidie_id) for subsidie_id in self.cleaned_data["wie"]]
        per_subsidie = [(een.subsidie.pk, self._bedragen(een)) for een in self.ontvangers]
        return [Bedragen(pk, **bedragen) for pk, bedragen in per_subsidie if any(bedragen.values())]

    def _bedragen(self, een: Ontvanger) -> dict[str, dict[int, Decimal]]:
        """Nothing filled in is nothing proposed; a zero only says something where a year is settled."""
        return {
            kolom.value: {
                jaar: bedrag
                for jaar in een.jaren
                for bedrag in [self.cleaned_data.get(_naam(een.subsidie.pk, jaar, kolom))]
                if bedrag is not None and (bedrag or kolom is Bedragsoort.VASTGESTELD)
            }
            for kolom in self.soort.bedragsoort
        }

    def _namen(self) -> Iterator[tuple[str, Bedragsoort]]:
        for een in self.ontvangers:
            for jaar in een.jaren:
                for kolom in self.soort.bedragsoort:
                    yield _naam(een.subsidie.pk, jaar, kolom), kolom


def _vermoedenvelden(vermoedens: Sequence[tuple[int, str]]) -> dict[str, forms.Field]:
    """Asked where payment was suspended before (Awb 4:56)."""
    return {
        "vermoeden_uit": forms.TypedChoiceField(
            label="Welk vermoeden is het?",
            required=False,
            coerce=int,
            empty_value=None,
            choices=[("", "Een nieuw vermoeden"), *vermoedens],
            widget=forms.RadioSelect,
            help_text="Voor hetzelfde vermoeden mag het samen ten hoogste dertien weken duren (Awb 4:56).",
        ),
        "nieuw_vermoeden": forms.CharField(
            label="Wat is er nieuw?",
            required=False,
            max_length=2000,
            widget=Tekstvak(attrs={"rows": 3}),
            help_text="Alleen bij een nieuw vermoeden. De ontvanger leest dit in de brief.",
        ),
    }


def _naam(subsidie_id: int, jaar: int, kolom: Bedragsoort) -> str:
    return f"{kolom.value}_{subsidie_id}_{jaar}"


def begin_van(voorstel: Vervolgvoorstel) -> dict[str, Any]:
    """What the form opens with when a proposal is changed."""
    regels = list(voorstel.regels.prefetch_related("bedragen").order_by("id"))
    bedragen = {
        _naam(regel.subsidie_id, rij.jaar, kolom): getattr(rij, kolom.value)
        for regel in regels
        for rij in regel.bedragen.all()
        for kolom in Bedragsoort
    }
    return bedragen | {
        "grond": voorstel.grond,
        "motivering": voorstel.motivering,
        "ingang": voorstel.ingang,
        "einde": voorstel.einde,
        "termijn_reden": voorstel.termijn_reden,
        "overtreding_op": voorstel.overtreding_op,
        "vermoeden_uit": voorstel.vermoeden_uit_id,
        "nieuw_vermoeden": voorstel.nieuw_vermoeden,
        "wie": [regel.subsidie_id for regel in regels],
    }


def begin_met(bedragen: Mapping[int, Mapping[int, Decimal]]) -> dict[str, Any]:
    """A change of amounts to open an empty form with, by grant and year."""
    return {
        _naam(subsidie_id, jaar, Bedragsoort.VERANDERING): bedrag
        for subsidie_id, per_jaar in bedragen.items()
        for jaar, bedrag in per_jaar.items()
    }


def over_twee_weken() -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=ZIENSWIJZE_DAGEN)


class TermijnForm(Formulier):
    knop = "Vraag om een zienswijze"

    uiterlijk = DatumVeld(
        label="Reageren tot en met",
        initial=over_twee_weken,
        help_text="Ten minste een week: dag-maand-jaar, bijvoorbeeld 31-12-2026.",
    )


class ZienswijzeForm(Formulier):
    knop = "Leg de zienswijze vast"

    zienswijze = forms.CharField(
        label="Zienswijze",
        max_length=5000,
        widget=Tekstvak(attrs={"rows": 8}),
        help_text="Deze tekst komt in de brief met het besluit te staan.",
    )


class ReactieForm(Formulier):
    knop = "Bewaar onze reactie"

    reactie = forms.CharField(
        label="Wat doen wij met deze zienswijze?",
        max_length=5000,
        widget=Tekstvak(attrs={"rows": 6}),
        help_text="Deze tekst komt in de brief, onder de zienswijze (Awb 3:46).",
    )


class BesluitForm(Formulier):
    """Deciding. Who decides for the college says under which decision of the college."""

    knop = "Neem het besluit"

    bevestig = forms.BooleanField(
        label="Ik heb het voorstel en de brieven gelezen en besluit zo.",
        error_messages={"required": "Zet een vinkje als u zo besluit."},
    )

    def __init__(self, *args: Any, lid: Lidmaatschap, kenmerk: str, college: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if college:
            veld = forms.ModelChoiceField(
                label="Collegebesluit",
                queryset=collegebesluiten(lid, kenmerk),
                empty_label="Kies een collegebesluit",
                help_text="Alleen het besluit dat het college hierover nam, en dat is geregistreerd.",
                error_messages={"required": "Kies het collegebesluit dat u uitvoert."},
            )
            self.fields = {"collegebesluit": veld} | self.fields

    @property
    def collegebesluit_id(self) -> int | None:
        gekozen = self.cleaned_data.get("collegebesluit")
        return gekozen.pk if gekozen else None
