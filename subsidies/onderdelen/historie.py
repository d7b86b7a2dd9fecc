"""The history of a section: who saved what when. What one page saved step by step reads as one change."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator

from subsidies.models import Aanvraag, Aanvraagdeel, Onderdeel, Versie
from subsidies.onderdelen.samenvoegen import Inhoud
from subsidies.onderdelen.soort import Soort
from subsidies.onderdelen.verschil import Verschilrij, verschilrijen
from subsidies.selectors.verwijderd import VERWIJDERBAAR, versies_van_verwijderde

PER_BLADZIJDE = 10


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One change: `nummer` is its last version, which can be put back; `is_nu` that it still stands there."""

    nummer: int
    wie: str
    organisatie: str
    van: datetime.datetime
    tot: datetime.datetime
    keren: int
    verschillen: Sequence[Verschilrij]
    is_nu: bool


def geschiedenis(
    soort: Soort[Any], aanvraag: Aanvraag, pk: int, bladzijde: str | None
) -> tuple[list[Wijziging], Page[Any]]:
    """One page of changes, the newest first, and where it stands among the others: three queries."""
    stappen = list(
        Versie.objects.filter(soort=soort.soort, onderdeel=pk)
        .order_by("-nummer")
        .values("nummer", "door_id", "door__gebruiker__naam", "door__organisatie__naam", "bewaard_op", "blad")
    )
    groepen = [list(groep) for _, groep in groupby(stappen, key=_van_een_blad)]
    vel = Paginator(groepen, PER_BLADZIJDE).get_page(bladzijde)
    begin = vel.start_index() - 1 if groepen else 0
    getoond = groepen[begin : begin + PER_BLADZIJDE + 1]  # one more, to compare the last with
    inhoud = inhoud_van_versies(soort, pk, [groep[0]["nummer"] for groep in getoond])
    namen = soort.namen(aanvraag)
    rijen = [soort.rijen(inhoud[groep[0]["nummer"]], namen) for groep in getoond] + [[]]
    return [
        Wijziging(
            nummer=groep[0]["nummer"],
            wie=groep[0]["door__gebruiker__naam"] or "Het systeem",
            organisatie=groep[0]["door__organisatie__naam"] or "",
            van=groep[-1]["bewaard_op"],
            tot=groep[0]["bewaard_op"],
            keren=len(groep),
            verschillen=verschilrijen(rijen[plek + 1], rijen[plek], kort=True),
            is_nu=groep[0]["nummer"] == stappen[0]["nummer"],
        )
        for plek, groep in enumerate(getoond[:PER_BLADZIJDE])
    ], vel


def inhoud_van_versies(soort: Soort[Any], pk: int, nummers: Sequence[int]) -> dict[int, Inhoud]:
    """The content of these versions, by number: one query."""
    versies = Versie.objects.filter(soort=soort.soort, onderdeel=pk, nummer__in=nummers)
    return dict(versies.values_list("nummer", "inhoud"))


def _van_een_blad(stap: Mapping[str, Any]) -> tuple[Any, ...]:
    """The same for what one person saved on one page; without a page every version is a change."""
    return (stap["door_id"], stap["blad"]) if stap["blad"] else (stap["nummer"],)


@dataclass(frozen=True, slots=True)
class Verwijderd:
    """A section that is no longer there, as it was last saved."""

    soort: Onderdeel
    pk: int
    naam: str
    wie: str
    bewaard_op: datetime.datetime


def verwijderde_onderdelen(deel: Aanvraagdeel) -> list[Verwijderd]:
    """What was described in this part and removed since: one query for each kind."""
    return [
        Verwijderd(soort, pk, naam or f"{soort.label.capitalize()} zonder naam", wie, op)
        for soort in VERWIJDERBAAR
        for pk, naam, wie, op in versies_van_verwijderde(deel, soort)
        .order_by("onderdeel", "-nummer")
        .distinct("onderdeel")
        .values_list("onderdeel", "inhoud__naam", "door__gebruiker__naam", "bewaard_op")
    ]
