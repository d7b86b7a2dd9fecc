"""Does it all agree: what is due, planned, ordered, paid, and what the ledger says."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from kern.geld import NUL
from subsidies.models import Subsidie
from subsidies.selectors.standen import Jaarstand, jaarstanden_van
from uitvoering.models import Betaaltermijn, Terugontvangst
from uitvoering.regels.betaaltermijnen import Jaarschema
from uitvoering.services.betaalschema import schemas

Stand = Betaaltermijn.Stand


@dataclass(frozen=True, slots=True)
class Aansluitrij:
    """One year of one grant, in euro. `gepland` are all instalments, `grootboek` is what the ledger holds as paid."""

    kenmerk: str
    ontvanger: str
    jaar: int
    verschuldigd: Decimal
    gepland: Decimal
    onderweg: Decimal
    betaald: Decimal
    grootboek: Decimal
    te_veel: Decimal
    verschillen: tuple[str, ...]


def subsidies_op_volgorde() -> list[int]:
    """All grants, by recipient (one query)."""
    return list(Subsidie.objects.order_by("ontvanger__sorteersleutel", "pk").values_list("pk", flat=True))


def aansluiting(subsidie_ids: Sequence[int]) -> list[Aansluitrij]:
    """The years of these grants, in the order given: seven queries, whatever their number."""
    per_id = Subsidie.objects.select_related("ontvanger", "beschikking__besluit").in_bulk(subsidie_ids)
    nu: dict[tuple[int, int], dict[int, Betaaltermijn]] = defaultdict(dict)
    for termijn in Betaaltermijn.objects.filter(subsidie__in=subsidie_ids):
        nu[termijn.subsidie_id, termijn.jaar][termijn.volgnummer] = termijn
    standen, teruggevorderd = jaarstanden_van(subsidie_ids), _teruggevorderd(subsidie_ids)
    gewenst = schemas(per_id.values(), standen, nu)
    return [
        _rij(
            per_id[pk],
            stand,
            list(nu[pk, jaar].values()),
            gewenst[pk, jaar],
            teruggevorderd.get((pk, jaar), NUL),
        )
        for pk in subsidie_ids
        for jaar, stand in standen[pk].items()
    ]


def _rij(
    subsidie: Subsidie,
    stand: Jaarstand,
    termijnen: Sequence[Betaaltermijn],
    schema: Jaarschema,
    teruggevorderd: Decimal,
) -> Aansluitrij:
    betaald = _som(termijnen, Stand.BETAALD)
    verschillen = []
    if {termijn.volgnummer: termijn.bedrag for termijn in schema.termijnen} != {
        termijn.volgnummer: termijn.bedrag for termijn in termijnen
    }:
        verschillen.append("Het betaalschema loopt achter op de besluiten.")
    if stand.betaald != betaald + teruggevorderd:
        verschillen.append("Het grootboek en de betalingen zijn niet gelijk.")
    if schema.te_veel:
        verschillen.append("Er is meer betaald dan nu verschuldigd is.")
    return Aansluitrij(
        kenmerk=subsidie.kenmerk,
        ontvanger=subsidie.ontvanger.naam,
        jaar=stand.jaar,
        verschuldigd=stand.recht,
        gepland=sum((termijn.bedrag for termijn in termijnen), NUL),
        onderweg=_som(termijnen, Stand.ONDERWEG),
        betaald=betaald,
        grootboek=stand.betaald,
        te_veel=schema.te_veel,
        verschillen=tuple(verschillen),
    )


def _teruggevorderd(subsidie_ids: Sequence[int]) -> dict[tuple[int, int], Decimal]:
    """What reclaims changed by (grant, year): received back below zero, kept there for another year above it."""
    som: dict[tuple[int, int], Decimal] = defaultdict(lambda: NUL)
    rijen = Terugontvangst.objects.filter(
        Q(terugvorderingsjaar__subsidiejaar__subsidie__in=subsidie_ids) | Q(verrekend_met__subsidie__in=subsidie_ids)
    ).select_related("terugvorderingsjaar__subsidiejaar", "verrekend_met")
    for rij in rijen:
        van, naar = rij.terugvorderingsjaar.subsidiejaar, rij.verrekend_met
        som[van.subsidie_id, van.jaar] -= rij.bedrag
        if naar is not None:
            som[naar.subsidie_id, naar.jaar] += rij.bedrag
    return som


def _som(termijnen: Sequence[Betaaltermijn], stand: Stand) -> Decimal:
    return sum((termijn.bedrag for termijn in termijnen if termijn.stand == stand), NUL)
