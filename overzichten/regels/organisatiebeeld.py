"""What an officer must look into at one organisation: a sign, never a judgement. Pure."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kern.geld import als_bedrag
from kern.taal import opsomming
from regelingen.parameters import Parameters
from subsidies.regels.social_return import jaren_boven_drempel
from uitvoering.regels.redelijke_termijn import JAREN, aaneengesloten

WNT_JAREN = 3  # WNT, artikel 1.3: three calendar years in a row
STEUNJAREN = 3  # Verordening (EU) 2023/2831, artikel 3: any period of three years


@dataclass(frozen=True, slots=True)
class Feiten:
    """What the signs rest on, over all grants: granted per year of activity, granted by decisions of the last
    STEUNJAREN years (euro), and per activity the years in which there was a grant for it."""

    verleend: Mapping[int, Decimal]
    besloten_in_drie_jaar: Decimal
    activiteiten: Mapping[str, Collection[int]]


@dataclass(frozen=True, slots=True)
class Vlag:
    """One sign. `aan`: somebody must look. `waarom` gives the figures it rests on."""

    naam: str
    aan: bool
    waarom: str
    grondslag: str


def begin_steunjaren(vandaag: datetime.date) -> datetime.date:
    """Decisions after this day count for state aid."""
    schrikkeldag = (vandaag.month, vandaag.day) == (2, 29)
    return vandaag.replace(year=vandaag.year - STEUNJAREN, day=28 if schrikkeldag else vandaag.day)


def vlaggen(feiten: Feiten, toen: Parameters, nu: Parameters, vandaag: datetime.date) -> list[Vlag]:
    """All signs, those that are off too. `toen` are the rules of the latest decision: social return is owed by them;
    the thresholds of the law are those of `nu`."""
    return [_social_return(feiten, toen), _wnt(feiten, nu), _staatssteun(feiten, nu), _drie_jaar(feiten, vandaag)]


def _social_return(feiten: Feiten, regels: Parameters) -> Vlag:
    boven = sorted(jaren_boven_drempel(feiten.verleend, regels))
    grens = f"{als_bedrag(regels.sroi_drempel, 0)} euro per {regels.sroi_basis}, over alle tafels samen"
    waarom = f"Meer dan {grens}, in {opsomming(map(str, boven))}." if boven else f"Niet meer dan {grens}."
    return Vlag("Social return", bool(boven), waarom, "Beleid social return")


def _wnt(feiten: Feiten, regels: Parameters) -> Vlag:
    reeks = langste_reeks([jaar for jaar, bedrag in feiten.verleend.items() if bedrag >= regels.wnt_drempel])
    grens = f"{als_bedrag(regels.wnt_drempel, 0)} euro of meer per jaar"
    aan = len(reeks) >= WNT_JAREN
    waarom = (
        f"{grens}, van {reeks[0]} tot en met {reeks[-1]}. Vraag na of dat ten minste de helft van de inkomsten is."
        if aan
        else f"Niet drie jaar achter elkaar {grens}."
    )
    return Vlag("WNT", aan, waarom, "WNT, artikel 1.3")


def _staatssteun(feiten: Feiten, regels: Parameters) -> Vlag:
    aan = feiten.besloten_in_drie_jaar > regels.de_minimis_drempel
    waarom = (
        f"In drie jaar {als_bedrag(feiten.besloten_in_drie_jaar)} euro verleend. "
        f"De grens is {als_bedrag(regels.de_minimis_drempel, 0)} euro."
    )
    vraag = " Ga na of de activiteiten economisch zijn." if aan else ""
    return Vlag("Staatssteun", aan, waarom + vraag, "Verordening (EU) 2023/2831, artikel 3")


def _drie_jaar(feiten: Feiten, vandaag: datetime.date) -> Vlag:
    na_dit_jaar = datetime.date(vandaag.year + 1, 1, 1)
    lang = {naam: aaneengesloten(jaren, na_dit_jaar) for naam, jaren in feiten.activiteiten.items()}
    genoeg = [f"{naam} ({aantal} jaar)" for naam, aantal in lang.items() if aantal >= JAREN]
    waarom = (
        f"Achter elkaar subsidie voor {opsomming(genoeg)}. Minder kan alleen na een redelijke termijn."
        if genoeg
        else "Voor geen activiteit drie jaar achter elkaar subsidie."
    )
    return Vlag("Drie jaar of langer", bool(genoeg), waarom, "Awb, artikel 4:51")


def langste_reeks(jaren: Collection[int]) -> list[int]:
    """The longest row of years without a gap; of equals the latest."""
    reeksen: list[list[int]] = []
    for jaar in sorted(jaren):
        if reeksen and reeksen[-1][-1] == jaar - 1:
            reeksen[-1].append(jaar)
        else:
            reeksen.append([jaar])
    return max(reeksen, key=lambda reeks: (len(reeks), reeks[-1]), default=[])
