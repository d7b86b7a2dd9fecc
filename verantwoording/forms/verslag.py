"""The report of one activity: what was done, the numbers of each indicator, and what was seen and learned."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.http import QueryDict

from kern.forms import ConceptTekst, Formulier, Tekstvak
from kern.fouten import DomeinFout
from kern.geld import lees_bedrag
from kern.getal import als_getal
from subsidies.onderdelen.samenvoegen import Inhoud
from thematafels.models import Niveau
from verantwoording.models import Activiteitverslag
from verantwoording.regels import bijdrage, persoonsgegevens
from verantwoording.regels.cijfers import Cel, Cijfer
from verantwoording.regels.plek import GEHEEL, Plek, als_sleutel, lees_sleutel
from verantwoording.selectors.inhoud import VELDEN, inhoud_van

LABELS = {
    "volgens_plan": "Deed u wat was afgesproken?",
    "volgens_principes": "Werkte u volgens de principes?",
    "verteld": "Wat hebt u gedaan?",
    "bewoners_zien": "Wat merken bewoners ervan?",
    "professionals_zien": "Wat zien professionals en vrijwilligers?",
    "werkte": "Wat werkte goed?",
    "werkte_niet": "Wat werkte niet?",
}
BLOKKEN = (
    (Niveau.AANBOD, ("volgens_plan", "volgens_principes", "verteld")),
    (Niveau.BEREIK, ()),
    (Niveau.BEWONER, ("bewoners_zien",)),
    (Niveau.PROFESSIONAL, ("professionals_zien",)),
)
EFFECT = ("bewoners_zien", "professionals_zien")
_VELD = re.compile(r"m([1-9][0-9]{0,17})((?:[ds][0-9]+)*)")
_EENHEID = re.compile(r"\s*%$")
GETAL = "Vul een getal in zoals 1.250 of 62,5."
LANGST_REDEN = 500


def veldnaam(meet: int, plek: Plek) -> str:
    """`m5` for the whole of indicator 5, `m5d3` for one group, `m5s2` for one district, `m5d3s2` for both."""
    return f"m{meet}" if plek == GEHEEL else f"m{meet}{als_sleutel(plek)}"


class GetalVeld(forms.DecimalField):
    """A number of an indicator, typed the Dutch way: `1.250`, `62,5` or `62,5%`. Empty is not measured."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_digits=12,
            decimal_places=2,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "sb-invoer-geld"}),
            **kwargs,
        )
        self.validators.append(MinValueValidator(0, "Vul een getal van 0 of hoger in."))

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # stubs: DecimalField is an int
        if value in self.empty_values or not str(value).strip():
            return None
        tekst = _EENHEID.sub("", str(value))
        if "€" in tekst:
            raise ValidationError(GETAL, code="getal.onleesbaar")
        try:
            return lees_bedrag(tekst)
        except DomeinFout as fout:
            raise ValidationError(GETAL, code="getal.onleesbaar") from fout

    def prepare_value(self, value: Any) -> Any:
        return als_getal(value) if isinstance(value, Decimal) else value


class Keuze(forms.ChoiceField):
    """Yes, partly or no; may stay open until the report is submitted."""

    later_nodig = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Activiteitverslag.Gedaan.choices, required=False, widget=forms.RadioSelect, **kwargs)


def _tekst(naam: str, help_text: str = "", *, langst: int = 3000, rijen: int = 5) -> ConceptTekst:
    return ConceptTekst(
        label=LABELS[naam], max_length=langst, help_text=help_text, widget=Tekstvak(attrs={"rows": rijen})
    )


@dataclass(frozen=True, slots=True)
class Celregel:
    """One group or district under an indicator."""

    cel: Cel
    veld: forms.BoundField
    vorig: Decimal | None


@dataclass(frozen=True, slots=True)
class Regel:
    """One indicator on the page: its fields, its target, and what was counted a year before."""

    cijfer: Cijfer
    geheel: forms.BoundField
    reden: forms.BoundField
    cellen: Sequence[Celregel]
    erbij: Sequence[forms.BoundField]
    vorig: Decimal | None

    @property
    def erbij_open(self) -> bool:
        """Something was typed there."""
        return any(veld.value() not in (None, "") for veld in self.erbij)


@dataclass(frozen=True, slots=True)
class Tekstveld:
    """A field, and what to tell who wrote it: what may lead to a person, and a cause that cannot be claimed."""

    veld: forms.BoundField
    waarschuwingen: Sequence[str]


@dataclass(frozen=True, slots=True)
class Blok:
    """One level: what is told, and what is counted."""

    niveau: Niveau
    velden: Sequence[Tekstveld]
    regels: Sequence[Regel]


class VerslagForm(Formulier):
    """Everything may be empty: a report may be incomplete until it is submitted.

    `verslag` came with selectors.inhoud.inhoud_erbij; the form asks the database nothing. With `cijfers` it has a
    field for every cell that was agreed on; what is typed may hold other cells, which are taken along.
    """

    knop = "Bewaar"

    volgens_plan = Keuze(label=LABELS["volgens_plan"])
    volgens_principes = Keuze(label=LABELS["volgens_principes"])
    verteld = _tekst("verteld", "Liep het anders dan afgesproken? Vertel dan ook waarom.", langst=5000, rijen=8)
    bewoners_zien = _tekst("bewoners_zien", "Wat vertellen zij zelf, en hoe weet u dat? Noem geen namen.")
    professionals_zien = _tekst("professionals_zien", "Wat zien zij veranderen, en wat niet?")
    werkte = _tekst("werkte", "En waarom, denkt u?")
    werkte_niet = _tekst("werkte_niet", "Daar leert de hele tafel van. Ging alles goed? Zeg dat dan.")

    def __init__(
        self, data: QueryDict | None = None, *, verslag: Any, cijfers: Sequence[Cijfer] = (), **kwargs: Any
    ) -> None:
        super().__init__(data, initial=_zoals_bewaard(inhoud_van(verslag)) if data is None else {}, **kwargs)
        self.cijfers = cijfers
        self.meetpunten: list[int] = verslag.mag_meet
        groepen = {groep["pk"]: groep["naam"] for groep in verslag.mag_groepen}
        delen = {deel["pk"]: deel["naam"] for deel in verslag.mag_delen}
        getypt = {sleutel for naam in data or () if (sleutel := _lees_veldnaam(naam))}
        self.plekken: dict[int, list[Plek]] = {
            meet: list(
                dict.fromkeys(
                    [
                        *(
                            cel.sleutel
                            for cijfer in cijfers
                            if cijfer.meetafspraak_id == meet
                            for cel in cijfer.cellen
                        ),
                        *sorted(
                            (
                                plek
                                for van, plek in getypt
                                if van == meet and plek != GEHEEL and _bestaat(plek, groepen, delen)
                            ),
                            key=str,
                        ),
                    ]
                )
            )
            for meet in self.meetpunten
        }
        for meet in self.meetpunten:
            self._voeg_velden_toe(meet, groepen, delen)

    def _voeg_velden_toe(self, meet: int, groepen: Mapping[int, str], delen: Mapping[int, str]) -> None:
        naam = next((cijfer.naam for cijfer in self.cijfers if cijfer.meetafspraak_id == meet), "Indicator")
        self.fields[veldnaam(meet, GEHEEL)] = GetalVeld(label=f"{naam}: in totaal")
        self.fields[f"reden{meet}"] = ConceptTekst(
            label=f"{naam}: niet gemeten? Schrijf waarom.",
            max_length=LANGST_REDEN,
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        )
        for groep, deel in self.plekken[meet]:
            cel = ", ".join(filter(None, (groepen.get(groep or 0, ""), delen.get(deel or 0, ""))))
            self.fields[veldnaam(meet, (groep, deel))] = GetalVeld(label=f"{naam}: {cel}")
        self.fields[f"erbij{meet}_groep"] = _een_uit(groepen, "Doelgroep", "alle doelgroepen")
        self.fields[f"erbij{meet}_deel"] = _een_uit(delen, "Stadsdeel", "alle stadsdelen")
        self.fields[f"erbij{meet}_waarde"] = GetalVeld(label="Aantal")

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        for meet in self.meetpunten:
            self._controleer_erbij(meet, gegevens)
            if gegevens.get(f"reden{meet}") and self._metingen(meet):
                self.add_error(
                    f"reden{meet}", "U vult een getal in, en ook waarom het niet gemeten is. Haal een van beide weg."
                )
        return gegevens

    def _controleer_erbij(self, meet: int, gegevens: Mapping[str, Any]) -> None:
        waarde, plek = gegevens.get(f"erbij{meet}_waarde"), self._plek_erbij(meet)
        if waarde is None:
            return
        if plek == GEHEEL:
            self.add_error(f"erbij{meet}_groep", "Kies een doelgroep, een stadsdeel, of allebei.")
        elif gegevens.get(veldnaam(meet, plek)) not in {None, waarde}:
            self.add_error(f"erbij{meet}_waarde", "Hiervoor staat hierboven al een getal. Wijzig het daar.")

    def _plek_erbij(self, meet: int) -> Plek:
        return self.cleaned_data.get(f"erbij{meet}_groep"), self.cleaned_data.get(f"erbij{meet}_deel")

    def _metingen(self, meet: int) -> dict[str, str]:
        cellen = {
            als_sleutel(plek): waarde
            for plek in (GEHEEL, *self.plekken[meet])
            if (waarde := self.cleaned_data.get(veldnaam(meet, plek))) is not None
        }
        erbij = self.cleaned_data.get(f"erbij{meet}_waarde")
        if erbij is not None and self._plek_erbij(meet) != GEHEEL:
            cellen[als_sleutel(self._plek_erbij(meet))] = erbij
        return {sleutel: f"{waarde:.2f}" for sleutel, waarde in cellen.items()}

    @property
    def inhoud(self) -> Inhoud:
        """What it holds, in the shape of a version."""
        metingen = {str(meet): cellen for meet in self.meetpunten if (cellen := self._metingen(meet))}
        redenen = {str(meet): reden for meet in self.meetpunten if (reden := self.cleaned_data[f"reden{meet}"])}
        velden = {veld: self.cleaned_data[veld] for veld in VELDEN}
        return {**velden, "metingen": metingen, "niet_gemeten": redenen}

    def blokken(self, vorig: Sequence[Cijfer] = (), *, met_principes: bool = True) -> list[Blok]:
        """The page level by level; beside each number what was counted in the year of `vorig`."""
        eerder = {(cijfer.niveau, cijfer.naam): cijfer for cijfer in vorig}
        blokken = []
        for niveau, velden in BLOKKEN:
            regels = [
                self._regel(cijfer, eerder.get((niveau, cijfer.naam)))
                for cijfer in self.cijfers
                if cijfer.niveau == niveau
            ]
            namen = [naam for naam in velden if met_principes or naam != "volgens_principes"]
            if regels or namen:
                blokken.append(Blok(niveau, [self.tekstveld(naam) for naam in namen], regels))
        return blokken

    @property
    def leren(self) -> list[Tekstveld]:
        return [self.tekstveld(naam) for naam in ("werkte", "werkte_niet")]

    def tekstveld(self, naam: str) -> Tekstveld:
        tekst = self[naam].value() or ""
        oorzaak = bijdrage.waarschuwing(tekst, bijdrage.BIJ_MENSEN) if naam in EFFECT else ""
        return Tekstveld(self[naam], [zin for zin in (persoonsgegevens.waarschuwing(tekst), oorzaak) if zin])

    def _regel(self, cijfer: Cijfer, eerder: Cijfer | None) -> Regel:
        meet = cijfer.meetafspraak_id
        cellen = {cel.sleutel: cel for cel in cijfer.cellen}
        toen = {cel.sleutel: cel.waarde for cel in eerder.cellen} if eerder else {}
        return Regel(
            cijfer=cijfer,
            geheel=self[veldnaam(meet, GEHEEL)],
            reden=self[f"reden{meet}"],
            cellen=[
                Celregel(self._cel(meet, plek, cellen), self[veldnaam(meet, plek)], toen.get(plek))
                for plek in self.plekken[meet]
            ],
            erbij=[self[f"erbij{meet}_{naam}"] for naam in ("groep", "deel", "waarde")],
            vorig=eerder.waarde if eerder else None,
        )

    def _cel(self, meet: int, plek: Plek, cellen: Mapping[Plek, Cel]) -> Cel:
        """A cell that was typed and is not saved yet has no target."""
        naam = str(self.fields[veldnaam(meet, plek)].label).partition(": ")[2]
        return cellen.get(plek) or Cel(*plek, doelgroep=naam)


def _lees_veldnaam(naam: str) -> tuple[int, Plek] | None:
    gevonden = _VELD.fullmatch(naam)
    if gevonden is None:
        return None
    plek = lees_sleutel(gevonden[2]) if gevonden[2] else GEHEEL
    return None if plek is None else (int(gevonden[1]), plek)


def _bestaat(plek: Plek, groepen: Mapping[int, str], delen: Mapping[int, str]) -> bool:
    groep, deel = plek
    return (groep is None or groep in groepen) and (deel is None or deel in delen)


def _een_uit(keuzes: Mapping[int, str], label: str, leeg: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=[("", leeg), *keuzes.items()], coerce=int, empty_value=None, required=False
    )


def _zoals_bewaard(inhoud: Inhoud) -> dict[str, Any]:
    velden = {veld: inhoud[veld] for veld in VELDEN}
    for meet, cellen in inhoud["metingen"].items():
        for sleutel, waarde in cellen.items():
            if (plek := lees_sleutel(sleutel)) is not None:
                velden[veldnaam(int(meet), plek)] = Decimal(waarde)
    return velden | {f"reden{meet}": reden for meet, reden in inhoud["niet_gemeten"].items()}
