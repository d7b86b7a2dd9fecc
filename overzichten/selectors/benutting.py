"""The money as an officer steers it: what is granted, what is likely, what is left, and what to expect."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from begroting.models import Bestedingsdoel, Budgetjaar, Stand
from begroting.selectors.grens import grens_op
from begroting.selectors.standen import op_peildatum
from kern.cijfertabel import Begrip, Cijfertabel, Kolom, Rij, deel, geld, tekst
from kern.geld import NUL, als_bedrag
from kern.peil import Peil
from overzichten.geldpagina import Blok, Feit, Schakel
from overzichten.overzichtsblad import Overzichtsblad
from overzichten.regels.benutting import Benutting, Waarschijnlijk, per_doel
from overzichten.regels.benutting_prognose import Eerder, Prognose, Prognosefeiten, Stap, prognose
from overzichten.selectors.benutting_zaken import termijnen_tot_en_met, waarschijnlijk

EERDERE_JAREN = 3  # that a forecast looks back on
ALLEEN_NU = "Wat is voorgesteld en de prognose zijn er alleen van nu."
GELD = Begrip("Geld", "Wat de raad gaf, met wat boven het plafond mag.", "De boekingen van de gemeente")
VOORGESTELD = Begrip(
    "Voorgesteld",
    "Staat in een aanvraag, een verandering of een indexering waarover nog geen besluit is, en is nog niet"
    " gereserveerd.",
    "De zaken van de gemeente",
)
BENUT = Begrip(
    "Benut",
    "Verleend en gereserveerd in procenten van het geld, of verleend in procenten van het subsidieplafond als dat meer"
    " is.",
    "Berekend",
)
_KOLOMMEN: tuple[Kolom, ...] = (
    tekst("Bestedingsdoel"),
    geld("Geld"),
    geld("Verleend"),
    geld("Gereserveerd"),
    geld("Voorgesteld"),
    geld("Blijft vrij"),
    deel("Benut (%)"),
    tekst("Teken"),
)


def benuttingsblad(jaar: int | None, peil: Peil) -> Overzichtsblad | None:
    """All budgets of one year, without one that of the day or else the nearest; None when that year has none. Eight
    queries, whatever its size; four by an earlier day."""
    jaren = sorted(set(Budgetjaar.objects.values_list("jaar", flat=True)))
    if jaar is None:
        jaar = min(jaren, key=lambda een: abs(een - peil.dag.year), default=peil.dag.year)
    elif jaar not in jaren:
        return None
    doelen = _doelen(peil, budgetjaar__jaar=jaar)
    alle = _waarschijnlijk(doelen, peil)
    pad = reverse("overzichten:benutting")
    return Overzichtsblad(
        kop=f"Benutting {jaar}",
        kruimels=(_begroting(peil), Schakel("Benutting", "", hier=True)),
        inleiding="Per doel: wat is verleend, wat waarschijnlijk volgt en wat er dan nog vrij is.",
        keuzes=tuple(Schakel(str(een), peil.adres(f"{pad}?jaar={een}"), hier=een == jaar) for een in jaren),
        peil=peil,
        alleen_nu=ALLEEN_NU,
        blokken=tuple(
            Blok(
                str(budgetjaar),
                _tabel(rijen, alle, f"jaar-{budgetjaar.pk}", peil, f"{pad}?jaar={jaar}"),
                meer=Schakel(
                    f"Prognose van {budgetjaar}",
                    peil.adres(reverse("overzichten:benutting_jaar", args=[budgetjaar.pk])),
                ),
            )
            for budgetjaar, rijen in _per_budgetjaar(doelen)
        ),
    )


def budgetjaarblad(budgetjaar: Budgetjaar, peil: Peil) -> Overzichtsblad:
    """One year of one budget, now with its forecast. Nine queries, whatever its size; three by an earlier day."""
    doelen = _doelen(peil, budgetjaar=budgetjaar.pk)
    alle = _waarschijnlijk(doelen, peil)
    pad = reverse("overzichten:benutting_jaar", args=[budgetjaar.pk])
    verwacht = None if peil.toen else _prognose(budgetjaar, sum(per_doel(alle).values(), NUL))
    return Overzichtsblad(
        kop=f"Benutting van {budgetjaar}",
        kruimels=(
            _begroting(peil),
            Schakel("Benutting", peil.adres(f"{reverse('overzichten:benutting')}?jaar={budgetjaar.jaar}")),
            Schakel(str(budgetjaar), "", hier=True),
        ),
        feiten=_feiten(verwacht) if verwacht else (),
        links=(
            Schakel("Wat als de subsidies stijgen?", reverse("overzichten:wat_als", args=[budgetjaar.pk])),
            Schakel("Grootste boekingen", _bewegingen(budgetjaar)),
            Schakel("Het budget", peil.adres(reverse("begroting:budget_detail", args=[budgetjaar.budget_id]))),
        ),
        blokken=(
            Blok("Per doel", _tabel(doelen, alle, "doelen", peil, pad), leeg="Er is nog geen doel."),
            *((*_prognoseblokken(verwacht, peil, pad), _zaken(doelen, alle, peil, pad)) if verwacht else ()),
        ),
        peil=peil,
        alleen_nu=ALLEEN_NU,
    )


def _begroting(peil: Peil) -> Schakel:
    return Schakel("Begroting", peil.adres(reverse("begroting:budget_lijst")))


def _feiten(verwacht: Prognose) -> tuple[Feit, ...]:
    return (
        Feit("Verleend op 31 december", verwacht.verleend, "euro verwacht"),
        Feit("Betaald op 31 december", verwacht.betaald, "euro verwacht"),
        Feit("Niet gebruikt", verwacht.over, "euro verwacht", let_op=verwacht.over < NUL),
    )


def _waarschijnlijk(doelen: Sequence[Any], peil: Peil) -> list[Waarschijnlijk]:
    """What was proposed on an earlier day is not kept."""
    return [] if peil.toen else waarschijnlijk({doel.pk for doel in doelen})


def _bewegingen(budgetjaar: Budgetjaar) -> str:
    jaar = budgetjaar.jaar
    return (
        f"{reverse('overzichten:bewegingen')}?van=01-01-{jaar}&tot=31-12-{jaar}&soort=&budget={budgetjaar.budget_id}"
    )


def _doelen(peil: Peil, **welke: object) -> Sequence[Any]:
    """With their year, which they share. One query; three by an earlier day."""
    rijen: QuerySet[Any] = (
        Bestedingsdoel.objects.filter(**welke)
        .select_related("stand", "budgetjaar__budget", "budgetjaar__stand")
        .annotate(grens=grens_op(peil.dag, "budgetjaar__budget"))
        .order_by("budgetjaar__budget__naam", "budgetjaar", "id")
    )
    doelen = op_peildatum(rijen, peil.toen)
    jaren = {doel.budgetjaar_id: doel.budgetjaar for doel in doelen}
    op_peildatum(jaren.values(), peil.toen)
    for doel in doelen:
        doel.budgetjaar = jaren[doel.budgetjaar_id]
    return doelen


def _per_budgetjaar(doelen: Iterable[Any]) -> Iterable[tuple[Budgetjaar, list[Any]]]:
    groepen: dict[Budgetjaar, list[Any]] = {}
    for doel in doelen:
        groepen.setdefault(doel.budgetjaar, []).append(doel)
    return groepen.items()


def _benutting(stand: Stand, grens: Decimal, voorgesteld: Decimal) -> Benutting:
    return Benutting(
        ruimte=stand.begroot + stand.vrijgesteld,
        verplicht=stand.verplicht,
        gereserveerd=stand.gereserveerd,
        voorgesteld=voorgesteld,
        grens=grens,
        plafond=stand.plafond,
        onder_plafond=stand.onder_plafond,
    )


def _tabel(doelen: Sequence[Any], alle: Iterable[Waarschijnlijk], code: str, peil: Peil, pad: str) -> Cijfertabel:
    """Of one budget year; the total is that of the year itself, with what was given to no purpose."""
    voorgesteld = per_doel(alle)
    gezien = [(doel, _benutting(doel.stand, doel.grens, voorgesteld.get(doel.pk, NUL))) for doel in doelen]
    totaal = None
    if gezien:
        jaar, samen = doelen[0].budgetjaar, sum((rij.voorgesteld for _, rij in gezien), NUL)
        totaal = Rij(("Samen", *_cellen(_benutting(jaar.stand, doelen[0].grens, samen), peil)))
    return Cijfertabel(
        code=code,
        titel="Benutting per doel, bedragen in euro",
        kolommen=_KOLOMMEN,
        rijen=tuple(
            Rij(
                (doel.naam, *_cellen(rij, peil)),
                peil.adres(reverse("begroting:doel_detail", args=[doel.pk])),
                _onder(rij),
            )
            for doel, rij in gezien
        ),
        totaal=totaal,
        per=peil.dag,
        adres=pad,
        begrippen=(GELD, VOORGESTELD, BENUT),
    )


def _cellen(rij: Benutting, peil: Peil) -> tuple[Any, ...]:
    return (
        rij.ruimte,
        rij.verplicht,
        rij.gereserveerd,
        None if peil.toen else rij.voorgesteld,
        rij.vrij,
        rij.deel,
        str(rij.teken) if rij.ruimte or rij.plafond else None,
    )


def _onder(rij: Benutting) -> str:
    if not rij.plafond:
        return ""
    return f"Plafond {als_bedrag(rij.plafond, 0)}, daarvan {als_bedrag(rij.onder_plafond, 0)} verleend"


def _prognose(budgetjaar: Budgetjaar, voorgesteld: Decimal) -> Prognose:
    """Two queries: the years, and the instalments."""
    jaren = Budgetjaar.objects.filter(budget=budgetjaar.budget_id, jaar__lte=budgetjaar.jaar).select_related("stand")
    dit, *eerder = jaren.order_by("-jaar")[: EERDERE_JAREN + 1]
    gepland, later = termijnen_tot_en_met(budgetjaar.pk, datetime.date(budgetjaar.jaar, 12, 31))
    return prognose(
        Prognosefeiten(
            jaar=dit.jaar,
            ruimte=dit.stand.begroot + dit.stand.vrijgesteld,
            verplicht=dit.stand.verplicht,
            gereserveerd=dit.stand.gereserveerd,
            voorgesteld=voorgesteld,
            betaald=dit.stand.betaald,
            gepland=gepland,
            later=later,
            eerder=[
                Eerder(rij.jaar, rij.stand.begroot + rij.stand.vrijgesteld, rij.stand.verplicht, rij.stand.betaald)
                for rij in reversed(eerder)
            ],
        )
    )


def _prognoseblokken(verwacht: Prognose, peil: Peil, pad: str) -> Iterable[Blok]:
    def blok(kop: str, code: str, stappen: Sequence[Stap], som: Decimal, uitleg: str) -> Blok:
        tabel = Cijfertabel(
            code=code,
            titel=f"{kop}, bedragen in euro",
            kolommen=(tekst("Wat"), geld("Bedrag"), tekst("Waarom")),
            rijen=tuple(Rij((stap.naam, stap.bedrag, stap.uitleg)) for stap in stappen),
            totaal=Rij(("Verwacht", som, None)),
            per=peil.dag,
            adres=pad,
        )
        return Blok(kop, tabel, uitleg=uitleg)

    yield blok("Wat is op 31 december verleend?", "verlenen", verwacht.verlenen, verwacht.verleend, verwacht.eerder)
    yield blok("Wat is op 31 december betaald?", "betalen", verwacht.betalen, verwacht.betaald, "")


def _zaken(doelen: Sequence[Any], alle: Iterable[Waarschijnlijk], peil: Peil, pad: str) -> Blok:
    """The cases behind what is proposed, the largest first."""
    namen: Mapping[int, str] = {doel.pk: doel.naam for doel in doelen}
    rijen = sorted(alle, key=lambda een: (-een.bedrag, een.kenmerk))
    tabel = Cijfertabel(
        code="zaken",
        titel="Voorgesteld in zaken, bedragen in euro",
        kolommen=(tekst("Zaak"), tekst("Doel"), tekst("Wat"), geld("Voorgesteld"), geld("Al gereserveerd")),
        rijen=tuple(
            Rij((een.kenmerk, namen[een.doel_id], een.soort, een.bedrag, een.gereserveerd), een.url) for een in rijen
        ),
        per=peil.dag,
        adres=pad,
        begrippen=(VOORGESTELD,),
    )
    return Blok("Waarover wordt nog besloten?", tabel, leeg="Er is nu niets voorgesteld.")
