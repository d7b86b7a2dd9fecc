"""One figure of the city: through time, beside other municipalities, per area, beside other sources, and revised."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Subquery

from kern.getal import als_maat
from kern.grafiek_klein import KleineGrafieken, kleine_grafieken
from kern.grafiek_lijn import Meetpunt
from kern.grafiek_trend import Trend, trend
from organisaties.models import Lidmaatschap
from thematafels.models import Thema
from thematafels.querysets import zichtbaar_voor
from verantwoording.models import Gebied, Maatschappelijkeindicator, Waarneming
from verantwoording.regels.bijdrage import zin
from verantwoording.selectors.maatschappelijk import (
    GEMEENTE,
    STADSDEEL,
    Gebiedsreeks,
    Geldend,
    Indicatorbeeld,
    Plek,
    beeld,
    beelden,
    hoofdreeks,
    meetpunt,
    reeksen_van,
    van_andere_bronnen,
)

PER_BLADZIJDE = 12  # small charts
HERZIENINGEN = 20
GEEN = "–"
INGETROKKEN = "ingetrokken"
_SOORTEN = {Gebied.Soort.STADSDEEL: "Stadsdelen", Gebied.Soort.WIJK: "Wijken", Gebied.Soort.BUURT: "Buurten"}


@dataclass(frozen=True, slots=True)
class Keuze:
    """What the address asks for; codes that this indicator does not know choose nothing."""

    gebied: str = ""
    met: tuple[str, ...] = ()
    soort: str = ""
    bladzijde: str = ""
    herzien: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The figures of several series: per area each period with its figure. `None`: not measured."""

    periodes: tuple[str, ...]
    rijen: tuple[tuple[str, tuple[tuple[str, str | None], ...]], ...]


@dataclass(frozen=True, slots=True)
class Blok:
    """One source in one place, or several places of one source: a drawing and its figures."""

    beeld: Indicatorbeeld
    reeksen: tuple[Gebiedsreeks, ...]
    grafiek: Trend | KleineGrafieken | None

    @property
    def bron(self) -> str:
        return f"Bron: {self.beeld.bron}."

    @property
    def zin(self) -> str:
        """What the first series did, in words."""
        return zin(self.beeld.feit_van(self.reeksen[0]))

    @property
    def laatste(self) -> str:
        """The last figure of the first series."""
        punt = self.reeksen[0].laatste
        return punt.tekst(self.beeld.eenheid) if punt else GEEN

    @property
    def regels(self) -> list[tuple[str, str, str, bool]]:
        """Of the first series: period, figure, margin, and whether it was revised; the newest first."""
        cijfers = reversed(self.reeksen[0].cijfers)
        return [
            (cijfer.punt.periode, als_tekst(cijfer, self.beeld.eenheid), _marge(cijfer, self.beeld), cijfer.herzien)
            for cijfer in cijfers
        ]

    @property
    def matrix(self) -> Matrix:
        return _matrix(self.reeksen, self.beeld.eenheid)


@dataclass(frozen=True, slots=True)
class Herziening:
    """A figure that was replaced: what stood there since when, and what stands there now and why."""

    gebied: str
    periode: str
    oud: str
    oud_op: datetime.datetime
    nieuw: str
    op: datetime.datetime
    reden: str


@dataclass(frozen=True, slots=True)
class Indicatorpagina:
    beeld: Indicatorbeeld
    themas: tuple[str, ...]
    gebieden: tuple[Plek, ...]
    hoofd: Blok | None
    anderen: tuple[Plek, ...]
    vergelijking: Blok | None
    soorten: tuple[tuple[str, str], ...]
    soort: str
    bladzijde: Page[Plek] | None
    klein: Blok | None
    andere_bronnen: tuple[Blok, ...]
    herzieningen: Page[Any]  # of Herziening


def indicatorpagina(
    indicator: Maatschappelijkeindicator, gemeten: Sequence[Plek], keuze: Keuze, lid: Lidmaatschap
) -> Indicatorpagina:
    """`gemeten`: where there are figures. Six queries, whatever their number."""
    eigen = [plek for plek in gemeten if plek.eigen]
    gebieden = [plek for plek in eigen if plek.soort in {GEMEENTE, STADSDEEL}]
    anderen = tuple(plek for plek in gemeten if not plek.eigen)
    gekozen = [plek for plek in anderen if plek.code in keuze.met]
    soorten = tuple((soort.value, naam) for soort, naam in _SOORTEN.items() if any(p.soort == soort for p in eigen))
    soort = next((code for code, _ in soorten if code == keuze.soort), soorten[0][0] if soorten else "")
    bladzijde = Paginator([p for p in eigen if p.soort == soort], PER_BLADZIJDE).get_page(keuze.bladzijde)
    reeksen = reeksen_van(indicator.pk, [*gebieden, *gekozen, *bladzijde])
    het_beeld = beeld(indicator, [reeksen[plek.id] for plek in gebieden])
    hoofd = _gekozen_gebied(gebieden, reeksen, keuze.gebied)
    return Indicatorpagina(
        beeld=het_beeld,
        themas=_themas(indicator, lid),
        gebieden=tuple(gebieden),
        hoofd=_trend(het_beeld, [hoofd], "tijd") if hoofd else None,
        anderen=anderen,
        vergelijking=_vergelijking(het_beeld, hoofd, [reeksen[plek.id] for plek in gekozen]),
        soorten=soorten,
        soort=soort,
        bladzijde=bladzijde if soorten else None,
        klein=_klein(het_beeld, [reeksen[plek.id] for plek in bladzijde]),
        andere_bronnen=tuple(_andere_bronnen(indicator)),
        herzieningen=_herzieningen(indicator, keuze.herzien),
    )


def als_tekst(cijfer: Geldend, eenheid: str) -> str:
    return INGETROKKEN if cijfer.ingetrokken else cijfer.punt.tekst(eenheid)


def _gekozen_gebied(gebieden: Sequence[Plek], reeksen: Mapping[int, Gebiedsreeks], code: str) -> Gebiedsreeks | None:
    gekozen = next((reeksen[plek.id] for plek in gebieden if plek.code == code), None)
    return gekozen or hoofdreeks([reeksen[plek.id] for plek in gebieden])


def _trend(van: Indicatorbeeld, reeksen: Sequence[Gebiedsreeks], sleutel: str) -> Blok:
    titel = f"{van.naam}: {', '.join(reeks.plek.naam for reeks in reeksen)}"
    grafiek = trend(sleutel, titel=titel, eenheid=van.eenheid, reeksen=[reeks.reeks for reeks in reeksen])
    return Blok(van, tuple(reeksen), grafiek)


def _vergelijking(van: Indicatorbeeld, hoofd: Gebiedsreeks | None, gekozen: Sequence[Gebiedsreeks]) -> Blok | None:
    if not gekozen:
        return None
    return _trend(van, [*([hoofd] if hoofd else []), *gekozen], "naast")


def _klein(van: Indicatorbeeld, reeksen: Sequence[Gebiedsreeks]) -> Blok | None:
    if not reeksen:
        return None
    grafiek = kleine_grafieken(
        "gebied",
        titel=f"{van.naam} per gebied",
        eenheid=van.eenheid,
        reeksen=[reeks.reeks for reeks in reeksen],
    )
    return Blok(van, tuple(reeksen), grafiek)


def _andere_bronnen(indicator: Maatschappelijkeindicator) -> Iterator[Blok]:
    """Each other source in a drawing of its own. Two queries."""
    for nummer, ander in enumerate(beelden(van_andere_bronnen(indicator))):
        if ander.hoofd:
            yield _trend(ander, [ander.hoofd], f"bron-{nummer}")


def _themas(indicator: Maatschappelijkeindicator, lid: Lidmaatschap) -> tuple[str, ...]:
    themas = Thema.objects.filter(indicatoren__indicator=indicator, uitvraag__in=zichtbaar_voor(lid))
    return tuple(themas.order_by("naam").values_list("naam", flat=True).distinct())


def _matrix(reeksen: Sequence[Gebiedsreeks], eenheid: str) -> Matrix:
    punten = {cijfer.punt.periode: cijfer.punt for reeks in reeksen for cijfer in reeks.cijfers}
    periodes = tuple(sorted(punten, key=lambda periode: (punten[periode].midden, punten[periode].van)))
    return Matrix(periodes, tuple((reeks.plek.naam, _cellen(reeks, periodes, eenheid)) for reeks in reeksen))


def _cellen(reeks: Gebiedsreeks, periodes: Sequence[str], eenheid: str) -> tuple[tuple[str, str | None], ...]:
    per_periode = {cijfer.punt.periode: als_tekst(cijfer, eenheid) for cijfer in reeks.cijfers}
    return tuple((periode, per_periode.get(periode)) for periode in periodes)


def _marge(cijfer: Geldend, van: Indicatorbeeld) -> str:
    marge = cijfer.punt.marge
    return f"{als_maat(marge[0], van.eenheid)} tot {als_maat(marge[1], van.eenheid)}" if marge else GEEN


def _herzieningen(indicator: Maatschappelijkeindicator, bladzijde: str) -> Page[Any]:
    """The newest first. A count and one query for a page."""
    oude = Waarneming.objects.filter(
        indicator=OuterRef("indicator"),
        gebied=OuterRef("gebied"),
        periode=OuterRef("periode"),
        nummer=OuterRef("nummer") - 1,
    )
    oud = {f"oud_{veld}": Subquery(oude.values(veld)) for veld in _CIJFER}
    nieuwe = (
        Waarneming.objects.filter(indicator=indicator, nummer__gt=1)
        .annotate(**oud)
        .order_by("-op", "-id")
        .values_list("gebied__naam", "periode", "reden", *_CIJFER, *oud)
    )
    gevonden: Page[Any] = Paginator(nieuwe, HERZIENINGEN).get_page(bladzijde)
    gevonden.object_list = [_herziening(indicator.eenheid, *rij) for rij in gevonden.object_list]
    return gevonden


_CIJFER = ("waarde", "teken", "ondergrens", "bovengrens", "op")


def _herziening(eenheid: str, gebied: str, periode: str, reden: str, *cijfers: Any) -> Herziening:
    """`cijfers`: what holds and what held before it, each as `_CIJFER`."""
    *nieuw, op, oude_waarde, oud_teken, oude_onder, oude_boven, oud_op = cijfers
    oud = meetpunt(periode, oude_waarde, oud_teken, oude_onder, oude_boven)
    return Herziening(
        gebied, periode, _met_marge(oud, eenheid), oud_op, _met_marge(meetpunt(periode, *nieuw), eenheid), op, reden
    )


def _met_marge(punt: Meetpunt, eenheid: str) -> str:
    if punt.waarde is None:
        return INGETROKKEN
    marge = punt.marge
    tussen = f" (marge {als_maat(marge[0], eenheid)} tot {als_maat(marge[1], eenheid)})" if marge else ""
    return f"{punt.tekst(eenheid)}{tussen}"
