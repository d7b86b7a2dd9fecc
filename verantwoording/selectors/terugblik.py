"""The years of one theme beside each other, over calls: a theme is known by its name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from kern.grafiek_klein import KleineGrafieken, kleine_grafieken
from kern.grafiek_lijn import Meetpunt, Reeks
from organisaties.models import Lidmaatschap
from thematafels.models import Niveau
from verantwoording.models import Meetstand, Uitkomst
from verantwoording.selectors.uitkomsten import Score, met_uitkomsten, per_niveau, scores

PER_BLADZIJDE = 4  # the years of one call, as a rule


@dataclass(frozen=True, slots=True)
class Themajaar:
    """One submitted account: what was promised in that year, and how much of it was reached on each level."""

    jaar: int
    kenmerk: str
    naam: str
    fictief: bool
    activiteiten: int
    volgens_plan: int
    niveaus: Sequence[tuple[Niveau, Score]]


@dataclass(frozen=True, slots=True)
class Terugblik:
    """`jaren` are all of them in order, of which the drawing tells; `bladzijde` some of them, the last year first."""

    themas: Sequence[str]
    thema: str
    jaren: Sequence[Themajaar]
    bladzijde: Page[Any]
    beeld: KleineGrafieken | None


def terugblik(lid: Lidmaatschap, thema: str, bladzijde: str | None = None) -> Terugblik:
    """Three queries: of the figures only those of one theme. A theme that does not exist is the first there is."""
    rijen = list(
        met_uitkomsten(lid)
        .filter(aanvraag__tafel__isnull=False)
        .order_by("jaar", "pk")
        .values_list(
            "pk",
            "jaar",
            "aanvraag__kenmerk",
            "aanvraag__uitvraag__naam",
            "aanvraag__uitvraag__fictief",
            "aanvraag__tafel__thema__naam",
        )
    )
    themas = sorted({van for *_, van in rijen if van})
    thema = thema if thema in themas else next(iter(themas), "")
    ids = [pk for pk, *_, van in rijen if van == thema]
    gedaan = {pk: (alle, volgens_plan) for pk, alle, volgens_plan in _gedaan(ids)}
    standen = scores(
        Meetstand.objects.filter(uitkomst__verantwoording__in=ids, doel__isnull=False),
        "uitkomst__verantwoording",
        "niveau",
    )
    jaren = [
        Themajaar(jaar, kenmerk, naam or "", bool(fictief), *gedaan[pk], _niveaus(standen, pk))
        for pk, jaar, kenmerk, naam, fictief, van in rijen
        if van == thema
    ]
    vel: Page[Any] = Paginator(jaren[::-1], PER_BLADZIJDE).get_page(bladzijde)
    return Terugblik(themas, thema, jaren, vel, _beeld(thema, jaren))


def _gedaan(verantwoordingen: Sequence[int]) -> Iterable[tuple[int, int, int]]:
    """Of each account how many activities it tells of, and how many went as agreed."""
    return (
        Uitkomst.objects.filter(verantwoording__in=verantwoordingen)
        .order_by()
        .values_list("verantwoording")
        .annotate(alle=Count("pk"), volgens_plan=Count("pk", filter=Q(volgens_plan="ja")))
    )


def _niveaus(standen: Mapping[tuple[int, str], Score], verantwoording: int) -> list[tuple[Niveau, Score]]:
    return per_niveau({niveau: score for (van, niveau), score in standen.items() if van == verantwoording})


def _beeld(thema: str, jaren: Sequence[Themajaar]) -> KleineGrafieken | None:
    """Per level the share of targets that was reached, of those that are known: a year without any has no point."""
    return kleine_grafieken(
        "terugblik",
        titel=f"{thema}: deel van de doelen dat is gehaald",
        eenheid="%",
        reeksen=[Reeks(niveau.kort, list(_punten(niveau, jaren))) for niveau in Niveau],
    )


def _punten(niveau: Niveau, jaren: Iterable[Themajaar]) -> Iterable[Meetpunt]:
    per_jaar: dict[int, Score] = {}
    for een in jaren:
        score, eerder = dict(een.niveaus)[niveau], per_jaar.get(een.jaar, Score())
        per_jaar[een.jaar] = Score(
            score.gehaald + eerder.gehaald, score.niet + eerder.niet, score.onbekend + eerder.onbekend
        )
    for jaar, score in per_jaar.items():
        deel: Decimal | None = score.deel
        if deel is not None:
            yield Meetpunt(str(jaar), deel, bij=f"{score.onbekend} niet bekend" if score.onbekend else "")
