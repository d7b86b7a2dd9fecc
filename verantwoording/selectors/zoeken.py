"""What worked and what did not, over years and tables: found by principle, theme, year, outcome and words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.core.paginator import Page
from django.db.models import Exists, OuterRef, Q, QuerySet

from kern.bladeren import Eerste
from kern.getal import als_kaal
from organisaties.models import Lidmaatschap
from thematafels.models import Niveau, Principe, Richting
from verantwoording.models import Activiteitverslag, Afspraak, Uitkomst
from verantwoording.models.uitkomst import ZOEKTAAL
from verantwoording.selectors.uitkomsten import (
    Gedane,
    Score,
    gedanen,
    met_erbij,
    met_uitkomsten,
    scores,
    zichtbare_uitkomsten,
)
from verantwoording.stuk import Telling

PER_BLADZIJDE = 20
PER_KEER = 200  # activities of a file that are in memory at once
MEESTE_WOORDEN = 10
BEREIKT = {"ja": True, "nee": False, "onbekend": None}
THEMA = "verantwoording__aanvraag__tafel__thema__naam"
PRINCIPE = "verslag__afspraak__principes__naam"
_WOORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """What one looks for; empty does not narrow. A principle and a theme are known by their names, over calls."""

    zoek: str = ""
    principe: str = ""
    thema: str = ""
    jaar: int | None = None
    bereikt: str = ""

    @property
    def is_leeg(self) -> bool:
        return self == Zoekvraag()


@dataclass(frozen=True, slots=True)
class Keuzes:
    themas: Sequence[str]
    jaren: Sequence[int]
    principes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Gevonden:
    """One page of activities; `per_principe`: what became of all that match, whatever principle and outcome."""

    bladzijde: Page[Any]
    rijen: Sequence[Gedane]
    per_principe: Sequence[tuple[str, Score]]


def keuzes(lid: Lidmaatschap) -> Keuzes:
    """What there is to choose from, in accounts and in what was agreed on for them: two queries."""
    rijen = list(
        met_uitkomsten(lid).values_list("jaar", "aanvraag__tafel__thema", "aanvraag__tafel__thema__naam").distinct()
    )
    gebruikt = Exists(Afspraak.principes.through.objects.filter(principe=OuterRef("pk")))
    principes = Principe.objects.filter(gebruikt, thema__in={thema for _, thema, _ in rijen if thema})
    return Keuzes(
        themas=sorted({naam for _, _, naam in rijen if naam}),
        jaren=sorted({jaar for jaar, _, _ in rijen}, reverse=True),
        principes=sorted(set(principes.order_by().values_list("naam", flat=True))),
    )


def zoek(lid: Lidmaatschap, vraag: Zoekvraag, bladzijde: str | None) -> Gevonden:
    """Five queries, whatever is found. One page of keys first: of those alone the rest is read."""
    sleutels = _op_volgorde(_gefilterd(lid, vraag)).values_list("pk", flat=True)
    blad: Page[Any] = Eerste(sleutels, PER_BLADZIJDE).get_page(bladzijde)
    rijen = _op_volgorde(met_erbij(Uitkomst.objects.filter(pk__in=list(blad.object_list))))
    zonder = Zoekvraag(zoek=vraag.zoek, thema=vraag.thema, jaar=vraag.jaar)
    per = scores(_gefilterd(lid, zonder).filter(**{f"{PRINCIPE}__isnull": False}), PRINCIPE)
    return Gevonden(blad, list(gedanen(rijen)), sorted(per.items(), key=lambda paar: (-paar[1].samen, paar[0])))


def woorden(tekst: str) -> SearchQuery | None:
    """Every word, or the beginning of it; None when there is nothing to look for."""
    gevonden = _WOORD.findall(tekst)[:MEESTE_WOORDEN]
    if not gevonden:
        return None
    return SearchQuery(" & ".join(f"'{woord}':*" for woord in gevonden), search_type="raw", config=ZOEKTAAL)


KOPPEN = (
    "Jaar",
    "Thema",
    "Kenmerk",
    "Organisatie",
    "Activiteit",
    "Subdoel",
    "Principes",
    "Gedaan zoals afgesproken",
    "Gewerkt volgens de principes",
    "Doelen gehaald",
    "Niveau",
    "Indicator",
    "Eenheid",
    "Wat is beter",
    "Doel",
    "Gemeten",
    "Doel gehaald",
    "Waarom niet gemeten",
    "Wat werkte",
    "Wat niet werkte",
    "Fictief voorbeeld",
)
_IN_WOORDEN = {True: "ja", False: "nee", None: "niet bekend"}
_ZONDER_INDICATOR = ("",) * 8


def uitvoer_rijen(lid: Lidmaatschap, vraag: Zoekvraag) -> Iterator[list[str]]:
    """All that matches, in the order of the page, a row for every indicator; an activity without any has one row.

    Read as it is asked for: one query, and one for every chunk of activities.
    """
    gevonden = _op_volgorde(met_erbij(_gefilterd(lid, vraag)))
    for een in gedanen(gevonden.iterator(PER_KEER)):
        uitkomst = een.uitkomst
        activiteit = [
            str(uitkomst.jaar),
            een.thema,
            een.kenmerk,
            uitkomst.organisatie,
            een.naam,
            een.subdoel,
            "; ".join(een.principes),
            een.gedaan,
            Activiteitverslag.Gedaan(uitkomst.volgens_principes).label if uitkomst.volgens_principes else "",
            _IN_WOORDEN[uitkomst.bereikt],
        ]
        slot = [uitkomst.werkte, uitkomst.werkte_niet, "ja" if een.fictief else "nee"]
        for indicator in [_indicatorcellen(telling) for telling in een.tellingen] or [_ZONDER_INDICATOR]:
            yield [*activiteit, *indicator, *slot]


def _indicatorcellen(telling: Telling) -> tuple[str, ...]:
    """As a program reads them: numbers without their unit, empty where nobody knows."""
    return (
        Niveau(telling.niveau).kort,
        telling.naam,
        telling.eenheid,
        Richting(telling.richting).label,
        *("" if getal is None else als_kaal(getal) for getal in (telling.doel, telling.waarde)),
        "geen doel" if telling.doel is None else _IN_WOORDEN[telling.bereikt],
        telling.reden,
    )


def _op_volgorde(uitkomsten: QuerySet[Uitkomst]) -> QuerySet[Uitkomst]:
    return uitkomsten.order_by("-jaar", "naam", "pk")


def _gefilterd(lid: Lidmaatschap, vraag: Zoekvraag) -> QuerySet[Uitkomst]:
    gekozen = zichtbare_uitkomsten(lid)
    if (tekst := woorden(vraag.zoek)) is not None:
        gekozen = gekozen.filter(zoek=tekst)
    if vraag.principe:
        met = Principe.objects.filter(naam=vraag.principe, afspraken=OuterRef("verslag__afspraak"))
        gekozen = gekozen.filter(Exists(met))
    if vraag.thema:
        gekozen = gekozen.filter(**{THEMA: vraag.thema})
    if vraag.jaar:
        gekozen = gekozen.filter(jaar=vraag.jaar)
    if vraag.bereikt:
        gekozen = gekozen.filter(Q(bereikt=BEREIKT[vraag.bereikt]))
    return gekozen
