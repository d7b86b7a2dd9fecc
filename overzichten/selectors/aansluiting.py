"""Whether every figure agrees with its rows: the ledger's stands, and what each grant was granted and paid."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet, Sum

from begroting.selectors.aansluiting import Verschil, verschillen_in_standen
from kern.geld import NUL
from subsidies.models import Beschikkingsbedrag, Subsidie
from subsidies.selectors.standen import Jaarstand, jaarstanden_van
from uitvoering.models import Betaling, Terugontvangst
from uitvoering.selectors.betaalbaar import bij_de_bank

PER_KEER = 1000
Jaarsom = dict[tuple[int, int], Decimal]


def verschillen() -> list[Verschil]:
    """Everything that does not agree, places first. What is booked meanwhile is not seen by half."""
    with op_een_moment():
        return [*verschillen_in_standen(), *verschillen_in_subsidies()]


@contextmanager
def op_een_moment() -> Iterator[None]:
    """All queries see the database as it is now. Inside a transaction that has begun, that one's view holds."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def verschillen_in_subsidies() -> Iterator[Verschil]:
    """Per grant and year: granted against the decisions, committed against the entitlement, paid against the bank.

    Six queries per thousand grants.
    """
    kenmerken = dict(Subsidie.objects.order_by("pk").values_list("pk", "kenmerk"))
    ids = list(kenmerken)
    for begin in range(0, len(ids), PER_KEER):
        deel = ids[begin : begin + PER_KEER]
        verleend, betaald, onderweg = _verleend(deel), _betaald(deel), bij_de_bank(deel)
        for pk, jaren in jaarstanden_van(deel).items():
            for jaar, stand in jaren.items():
                over = f"subsidie {kenmerken[pk]} ({jaar})"
                yield from _verschillen(
                    over,
                    stand,
                    verleend=verleend.get((pk, jaar), NUL),
                    betaald=betaald.get((pk, jaar), NUL),
                    onderweg=onderweg.get(pk, {}).get(jaar, NUL),
                )


def _verschillen(
    over: str, stand: Jaarstand, *, verleend: Decimal, betaald: Decimal, onderweg: Decimal
) -> Iterator[Verschil]:
    """What was paid, or is at the bank, stays committed until it was received back."""
    for cijfer, gehouden, gerekend in (
        ("verleend", stand.nu, verleend),
        ("verplicht", stand.verplicht, max(stand.recht, betaald + onderweg)),
        ("betaald", stand.betaald, betaald),
    ):
        if gehouden != gerekend:
            yield Verschil(over, cijfer, gehouden, gerekend)


def _verleend(ids: list[int]) -> Jaarsom:
    rijen = Beschikkingsbedrag.objects.filter(beschikking__deel__subsidie__in=ids, verleend__isnull=False)
    return _per_jaar(rijen.values_list("beschikking__deel__subsidie", "jaar"), "verleend")


def _betaald(ids: list[int]) -> Jaarsom:
    """What the bank paid, less what came back; what was kept for another year counts as paid there."""
    som = _per_jaar(
        Betaling.objects.filter(termijn__subsidie__in=ids, stand=Betaling.Stand.BETAALD).values_list(
            "termijn__subsidie", "termijn__jaar"
        )
    )
    for pad, teken in (("terugvorderingsjaar__subsidiejaar", -1), ("verrekend_met", +1)):
        rijen = Terugontvangst.objects.filter(**{f"{pad}__subsidie__in": ids})
        for sleutel, bedrag in _per_jaar(rijen.values_list(f"{pad}__subsidie", f"{pad}__jaar")).items():
            som[sleutel] = som.get(sleutel, NUL) + teken * bedrag
    return som


def _per_jaar(rijen: QuerySet[Any, Any], veld: str = "bedrag") -> Jaarsom:
    """The sum of `veld` by the two values that the rows give: grant and year."""
    return {(pk, jaar): som for pk, jaar, som in rijen.order_by().annotate(som=Sum(veld))}
