"""What a penvoerder received for all, passed on and kept."""

from dataclasses import dataclass
from decimal import Decimal

from kern.geld import NUL
from subsidies.models import Subsidie
from subsidies.selectors.standen import jaarstanden
from uitvoering.models import Doorbetaling


@dataclass(frozen=True, slots=True)
class Doorbetaaljaar:
    """One year in euro."""

    jaar: int
    verleend: Decimal
    doorbetaald: Decimal

    @property
    def gehouden(self) -> Decimal:
        return self.verleend - self.doorbetaald


@dataclass(frozen=True, slots=True)
class Doorbetaalstaat:
    jaren: list[Doorbetaaljaar]
    regels: list[Doorbetaling]


def doorbetaalstaat(subsidie: Subsidie) -> Doorbetaalstaat:
    """Per year what was granted, passed on and kept; and every line, those that were withdrawn too."""
    regels = list(
        Doorbetaling.objects.filter(subsidie=subsidie)
        .select_related("ontvanger", "bewijs")
        .order_by("jaar", "betaald_op", "id")
    )
    return Doorbetaalstaat(
        jaren=[
            Doorbetaaljaar(
                jaar=stand.jaar,
                verleend=stand.verplicht,
                doorbetaald=sum(
                    (regel.bedrag for regel in regels if regel.jaar == stand.jaar and regel.ingetrokken_op is None),
                    NUL,
                ),
            )
            for stand in jaarstanden(subsidie).values()
        ],
        regels=regels,
    )
