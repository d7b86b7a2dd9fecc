"""What cases will probably still take from the purposes, and what is still to be paid from the schedules."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.urls import reverse

from begroting.grootboek import EFFECTEN, Soort
from begroting.models import Boeking, Verplichting
from kern.geld import NUL
from overzichten.regels.benutting import Dekkingslijn, Waarschijnlijk, spreid
from subsidies.models import (
    Aanvraag,
    Aanvraagdeel,
    Beschikking,
    Besluit,
    Jaardekking,
    Subsidiejaar,
    Voorstelbedrag,
)
from uitvoering.models import Indexering, Indexeringsbedrag, Indexeringsregel, Vervolgbedrag, Vervolgvoorstel

ONBESLIST = (Aanvraag.Stand.INGEDIEND, Aanvraag.Stand.IN_BEHANDELING, Aanvraag.Stand.VOORGESTELD)
IN_DE_MAAK = (Vervolgvoorstel.Stand.CONCEPT, Vervolgvoorstel.Stand.ZIENSWIJZE, Vervolgvoorstel.Stand.VOORGELEGD)
NOG_TE_INDEXEREN = (Indexering.Stand.CONCEPT, Indexering.Stand.BEZIG)

# The open instalments of the grants of a budget year, on the day and after it. A year of a grant that several budgets
# cover shares its instalments in proportion to what each has still to pay.
_TERMIJNEN = """
WITH post AS (
    SELECT sj.subsidie_id, sj.jaar, greatest(s.verplicht - s.betaald, 0) AS nog, d.budgetjaar_id
    FROM subsidies_subsidiejaar sj
    JOIN begroting_verplichting v ON v.id = sj.verplichting_id
    JOIN begroting_stand s ON s.verplichting_id = v.id
    JOIN begroting_bestedingsdoel d ON d.id = v.bestedingsdoel_id
    WHERE EXISTS (
        SELECT FROM subsidies_subsidiejaar hier
        JOIN begroting_verplichting hv ON hv.id = hier.verplichting_id
        JOIN begroting_bestedingsdoel hd ON hd.id = hv.bestedingsdoel_id
        WHERE hier.subsidie_id = sj.subsidie_id AND hier.jaar = sj.jaar AND hd.budgetjaar_id = %(budgetjaar)s
    )
), aandeel AS (
    SELECT subsidie_id, jaar, sum(nog) FILTER (WHERE budgetjaar_id = %(budgetjaar)s) / sum(nog) AS deel
    FROM post GROUP BY subsidie_id, jaar HAVING sum(nog) > 0
)
SELECT
    round(coalesce(sum(t.bedrag * a.deel) FILTER (WHERE t.dag <= %(tot_en_met)s), 0), 2),
    round(coalesce(sum(t.bedrag * a.deel) FILTER (WHERE t.dag > %(tot_en_met)s), 0), 2)
FROM aandeel a
JOIN uitvoering_betaaltermijn t ON t.subsidie_id = a.subsidie_id AND t.jaar = a.jaar
WHERE t.stand <> 'betaald'
"""


@dataclass(frozen=True, slots=True)
class _Voorstel:
    """What is proposed in one application for one year."""

    kenmerk: str
    tafel_id: int | None
    jaar: int
    bedrag: Decimal


def termijnen_tot_en_met(budgetjaar_id: int, dag: datetime.date) -> tuple[Decimal, Decimal]:
    """What the schedules of a budget year still ask, up to that day and after it, in euro: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_TERMIJNEN, {"budgetjaar": budgetjaar_id, "tot_en_met": dag})
        op_tijd, later = cursor.fetchone()
    return op_tijd, later


def waarschijnlijk(doelen: Collection[int]) -> list[Waarschijnlijk]:
    """All that is proposed and not decided on, as far as it falls on these purposes: five queries."""
    alle = [*_aanvragen(), *_veranderingen(), *_indexeringen()]
    return [een for een in alle if een.doel_id in doelen and een.bedrag]


def _aanvragen() -> Iterable[Waarschijnlijk]:
    """In the order in which they came in, each finds what the one before left."""
    voorstellen = _voorstellen()
    lijnen, vrij = _dekking({voorstel.tafel_id for voorstel in voorstellen})
    gereserveerd = _gereserveerd({voorstel.kenmerk for voorstel in voorstellen})
    for een in voorstellen:
        eigen = {doel: bedrag for (doel, zaak), bedrag in gereserveerd.items() if zaak == een.kenmerk}
        hier = lijnen.get((een.tafel_id, een.jaar), [])
        delen = spreid(
            een.bedrag, hier, {lijn.doel_id: vrij[lijn.doel_id] + eigen.get(lijn.doel_id, NUL) for lijn in hier}
        )
        for doel_id, bedrag in delen.items():
            gebruikt = min(bedrag, eigen.get(doel_id, NUL))
            gereserveerd[doel_id, een.kenmerk] = eigen.get(doel_id, NUL) - gebruikt
            vrij[doel_id] -= bedrag - gebruikt
            yield Waarschijnlijk(
                doel_id,
                een.kenmerk,
                f"aanvraag, {een.jaar}",
                bedrag,
                gebruikt,
                reverse("subsidies:zaak_detail", args=[een.kenmerk]),
            )
        lijnen[een.tafel_id, een.jaar] = [_min(lijn, delen) for lijn in hier]


def _min(lijn: Dekkingslijn, delen: Mapping[int, Decimal]) -> Dekkingslijn:
    if lijn.hoogstens is None:
        return lijn
    return Dekkingslijn(lijn.doel_id, lijn.hoogstens - delen.get(lijn.doel_id, NUL))


def _voorstellen() -> Sequence[_Voorstel]:
    """Of the parts without a decision: one query."""
    eerste = Beschikking.objects.filter(deel=OuterRef("voorstel__deel"), wijzigt=None)
    aanvraag = "voorstel__deel__aanvraag"
    rijen = (
        Voorstelbedrag.objects.filter(
            ~Exists(eerste),
            voorstel__deel__stand=Aanvraagdeel.Stand.ACTIEF,
            **{f"{aanvraag}__stand__in": ONBESLIST},
        )
        .order_by(f"{aanvraag}__ontvangen_op", aanvraag, "jaar")
        .values_list(f"{aanvraag}__kenmerk", f"{aanvraag}__tafel", "jaar")
        .annotate(som=Sum("bedrag"))
    )
    return [_Voorstel(*rij) for rij in rijen]


def _dekking(
    tafels: Collection[int | None],
) -> tuple[dict[tuple[int | None, int], list[Dekkingslijn]], dict[int, Decimal]]:
    """Which purposes pay each table per year, with what its bound leaves, and what is free there: one query."""
    al = (
        Verplichting.objects.filter(
            bestedingsdoel=OuterRef("bestedingsdoel"),
            subsidiejaar__jaar=OuterRef("jaar"),
            subsidiejaar__subsidie__deel__aanvraag__tafel=OuterRef("tafel"),
        )
        .order_by()
        .values("bestedingsdoel")
        .annotate(som=Sum("stand__verplicht"))
        .values("som")
    )
    rijen: QuerySet[Any] = (
        Jaardekking.objects.filter(tafel__in=[tafel for tafel in tafels if tafel])
        .select_related("bestedingsdoel__stand")
        .annotate(al=Subquery(al))
        .order_by("tafel", "jaar", "volgorde")
    )
    lijnen: dict[tuple[int | None, int], list[Dekkingslijn]] = defaultdict(list)
    vrij: dict[int, Decimal] = {}
    for rij in rijen:
        hoogstens = None if rij.hoogstens is None else rij.hoogstens - (rij.al or NUL)
        lijnen[rij.tafel_id, rij.jaar].append(Dekkingslijn(rij.bestedingsdoel_id, hoogstens))
        vrij[rij.bestedingsdoel_id] = rij.bestedingsdoel.stand.ruimte
    return lijnen, vrij


def _gereserveerd(zaken: Collection[str]) -> dict[tuple[int, str], Decimal]:
    """What is reserved now for each of these cases, by purpose: one query."""
    rijen = (
        Boeking.objects.filter(soort__in=[Soort.RESERVERING, Soort.VRIJGAVE], voor_zaak__in=zaken)
        .order_by()
        .values_list("bestedingsdoel", "voor_zaak", "soort")
        .annotate(som=Sum("bedrag"))
    )
    sommen: dict[tuple[int, str], Decimal] = defaultdict(lambda: NUL)
    for doel_id, zaak, soort, som in rijen:
        sommen[doel_id, zaak] += EFFECTEN[Soort(soort)].teken * som
    return sommen


def _doel_van(subsidie: str) -> Subquery:
    """The purpose that pays a year of a grant; the first, where there are more."""
    jaren = Subsidiejaar.objects.filter(subsidie=OuterRef(subsidie), jaar=OuterRef("jaar")).order_by("volgorde")
    return Subquery(jaren.values("verplichting__bestedingsdoel")[:1])


def _veranderingen() -> Iterable[Waarschijnlijk]:
    """Changes of running grants that are being prepared: one query."""
    rijen = (
        Vervolgbedrag.objects.filter(regel__voorstel__stand__in=IN_DE_MAAK)
        .annotate(doel=_doel_van("regel__subsidie"))
        .order_by("regel__voorstel", "jaar")
        .values_list("doel", "regel__voorstel__kenmerk", "regel__voorstel__soort", "jaar", "verandering")
    )
    for doel_id, kenmerk, soort, jaar, bedrag in rijen:
        if bedrag is None:
            continue
        wat = f"{Besluit.Soort(soort).label}, {jaar}"
        yield Waarschijnlijk(doel_id, kenmerk, wat, bedrag, url=reverse("uitvoering:voorstel", args=[kenmerk]))


def _indexeringen() -> Iterable[Waarschijnlijk]:
    """Increases of grants that wait for their decision, together per indexing: one query."""
    rijen = (
        Indexeringsbedrag.objects.filter(
            regel__stand=Indexeringsregel.Stand.TE_DOEN, regel__indexering__stand__in=NOG_TE_INDEXEREN
        )
        .annotate(doel=_doel_van("regel__subsidie"), kenmerk=F("regel__indexering__kenmerk"))
        .order_by("kenmerk", "doel", "jaar")
        .values_list("doel", "kenmerk", "jaar")
        .annotate(som=Sum("erbij"))
    )
    for doel_id, kenmerk, jaar, som in rijen:
        url = reverse("uitvoering:indexering", args=[kenmerk])
        yield Waarschijnlijk(doel_id, kenmerk, f"indexering, {jaar}", som, url=url)
