"""The stands, kept by the database, and the same sums made again from the rows.

Of a year and a purpose the database keeps the stand of every day too, so that the figures of an earlier day
(`op_peildatum`) cost the same however many rows are behind them; those of a commitment are a sum over its few rows.
`herrekening` is one statement for a whole level: what the kept stands are compared with (selectors.aansluiting).
"""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from django.db import connection
from django.db.models import Q

from begroting.grootboek import GETELD, VERPLICHTING, effecten_sql, sommen_sql
from begroting.models import Bestedingsdoel, Budgetjaar, Stand, Verplichting
from kern.geld import NUL

# Where nothing was booked yet.
_NIETS = {kolom: NUL for kolom in GETELD if not kolom.startswith("aantal")}

Plaatsrij = TypeVar("Plaatsrij", Budgetjaar, Bestedingsdoel, Verplichting)

_HERREKENING = """
    WITH effect (soort, kolom, teken) AS (
        VALUES
            {effecten}
    ), rij AS (
        SELECT k.datum AS dag, e.kolom, e.teken * b.bedrag AS bedrag, e.teken * b.aantal AS aantal,
            b.voor_zaak <> '' AS voor_zaak, v.juridische_vorm AS vorm, v.id AS verplichting, d.id AS bestedingsdoel,
            coalesce(b.budgetjaar_id, d.budgetjaar_id) AS budgetjaar
        FROM begroting_boeking b
        JOIN begroting_boekstuk k ON k.id = b.boekstuk_id
        JOIN effect e ON e.soort = b.soort
        LEFT JOIN begroting_verplichting v ON v.id = b.verplichting_id
        LEFT JOIN begroting_bestedingsdoel d ON d.id = coalesce(b.bestedingsdoel_id, v.bestedingsdoel_id)
        {welke}
    ), som AS (
        SELECT p.{niveau} AS plaats, {dag} AS dag,
            {sommen}
        FROM rij p
        WHERE p.{niveau} IS NOT NULL
        GROUP BY 1, 2
    )
    SELECT plaats, {kolommen} FROM som
"""
_VAN_DIE_DAG = """
    SELECT s.{niveau}_id, {kolommen}
    FROM begroting_stand s
    JOIN LATERAL (
        SELECT * FROM begroting_dagstand d WHERE d.stand_id = s.id AND d.dag <= %(per)s ORDER BY d.dag DESC LIMIT 1
    ) toen ON true
    WHERE s.{niveau}_id = ANY(%(plaatsen)s)
"""


def herrekening(niveau: str, welke: str = "") -> str:
    """The SELECT that sums the rows of every place of this level: `plaats`, then GETELD in order."""
    return _opgeteld(niveau, dag="NULL::date", kolommen=", ".join(GETELD), welke=welke)


def herrekening_per_dag(niveau: str) -> str:
    """The SELECT that gives what every place of this level stood at, at the end of each day on which something was
    booked: `plaats`, `dag`, then GETELD in order."""
    lopend = (f"sum({kolom}) OVER (PARTITION BY plaats ORDER BY dag) AS {kolom}" for kolom in GETELD)
    return _opgeteld(niveau, dag="p.dag", kolommen=", ".join(("dag", *lopend)), welke="")


def _opgeteld(niveau: str, **delen: str) -> str:
    return _HERREKENING.format(effecten=effecten_sql(), sommen=sommen_sql(), niveau=niveau, **delen)


def _van_die_dag(niveau: str) -> str:
    if niveau == VERPLICHTING:
        return herrekening(niveau, "WHERE v.id = ANY(%(plaatsen)s) AND k.datum <= %(per)s")
    return _VAN_DIE_DAG.format(niveau=niveau, kolommen=", ".join(f"toen.{kolom}" for kolom in GETELD))


def op_peildatum(rijen: Iterable[Plaatsrij], per: datetime.date | None) -> list[Plaatsrij]:
    """These places (of one model, read with their `stand`), each with its stand as it was at the end of that day.

    One query, whatever their number: bookings count by the `datum` of their boekstuk. Without a day nothing changes:
    the stands that the database keeps. Names are those of now.
    """
    plaatsen = list(rijen)
    if per is None or not plaatsen:
        return plaatsen
    niveau = str(plaatsen[0]._meta.model_name)
    with connection.cursor() as cursor:
        cursor.execute(_van_die_dag(niveau), {"per": per, "plaatsen": [plaats.pk for plaats in plaatsen]})
        toen = {plaats: dict(zip(GETELD, cijfers, strict=True)) for plaats, *cijfers in cursor.fetchall()}
    for plaats in plaatsen:
        plaats.stand = Stand(**toen.get(plaats.pk, _NIETS))
    return plaatsen


def ruimte(bestedingsdoel_id: int) -> Decimal:
    """What can still be reserved or committed for a purpose: the lesser of its own room and that of its year."""
    standen = Stand.objects.filter(Q(bestedingsdoel=bestedingsdoel_id) | Q(budgetjaar__doelen=bestedingsdoel_id))
    return min(stand.ruimte for stand in standen)
