"""Taking over an earlier voorziening: what of it exists here."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from subsidies.dossier import Aanbod, Jaarbedragen
from subsidies.models import Voorziening
from subsidies.models.voorziening import RELATIES, VELDEN

# Key, name and group of what can be chosen here, by relation (selectors.keuzes).
Keuzes = Mapping[str, Sequence[tuple[int, str, str]]]
LABELS = {naam: str(Voorziening._meta.get_field(naam).verbose_name) for naam in RELATIES}  # type: ignore[union-attr]  # m2m


@dataclass(frozen=True, slots=True)
class Overgezet:
    """A voorziening as it can stand here: its content by version, and what found no equal (relation → names)."""

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
