"""Whether every stand is the sum of its rows: all of them made again, one statement per level (docs/grootboek.md)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection

from begroting.grootboek import GETELD
from begroting.models import Bestedingsdoel, Budgetjaar, Verplichting
from begroting.selectors.standen import herrekening, herrekening_per_dag
from kern.geld import NUL, als_euro

Plekmodel = type[Budgetjaar] | type[Bestedingsdoel] | type[Verplichting]
# The levels in their order, and what the name of a place there needs.
_NAAR_BOVEN: Mapping[Plekmodel, str] = {
    Budgetjaar: "budget",
    Bestedingsdoel: "budgetjaar__budget",
    Verplichting: "bestedingsdoel__budgetjaar",
}
_VERGELIJKING = """
    SELECT plek.id, {gehouden}, {gerekend}
    FROM begroting_{niveau} plek
    LEFT JOIN begroting_stand s ON s.{niveau}_id = plek.id
    LEFT JOIN ({herrekening}) som ON som.plaats = plek.id
    WHERE s.id IS NULL OR ({gehouden}) IS DISTINCT FROM ({gerekend})
    ORDER BY plek.id
"""
# Of a year and a purpose the stand of every day is kept; of the day after the last one it is the stand itself.
_PER_DAG = (Budgetjaar, Bestedingsdoel)
_VERGELIJKING_PER_DAG = """
    SELECT coalesce(hier.plaats, som.plaats) AS plaats, coalesce(hier.dag, som.dag) AS dag, {gehouden}, {gerekend}
    FROM (
        SELECT s.{niveau}_id AS plaats, d.* FROM begroting_dagstand d JOIN begroting_stand s ON s.id = d.stand_id
        WHERE s.{niveau}_id IS NOT NULL
    ) hier
    FULL JOIN ({herrekening}) som ON som.plaats = hier.plaats AND som.dag = hier.dag
    WHERE ({gehouden}) IS DISTINCT FROM ({gerekend})
    ORDER BY plaats, dag
"""


@dataclass(frozen=True)
class Verschil:
    """Two figures that should be the same: `gehouden` is what a page shows, `gerekend` what the rows say.

    `over` names the place or the grant; `cijfer` is a column of the stand or a figure of the grant. In euro, save the
    counts.
    """

    over: str
    cijfer: str
    gehouden: Decimal
    gerekend: Decimal

    def __str__(self) -> str:
        toon = str if self.cijfer.startswith("aantal") else als_euro
        return (
            f"{self.over}, {self.cijfer.replace('_', ' ')}: "
            f"er staat {toon(self.gehouden)}, de regels geven {toon(self.gerekend)}"
        )


def verschillen_in_standen() -> list[Verschil]:
    """Every column of every stand, and of that of every day, that is not the sum of its rows (five queries, and one
    per level with a fault)."""
    return [
        *(verschil for model in _NAAR_BOVEN for verschil in _verschillen(model)),
        *(verschil for model in _PER_DAG for verschil in _verschillen_per_dag(model)),
    ]


def _verschillen(model: Plekmodel) -> Iterator[Verschil]:
    niveau = str(model._meta.model_name)
    rijen = _vergelijk(_VERGELIJKING, niveau, herrekening(niveau), "s")
    plekken = _plekken(model, rijen)
    for pk, *cijfers in rijen:
        yield from _per_kolom(_naam(plekken[pk]), cijfers)


def _verschillen_per_dag(model: Plekmodel) -> Iterator[Verschil]:
    niveau = str(model._meta.model_name)
    rijen = _vergelijk(_VERGELIJKING_PER_DAG, niveau, herrekening_per_dag(niveau), "hier")
    plekken = _plekken(model, rijen)
    for pk, dag, *cijfers in rijen:
        yield from _per_kolom(f"{_naam(plekken[pk])}, stand per {dag:%d-%m-%Y}", cijfers)


def _vergelijk(opdracht: str, niveau: str, opnieuw: str, staat: str) -> list[tuple[Any, ...]]:
    """The rows of which what is kept (at `staat`) is not what the rows of the ledger give."""
    with connection.cursor() as cursor:
        cursor.execute(
            opdracht.format(
                niveau=niveau,
                herrekening=opnieuw,
                gehouden=", ".join(f"{staat}.{kolom}" for kolom in GETELD),
                gerekend=", ".join(f"coalesce(som.{kolom}, 0)" for kolom in GETELD),
            )
        )
        return list(cursor.fetchall())


def _plekken(model: Plekmodel, rijen: Iterable[tuple[Any, ...]]) -> Mapping[int, Any]:
    ids = {pk for pk, *_ in rijen}
    return model._default_manager.select_related(_NAAR_BOVEN[model]).in_bulk(ids) if ids else {}


def _per_kolom(over: str, cijfers: Sequence[Any]) -> Iterator[Verschil]:
    gehouden, gerekend = cijfers[: len(GETELD)], cijfers[len(GETELD) :]
    for kolom, staat, moet in zip(GETELD, gehouden, gerekend, strict=True):
        if (staat or NUL) != moet:
            yield Verschil(over, kolom, Decimal(staat or NUL), Decimal(moet))


def _naam(plek: Budgetjaar | Bestedingsdoel | Verplichting) -> str:
    match plek:
        case Verplichting():
            return f"verplichting {plek.kenmerk} ({plek.bestedingsdoel.naam} {plek.bestedingsdoel.budgetjaar.jaar})"
        case Bestedingsdoel():
            return f"{plek.naam}, {plek.budgetjaar}"
        case Budgetjaar():
            return str(plek)
