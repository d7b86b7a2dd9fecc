"""The figures of a grant per year, kept apart: requested, granted, changed, settled and paid (domein.md)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from brieven.models import Brief
from brieven.models import Stand as Briefstand
from kern.geld import NUL
from subsidies.models import Beschikking, Subsidie
from subsidies.regels.verdeel_over_dekking import Dekking

# The fields of Jaarstand in their order. The first decision is the one that holds what was asked; of the settlements
# the latest holds: one may be changed on objection.
_CIJFERS = """
SELECT cijfer.*, geld.dekking
FROM (
    SELECT subsidie.id,
           rij.jaar,
           coalesce(sum(rij.gevraagd), 0.00),
           coalesce(sum(rij.verleend) FILTER (WHERE rij.gevraagd IS NOT NULL), 0.00),
           coalesce(sum(rij.verleend) FILTER (WHERE rij.gevraagd IS NULL), 0.00),
           (array_agg(rij.vastgesteld ORDER BY rij.id DESC) FILTER (WHERE rij.vastgesteld IS NOT NULL))[1]
    FROM subsidies_subsidie subsidie
    JOIN subsidies_beschikking beschikking ON beschikking.deel_id = subsidie.deel_id
    JOIN subsidies_beschikkingsbedrag rij ON rij.beschikking_id = beschikking.id
    WHERE subsidie.id = ANY(%(ids)s)
      AND (NOT %(bekend)s OR beschikking.wijzigt_id IS NULL OR EXISTS (
          SELECT FROM brieven_brief brief WHERE brief.kenmerk = beschikking.kenmerk AND brief.stand = 'verzonden'
      ))
    GROUP BY subsidie.id, rij.jaar
) cijfer
LEFT JOIN (
    SELECT jaar.subsidie_id, jaar.jaar,
           array_agg(
               ARRAY[verplichting.id, verplichting.bestedingsdoel_id, stand.verplicht, stand.betaald]
               ORDER BY jaar.volgorde
           ) AS dekking
    FROM subsidies_subsidiejaar jaar
    JOIN begroting_verplichting verplichting ON verplichting.id = jaar.verplichting_id
    JOIN begroting_stand stand ON stand.verplichting_id = verplichting.id
    WHERE jaar.subsidie_id = ANY(%(ids)s)
    GROUP BY jaar.subsidie_id, jaar.jaar
) geld ON geld.subsidie_id = cijfer.id AND geld.jaar = cijfer.jaar
ORDER BY cijfer.jaar
"""


@dataclass(frozen=True, slots=True)
class Jaarstand:
    """One year of one grant, in euro. `dekking` are the budgets that cover it, in order, with what the ledger holds
    there; none while no money was ever committed for that year."""

    jaar: int
    gevraagd: Decimal
    verleend: Decimal
    gewijzigd: Decimal
    vastgesteld: Decimal | None
    dekking: tuple[Dekking, ...] = ()

    @property
    def verplicht(self) -> Decimal:
        return sum((een.verplicht for een in self.dekking), NUL)

    @property
    def betaald(self) -> Decimal:
        return sum((een.betaald for een in self.dekking), NUL)

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
        for subsidie_id, *cijfers, geld in cursor.fetchall():
            stand = Jaarstand(*cijfers)
            standen[subsidie_id][stand.jaar] = replace(stand, dekking=tuple(_dekking(*een) for een in geld or ()))
    return standen


def _dekking(verplichting_id: Decimal, bestedingsdoel_id: Decimal, verplicht: Decimal, betaald: Decimal) -> Dekking:
    return Dekking(int(verplichting_id), int(bestedingsdoel_id), verplicht, betaald)
