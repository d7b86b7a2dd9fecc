"""What a recipient hands in for the settlement of its grant, for which years, and until when (Awb 4:44, 4:45).

Read from the rules that were frozen on the decision: what became stricter since does not count for a running grant.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import models

from regelingen.parameters import Parameters


class Stuk(models.TextChoices):
    """A document that comes with the request for settlement. The label is how a letter names it."""

    ACTIVITEITENVERSLAG = "activiteitenverslag", "een activiteitenverslag"
    FINANCIEEL_VERSLAG = "financieel_verslag", "een financieel verslag"
    ACCOUNTANTSVERKLARING = "accountantsverklaring", "een accountantsverklaring"


@dataclass(frozen=True, slots=True)
class Periode:
    """Years that are settled in one decision. It is asked for from `vanaf` on, and no later than `uiterlijk`."""

    eerste_jaar: int
    laatste_jaar: int
    vanaf: datetime.date
    uiterlijk: datetime.date


@dataclass(frozen=True, slots=True)
class Trede:
    """A band of amounts, up to and including `tot` (None: all above), and what is handed in there."""

    tot: Decimal | None
    stukken: tuple[Stuk, ...]


def treden(parameters: Parameters) -> tuple[Trede, ...]:
    """The bands from small to large, by the size of the grant over all its years (Awb 4:45, 4:75, 4:78).

    A grant that was settled at once has no period and hands in nothing (Awb 4:29). A financial report suffices up to
    the larger of the two thresholds that bound it: where they differ, the recipient has the benefit.
    """
    met_cijfers = (Stuk.ACTIVITEITENVERSLAG, Stuk.FINANCIEEL_VERSLAG)
    alleen_verslag = parameters.drempel_activiteitenverslag
    zonder_accountant = max(
        alleen_verslag, parameters.drempel_financieel_verslag, parameters.drempel_accountantsverklaring
    )
    return (
        Trede(alleen_verslag, (Stuk.ACTIVITEITENVERSLAG,)),
        Trede(zonder_accountant, met_cijfers),
        Trede(None, tuple(Stuk)),
    )


def stukken(parameters: Parameters, totaal: Decimal) -> tuple[Stuk, ...]:
    """What is handed in with a grant of this size."""
    return next(trede.stukken for trede in treden(parameters) if trede.tot is None or totaal <= trede.tot)


def perioden(parameters: Parameters, jaren: Sequence[int]) -> tuple[Periode, ...]:
    """Under afdeling 4.2.8 every year on its own, after it has ended (Awb 4:73, 4:74); else all years at once, from
    the last year on, because an activity may end early (Awb 4:44)."""
    if parameters.afdeling_428:
        return tuple(Periode(jaar, jaar, _dag(jaar + 1, "01-01"), _uiterlijk(parameters, jaar)) for jaar in jaren)
    return (Periode(jaren[0], jaren[-1], _dag(jaren[-1], "01-01"), _uiterlijk(parameters, jaren[-1])),)


def _uiterlijk(parameters: Parameters, jaar: int) -> datetime.date:
    return _dag(jaar + 1, parameters.vaststelling_uiterlijk)


def _dag(jaar: int, maand_dag: str) -> datetime.date:
    return datetime.date.fromisoformat(f"{jaar}-{maand_dag}")
