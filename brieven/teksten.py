"""Reading the versioned words of the letters: what holds, what held, and what changed."""

import datetime
import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from brieven.models import BriefSoort, Brieftekst
from brieven.vormen import VORMEN
from regelingen.models import Regeling

ALLE = "alle"  # in an address: for every scheme that has no words of its own


@dataclass(frozen=True)
class Bereik:
    """For which scheme a text holds; `regeling_id` is None for all."""

    code: str
    naam: str
    regeling_id: int | None


@dataclass(frozen=True)
class SoortRij:
    """One kind of letter in the list: the version that holds today for all, and who has words of its own."""

    soort: str
    naam: str
    versie: str
    eigen: int


@dataclass(frozen=True)
class BereikRij:
    """The words of one kind for one scheme; `versie` is None while the standard text or that of all holds."""

    bereik: Bereik
    versie: Brieftekst | None


@dataclass(frozen=True)
class Regel:
    """A line of a comparison: unchanged, added (`ins`) or removed (`del`)."""

    op: Literal["", "ins", "del"]
    tekst: str


_OP: dict[str, Literal["", "ins", "del"]] = {"  ": "", "+ ": "ins", "- ": "del"}


def bereiken() -> list[Bereik]:
    """All schemes together, then each. One query."""
    regelingen = Regeling.objects.filter(actief=True)
    return [Bereik(ALLE, "alle regelingen", None), *(Bereik(een.code, een.naam, een.pk) for een in regelingen)]


def soort_rijen(vandaag: datetime.date) -> list[SoortRij]:
    """Every kind with a text, by name. One query."""
    versies = _geldend(Brieftekst.objects.filter(geldig_van__lte=vandaag))
    return sorted(
        (
            SoortRij(
                soort=soort.value,
                naam=soort.label,
                versie=f"versie {versies[soort, None].versie}" if (soort, None) in versies else "standaard",
                eigen=sum(1 for ander, regeling in versies if ander == soort and regeling is not None),
            )
            for soort in VORMEN
        ),
        key=lambda rij: rij.naam,
    )


def bereik_rijen(soort: BriefSoort, vandaag: datetime.date) -> list[BereikRij]:
    """What holds today for each scheme. Two queries."""
    versies = _geldend(Brieftekst.objects.filter(soort=soort, geldig_van__lte=vandaag))
    return [BereikRij(bereik, versies.get((soort, bereik.regeling_id))) for bereik in bereiken()]


def vergelijk(oud: str, nieuw: str) -> list[Regel]:
    """Line by line, as a text of a letter is written."""
    regels = difflib.ndiff(oud.splitlines(), nieuw.splitlines())
    return [Regel(_OP[regel[:2]], regel[2:]) for regel in regels if regel[:2] in _OP]


def tekst_voor(versie: Brieftekst) -> str:
    """What stood there before this version: the one before it, or else the standard text."""
    vorige = Brieftekst.objects.filter(
        soort=versie.soort, regeling=versie.regeling_id, versie=versie.versie - 1
    ).first()
    return vorige.tekst if vorige else VORMEN[BriefSoort(versie.soort)].tekst


def _geldend(teksten: Iterable[Brieftekst]) -> dict[tuple[str, int | None], Brieftekst]:
    """Per kind and scheme the one that holds: the latest day, then the latest version."""
    op_volgorde = sorted(teksten, key=lambda tekst: (tekst.geldig_van, tekst.versie))
    return {(tekst.soort, tekst.regeling_id): tekst for tekst in op_volgorde}
