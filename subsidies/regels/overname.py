"""Taking over an earlier voorziening or activity: what of it exists here."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from subsidies.dossier import Aanbod, Jaarbedragen
from subsidies.models import Voorziening
from subsidies.models.activiteit import ACTIVITEITVELDEN, INDICATORVELDEN
from subsidies.models.voorziening import RELATIES, VELDEN
from subsidies.plan import Activiteitfeit, Indicatorfeit, Plankeuzes, Streefcel, celnaam

# Key, name and group of what can be chosen here, by relation (selectors.keuzes).
Keuzes = Mapping[str, Sequence[tuple[int, str, str]]]
LABELS = {naam: str(Voorziening._meta.get_field(naam).verbose_name) for naam in RELATIES}  # type: ignore[union-attr]  # m2m


@dataclass(frozen=True, slots=True)
class Overgezet:
    """A section as it can stand here: its content by version, and what found no equal (relation → names)."""

    inhoud: Mapping[str, Any]
    niet_hier: Mapping[str, Sequence[str]]


def zet_over(aanbod: Aanbod, keuzes: Keuzes, *, opschuiven: int, jaren: Collection[int]) -> Overgezet:
    """What it is tied to is found by name, its years by their place in the period (`opschuiven` years later)."""
    inhoud: dict[str, Any] = {veld: getattr(aanbod, veld) for veld in VELDEN}
    niet_hier: dict[str, Sequence[str]] = {}
    for relatie in RELATIES:
        inhoud[relatie], onbekend = _zoek(getattr(aanbod, relatie), keuzes.get(relatie, ()))
        if onbekend:
            niet_hier[LABELS[relatie]] = onbekend
    verschoven = {jaar: jaar + opschuiven for jaar in sorted({*aanbod.bereik, *aanbod.kosten})}
    inhoud["jaren"] = {
        str(nieuw): {
            "bereik": aanbod.bereik.get(oud),
            "kosten": str(aanbod.kosten[oud]) if oud in aanbod.kosten else None,
        }
        for oud, nieuw in verschoven.items()
        if nieuw in jaren
    }
    if buiten := [str(oud) for oud, nieuw in verschoven.items() if nieuw not in jaren]:
        niet_hier["jaren"] = buiten
    return Overgezet(inhoud, niet_hier)


def zet_activiteit_over(
    activiteit: Activiteitfeit,
    keuzes: Plankeuzes,
    *,
    voorziening: int | None,
    opschuiven: int,
    jaren: Collection[int],
) -> Overgezet:
    """The same for an activity; `voorziening` is the one here that it belongs to. Its examples are left behind."""
    niet_hier: defaultdict[str, list[str]] = defaultdict(list)
    subdoel, onbekend = _zoek([naam for naam in [activiteit.subdoel] if naam], keuzes.subdoel)
    niet_hier["subdoelen"] += onbekend
    principes, onbekend = _zoek(activiteit.principes, keuzes.principes)
    niet_hier[LABELS["principes"]] += onbekend
    inhoud = {
        **{veld: getattr(activiteit, veld) for veld in ACTIVITEITVELDEN},
        "voorziening": voorziening,
        "subdoel": subdoel[0] if subdoel else None,
        "principes": principes,
        "indicatoren": [
            {
                **{veld: getattr(indicator, veld) for veld in INDICATORVELDEN},
                "voorbeeld": None,
                "streefwaarden": _streefwaarden(indicator, keuzes, opschuiven, jaren, niet_hier),
            }
            for indicator in activiteit.indicatoren
        ],
    }
    return Overgezet(inhoud, {wat: list(dict.fromkeys(namen)) for wat, namen in niet_hier.items() if namen})


def _streefwaarden(
    indicator: Indicatorfeit,
    keuzes: Plankeuzes,
    opschuiven: int,
    jaren: Collection[int],
    niet_hier: defaultdict[str, list[str]],
) -> dict[str, str]:
    gevonden: dict[str, str] = {}
    for cel in indicator.streefwaarden:
        voor, onbekend = _waarvoor(cel, keuzes)
        niet_hier["doelgroepen en stadsdelen"] += onbekend
        if cel.jaar + opschuiven not in jaren:
            niet_hier["jaren"].append(str(cel.jaar))
        elif not onbekend:
            gevonden[celnaam(cel.jaar + opschuiven, **voor)] = str(cel.waarde)
    return gevonden


def _waarvoor(cel: Streefcel, keuzes: Plankeuzes) -> tuple[dict[str, int], list[str]]:
    """The group or district of a target by its key here, and the name that is not here."""
    for soort, naam, lijst in (
        ("doelgroep", cel.doelgroep, keuzes.doelgroepen),
        ("stadsdeel", cel.stadsdeel, keuzes.stadsdelen),
    ):
        if naam:
            gevonden, onbekend = _zoek([naam], lijst)
            return ({soort: gevonden[0]} if gevonden else {}), onbekend
    return {}, []


def schuif_op(bedragen: Jaarbedragen, opschuiven: int, jaren: Collection[int]) -> Jaarbedragen:
    """Amounts by year, at the same place in another period; what falls outside it is left out."""
    return {jaar + opschuiven: bedrag for jaar, bedrag in bedragen.items() if jaar + opschuiven in jaren}


def _zoek(namen: Sequence[str], keuzes: Sequence[tuple[int, str, str]]) -> tuple[list[int], list[str]]:
    """The keys of these names here, and the names that have none. Two groups may share a name."""
    per_naam: defaultdict[str, list[int]] = defaultdict(list)
    for pk, naam, _ in keuzes:
        per_naam[naam].append(pk)
    gevonden, onbekend = [], []
    for naam, aantal in Counter(namen).items():
        gevonden += per_naam[naam][:aantal]
        onbekend += [naam] * (aantal - len(per_naam[naam][:aantal]))
    return sorted(gevonden), onbekend
