"""What others measured in the city, read for pages and reports: the newest revision of every figure.

A series is one indicator in one area, and an indicator has one source: figures of two sources never stand in one
series. Every read names its indicators and its areas, so that the unique index finds the rows among a million.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kern.grafiek_lijn import Meetpunt, Reeks
from verantwoording.models import Gebied, Maatschappelijkeindicator, Themaindicator, Waarneming
from verantwoording.regels.bijdrage import Feit

JAREN = 30  # what a page looks back; the file holds all
GEMEENTE, STADSDEEL, LAND = Gebied.Soort.GEMEENTE, Gebied.Soort.STADSDEEL, Gebied.Soort.LAND
_TEKENS: Mapping[str, str] = dict(Waarneming.Teken.choices)
_DIEPTE = 4  # a buurt lies in a wijk, in a stadsdeel, in the municipality


@dataclass(frozen=True, slots=True)
class Plek:
    """An area that figures are about; `eigen`: our municipality or a part of it."""

    id: int
    code: str
    naam: str
    soort: str
    eigen: bool = True


@dataclass(frozen=True, slots=True)
class Geldend:
    """The figure that holds: the newest revision. `nummer` above 1 tells that there was another before it."""

    punt: Meetpunt
    nummer: int
    reden: str
    op: datetime.datetime

    @property
    def herzien(self) -> bool:
        return self.nummer > 1

    @property
    def ingetrokken(self) -> bool:
        return self.punt.waarde is None


@dataclass(frozen=True, slots=True)
class Gebiedsreeks:
    """One indicator in one area, in order of time."""

    plek: Plek
    cijfers: tuple[Geldend, ...]

    @property
    def reeks(self) -> Reeks:
        return Reeks(self.plek.naam, tuple(cijfer.punt for cijfer in self.cijfers))

    @property
    def eerste(self) -> Meetpunt | None:
        return next(iter(self.reeks.gemeten), None)

    @property
    def laatste(self) -> Meetpunt | None:
        return next(reversed(self.reeks.gemeten), None)


@dataclass(frozen=True, slots=True)
class Indicatorbeeld:
    """An indicator of one source with its series. `subdoelen`: of which subdoelen of the theme it was asked for."""

    id: int
    code: str
    naam: str
    definitie: str
    eenheid: str
    richting: str
    bron: str
    reeksen: tuple[Gebiedsreeks, ...] = ()
    subdoelen: frozenset[int] = frozenset()

    @property
    def hoofd(self) -> Gebiedsreeks | None:
        """Our municipality; without figures of it the part of it that was measured most often."""
        return hoofdreeks(self.reeksen)

    @property
    def feit(self) -> Feit | None:
        """The first beside the last measurement, to make a sentence of."""
        return self.feit_van(self.hoofd) if self.hoofd else None

    def feit_van(self, reeks: Gebiedsreeks) -> Feit:
        return Feit(
            self.naam, reeks.plek.naam, self.eenheid, self.bron, reeks.eerste, reeks.laatste, richting=self.richting
        )


def hoofdreeks(reeksen: Collection[Gebiedsreeks]) -> Gebiedsreeks | None:
    gemeten = [reeks for reeks in reeksen if reeks.plek.eigen and reeks.laatste]
    return min(
        gemeten,
        key=lambda reeks: (reeks.plek.soort != GEMEENTE, -len(reeks.reeks.gemeten), reeks.plek.naam),
        default=None,
    )


def eigen_gebied(pad: str = "") -> Q:
    """Our municipality and all that lies in it; `pad` leads to the area."""
    boven = Q()
    for diepte in range(_DIEPTE):
        stap = pad + "binnen__" * diepte
        boven |= Q(**{f"{stap}soort": GEMEENTE, f"{stap}naam": settings.GEMEENTE})
    return boven


def hoofdgebieden() -> QuerySet[Gebied]:
    """Our municipality and its stadsdelen: what an indicator is first shown of."""
    return Gebied.objects.filter(eigen_gebied(), soort__in=(GEMEENTE, STADSDEEL))


def plekken(indicator_id: int) -> list[Plek]:
    """Where this indicator was measured: our own areas, all municipalities and the country, by name. One query."""
    gemeten = Waarneming.objects.filter(indicator=indicator_id, gebied=OuterRef("pk"))
    eigen = Exists(Gebied.objects.filter(eigen_gebied(), pk=OuterRef("pk")))
    gebieden = Gebied.objects.annotate(eigen=eigen).filter(
        Exists(gemeten), Q(eigen=True) | Q(soort__in=(GEMEENTE, LAND))
    )
    return [Plek(*rij) for rij in gebieden.values_list("id", "code", "naam", "soort", "eigen")]


def geldende(indicatoren: Collection[int], gebieden: Collection[int] | QuerySet[Gebied]) -> QuerySet[Waarneming]:
    """The newest revision per indicator, area and period of the last `JAREN` years, in that order.

    One ordered walk over the unique index: as dear as what it returns, whatever else the table holds.
    """
    return (
        Waarneming.objects.filter(
            indicator__in=indicatoren, gebied__in=gebieden, jaar__gte=timezone.localdate().year - JAREN
        )
        .order_by("indicator_id", "gebied_id", "periode", "-nummer")
        .distinct("indicator_id", "gebied_id", "periode")
    )


def reeksen_van(indicator_id: int, gekozen: Iterable[Plek]) -> dict[int, Gebiedsreeks]:
    """The series of one indicator by area, an empty one where nothing was measured. One query."""
    per_id = {plek.id: plek for plek in gekozen}
    cijfers: dict[int, list[Geldend]] = defaultdict(list)
    for gebied_id, *velden in geldende([indicator_id], list(per_id)).values_list("gebied_id", *_VELDEN):
        cijfers[gebied_id].append(_geldend(*velden))
    return {pk: Gebiedsreeks(plek, _op_tijd(cijfers[pk])) for pk, plek in per_id.items()}


def hoofdreeksen_van(indicatoren: Collection[int]) -> Mapping[int, tuple[Gebiedsreeks, ...]]:
    """Of each indicator the series of our municipality and its stadsdelen. One query."""
    cijfers: dict[int, dict[Plek, list[Geldend]]] = defaultdict(lambda: defaultdict(list))
    rijen = geldende(indicatoren, hoofdgebieden()).values_list(
        "indicator_id", "gebied_id", "gebied__code", "gebied__naam", "gebied__soort", *_VELDEN
    )
    for indicator_id, *rest in rijen:
        cijfers[indicator_id][Plek(*rest[:4])].append(_geldend(*rest[4:]))
    return {
        indicator_id: tuple(Gebiedsreeks(plek, _op_tijd(van_plek)) for plek, van_plek in per_plek.items())
        for indicator_id, per_plek in cijfers.items()
    }


def beelden(indicatoren: Iterable[Maatschappelijkeindicator]) -> list[Indicatorbeeld]:
    """These indicators (with their `bron`) with the series of our municipality and its stadsdelen. One query."""
    alle = list(indicatoren)
    reeksen = hoofdreeksen_van([indicator.pk for indicator in alle])
    return [beeld(indicator, reeksen.get(indicator.pk, ())) for indicator in alle]


def beeld(
    indicator: Maatschappelijkeindicator, reeksen: Iterable[Gebiedsreeks], subdoelen: Iterable[int] = ()
) -> Indicatorbeeld:
    return Indicatorbeeld(
        id=indicator.pk,
        code=indicator.code,
        naam=indicator.naam,
        definitie=indicator.definitie,
        eenheid=indicator.eenheid,
        richting=indicator.richting,
        bron=indicator.bron.naam,
        reeksen=tuple(sorted(reeksen, key=lambda reeks: (reeks.plek.soort != GEMEENTE, reeks.plek.naam))),
        subdoelen=frozenset(subdoelen),
    )


def cijfers_van_thema(thema_id: int) -> tuple[Indicatorbeeld, ...]:
    """Every indicator that this theme hopes to contribute to, in the order in which they were chosen. Two queries."""
    gekozen = Themaindicator.objects.filter(thema=thema_id).select_related("indicator__bron")
    subdoelen: dict[int, set[int]] = defaultdict(set)
    indicatoren: dict[int, Maatschappelijkeindicator] = {}
    for keuze in gekozen:
        indicatoren[keuze.indicator_id] = keuze.indicator
        subdoelen[keuze.indicator_id] |= {keuze.subdoel_id} if keuze.subdoel_id else set()
    reeksen = hoofdreeksen_van(list(indicatoren))
    return tuple(beeld(indicator, reeksen.get(pk, ()), subdoelen[pk]) for pk, indicator in indicatoren.items())


def grondnaam(naam: str) -> str:
    """What is measured, without of whom: `Eenzaam (volwassenen)` is about `eenzaam`."""
    return naam.partition("(")[0].strip().casefold()


def van_andere_bronnen(indicator: Maatschappelijkeindicator) -> list[Maatschappelijkeindicator]:
    """Indicators of the same name by other sources: to show beside it, never in its series. One query."""
    kaal = grondnaam(indicator.naam)
    anderen = (
        Maatschappelijkeindicator.objects.filter(naam__istartswith=kaal)
        .exclude(bron=indicator.bron_id)
        .select_related("bron")
    )
    return [ander for ander in anderen if grondnaam(ander.naam) == kaal]


_VELDEN = ("periode", "waarde", "teken", "ondergrens", "bovengrens", "nummer", "reden", "op")


def _geldend(*velden: Any) -> Geldend:
    """One row of `_VELDEN`."""
    *punt, nummer, reden, op = velden
    return Geldend(meetpunt(*punt), nummer, reden, op)


def meetpunt(
    periode: str, waarde: Decimal | None, teken: str, ondergrens: Decimal | None, bovengrens: Decimal | None
) -> Meetpunt:
    """As the drawings know it: the sign in the words of the source."""
    return Meetpunt(periode, waarde, _TEKENS.get(teken, ""), ondergrens, bovengrens)


def _op_tijd(cijfers: Iterable[Geldend]) -> tuple[Geldend, ...]:
    return tuple(sorted(cijfers, key=lambda cijfer: (cijfer.punt.midden, cijfer.punt.van)))
