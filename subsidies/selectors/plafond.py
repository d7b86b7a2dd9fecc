"""Where a proposal goes over the ceiling of its table (Awb 4:25 lid 2), and how far it may (4:51 lid 2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kern.geld import NUL
from subsidies.dossier import Dossier, tel_op
from subsidies.models import Plafondvrijstelling
from subsidies.selectors.toekenningen import verleend_per_deel
from subsidies.selectors.vorig_jaar import verleend_aan_anderen
from subsidies.toekenning import Toekenning


@dataclass(frozen=True, slots=True)
class Overschrijding:
    """How far one year goes over the ceiling, and how much of that may be: the exceptions of Awb 4:51 lid 2."""

    jaar: int
    te_veel: Decimal
    vrijgesteld: Decimal
    delen: frozenset[int]
    gronden: tuple[str, ...]
    met_anderen: bool

    @property
    def mag(self) -> bool:
        return self.te_veel <= self.vrijgesteld


def overschrijdingen(dossier: Dossier, voorstel: Mapping[int, Mapping[int, Decimal]]) -> list[Overschrijding]:
    """The years in which the proposal, with all that was granted from the same ceiling, is over it: three queries."""
    eerder = verleend_per_deel(dossier.aanvraag)
    elders = tel_op([verleend_aan_anderen(dossier.aanvraag), *eerder.values()], dossier.jaren)
    per_jaar = tel_op([*voorstel.values(), elders], dossier.jaren)
    vrijstellingen = _vrijstellingen(voorstel)
    return [
        Overschrijding(
            jaar=jaar,
            te_veel=per_jaar[jaar] - plafond,
            vrijgesteld=sum(
                (min(rij.bedrag, voorstel[rij.deel_id].get(jaar, NUL)) for rij in vrijstellingen if rij.jaar == jaar),
                NUL,
            ),
            delen=frozenset(rij.deel_id for rij in vrijstellingen if rij.jaar == jaar),
            gronden=tuple(dict.fromkeys(rij.grond for rij in vrijstellingen if rij.jaar == jaar)),
            met_anderen=bool(elders[jaar]),
        )
        for jaar, plafond in dossier.plafond.items()
        if per_jaar.get(jaar, NUL) > plafond
    ]


def met_vrijstelling(toekenningen: Iterable[Toekenning], boven: Sequence[Overschrijding]) -> list[Toekenning]:
    """The same, marked where one may go over the ceiling."""
    delen = {deel for rij in boven for deel in rij.delen}
    return [replace(rij, boven_plafond=rij.deel.pk in delen) for rij in toekenningen]


def _vrijstellingen(voorstel: Mapping[int, object]) -> Sequence[Plafondvrijstelling]:
    return list(Plafondvrijstelling.objects.filter(deel__in=list(voorstel), vervallen_op=None))
