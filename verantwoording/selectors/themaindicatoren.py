"""To which figures of the city a theme hopes to contribute."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from thematafels.models import Subdoel, Thema
from verantwoording.models import Themaindicator


@dataclass(frozen=True, slots=True)
class Indicatorgroep:
    """Those of the whole theme, or of one subdoel."""

    naam: str
    rijen: Sequence[Themaindicator]


def indicatorgroepen(thema: Thema) -> list[Indicatorgroep]:
    """First the whole theme, then each subdoel in order: two queries."""
    per_subdoel: dict[int | None, list[Themaindicator]] = defaultdict(list)
    for rij in Themaindicator.objects.filter(thema=thema).select_related("indicator__bron"):
        per_subdoel[rij.subdoel_id].append(rij)
    return [
        Indicatorgroep("Het hele thema", per_subdoel[None]),
        *(
            Indicatorgroep(subdoel.naam, per_subdoel[subdoel.pk])
            for subdoel in Subdoel.objects.filter(thema=thema).order_by("volgorde", "id")
        ),
    ]
