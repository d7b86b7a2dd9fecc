"""The figures of a grant per year, kept apart: requested, granted, changed, settled and paid (domein.md)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from brieven.models import Brief
from brieven.models import Stand as Briefstand
from kern.geld import NUL
from subsidies.models import Beschikking, Subsidie

# The fields of Jaarstand in their order. The first decision is the one that holds what was asked; of the settlements
# the latest holds: one may be changed on objection.
_CIJFERS = """
SELECT subsidie.id,
       rij.jaar,
       coalesce(sum(rij.gevraagd), 0.00),
       coalesce(sum(rij.verleend) FILTER (WHERE rij.gevraagd IS NOT NULL), 0.00),
       coalesce(sum(rij.verleend) FILTER (WHERE rij.gevraagd IS NULL), 0.00),
       (array_agg(rij.vastgesteld ORDER BY rij.id DESC) FILTER (WHERE rij.vastgesteld IS NOT NULL))[1],
       verplichting.id,
       verplichting.bestedingsdoel_id,
       coalesce(stand.verplicht, 0.00),
       coalesce(stand.betaald, 0.00)
FROM subsidies_subsidie subsidie
JOIN subsidies_beschikking beschikking ON beschikking.deel_id = subsidie.deel_id
JOIN subsidies_beschikkingsbedrag rij ON rij.beschikking_id = beschikking.id
LEFT JOIN subsidies_subsidiejaar jaar ON jaar.subsidie_id = subsidie.id AND jaar.jaar = rij.jaar
LEFT JOIN begroting_verplichting verplichting ON verplichting.id = jaar.verplichting_id
LEFT JOIN begroting_stand stand ON stand.verplichting_id = verplichting.id
WHERE subsidie.id = ANY(%(ids)s)
  AND (NOT %(bekend)s OR beschikking.wijzigt_id IS NULL OR EXISTS (
      SELECT FROM brieven_brief brief WHERE brief.kenmerk = beschikking.kenmerk AND brief.stand = 'verzonden'
  ))
GROUP BY subsidie.id, rij.jaar, verplichting.id, stand.id
ORDER BY rij.jaar
"""


@dataclass(frozen=True, slots=True)
class Jaarstand:
    """One year of one grant, in euro. `verplicht` and `betaald` are those of the ledger; `verplichting_id` is None
    while no money was ever committed for that year."""

    jaar: int
    gevraagd: Decimal
    verleend: Decimal
    gewijzigd: Decimal
    vastgesteld: Decimal | None
    verplichting_id: int | None = None
    bestedingsdoel_id: int | None = None
    verplicht: Decimal = NUL
    betaald: Decimal = NUL

    @property
    def nu(self) -> Decimal:
        """What was granted with all later changes."""
        return self.verleend + self.gewijzigd

    @property
    def recht(self) -> Decimal:
        """What the recipient is entitled to: what was settled, or else what is granted now."""
        return self.nu if self.vastgesteld is None else self.vastgesteld

    @property
    def te_veel_betaald(self) -> Decimal:
        """Paid beyond the entitlement: what can be reclaimed (Awb 4:57)."""
        return max(NUL, self.betaald - self.recht)


def bekend(beschikkingen: QuerySet[Beschikking]) -> QuerySet[Beschikking]:
    """Those that have effect for the recipient: the first one, that a partner's page waits for, and every later one
    whose letter was sent (Awb 3:40)."""
    brief = Brief.objects.filter(kenmerk=OuterRef("kenmerk"), stand=Briefstand.VERZONDEN)
    return beschikkingen.filter(Q(wijzigt__isnull=True) | Exists(brief))


def jaarstanden(subsidie: Subsidie, *, alleen_bekend: bool = False) -> dict[int, Jaarstand]:
    """The years of one grant in order: one query. `alleen_bekend`: as the recipient was told (`bekend`)."""
    return jaarstanden_van([subsidie.pk], alleen_bekend=alleen_bekend).get(subsidie.pk, {})


def jaarstanden_van(subsidie_ids: Iterable[int], *, alleen_bekend: bool = False) -> dict[int, dict[int, Jaarstand]]:
    """The same of many grants, by id: one query, whatever their number."""
    ids = list(subsidie_ids)
    standen: dict[int, dict[int, Jaarstand]] = {pk: {} for pk in ids}
    with connection.cursor() as cursor:
        cursor.execute(_CIJFERS, {"ids": ids, "bekend": alleen_bekend})
        for subsidie_id, *cijfers in cursor.fetchall():
            stand = Jaarstand(*cijfers)
            standen[subsidie_id][stand.jaar] = stand
    return standen
