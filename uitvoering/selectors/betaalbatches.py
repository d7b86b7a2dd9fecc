"""Payment orders: the list, and one with its payments."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404

from kern.geld import NUL, als_euro
from organisaties.models import Lidmaatschap
from uitvoering.models import Betaalbatch, Betaling
from uitvoering.selectors.betaalbaar import feiten_velden, redenen

PER_BLADZIJDE = 50
UIT = Betaling.Stand.UITGENOMEN
VOOR_DE_BANK = (Betaalbatch.Stand.CONCEPT, Betaalbatch.Stand.GOEDGEKEURD)


@dataclass(frozen=True, slots=True)
class Batchrij:
    """One payment order in a list, in euro."""

    kenmerk: str
    stand: str
    stand_naam: str
    betaaldag: datetime.date
    opgesteld_door: str
    aantal: int
    bedrag: Decimal


@dataclass(frozen=True, slots=True)
class Betalingrij:
    """One payment of an order; `redenen` say why it cannot go to the bank as it is."""

    betaling: Betaling
    redenen: tuple[str, ...]

    @property
    def teruggekomen(self) -> bool:
        return self.betaling.stand == Betaling.Stand.TERUGGEKOMEN


def batches(bladzijde: str | None) -> tuple[Page[Any], list[Batchrij]]:
    """One page of all payment orders, the newest first (two queries)."""
    erin = ~Q(betalingen__stand=UIT)
    alle = (
        Betaalbatch.objects.select_related("opgesteld_door__gebruiker")
        .annotate(aantal=Count("betalingen", filter=erin), som=Sum("betalingen__bedrag", filter=erin))
        .order_by("-id")
    )
    deel: Page[Any] = Paginator(alle, PER_BLADZIJDE).get_page(bladzijde)
    return deel, [
        Batchrij(
            kenmerk=batch.kenmerk,
            stand=batch.stand,
            stand_naam=batch.get_stand_display(),
            betaaldag=batch.betaaldag,
            opgesteld_door=batch.opgesteld_door.gebruiker.naam,
            aantal=batch.aantal,
            bedrag=batch.som or NUL,
        )
        for batch in deel
    ]


def haal_batch(kenmerk: str) -> Betaalbatch:
    """With who did what. Raises Http404."""
    batch = (
        Betaalbatch.objects.filter(kenmerk=kenmerk)
        .select_related("opgesteld_door__gebruiker", "goedgekeurd_door__gebruiker", "geexporteerd_door__gebruiker")
        .first()
    )
    if batch is None:
        raise Http404
    return batch


def haal_betaling(kenmerk: str) -> Betaling:
    """One payment, with its order and recipient. Raises Http404."""
    betaling = Betaling.objects.filter(kenmerk=kenmerk).select_related("batch", "termijn__subsidie__ontvanger").first()
    if betaling is None:
        raise Http404
    return betaling


def betalingen_van(batch: Betaalbatch) -> list[Betaling]:
    """The payments in it, without those that were taken out (one query)."""
    return list(_betalingen(batch))


def _betalingen(batch: Betaalbatch) -> QuerySet[Betaling]:
    return (
        batch.betalingen.exclude(stand=UIT)
        .select_related("batch", "termijn__subsidie__ontvanger", "termijn__subsidie__deel")
        .order_by("termijn__subsidie__ontvanger__sorteersleutel", "pk")
    )


def betalingrijen(batch: Betaalbatch, lid: Lidmaatschap) -> list[Betalingrij]:
    """The same with what stands in the way, as long as the bank does not have it (one query)."""
    if batch.stand not in VOOR_DE_BANK:
        return [Betalingrij(betaling, ()) for betaling in betalingen_van(batch)]
    return [
        Betalingrij(betaling, (*_veranderd(betaling), *redenen(betaling, betaling.termijn.subsidie.ontvanger)))
        for betaling in _betalingen(batch).annotate(**feiten_velden("termijn__subsidie__", batch.betaaldag, lid))
    ]


def _veranderd(betaling: Betaling) -> tuple[str, ...]:
    if betaling.bedrag == betaling.termijn.bedrag:
        return ()
    return (f"Te betalen is nu {als_euro(betaling.termijn.bedrag)}.",)
