"""How the granted money of one place is cut up: worked out ahead by the database (docs/geld-voor-de-raad.md)."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from begroting.models import JuridischeVorm
from kern.cijfertabel import Begrip, Cijfertabel, Rij, deel, geld, getal, tekst
from kern.geld import NUL
from kern.grafiek_stroom import Stroom, Stroomdiagram, stroomdiagram
from kern.peil import Peil
from overzichten import begrippen
from overzichten.geldpagina import Blok
from overzichten.models import Snede, Uitsplitsing
from overzichten.selectors.geld_stand import url_ontvanger
from subsidies.uitvoer.cijfers import aandelen

EERSTE = 10  # recipients by name in the flow
REST = "Alle anderen"

_MOMENT = Uitsplitsing.objects.filter(pk=Snede.MOMENT)
# The cuts of which a page shows every line: not the recipients, of whom there may be thousands.
_KORT = [snede for snede in Snede if snede not in {Snede.ONTVANGER, Snede.MOMENT}]

_OMVANG = {"klein": "Kleine organisaties", "groter": "Grotere organisaties", "anders": "Geen subsidie"}


@dataclass(frozen=True, slots=True)
class _Snit:
    """A cut as a table: what its first column is called, and how a value is named."""

    snede: Snede
    kop: str
    kolom: str
    begrippen: tuple[Begrip, ...] = ()
    namen: dict[str, str] = field(default_factory=dict)
    uitleg: str = ""
    met_aantal: bool = True


_SNITTEN = (
    _Snit(
        Snede.OMVANG,
        "Naar kleine organisaties",
        "Omvang",
        (begrippen.KLEIN,),
        _OMVANG,
    ),
    _Snit(Snede.SOORT, "Per soort ontvanger", "Soort ontvanger"),
    _Snit(
        Snede.STADSDEEL,
        "Per stadsdeel",
        "Stadsdeel",
        (begrippen.STADSDEEL,),
        uitleg="Verdeeld naar de kosten van de voorzieningen. Een voorziening in meer stadsdelen telt in elk daarvan"
        " voor een gelijk deel.",
        met_aantal=False,
    ),
    _Snit(
        Snede.VORM,
        "Subsidie, opdracht of eigen kosten",
        "Soort uitgave",
        (begrippen.JURIDISCHE_VORM,),
        {vorm.value: str(vorm.label).capitalize() for vorm in JuridischeVorm},
    ),
)


@dataclass(frozen=True, slots=True)
class Plek:
    """What is cut up: a budget year, of one budget or all (0), and of one purpose or all (0)."""

    jaar: int
    budget: int = 0
    doel: int = 0


def blokken(plek: Plek, peil: Peil, pad: str) -> list[Blok]:
    """The breakdowns of one place: one query. None of an earlier day: they are not kept."""
    if peil.toen is not None:
        return []
    rijen = list(
        Uitsplitsing.objects.filter(jaar=plek.jaar, budget=plek.budget, doel=plek.doel, snede__in=_KORT).union(
            _MOMENT, all=True
        )
    )
    per_snede: dict[str, list[Uitsplitsing]] = {}
    for rij in sorted(rijen, key=lambda rij: (-rij.bedrag, rij.naam)):
        per_snede.setdefault(rij.snede, []).append(rij)
    op = next((rij.op for rij in per_snede.get(Snede.MOMENT, [])), None)
    stil = sum((rij.bedrag for rij in per_snede.get(Snede.STIL, [])), NUL)
    gevonden = [
        _snit(snit, per_snede[snit.snede], stil, peil, pad, op) for snit in _SNITTEN if snit.snede in per_snede
    ]
    if aanvraag := per_snede.get(Snede.AANVRAAG):
        gevonden.insert(0, _aanvraag(aanvraag[0], peil, pad, op))
    return gevonden


def _snit(
    snit: _Snit, rijen: Sequence[Uitsplitsing], stil: Decimal, peil: Peil, pad: str, op: datetime.datetime | None
) -> Blok:
    regels: list[tuple[str, int | None, Decimal]] = [
        (snit.namen.get(rij.sleutel, rij.naam), rij.aantal, rij.bedrag) for rij in rijen
    ]
    if stil:
        regels.append((begrippen.NOG_NIET_BEKEND.term, None, stil))
    totaal = sum((bedrag for *_, bedrag in regels), NUL)
    procenten = aandelen([bedrag for *_, bedrag in regels])
    aantal = (getal("Ontvangers"),) if snit.met_aantal else ()
    tabel = Cijfertabel(
        code=snit.snede,
        titel=f"{snit.kop}, bedragen in euro",
        kolommen=(tekst(snit.kolom), *aantal, geld("Besteed of verleend"), deel("Aandeel in %")),
        rijen=tuple(
            Rij((naam, *((hoeveel,) if snit.met_aantal else ()), bedrag, procent))
            for (naam, hoeveel, bedrag), procent in zip(regels, procenten, strict=True)
        ),
        totaal=Rij(("Samen", *((None,) if snit.met_aantal else ()), totaal, None)),
        per=peil.dag,
        op=op,
        adres=pad,
        begrippen=(*snit.begrippen, begrippen.VERLEEND),
    )
    return Blok(snit.kop, tabel, uitleg=snit.uitleg)


def _aanvraag(rij: Uitsplitsing, peil: Peil, pad: str, op: datetime.datetime | None) -> Blok:
    regels = (
        ("Gevraagd", rij.gevraagd),
        ("Eerst verleend", rij.eerst),
        ("Gewijzigd", rij.gewijzigd),
        ("Nu verleend", rij.eerst + rij.gewijzigd),
        ("Daarvan al vastgesteld: was verleend", rij.af),
        ("Daarvan al vastgesteld: op", rij.vastgesteld),
    )
    tabel = Cijfertabel(
        code=Snede.AANVRAAG,
        titel="Gevraagd, verleend en vastgesteld, bedragen in euro",
        kolommen=(tekst("Cijfer"), geld("Bedrag")),
        rijen=tuple(Rij(regel) for regel in regels),
        per=peil.dag,
        op=op,
        adres=pad,
        begrippen=begrippen.AANVRAAG,
        noten=(
            f"Van {rij.aantal} {'aanvraag' if rij.aantal == 1 else 'aanvragen'} om subsidie, per deelnemer geteld.",
        ),
    )
    return Blok("Gevraagd, verleend en vastgesteld", tabel)


# --- the flow ---


def stroom(plek: Plek, peil: Peil, pad: str, *, bron: str, doelen: dict[int, str]) -> Blok | None:
    """Budget → purpose → recipient: the largest by name, the rest together. Two queries; None of an earlier day."""
    if peil.toen is not None:
        return None
    jaarrijen = Uitsplitsing.objects.filter(jaar=plek.jaar, budget=plek.budget, snede=Snede.ONTVANGER, bedrag__gt=0)
    grootste = list(jaarrijen.filter(doel=0).order_by("-bedrag", "naam")[:EERSTE])
    if not grootste:
        return None
    delen = Uitsplitsing.objects.filter(
        pk__in=[f"{plek.jaar}/{plek.budget}/{doel}/{rij.snede}/{rij.sleutel}" for doel in doelen for rij in grootste],
        bedrag__gt=0,
    )
    heel = Uitsplitsing.objects.filter(jaar=plek.jaar, budget=plek.budget, snede=Snede.VORM).exclude(doel=0)
    op, per_doel = None, dict[int, Decimal]()
    genoemd: dict[tuple[int, str], Decimal] = {}
    for rij in delen.union(heel, _MOMENT, all=True):
        if rij.snede == Snede.ONTVANGER:
            genoemd[rij.doel, rij.sleutel] = rij.bedrag
        elif rij.snede == Snede.VORM:
            per_doel[rij.doel] = per_doel.get(rij.doel, NUL) + rij.bedrag
        else:
            op = rij.op
    stromen = list(_stromen(doelen, per_doel, genoemd, {rij.sleutel: rij.naam for rij in grootste}))
    return Blok(
        "Van budget naar ontvanger",
        _stroomtabel(stromen, {rij.naam: rij.sleutel for rij in grootste}, peil, pad, op),
        _teken(bron, stromen),
        uitleg=f"De {EERSTE} grootste ontvangers bij naam, de anderen samen." if len(grootste) == EERSTE else "",
    )


def _stromen(
    doelen: dict[int, str],
    per_doel: dict[int, Decimal],
    genoemd: dict[tuple[int, str], Decimal],
    namen: dict[str, str],
) -> Iterable[Stroom]:
    for doel, heel in sorted(per_doel.items(), key=lambda paar: -paar[1]):
        rest = heel
        for sleutel, naam in namen.items():
            if bedrag := genoemd.get((doel, sleutel)):
                rest -= bedrag
                yield Stroom(doelen.get(doel, "–"), naam, bedrag)
        if rest > NUL:
            yield Stroom(doelen.get(doel, "–"), REST, rest)


def _teken(bron: str, stromen: Sequence[Stroom]) -> Stroomdiagram | None:
    return stroomdiagram("stroom", titel=f"Van {bron} naar de ontvangers", bron=bron, stromen=stromen)


def _stroomtabel(
    stromen: Sequence[Stroom], sleutels: dict[str, str], peil: Peil, pad: str, op: datetime.datetime | None
) -> Cijfertabel:
    def url(naam: str) -> str:
        sleutel = sleutels.get(naam, "")
        return peil.adres(url_ontvanger(int(sleutel))) if sleutel.isdigit() else ""

    return Cijfertabel(
        code="stroom",
        titel="Van bestedingsdoel naar ontvanger, bedragen in euro",
        kolommen=(tekst("Ontvanger"), tekst("Bestedingsdoel"), geld("Besteed of verleend")),
        rijen=tuple(Rij((een.naar, een.van, een.bedrag), url(een.naar)) for een in stromen),
        totaal=Rij(("Samen", None, sum((een.bedrag for een in stromen), NUL))),
        per=peil.dag,
        op=op,
        adres=pad,
        begrippen=(begrippen.VERLEEND,),
        noten=("Zonder wat is besloten en nog niet is bekendgemaakt.",),
    )
