"""What still misses in the own part before it can be submitted. Not measured is an answer too, with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from verantwoording.models import Activiteitverslag
from verantwoording.regels.cijfers import Cijfer
from verantwoording.regels.persoonsgegevens import vind_persoonsgegevens

TEKST_MIST = {
    "verteld": "Vertel wat u deed.",
    "bewoners_zien": "Vertel wat bewoners merken.",
    "professionals_zien": "Vertel wat professionals zien.",
    "werkte": "Vertel wat goed werkte.",
    "werkte_niet": "Vertel wat niet werkte.",
}
ALTIJD = frozenset({"verteld", "werkte_niet"})  # also of what was not done at all


@dataclass(frozen=True, slots=True)
class Mist:
    """One thing to do, and the field on the page of the activity where it is done."""

    veld: str
    zin: str


def verslag_mist(velden: Mapping[str, str], cijfers: Sequence[Cijfer], *, met_principes: bool) -> list[Mist]:
    """Of one activity; `velden` are its choices and texts by name."""
    return [*_keuzes(velden, met_principes), *_getallen(cijfers), *_teksten(velden)]


def _keuzes(velden: Mapping[str, str], met_principes: bool) -> Iterator[Mist]:
    if not velden["volgens_plan"]:
        yield Mist("volgens_plan", "Kies of u deed wat was afgesproken.")
    if met_principes and _is_gedaan(velden) and not velden["volgens_principes"]:
        yield Mist("volgens_principes", "Kies of u volgens de principes werkte.")


def _getallen(cijfers: Sequence[Cijfer]) -> Iterator[Mist]:
    for cijfer in cijfers:
        if cijfer.waarde is None and not cijfer.reden:
            zin = f"‘{cijfer.naam}’: vul het getal in, of schrijf waarom het niet gemeten is."
            if cijfer.gemeten:
                zin = f"‘{cijfer.naam}’: vul ook in hoeveel het er in totaal zijn."
            yield Mist(f"m{cijfer.meetafspraak_id}", zin)


def _teksten(velden: Mapping[str, str]) -> Iterator[Mist]:
    for naam, zin in TEKST_MIST.items():
        tekst = velden[naam]
        if not tekst.strip() and (naam in ALTIJD or _is_gedaan(velden)):
            yield Mist(naam, zin)
        if verboden := [vondst for vondst in vind_persoonsgegevens(tekst) if vondst.hard]:
            yield Mist(naam, f"Haal weg: {', '.join(map(str, verboden))}.")


def _is_gedaan(velden: Mapping[str, str]) -> bool:
    return velden["volgens_plan"] != Activiteitverslag.Gedaan.NEE
