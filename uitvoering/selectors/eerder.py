"""What a recipient was granted before for the same activities."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, Sum

from kern.geld import NUL
from subsidies.models import Aanvraagdeel, Beschikkingsbedrag, Subsidie


def gesubsidieerde_jaren(subsidies: Iterable[Subsidie]) -> dict[int, set[int]]:
    """Per grant the years in which its recipient had a grant for the same theme (or regeling, who applied alone).

    Counted are all decisions here, and what the organisation had in the year before its application (`vorig_jaar`).
    Two queries per grant, asked only where a term must be kept.
    """
    return {subsidie.pk: _besloten(subsidie) | _daarvoor(subsidie) for subsidie in subsidies}


def _zelfde(subsidie: Subsidie, pad: str) -> Q:
    """The same recipient, for the same activities: a theme keeps its code from one call to the next."""
    aanvraag = subsidie.deel.aanvraag
    waarvoor: dict[str, Any]
    if aanvraag.tafel and not aanvraag.zelfstandig:
        waarvoor = {f"{pad}aanvraag__tafel__thema__code": aanvraag.tafel.thema.code}
    else:
        waarvoor = {f"{pad}aanvraag__regeling": aanvraag.regeling_id}
    return Q(**{f"{pad}organisatie": subsidie.ontvanger_id}, **waarvoor)


def _besloten(subsidie: Subsidie) -> set[int]:
    return set(
        Beschikkingsbedrag.objects.filter(_zelfde(subsidie, "beschikking__deel__"))
        .order_by()
        .values("jaar")
        .annotate(som=Sum("verleend"))
        .filter(som__gt=NUL)
        .values_list("jaar", flat=True)
    )


def _daarvoor(subsidie: Subsidie) -> set[int]:
    delen = Aanvraagdeel.objects.filter(_zelfde(subsidie, ""), subsidie__isnull=False, vorig_jaar__gt=NUL)
    return {jaar - 1 for jaar in delen.values_list("aanvraag__eerste_jaar", flat=True)}
