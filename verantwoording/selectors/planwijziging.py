"""A proposal in words, beside what was agreed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from kern.getal import als_maat
from kern.models import Gebeurtenis
from subsidies.forms.activiteit import ActiviteitForm
from subsidies.plan import Plankeuzes, lees_celnaam
from subsidies.selectors.activiteit import plankeuzes_voor
from thematafels.models import Niveau, Richting
from verantwoording.models import Planwijziging
from verantwoording.planinhoud import Inhoud, als_inhoud
from verantwoording.selectors.afspraken import afspraken_van

BEANTWOORD = (Planwijziging.Stand.AANVAARD, Planwijziging.Stand.AFGEWEZEN)


@dataclass(frozen=True, slots=True)
class Verschil:
    """One thing as it was agreed and as it is proposed; empty where it is not there."""

    label: str
    was: str
    wordt: str

    @property
    def is_anders(self) -> bool:
        return self.was != self.wordt


@dataclass(frozen=True, slots=True)
class Voorstelbeeld:
    """What a proposal says. `naam`: of the activity it is about."""

    naam: str
    verschillen: Sequence[Verschil]


def ongelezen() -> QuerySet[Planwijziging]:
    """Proposals with an answer that nobody of the participant opened yet."""
    gelezen = Gebeurtenis.objects.filter(
        soort="planwijziging.gelezen", over_soort=Planwijziging._meta.label_lower, over_id=OuterRef("pk")
    )
    return Planwijziging.objects.filter(~Exists(gelezen), stand__in=BEANTWOORD)


def voorstelbeeld(wijziging: Planwijziging) -> Voorstelbeeld:
    """Five queries. Beside what holds from its year on, as long as nobody decided; afterwards only what it says."""
    afspraken = [
        een
        for een in afspraken_van(wijziging.deel.aanvraag_id)
        if een.nummer == wijziging.nummer and een.laatste_jaar >= wijziging.vanaf_jaar
    ]
    nu = als_inhoud(afspraken[0]) if afspraken and wijziging.stand == Planwijziging.Stand.VOORGESTELD else None
    keuzes = plankeuzes_voor(wijziging.deel)
    was, wordt = _in_woorden(nu, keuzes), _in_woorden(wijziging.inhoud, keuzes)
    naam = wijziging.inhoud or nu or {"naam": f"activiteit {wijziging.nummer}"}
    labels = dict.fromkeys([*was, *wordt])
    return Voorstelbeeld(
        str(naam["naam"]), [Verschil(label, was.get(label, ""), wordt.get(label, "")) for label in labels]
    )


def _in_woorden(inhoud: Inhoud | None, keuzes: Plankeuzes) -> Mapping[str, str]:
    """By label what stands there; what is empty is left out."""
    if inhoud is None:
        return {}
    velden = ActiviteitForm(None, keuzes=keuzes).fields
    namen = {naam: {keuze[0]: keuze[1] for keuze in getattr(keuzes, naam)} for naam in _KEUZES}
    regels = {
        "naam": inhoud["naam"],
        "omschrijving": inhoud["omschrijving"],
        "verwachting": inhoud["verwachting"],
        "subdoel": namen["subdoel"].get(inhoud["subdoel"], ""),
        "voorziening": namen["voorziening"].get(inhoud["voorziening"], ""),
        "principes": "; ".join(namen["principes"].get(pk, "") for pk in inhoud["principes"]),
    }
    gewoon = {str(velden[veld].label): tekst for veld, tekst in regels.items() if tekst}
    return gewoon | {
        f"{Niveau(meting['niveau']).kort}: {meting['naam']}": _meting(meting, namen)
        for meting in inhoud["indicatoren"]
    }


_KEUZES = ("subdoel", "voorziening", "principes", "doelgroepen", "stadsdelen")


def _meting(meting: Inhoud, namen: Mapping[str, Mapping[Any, str]]) -> str:
    """Each on a line: `In bewoners, hoger is beter.`, `2027: 30 bewoners`, `Ouderen 2028: 9 bewoners`, `Tellen.`"""
    streef = []
    for cel, waarde in meting["streefwaarden"].items():
        jaar, doelgroep, stadsdeel = lees_celnaam(cel)
        voor = namen["doelgroepen"].get(doelgroep) or namen["stadsdelen"].get(stadsdeel) or ""
        streef.append(f"{voor} {jaar}: {als_maat(Decimal(waarde), meting['eenheid'])}".strip())
    hoe = "; ".join(deel for deel in (meting["hoe"], meting["wanneer"], meting["door"]) if deel)
    maat = f"In {meting['eenheid']}, {Richting(meting['richting']).label}."
    return "\n".join((maat, *streef, *([f"{hoe}."] if hoe else [])))
