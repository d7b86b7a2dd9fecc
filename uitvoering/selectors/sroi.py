"""Social return of one recipient over all its tables: what it owes, what was agreed, what came of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from kern.geld import NUL, centen
from regelingen.parameters import Parameters
from subsidies.models import Begrotingspost, Postbedrag, Subsidie
from subsidies.selectors.standen import jaarstanden_van
from uitvoering.models import Sroiafspraak
from uitvoering.regels.social_return import Grondslag, sroi_verplichting

DEKKING = Q(post__soort__in=Begrotingspost.DEKKING)


@dataclass(frozen=True, slots=True)
class Sroijaar:
    """One year: granted over all tables, its wage part, what must be spent of it, agreed and done, in euro."""

    jaar: int
    verleend: Decimal
    loondeel: Decimal
    verplicht: Decimal
    afspraken: Sequence[Sroiafspraak]

    @property
    def afgesproken(self) -> Decimal:
        return sum((afspraak.bedrag for afspraak in self.afspraken), NUL)

    @property
    def gerealiseerd(self) -> Decimal:
        return sum((afspraak.gerealiseerd or NUL for afspraak in self.afspraken), NUL)

    @property
    def tekort(self) -> Decimal:
        """What was not yet agreed on."""
        return max(NUL, self.verplicht - self.afgesproken)


@dataclass(frozen=True, slots=True)
class Sroibeeld:
    """Everything on social return of one recipient; `regels` are those that held when it was granted last."""

    jaren: Sequence[Sroijaar]
    regels: Parameters | None

    @property
    def verplicht(self) -> Decimal:
        return sum((jaar.verplicht for jaar in self.jaren), NUL)


def laad_sroi(organisatie_id: int) -> Sroibeeld:
    """Six queries, whatever the number of tables. A withdrawn grant counts for what is left of it."""
    subsidies = list(
        Subsidie.objects.filter(ontvanger=organisatie_id)
        .select_related("beschikking__besluit")
        .order_by("beschikking__besluit__genomen_op", "pk")
    )
    afspraken = defaultdict(list)
    for afspraak in Sroiafspraak.objects.filter(organisatie=organisatie_id).order_by("jaar", "id"):
        afspraken[afspraak.jaar].append(afspraak)
    regels = Parameters.uit_dict(subsidies[-1].beschikking.besluit.parameters) if subsidies else None
    grondslagen = _grondslagen(subsidies)
    verplicht = sroi_verplichting(grondslagen, regels) if regels else {}
    return Sroibeeld(
        jaren=[
            Sroijaar(
                jaar=jaar,
                verleend=grondslagen[jaar].verleend if jaar in grondslagen else NUL,
                loondeel=grondslagen[jaar].loondeel if jaar in grondslagen else NUL,
                verplicht=verplicht.get(jaar, NUL),
                afspraken=afspraken.get(jaar, []),
            )
            for jaar in sorted({*grondslagen, *afspraken})
        ],
        regels=regels,
    )


def _grondslagen(subsidies: Sequence[Subsidie]) -> dict[int, Grondslag]:
    """Per year over all grants: what is granted, and which part of that is wages, as in the budget asked with."""
    aandeel = _loonaandeel(subsidies)
    verleend: dict[int, Decimal] = defaultdict(lambda: NUL)
    loondeel: dict[int, Decimal] = defaultdict(lambda: NUL)
    standen = jaarstanden_van(subsidie.pk for subsidie in subsidies)
    for subsidie in subsidies:
        for jaar, stand in standen[subsidie.pk].items():
            verleend[jaar] += stand.recht
            loondeel[jaar] += centen(stand.recht * aandeel.get((subsidie.deel_id, jaar), NUL))
    return {jaar: Grondslag(verleend[jaar], loondeel[jaar]) for jaar in verleend}


def _loonaandeel(subsidies: Sequence[Subsidie]) -> dict[tuple[int, int], Decimal]:
    """The share of wages in the costs of a part, per year."""
    rijen = (
        Postbedrag.objects.filter(post__deel__in=[subsidie.deel_id for subsidie in subsidies])
        .order_by()
        .values("post__deel", "jaar")
        .annotate(
            loon=Sum("bedrag", filter=Q(post__soort=Begrotingspost.Soort.LOON)),
            kosten=Sum("bedrag", filter=~DEKKING),
        )
    )
    return {(rij["post__deel"], rij["jaar"]): (rij["loon"] or NUL) / rij["kosten"] for rij in rijen if rij["kosten"]}
